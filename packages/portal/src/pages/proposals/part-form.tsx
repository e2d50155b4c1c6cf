import type { FC } from "hono/jsx";
import { hiddenVersion } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DeadlineClock } from "../../components/deadline-clock.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { fieldsFor } from "../../forms/form-field.ts";
import type { FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { SavedAsYouType } from "../../forms/saved-as-you-type.tsx";
import { showForm } from "../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { whyNotPart } from "./allowed-action.ts";
import type { PartDescription } from "./part-page.ts";
import { crumbsTo, partAt, proposalPath, type Draft, type Part, type ProposalFacts } from "./proposal-facts.ts";

export type ShownPart = {
  readonly form: FormValues;
  /** The version that the reader has seen; 0 where nothing is stored. */
  readonly version: number;
  readonly refusal: Refusal | null;
};

/** The button that saves and leads to the whole proposal. */
export const saveAndBack = { name: "intent", value: "back" } as const;

export const savedAtText = (part: Pick<Part, "savedAt"> | undefined, { t, format }: PageContext): string =>
  part === undefined
    ? t("forms.notSavedYet")
    : t("forms.savedAt", { at: `${format.dateTime(part.savedAt)} (${t("components.brusselsTime")})` });

/** After a save that a button asked for. */
const Saved: FC<{ part: Part | undefined }> = ({ part }) => {
  const page = usePage();
  return part !== undefined && page.query.get("done") === "saved" ? (
    <Notification kind="success" title={page.t("forms.savedTitle")}>
      <p>{savedAtText(part, page)}</p>
    </Notification>
  ) : null;
};

type FormProps = { readonly draft: Draft; readonly described: PartDescription; readonly shown: ShownPart };

const PartForm: FC<FormProps> = ({ draft, described, shown: { form, version, refusal } }) => {
  const page = usePage();
  const { t, href } = page;
  const reason = whyNotPart(draft, described.partPath, page);
  const field = fieldsFor({ form, fields: described.fields, errors: refusal?.errors ?? {} });
  return (
    <Form action={href(described.pagePath)} hidden={hiddenVersion(version)}>
      {described.inputs(field, form)}
      <p class="portal-save-state" role="status" aria-live="polite" data-portal-save-state="">
        {savedAtText(partAt(draft, described.partPath), page)}
      </p>
      <ButtonRow>
        <Button disabledBecause={reason}>{t("forms.save")}</Button>
        {reason === undefined && (
          <Button kind="secondary" {...saveAndBack}>
            {t("proposals.saveAndBack")}
          </Button>
        )}
        {described.actions}
        <ButtonLink kind="tertiary" href={href(proposalPath(draft))}>
          {t("proposals.backToProposal")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

/** What the platform has received of a proposal. */
const receivedOf = ({ proposal }: Draft, { t, format }: PageContext): string =>
  proposal.state === "submitted"
    ? t("editor.clock.received", {
        at: format.exactTime(proposal.submitted.receivedAt),
        digest: proposal.submitted.sha256,
      })
    : t("editor.clock.nothing");

/** The time that is left to write and submit. */
export const ProposalClock: FC<{ readonly facts: ProposalFacts }> = ({ facts: { call, draft } }) => (
  <DeadlineClock closesAt={call.closesAt} received={receivedOf(draft, usePage())} />
);

export const deadlineOf = ({ call }: ProposalFacts, { t, format }: PageContext): string =>
  t("calls.cardDeadline", { deadline: `${format.dateTime(call.closesAt)} (${t("components.brusselsTime")})` });

/** The page of a part: as stored, as sent, or as refused. */
export const showPartForm = (
  c: PortalContext,
  facts: ProposalFacts,
  { described, shown }: { readonly described: PartDescription; readonly shown: ShownPart },
): Response => {
  const page = c.get("page");
  const { draft } = facts;
  const { title, lead, partPath } = described;
  const content = (
    <>
      <ProposalClock facts={facts} />
      <Saved part={partAt(draft, partPath)} />
      <SavedAsYouType
        isOn={described.isSavedAsYouType && whyNotPart(draft, partPath, page) === undefined}
        isAsSent={shown.form.names.includes("version")}
      >
        <PartForm draft={draft} described={described} shown={shown} />
      </SavedAsYouType>
    </>
  );
  return showForm(
    c,
    { title, lead, crumbs: crumbsTo(draft, page), meta: [draft.proposal.topicId, deadlineOf(facts, page)], content },
    shown.refusal,
  );
};
