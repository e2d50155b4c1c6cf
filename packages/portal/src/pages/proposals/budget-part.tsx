import { CostLine, sumLines } from "@grants/core/proposals/cost-line";
import { err, ok } from "@grants/kernel/result";
import { takesLumpSums } from "@grants/core/calls/programme-profiles";
import type { FC } from "hono/jsx";
import { Amount } from "../../components/amount.tsx";
import { Button } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { FieldSet } from "../../components/form.tsx";
import { Link } from "../../components/link.tsx";
import { AmountInput, TextInput } from "../../components/text-input.tsx";
import type { FieldLabels } from "../../forms/field-rules.ts";
import type { FieldOf } from "../../forms/form-field.ts";
import { formValues, type FormValues } from "../../forms/form-values.ts";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { readableRate } from "../calls/rates.ts";
import { costCategories } from "../calls/vocabulary.ts";
import {
  categoryName,
  compute,
  funderName,
  incomeName,
  nationalName,
  ownName,
  readEntered,
  type Computed,
} from "./budget-costs.ts";
import { FundingInputs } from "./funding-inputs.tsx";
import { grantLabels, grantValues } from "./other-funding.ts";
import { onlyCalculate } from "./edit-part.tsx";
import type { PartPage } from "./part-page.ts";
import { slotIn } from "./partner-part.tsx";
import { partnerName, proposalPath, type Content, type Draft, type ProposalFacts } from "./proposal-facts.ts";
import { budgetPath, costsOf } from "./work-plan.ts";

const labels = (page: PageContext): FieldLabels => {
  const { t, format } = page;
  const rule = t("forms.amount.AmountNotANumber", { example: format.plainAmount(1_234_567_89) });
  return {
    ...Object.fromEntries(
      costCategories.map((category) => [categoryName(category), { label: t(`calls.category.${category}`), rule }]),
    ),
    [funderName]: { label: t("proposals.field.nationalFunder"), rule: t("proposals.rule.funder") },
    [nationalName]: { label: t("proposals.field.nationalRequested"), rule },
    [ownName]: { label: t("budget.field.own"), rule },
    [incomeName]: { label: t("budget.field.income"), rule },
    ...grantLabels(page),
  };
};

const valuesOf =
  (page: PageContext) =>
  (content: Content | undefined): FormValues => {
    if (content?.kind !== "budget") return formValues({});
    const { format } = page;
    const { categoriesCents, national, ownCents, incomeCents, otherUnion = [] } = content;
    return formValues({
      ...Object.fromEntries(
        costCategories.flatMap((category) => {
          const amount = categoriesCents[category];
          return amount === undefined ? [] : [[categoryName(category), format.plainAmount(amount)]];
        }),
      ),
      ...(national && {
        [funderName]: national.funder,
        [nationalName]: format.plainAmount(national.requestedCents),
      }),
      ...(ownCents === undefined ? {} : { [ownName]: format.plainAmount(ownCents) }),
      ...(incomeCents === undefined ? {} : { [incomeName]: format.plainAmount(incomeCents) }),
      ...grantValues(otherUnion, page),
    });
  };

/** The cost lines of a partner, of all work packages. */
const linesIn = (draft: Draft, slot: string): readonly CostLine[] =>
  costsOf(draft)
    .filter((part) => part.slot === slot)
    .flatMap(({ lines }) => lines.map((line) => CostLine.parse(line)));

type ComputedProps = { readonly computed: Computed; readonly rate: string; readonly facts: ProposalFacts };

const ComputedAmounts: FC<ComputedProps> = ({ computed, rate, facts }) => {
  const page = usePage();
  const { t } = page;
  const { indirectRate } = facts.call.content.profile;
  return (
    <DescriptionList
      items={[
        { term: t("proposals.consortium.direct"), detail: <Amount cents={computed.directCents} /> },
        {
          term: t("proposals.budgetIndirect", { rate: readableRate(indirectRate, page) }),
          detail: <Amount cents={computed.indirectCents} />,
        },
        { term: t("proposals.consortium.eligible"), detail: <Amount cents={computed.totalEligibleCents} /> },
        {
          term: t("proposals.budgetRequested", { rate: readableRate(rate, page) }),
          detail: <Amount cents={computed.unionContributionCents} />,
        },
        { term: t("proposals.consortium.national"), detail: <Amount cents={computed.nationalCents} /> },
        ...(computed.otherUnionCents === 0
          ? []
          : [{ term: t("budget.otherUnion"), detail: <Amount cents={computed.otherUnionCents} /> }]),
        ...(computed.incomeCents === 0
          ? []
          : [{ term: t("budget.field.income"), detail: <Amount cents={computed.incomeCents} /> }]),
        { term: t("proposals.consortium.own"), detail: <Amount cents={computed.ownCents} /> },
        ...(computed.statedOwnCents === null
          ? []
          : [
              {
                term: t("budget.balance"),
                detail: <Amount cents={computed.statedOwnCents - computed.ownCents} />,
              },
            ]),
      ]}
    />
  );
};

