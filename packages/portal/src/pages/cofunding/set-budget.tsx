import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { AmountInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb, funderPath, funderPathOf, readContributions } from "./read-cofunding.ts";

type Shown = {
  readonly page: Schemas["ContributionsPage"];
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const showBudgetForm = (c: PortalContext, { page: { budget, budgetMaxCents }, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t, format } = page;
  const path = funderPathOf(c);
  return showAct(c, {
    title: t("cofunding.own.budgetSet"),
    lead: t("cofunding.own.budgetLead"),
    crumbs: [
      cofundingCrumb(page),
      { label: t("cofunding.own.title", { funder: path.funder }), path: funderPath(path) },
    ],
    refusal,
    content: (
      <ActForm
        action={`${funderPath(path)}/budget`}
        hidden={hiddenVersion(budget?.version ?? 0, form)}
        button={t("cofunding.own.budgetSet")}
        back={funderPath(path)}
      >
        <AmountInput
          name="amountCents"
          label={t("cofunding.field.amountCents")}
          help={t("cofunding.own.budgetMax", { amount: format.money(budgetMaxCents) })}
          value={form.text("amountCents")}
          error={refusal?.errors["amountCents"]}
          required
        />
      </ActForm>
    ),
  });
};

/** The form of a funder's budget, as it stands or, where there is none, at its most. */
export const showBudget = async (c: PortalContext): Promise<Response> => {
  const read = await readContributions(c, funderPathOf(c));
  if (!read.ok) return showProblem(c, read.error, "/cofunding");
  const { budget, budgetMaxCents } = read.value;
  const amountCents = c.get("page").format.plainAmount(budget?.budget.amountCents ?? budgetMaxCents);
  return showBudgetForm(c, { page: read.value, form: formValues({ amountCents }), refusal: null });
};

export const setBudget = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t } = page;
  const form = await readForm(c);
  const path = funderPathOf(c);
  const label = t("cofunding.field.amountCents");
  const { cents, errors } = readAmount(form, { name: "amountCents", label }, page);
  const refuse = async (refusal: Refusal | null, kept: FormValues) => {
    const read = await readContributions(c, path);
    return read.ok ? showBudgetForm(c, { page: read.value, form: kept, refusal }) : showProblem(c, read.error);
  };
  if (cents === null) return refuse(refusalOfFields(errors), form);
  const params = { path, header: changeHeaders(form) };
  const set = await answerOf(
    apiOf(c).PUT("/v1/cofunding/joint-actions/{jointActionId}/funders/{funder}/budget", {
      params,
      body: { amountCents: cents },
    }),
  );
  if (set.ok) return seeOther(c, after(funderPath(path), "budget"));
  const rules = fieldRules(t, { amountCents: { label, rule: t("cofunding.rule.aboveContribution") } });
  return refuse(refusalOf(set.error, rules), formToRetry(form, set.error));
};
