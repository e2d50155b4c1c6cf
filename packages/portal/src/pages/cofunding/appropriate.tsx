import { answerOf, apiOf, changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { AmountInput } from "../../components/text-input.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { ActForm, showAct } from "./act-page.tsx";
import { after } from "./done-notice.tsx";
import { type Pot, potPath, readPot } from "./pot-page.tsx";
import { commonPot } from "./pot-table.tsx";
import { readAmount } from "./read-amount.ts";
import { cofundingCrumb } from "./read-cofunding.ts";

/** "lines.0" is the field of the call's first topic. */
const fieldOf = (place: number): string => `lines.${String(place)}`;
const commonField = "commonPotCents";

type Shown = { readonly pot: Pot; readonly form: FormValues; readonly refusal: Refusal | null };

const appropriatedTo = ({ lines }: Pot, line: string): number =>
  lines.find((one) => one.line === line)?.appropriatedCents ?? 0;

const valuesOf = (pot: Pot, { format }: PageContext): FormValues =>
  formValues({
    ...Object.fromEntries(
      pot.topics.map((_, place) => [fieldOf(place), format.plainAmount(appropriatedTo(pot, `U${String(place + 1)}`))]),
    ),
    [commonField]: format.plainAmount(appropriatedTo(pot, commonPot)),
  });

const showAppropriationForm = (c: PortalContext, { pot, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t, format } = page;
  const errors = refusal?.errors ?? {};
  const back = potPath(pot.callId);
  return showAct(c, {
    title: t("cofunding.pot.appropriate"),
    lead: t("cofunding.pot.appropriateLead"),
    crumbs: [cofundingCrumb(page), { label: t("cofunding.pot.title", { reference: pot.reference }), path: back }],
    refusal,
    content: (
      <ActForm
        action={`${back}/appropriation`}
        hidden={hiddenVersion(pot.commitment?.version ?? 0, form)}
        button={t("cofunding.pot.appropriate")}
        back={back}
      >
        {pot.topics.map(({ title, budgetCents }, place) => (
          <AmountInput
            name={fieldOf(place)}
            label={title}
            help={t("cofunding.pot.topicBudget", { amount: format.money(budgetCents) })}
            value={form.text(fieldOf(place))}
            error={errors[fieldOf(place)]}
            required
          />
        ))}
        {pot.commonPotCents > 0 && (
          <AmountInput
            name={commonField}
            label={t("cofunding.pot.common")}
            help={t("cofunding.pot.commonMax", { amount: format.money(pot.commonPotCents) })}
            value={form.text(commonField)}
            error={errors[commonField]}
            required
          />
        )}
      </ActForm>
    ),
  });
};

/** What each topic has, to be changed; only the difference moves. */
export const showAppropriation = async (c: PortalContext): Promise<Response> => {
  const read = await readPot(c);
  if (!read.ok) return showProblem(c, read.error);
  return showAppropriationForm(c, { pot: read.value, form: valuesOf(read.value, c.get("page")), refusal: null });
};

/** A refusal at the field of the topic that it concerns. */
const appropriationRefusal = (problem: Problem, pot: Pot, { t }: PageContext): Refusal => {
  const place = pot.topics.findIndex(({ topicId }) => topicId === problem["topicId"]);
  const title = pot.topics[place]?.title;
  if (problem.code !== "AppropriationAboveBudget" || title === undefined) {
    const { field: _field, ...rest } = problem;
    return refusalOf(rest, {});
  }
  const rule = t("forms.fieldRule", { field: title, rule: t("cofunding.rule.topic") });
  return { status: problem.status, errors: { [fieldOf(place)]: rule }, problem: null };
};

export const appropriate = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const form = await readForm(c);
  const read = await readPot(c);
  if (!read.ok) return showProblem(c, read.error);
  const pot = read.value;
  const amounts = pot.topics.map(({ topicId, title }, place) => ({
    topicId,
    ...readAmount(form, { name: fieldOf(place), label: title }, page),
  }));
  const common =
    pot.commonPotCents > 0
      ? readAmount(form, { name: commonField, label: page.t("cofunding.pot.common") }, page)
      : { cents: null, errors: {} };
  const errors = Object.assign({}, common.errors, ...amounts.map((amount) => amount.errors));
  const faults = refusalOfFields(errors);
  if (faults !== null) return showAppropriationForm(c, { pot, form, refusal: faults });
  const body = {
    lines: amounts.map(({ topicId, cents }) => ({ topicId, amountCents: cents ?? 0 })),
    ...(common.cents === null ? {} : { commonPotCents: common.cents }),
  };
  const params = { path: { callId: pot.callId }, header: changeHeaders(form) };
  const set = await answerOf(apiOf(c).PUT("/v1/cofunding/calls/{callId}/appropriation", { params, body }));
  if (set.ok) return seeOther(c, after(potPath(pot.callId), "appropriated"));
  const refusal = appropriationRefusal(set.error, pot, page);
  return showAppropriationForm(c, { pot, form: formToRetry(form, set.error), refusal });
};