type InputsProps = {
  readonly field: FieldOf;
  readonly form: FormValues;
  readonly facts: ProposalFacts;
  readonly slot: string;
};

/** What follows, from what stands in the form now: also before it is saved. */
const Computation: FC<Omit<InputsProps, "field">> = ({ form, facts, slot }) => {
  const page = usePage();
  const { t } = page;
  const rate = facts.draft.totals.partners.find((partner) => partner.slot === slot)?.rate;
  const entered = readEntered(form, page);
  return (
    <div data-portal-live="computed">
      <FieldSet legend={t("proposals.budgetComputed")}>
        {rate === undefined && <p>{t("proposals.budgetNoPartner")}</p>}
        {rate !== undefined && !entered.ok && <p>{t("proposals.budgetUnread")}</p>}
        {rate !== undefined && entered.ok && (
          <>
            {form.text("intent") === onlyCalculate.value && <p role="status">{t("proposals.budgetCalculated")}</p>}
            <ComputedAmounts
              computed={compute(entered.value, {
                profile: facts.call.content.profile,
                rate,
                lines: linesIn(facts.draft, slot),
              })}
              rate={rate}
              facts={facts}
            />
          </>
        )}
      </FieldSet>
    </div>
  );
};

/** Direct costs by category, for a partner that has no lines; of one that has, their sum, and what was entered beside them. */
const DirectCosts: FC<InputsProps> = ({ field, form, facts, slot }) => {
  const { t, href, format } = usePage();
  const { profile } = facts.call.content;
  const { costCategories: paid } = profile;
  const lines = linesIn(facts.draft, slot);
  // What is paid by work package is planned there alone (GA-13).
  const isByPackage = takesLumpSums(profile);
  const offered = lines.length > 0 || isByPackage ? [] : costCategories.filter((category) => paid.includes(category));
  // An amount that does not count stays in sight, so that it can be taken out.
  const strays = costCategories.filter(
    (category) => !offered.includes(category) && form.text(categoryName(category)) !== "",
  );
  const unpaid = isByPackage ? t("budget.byPackageStray") : t("proposals.notInCall");
  const why = lines.length > 0 ? t("budget.byLinesTwice") : unpaid;
  return (
    <FieldSet legend={t("proposals.budgetDirect")}>
      {lines.length > 0 && <p>{t("budget.byLines", { amount: format.money(sumLines(lines)) })}</p>}
      {lines.length === 0 && isByPackage && <p>{t("budget.byPackage")}</p>}
      {offered.map((category) => (
        <AmountInput {...field(categoryName(category))} />
      ))}
      {strays.map((category) => (
        <AmountInput {...field(categoryName(category), why)} />
      ))}
      <p>
        <Link href={href(budgetPath(facts.draft))}>{t("budget.toMatrix")}</Link>
      </p>
    </FieldSet>
  );
};

const Inputs: FC<InputsProps> = (props) => {
  const { field, form, facts, slot } = props;
  const { t } = usePage();
  const { nationalFunding } = facts.call.content;
  const showsNational = nationalFunding.kind === "jointAction" || form.text(funderName) !== "";
  return (
    <>
      <DirectCosts {...props} />
      {showsNational && (
        <FieldSet legend={t("proposals.budgetNational")}>
          <TextInput {...field(funderName, t("proposals.help.funder"))} width="s" />
          <AmountInput {...field(nationalName)} />
        </FieldSet>
      )}
      <FundingInputs field={field} form={form} />
      <Computation form={form} facts={facts} slot={slot} />
    </>
  );
};

const Calculate: FC = () => {
  const { t } = usePage();
  return (
    <Button kind="secondary" {...onlyCalculate}>
      {t("proposals.budgetCalculate")}
    </Button>
  );
};

/** What one partner costs; everything that can be computed is computed. */
export const budgetPart: PartPage = {
  partPathOf: (c) => {
    const slot = slotIn(c);
    return slot === null ? null : `budget.${slot}`;
  },
  read: (form, c) => {
    const entered = readEntered(form, c.get("page"));
    if (!entered.ok) return err(entered.error);
    const { costs, national, ownCents, incomeCents, otherUnion } = entered.value;
    return ok({
      kind: "budget",
      slot: slotIn(c) ?? "",
      categoriesCents: costs,
      ...(national === null ? {} : { national }),
      ...(ownCents === null ? {} : { ownCents }),
      ...(incomeCents === null ? {} : { incomeCents }),
      ...(otherUnion.length === 0 ? {} : { otherUnion: [...otherUnion] }),
    });
  },
  describe: (facts, c) => {
    const page = c.get("page");
    const slot = slotIn(c) ?? "";
    const { draft } = facts;
    return {
      partPath: `budget.${slot}`,
      pagePath: `${proposalPath(draft)}/budget/${slot}`,
      title: page.t("proposals.part.budget", { partner: partnerName(draft, slot, page) }),
      lead: page.t("proposals.budgetLead"),
      fields: labels(page),
      valuesOf: valuesOf(page),
      isSavedAsYouType: true,
      inputs: (field, form) => <Inputs field={field} form={form} facts={facts} slot={slot} />,
      actions: <Calculate />,
    };
  },
};
