import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { TextArea } from "../../components/text-area.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { debitNoteIdOf, readDebitNote } from "./debit-note-page.tsx";
import { afterNote, debitNotePath, debitNotesCrumb, debitNotesPath } from "./debit-note-words.ts";

const movementNotFound = { status: 404, code: "MovementNotFound" } as const;
const movementOf = (c: PortalContext): number => Number(c.req.param("version"));

const showReversalForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const page = c.get("page");
  const { t, format } = page;
  const read = await readDebitNote(c);
  if (!read.ok) return showProblem(c, read.error, debitNotesPath);
  const { debitNote, version, movements } = read.value;
  const back = debitNotePath(debitNote.id);
  const movement = movements.find((one) => one.version === movementOf(c));
  if (movement === undefined) return showProblem(c, movementNotFound, back);
  const { kind, amountCents, bookedOn, bankReference } = movement;
  return showAct(c, {
    title: t("debitNotes.reverse"),
    lead: t("debitNotes.reverseLead"),
    crumbs: [debitNotesCrumb(page), { label: t("debitNotes.name", { number: debitNote.number }), path: back }],
    refusal,
    content: (
      <>
        <p>
          {t("debitNotes.waitingText", {
            kind: t(`debitNotes.kind.${kind}`),
            amount: format.money(amountCents),
            on: format.date(bookedOn),
            reference: bankReference,
          })}
        </p>
        <ActForm
          action={`${back}/movements/${movement.version}/reversal`}
          hidden={hiddenVersion(version, form)}
          button={t("debitNotes.reverse")}
          back={back}
        >
          <TextArea
            name="reason"
            label={t("debitNotes.field.reason")}
            help={t("debitNotes.field.reasonHelp")}
            value={form.text("reason")}
            error={refusal?.errors["reason"]}
            required
          />
        </ActForm>
      </>
    ),
  });
};

export const showReversal = (c: PortalContext): Promise<Response> => showReversalForm(c, formValues({}), null);

/** Asks for a booked amount to be taken back; another person confirms it. */
export const reverseMovement = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const form = await readForm(c);
  const asked = await answerOf(
    apiOf(c).POST("/v1/cofunding/debit-notes/{debitNoteId}/reversals", {
      params: { path: { debitNoteId: debitNoteIdOf(c) }, header: changeHeaders(form) },
      body: { version: movementOf(c), reason: form.text("reason").trim() },
    }),
  );
  if (asked.ok) return seeOther(c, afterNote(debitNotePath(debitNoteIdOf(c)), "reversal"));
  const rules = fieldRules(t, { reason: { label: t("debitNotes.field.reason"), rule: t("debitNotes.rule.reason") } });
  return showReversalForm(c, formToRetry(form, asked.error), refusalOf(asked.error, rules));
};
