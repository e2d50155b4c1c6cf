import type { FC } from "hono/jsx";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { EmptyState } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { DownloadDocument } from "./download-document.tsx";
import { crumbsTo, nameOf, readFacts, type ProposalFacts } from "./proposal-facts.ts";
import type { Proposal } from "./proposal-state.tsx";
import { recallEntry } from "./receipt-cookie.ts";

type Submitted = Extract<Proposal, { state: "submitted" }>;
type ReceiptProps = { readonly facts: ProposalFacts; readonly proposal: Submitted; readonly entry: string | null };

const Receipt: FC<ReceiptProps> = ({ facts: { call, draft }, proposal, entry }) => {
  const { t, href, format, query } = usePage();
  const { sha256, receivedAt, callVersion, requestedCents, eligibleCents } = proposal.submitted;
  return (
    <>
      {query.get("done") === "submitted" && <Notification kind="success" title={t("proposals.receiptDone")} />}
      <DescriptionList
        items={[
          { term: t("proposals.receiptReceived"), detail: <DateTimeOf at={receivedAt} exact /> },
          { term: t("proposals.receiptProposal"), detail: <code class="portal-digest">{proposal.id}</code> },
          {
            term: t("proposals.receiptCall"),
            detail: (
              <>
                <Link href={href(`/calls/${call.callId}`)}>{call.content.title}</Link>, {proposal.topicId}
              </>
            ),
          },
          { term: t("proposals.receiptCallVersion"), detail: format.number(callVersion) },
          { term: t("proposals.consortium.eligible"), detail: <Amount cents={eligibleCents} /> },
          { term: t("proposals.consortium.requested"), detail: <Amount cents={requestedCents} /> },
          { term: t("proposals.digest"), detail: <code class="portal-digest">{sha256}</code> },
          {
            term: t("proposals.receiptEntry"),
            detail: entry === null ? t("proposals.receiptEntryElsewhere") : <code class="portal-digest">{entry}</code>,
          },
        ]}
      />
      <DownloadDocument draft={draft} sha256={sha256} />
      <p>{t("proposals.receiptVerify")}</p>
    </>
  );
};

/** Proof of receipt, to print (ELG-02). */
export const showReceipt = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const facts = await readFacts(c);
  if (!facts.ok) return showProblem(c, facts.error);
  const { draft } = facts.value;
  const { proposal } = draft;
  const isSubmitted = proposal.state === "submitted";
  return show(c, {
    title: t("proposals.receiptTitle", { name: nameOf(draft, page) }),
    ...(isSubmitted ? { lead: t("proposals.receiptLead") } : {}),
    crumbs: crumbsTo(draft, page),
    content: isSubmitted ? (
      <Receipt facts={facts.value} proposal={proposal} entry={recallEntry(c, proposal.submitted.sha256)} />
    ) : (
      <EmptyState>{t("proposals.receiptNone")}</EmptyState>
    ),
  });
};
