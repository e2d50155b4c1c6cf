import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { refuseOthers } from "../calls/officer.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb, jointActionPath } from "./read-cofunding.ts";
import { toldAt } from "./told-field.ts";

const amounts = [
  ["unionAmountCents", "unionAmountHelp"],
  ["unionCapCents", "unionCapHelp"],
  ["administrativeCents", "administrativeHelp"],
] as const;

const showOpening = (c: PortalContext, form: FormValues, refusal: Refusal | null): Response => {
  const page = c.get("page");
  const { t } = page;
  const errors = refusal?.errors ?? {};
  return showAct(c, {
    title: t("cofunding.new"),
    lead: t("cofunding.newLead"),
    crumbs: [cofundingCrumb(page)],
    refusal,
    content: (
      <ActForm action="/cofunding/new" hidden={hiddenKeys(form)} button={t("cofunding.new")} back="/cofunding">
        <TextInput
          name="callId"
          label={t("cofunding.field.callId")}
          help={t("cofunding.field.callIdHelp")}
          value={form.text("callId")}
          error={errors["callId"]}
          required
        />
        {amounts.map(([name, help]) => (
          <AmountInput
            name={name}
            label={t(`cofunding.field.${name}`)}
            help={t(`cofunding.field.${help}`)}
            value={form.text(name)}
            error={errors[name]}
            required
          />
        ))}
      </ActForm>
    ),
  });
};

/** Opens a joint action for a call; the call may still be a draft. */
export const showNewJointAction = (c: PortalContext): Response => {
  const { person, query } = c.get("page");
  const refused = refuseOthers(person);
  if (refused !== null) return showProblem(c, refused);
  return showOpening(c, formValues({ callId: query.get("call") ?? "" }), null);
};

const openingRefusal = (problem: Problem, page: PageContext): Refusal => {
  const { t } = page;
  const [above] = amounts.find(([name]) => name === problem.field) ?? [];
  if (problem.code === "AboveLegalCeiling" && above !== undefined)
    return refusalOf(problem, fieldRules(t, { [above]: toldAt(t(`cofunding.field.${above}`), problem, page) }));
  const callId = { label: t("cofunding.field.callId"), rule: t("cofunding.rule.callId") };
  const union = { label: t("cofunding.field.unionAmountCents"), rule: t("cofunding.rule.cap") };
  const rules = fieldRules(t, { callId, unionAmountCents: union });
  return refusalOf(problem.code === "CallNotFound" ? { ...problem, field: "callId" } : problem, rules);
};

export const openJointAction = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const [amount, cap, administrative] = amounts.map(([name]) =>
    readAmount(form, { name, label: page.t(`cofunding.field.${name}`) }, page),
  );
  const errors = { ...amount?.errors, ...cap?.errors, ...administrative?.errors };
  const faults = refusalOfFields(errors);
  if (faults !== null) return showOpening(c, form, faults);
  const body = {
    callId: form.text("callId").trim(),
    unionAmountCents: amount?.cents ?? 0,
    unionCapCents: cap?.cents ?? 0,
    administrativeCents: administrative?.cents ?? 0,
  };
  const params = { header: commandHeaders(form) };
  const opened = await answerOf(apiOf(c).POST("/v1/cofunding/joint-actions", { params, body }));
  return opened.ok
    ? seeOther(c, `${jointActionPath(opened.value.jointAction.id)}?done=opened`)
    : showOpening(c, formToRetry(form, opened.error), openingRefusal(opened.error, page));
};
