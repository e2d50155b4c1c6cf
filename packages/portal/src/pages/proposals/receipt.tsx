import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Link } from "../../components/link.tsx";
import { Notification } from "../../components/notification.tsx";
import { EmptyState } from "../../components/table.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";
import { DownloadDocument } from "./download-document.tsx";
import { crumbsTo, nameOf, proposalIdOf, readFacts, type ProposalFacts } from "./proposal-facts.ts";
import { ReceiptHistory, readHistory } from "./receipt-history.tsx";
import type { Proposal } from "./proposal-state.tsx";

type Submitted = Extract<Proposal, { state: "submitted" }>;
type ReceiptProps = {
  readonly facts: ProposalFacts;
  readonly proposal: Submitted;
  readonly receipt: Schemas["Receipt"];
};

const Receipt: FC<ReceiptProps> = ({ facts: { call, draft }, proposal, receipt }) => {
  const { t, href, format, query } = usePage();
  const { requestedCents, eligibleCents } = proposal.submitted;
  const { documentSha256, receivedAt, callVersion, entryHash } = receipt;
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
          { term: t("proposals.digest"), detail: <code class="portal-digest">{documentSha256}</code> },
          {
            term: t("proposals.receiptEntry"),
            detail: <code class="portal-digest">{entryHash}</code>,
          },
        ]}
      />
      <DownloadDocument draft={draft} sha256={documentSha256} />
      <p>{t("proposals.receiptVerify")}</p>
    </>
  );
};

const NoReceipt: FC = () => {
  const { t } = usePage();
  return <EmptyState>{t("proposals.receiptNone")}</EmptyState>;
};

const readReceipt = (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/receipt", { params: { path: { proposalId: proposalIdOf(c) } } }));

/** Proof of receipt, to print and to come back to (ELG-02). */
export const showReceipt = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const [facts, receipt, history] = await Promise.all([readFacts(c), readReceipt(c), readHistory(c)]);
  if (!facts.ok) return showProblem(c, facts.error);
  if (!history.ok) return showProblem(c, history.error);
  if (!receipt.ok && receipt.error.code !== "ProposalNotSubmitted") return showProblem(c, receipt.error);
  const { draft } = facts.value;
  const { proposal } = draft;
  const shared = { title: t("proposals.receiptTitle", { name: nameOf(draft, page) }), crumbs: crumbsTo(draft, page) };
  const { submissions } = history.value;
  const past = submissions.length === 0 ? null : <ReceiptHistory submissions={submissions} />;
  if (!receipt.ok || proposal.state !== "submitted") {
    const none = (
      <>
        <NoReceipt />
        {past}
      </>
    );
    return show(c, { ...shared, content: none });
  }
  const content = (
    <>
      <Receipt facts={facts.value} proposal={proposal} receipt={receipt.value} />
      {past}
    </>
  );
  return show(c, { ...shared, lead: t("proposals.receiptLead"), content });
};
