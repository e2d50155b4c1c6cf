import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readOfficerLine } from "./officer-line.ts";
import { readAmount } from "./read-amount.ts";
import { funderPathOf, jointActionPath, lineIdOf } from "./read-cofunding.ts";

const showReceiptForm = async (c: PortalContext, form: FormValues, refusal: Refusal | null): Promise<Response> => {
  const { t } = c.get("page");
  const read = await readOfficerLine(c);
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { shown, crumbs, back, path } = read.value;
  return showAct(c, {
    title: t("cofunding.recordReceiptTitle", { funder: shown.line.funder }),
    lead: t(`cofunding.recordReceiptLead.${shown.line.channel}`),
    crumbs,
    refusal,
    content: (
      <ActForm
        action={`${path}/receipt`}
        hidden={hiddenVersion(shown.version, form)}
        button={t("cofunding.recordReceipt")}
        back={back}
      >
        <AmountInput
          name="amountCents"
          label={t("cofunding.field.amountCents")}
          value={form.text("amountCents")}
          error={refusal?.errors["amountCents"]}
          required
        />
        <TextInput
          name="evidence"
          label={t("cofunding.field.evidence")}
          help={t("cofunding.field.evidenceHelp")}
          value={form.text("evidence")}
          error={refusal?.errors["evidence"]}
          required
        />
      </ActForm>
    ),
  });
};

export const showReceipt = (c: PortalContext): Promise<Response> => showReceiptForm(c, formValues({}), null);

/** Records what has come of a contribution, with what proves it. */
export const recordReceipt = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const form = await readForm(c);
  const label = t("cofunding.field.amountCents");
  const { cents, errors } = readAmount(form, { name: "amountCents", label }, page);
  if (cents === null) return showReceiptForm(c, form, refusalOfFields(errors));
  const path = { ...funderPathOf(c), lineId: lineIdOf(c) };
  const params = { path, header: changeHeaders(form) };
  const body = { amountCents: cents, evidence: form.text("evidence").trim() };
  const recorded = await answerOf(
    apiOf(c).POST("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/receipts", {
      params,
      body,
    }),
  );
  if (recorded.ok) return seeOther(c, after(jointActionPath(path.jointActionId), "recorded"));
  const rules = fieldRules(t, {
    amountCents: { label, rule: t("cofunding.rule.receipt") },
    evidence: { label: t("cofunding.field.evidence"), rule: t("cofunding.rule.evidence") },
  });
  return showReceiptForm(c, formToRetry(form, recorded.error), refusalOf(recorded.error, rules));
};
