import type { FC } from "hono/jsx";
import { answerOf, apiOf, changeHeaders, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Amount } from "../../components/amount.tsx";
import { Button, ButtonRow } from "../../components/button.tsx";
import { Checkbox } from "../../components/choices.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { EmptyState } from "../../components/table.tsx";
import { readForm } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { reasonInWords, whyNot } from "./allowed-action.ts";
import { Checklist } from "./checklist.tsx";
import { DownloadDocument } from "./download-document.tsx";
import { FrozenDocumentView, isDraftNewer, type FrozenDocument } from "./frozen-document.tsx";
import { DocumentFiles } from "./download-files.tsx";
import { deadlineOf, ProposalClock } from "./part-form.tsx";
import {
  crumbsTo,
  nameOf,
  proposalIdOf,
  proposalPath,
  readDraft,
  withCall,
  type Draft,
  type ProposalFacts,
} from "./proposal-facts.ts";
import { isFrozenSubmitted } from "./proposal-state.tsx";

/** The digest that a submission would name; null before the first freeze. */
const frozenOf = ({ proposal }: Draft) => (proposal.state === "writing" ? null : (proposal.frozen ?? null));

const readDocument = async (c: PortalContext, draft: Draft): Promise<FrozenDocument | null> => {
  const frozen = frozenOf(draft);
  if (frozen === null) return null;
  const path = { proposalId: draft.proposal.id, sha256: frozen.sha256 };
  const read = await answerOf(apiOf(c).GET("/v1/proposals/{proposalId}/documents/{sha256}", { params: { path } }));
  return read.ok ? read.value : null;
};

type ReviewProps = {
  readonly draft: Draft;
  readonly document: FrozenDocument | null;
  readonly refusal: Refusal | null;
};

const Freeze: FC<Omit<ReviewProps, "refusal">> = ({ draft, document }) => {
  const page = usePage();
  const { t, href } = page;
  const isNewer = document !== null && isDraftNewer(draft, document);
  const isFirst = frozenOf(draft) === null;
  const reason =
    document !== null && !isNewer ? reasonInWords("isUnchanged", page) : whyNot(draft, "freezeProposal", page);
  return (
    <Section title={t("proposals.freezeTitle")}>
      {isNewer && <Notification kind="warning" title={t("proposals.draftChanged")} />}
      <p>{t("proposals.freezeText")}</p>
      {draft.shortcomings.length > 0 && <Checklist draft={draft} />}
      <Form action={href(`${proposalPath(draft)}/freeze`)} hidden={hiddenVersion(draft.version)}>
        <Button disabledBecause={reason}>{t(isFirst ? "proposals.freeze" : "proposals.freezeAgain")}</Button>
      </Form>
    </Section>
  );
};

const Read: FC<Omit<ReviewProps, "refusal">> = ({ draft, document }) => {
  const { t } = usePage();
  const frozen = frozenOf(draft);
  return (
    <Section title={t("proposals.documentTitle")}>
      {frozen === null && <EmptyState title={t("proposals.freezeNothing")} />}
      {frozen !== null && (
        <DescriptionList
          items={[
            { term: t("proposals.digest"), detail: <code class="portal-digest">{frozen.sha256}</code> },
            { term: t("proposals.consortium.eligible"), detail: <Amount cents={frozen.eligibleCents} /> },
            { term: t("proposals.consortium.requested"), detail: <Amount cents={frozen.requestedCents} /> },
          ]}
        />
      )}
      {frozen !== null && document !== null && <DownloadDocument draft={draft} sha256={frozen.sha256} />}
      {document !== null && <FrozenDocumentView document={document} />}
      {frozen !== null && document !== null && <DocumentFiles document={document} sha256={frozen.sha256} />}
      {frozen !== null && document === null && <Notification kind="warning" title={t("proposals.documentMissing")} />}
    </Section>
  );
};

const Submit: FC<Omit<ReviewProps, "document">> = ({ draft, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const frozen = frozenOf(draft);
  const isDone = isFrozenSubmitted(draft.proposal);
  const reason = isDone ? reasonInWords("isSubmitted", page) : whyNot(draft, "submitProposal", page);
  const hidden = { ...hiddenVersion(draft.version), documentSha256: frozen?.sha256 ?? "" };
  return (
    <Section title={t("proposals.submitTitle")}>
      <p>{t("proposals.submitText")}</p>
      <Form action={href(`${proposalPath(draft)}/submission`)} hidden={hidden}>
        {reason === undefined && (
          <Checkbox name="confirmed" label={t("proposals.confirm")} required error={refusal?.errors["confirmed"]} />
        )}
        <ButtonRow>
          <Button disabledBecause={reason}>{t("proposals.submit")}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const showReviewOf = (c: PortalContext, facts: ProposalFacts, shown: Omit<ReviewProps, "draft">): Response => {
  const page = c.get("page");
  const { draft } = facts;
  const { document, refusal } = shown;
  const content = (
    <>
      <ProposalClock facts={facts} />
      <Freeze draft={draft} document={document} />
      <Read draft={draft} document={document} />
      <Submit draft={draft} refusal={refusal} />
    </>
  );
  return showForm(
    c,
    {
      title: page.t("proposals.reviewTitle", { name: nameOf(draft, page) }),
      lead: page.t("proposals.reviewLead"),
      crumbs: crumbsTo(draft, page),
      meta: [draft.proposal.topicId, deadlineOf(facts, page)],
      content,
    },
    refusal,
  );
};

/** Freeze, read, submit: on one page, in this order. */
const showWith = async (c: PortalContext, refusal: Refusal | null): Promise<Response> => {
  const draft = await readDraft(c);
  if (!draft.ok) return showProblem(c, draft.error);
  const [facts, document] = await Promise.all([withCall(c, draft.value), readDocument(c, draft.value)]);
  return facts.ok ? showReviewOf(c, facts.value, { document, refusal }) : showProblem(c, facts.error);
};

export const showReview = (c: PortalContext): Promise<Response> => showWith(c, null);

export const freezeProposal = async (c: PortalContext): Promise<Response> => {
  const path = { proposalId: proposalIdOf(c) };
  const header = changeHeaders(await readForm(c));
  const frozen = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/freeze", { params: { path, header } }));
  return frozen.ok ? seeOther(c, `/proposals/${path.proposalId}/review`) : showWith(c, refusalOf(frozen.error, {}));
};

export const submitProposal = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  if (form.text("confirmed") !== "yes") return showWith(c, refusalOfFields({ confirmed: t("proposals.confirmRule") }));
  const path = { proposalId: proposalIdOf(c) };
  const body = { documentSha256: form.text("documentSha256") };
  const params = { path, header: changeHeaders(form) };
  const received = await answerOf(apiOf(c).POST("/v1/proposals/{proposalId}/submission", { params, body }));
  if (!received.ok) return showWith(c, refusalOf(received.error, {}));
  return seeOther(c, `/proposals/${path.proposalId}/receipt?done=submitted`);
};
