import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Radio } from "../../components/choices.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { debitNoteIdOf, readDebitNote } from "./debit-note-page.tsx";
import { afterNote, debitNotePath, debitNotesCrumb, debitNotesPath, movementKinds } from "./debit-note-words.ts";
import { readAmount } from "./read-amount.ts";
import { oneOf } from "./vocabulary.ts";

const rulesOf = ({ t }: PageContext) =>
  fieldRules(t, {
    kind: { label: t("debitNotes.field.kind"), rule: t("debitNotes.rule.kind") },
    amountCents: { label: t("debitNotes.field.movement"), rule: t("debitNotes.rule.movement") },
    bookedOn: { label: t("debitNotes.field.bookedOn"), rule: t("debitNotes.rule.bookedOn") },
    bankReference: { label: t("debitNotes.field.bankReference"), rule: t("debitNotes.rule.bankReference") },
  });

const showMovementForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const read = await readDebitNote(c);
  if (!read.ok) return showProblem(c, read.error, debitNotesPath);
  const { debitNote, version } = read.value;
  const back = debitNotePath(debitNote.id);
  const errors = refusal?.errors ?? {};
  return showAct(c, {
    title: t("debitNotes.report"),
    lead: t("debitNotes.reportLead"),
    crumbs: [debitNotesCrumb(page), { label: t("debitNotes.name", { number: debitNote.number }), path: back }],
    refusal,
    content: (
      <ActForm
        action={`${back}/movement`}
        hidden={hiddenVersion(version, form)}
        button={t("debitNotes.report")}
        back={back}
      >
        <Radio
          name="kind"
          label={t("debitNotes.field.kind")}
          choices={movementKinds.map((value) => ({ value, label: t(`debitNotes.kind.${value}`) }))}
          value={form.text("kind")}
          error={errors["kind"]}
          required
        />
        <AmountInput
          name="amountCents"
          label={t("debitNotes.field.movement")}
          value={form.text("amountCents")}
          error={errors["amountCents"]}
          required
        />
        <TextInput
          name="bookedOn"
          type="date"
          width="s"
          label={t("debitNotes.field.bookedOn")}
          value={form.text("bookedOn")}
          error={errors["bookedOn"]}
          required
        />
        <TextInput
          name="bankReference"
          label={t("debitNotes.field.bankReference")}
          help={t("debitNotes.field.bankReferenceHelp")}
          value={form.text("bankReference")}
          error={errors["bankReference"]}
          required
        />
      </ActForm>
    ),
  });
};

export const showReportMovement = (c: PortalContext): Promise<Response> =>
  showMovementForm(c, formValues({ kind: "RECEIPT" }), null);

/** Puts down what the bank's statement says, for another person to confirm. */
export const reportMovement = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const form = await readForm(c);
  const { cents, errors } = readAmount(form, { name: "amountCents", label: t("debitNotes.field.movement") }, page);
  if (cents === null) return showMovementForm(c, form, refusalOfFields(errors));
  const kind = oneOf(movementKinds, form.text("kind"));
  if (kind === undefined) return showMovementForm(c, form, refusalOfFields({ kind: t("debitNotes.rule.kind") }));
  const reported = await answerOf(
    apiOf(c).POST("/v1/cofunding/debit-notes/{debitNoteId}/movements", {
      params: { path: { debitNoteId: debitNoteIdOf(c) }, header: changeHeaders(form) },
      body: {
        kind,
        amountCents: cents,
        bookedOn: form.text("bookedOn"),
        bankReference: form.text("bankReference").trim(),
      },
    }),
  );
  if (reported.ok) return seeOther(c, afterNote(debitNotePath(debitNoteIdOf(c)), "reported"));
  return showMovementForm(c, formToRetry(form, reported.error), refusalOf(reported.error, rulesOf(page)));
};
