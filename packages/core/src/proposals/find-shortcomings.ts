import type { OrganisationId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { dateInZone } from "@grants/kernel/time";
import type { CallVersion, Topic } from "../calls/call.ts";
import { computeTotals } from "./compute-totals.ts";
import type { AnnexChecks, AnnexPart } from "./annex.ts";
import { type ConsortiumFault, consortiumRuleFaults } from "./consortium-faults.ts";
import { type DeclarationFault, declarationFaults } from "./declaration-faults.ts";
import type { ProposalTotals } from "./document.ts";
import { type AnnexFault, findAnnexFaults } from "./find-annex-faults.ts";
import { type TextFault, missingTexts, textsTooLong } from "./find-text-faults.ts";
import type { Seat } from "./membership.ts";
import {
  type BudgetPart,
  type CostsPart,
  type DeclarationPart,
  type GeneralDraft,
  GeneralPart,
  type Part,
  type PartnerPart,
  type TextPart,
  type WorkPackagePart,
  coordinatorSlot,
} from "./part.ts";
import { type PlanShortcoming, findFundingFaults, findPlanShortcomings } from "./find-plan-shortcomings.ts";
import { linesOf, plannedBudgets } from "./planned-budgets.ts";
import type { Proposal } from "./proposal.ts";

/** A line of the checklist that is not met. A freeze refuses exactly these lines. */
export type Shortcoming =
  | { readonly code: "GENERAL_MISSING"; readonly path: "general" }
  | { readonly code: "GENERAL_FIELD_MISSING"; readonly path: "general"; readonly field: string }
  | { readonly code: "COORDINATOR_MISSING"; readonly path: string }
  | { readonly code: "ORGANISATION_NOT_ITS_OWN"; readonly path: string }
  | { readonly code: "PIC_NOT_OF_ORGANISATION"; readonly path: string; readonly pic: string }
  | { readonly code: "BUDGET_MISSING"; readonly path: string }
  | { readonly code: "BUDGET_WITHOUT_PARTNER"; readonly path: string }
  | { readonly code: "BUDGET_EMPTY"; readonly path: string }
  | TextFault
  | { readonly code: "PIC_NAMED_TWICE"; readonly path: string; readonly pic: string }
  | { readonly code: "NATIONAL_REQUEST_WITHOUT_JOINT_ACTION"; readonly path: string }
  | { readonly code: "FUNDER_OF_ANOTHER_COUNTRY"; readonly path: string }
  | PlanShortcoming
  | AnnexFault
  | ConsortiumFault
  | DeclarationFault
  | AmountFault;

type AmountFault =
  | {
      readonly code: "AMOUNT_ABOVE_MAXIMUM";
      readonly path: string;
      readonly requestedCents: Cents;
      readonly maximumCents: Cents;
    }
  | {
      readonly code: "AMOUNT_BELOW_MINIMUM";
      readonly path: string;
      readonly requestedCents: Cents;
      readonly minimumCents: Cents;
    };

export type Draft = {
  readonly general: GeneralDraft | undefined;
  readonly partners: readonly PartnerPart[];
  readonly budgets: readonly BudgetPart[];
  readonly texts: readonly TextPart[];
  readonly workPackages: readonly WorkPackagePart[];
  readonly costs: readonly CostsPart[];
  readonly annexes: readonly AnnexPart[];
  /** What was found in them; a file without a row waits for its check. */
  readonly checks: AnnexChecks;
  readonly declarations: readonly DeclarationPart[];
};

const byPlace = (a: CostsPart, b: CostsPart) => (`${a.slot}.${a.workPackage}` < `${b.slot}.${b.workPackage}` ? -1 : 1);
const bySlot = (a: { slot: string }, b: { slot: string }) => (a.slot < b.slot ? -1 : 1);

export const draftOf = (parts: readonly Part[], checks: AnnexChecks = new Map()): Draft => {
  const contents = parts.map(({ content }) => content);
  return {
    general: contents.find((content) => content.kind === "general"),
    partners: contents.filter((content) => content.kind === "partner").toSorted(bySlot),
    budgets: contents.filter((content) => content.kind === "budget").toSorted(bySlot),
    texts: contents.filter((content) => content.kind === "text"),
    workPackages: contents
      .filter((content) => content.kind === "workPackage")
      .toSorted((a, b) => (a.workPackage < b.workPackage ? -1 : 1)),
    costs: contents.filter((content) => content.kind === "costs").toSorted(byPlace),
    annexes: contents.filter((content) => content.kind === "annex"),
    checks,
    declarations: contents.filter((content) => content.kind === "declaration"),
  };
};

const generalFaults = ({ general }: Draft): readonly Shortcoming[] => {
  if (general === undefined) return [{ code: "GENERAL_MISSING", path: "general" }];
  const checked = GeneralPart.safeParse(general);
  const fields = checked.success ? [] : checked.error.issues.map(({ path }) => String(path[0]));
  return [...new Set(fields)].map((field) => ({ code: "GENERAL_FIELD_MISSING", path: "general", field }));
};

/** Only the coordinator's place names an organisation of the platform, its own: nobody else has said yet that they take part. */
export const isOrganisationItsOwn = ({ slot, organisation }: PartnerPart, coordinator: OrganisationId): boolean =>
  organisation === undefined || (slot === coordinatorSlot && organisation === coordinator);

/** Who has joined is named by the registry: another PIC would be another organisation. */
const seatFaults = ({ partners }: Draft, seats: readonly Seat[]): readonly Shortcoming[] =>
  partners.flatMap(({ slot, pic }) => {
    const seat = seats.find((one) => one.slot === slot);
    const path = `partner.${slot}`;
    return seat === undefined || seat.pic === pic ? [] : [{ code: "PIC_NOT_OF_ORGANISATION", path, pic: seat.pic }];
  });

const consortiumFaults = ({ partners }: Draft, coordinator: OrganisationId): readonly Shortcoming[] => {
  const pics = partners.map(({ pic }) => pic);
  return [
    ...(partners.some(({ slot }) => slot === coordinatorSlot)
      ? []
      : [{ code: "COORDINATOR_MISSING", path: `partner.${coordinatorSlot}` } as const]),
    ...partners
      .filter(({ pic }, index) => pics.indexOf(pic) !== index)
      .map(({ slot, pic }) => ({ code: "PIC_NAMED_TWICE", path: `partner.${slot}`, pic }) as const),
    ...partners
      .filter((partner) => !isOrganisationItsOwn(partner, coordinator))
      .map(({ slot }) => ({ code: "ORGANISATION_NOT_ITS_OWN", path: `partner.${slot}` }) as const),
  ];
};

const budgetFaults = (
  partner: PartnerPart,
  { budget, isByLines }: { readonly budget: BudgetPart | undefined; readonly isByLines: boolean },
  { content }: CallVersion,
): readonly Shortcoming[] => {
  const path = `budget.${partner.slot}`;
  if (budget === undefined) return [{ code: "BUDGET_MISSING", path }];
  const planned = Object.entries(budget.categoriesCents).filter(([, amount]) => amount !== undefined && amount > 0);
  const eligible: readonly string[] = content.profile.costCategories;
  const { national } = budget;
  return [
    ...(planned.length === 0 ? [{ code: "BUDGET_EMPTY", path } as const] : []),
    // Of lines, each part that has such a category is named.
    ...(isByLines ? [] : planned)
      .filter(([category]) => !eligible.includes(category))
      .map(([category]) => ({ code: "COST_CATEGORY_NOT_ELIGIBLE", path, category }) as const),
    ...(national !== undefined && content.nationalFunding.kind === "none"
      ? [{ code: "NATIONAL_REQUEST_WITHOUT_JOINT_ACTION", path } as const]
      : []),
    ...(national !== undefined && national.funder.slice(0, 2) !== partner.country
      ? [{ code: "FUNDER_OF_ANOTHER_COUNTRY", path } as const]
      : []),
  ];
};

/** A consortium asks for less than the minimum only when all its budgets are there: until then each of them is asked for. */
const amountFaults = (
  { requestedCents }: ProposalTotals,
  { minGrantCents, maxGrantCents }: Topic,
  isBudgeted: boolean,
): readonly Shortcoming[] => {
  const path = `budget.${coordinatorSlot}`;
  if (requestedCents > maxGrantCents)
    return [{ code: "AMOUNT_ABOVE_MAXIMUM", path, requestedCents, maximumCents: maxGrantCents }];
  return isBudgeted && requestedCents < minGrantCents
    ? [{ code: "AMOUNT_BELOW_MINIMUM", path, requestedCents, minimumCents: minGrantCents }]
    : [];
};

/** The topic that a proposal answers. Throws when it is not of the call. */
export const topicOf = ({ topicId }: Pick<Proposal, "topicId">, { callId, content }: CallVersion): Topic => {
  const topic = content.topics.find((one) => one.topicId === topicId);
  if (topic === undefined) throw new Error(`The call ${callId} has no topic ${topicId}.`);
  return topic;
};

/** Everything that the draft still lacks, in the order of the editor: the checklist, and all that a freeze refuses. */
export const findShortcomings = (
  draft: Draft,
  call: CallVersion,
  proposal: Pick<Proposal, "coordinator" | "topicId">,
  seats: readonly Seat[] = [],
): readonly Shortcoming[] => {
  const slots = draft.partners.map(({ slot }) => slot);
  const planned = plannedBudgets(draft.budgets, draft.costs);
  const totals = computeTotals(draft.partners, draft.budgets, call.content.profile, draft.costs);
  const ofBudgets = draft.partners.flatMap((partner) => {
    const budget = planned.find(({ slot }) => slot === partner.slot);
    return budgetFaults(partner, { budget, isByLines: linesOf(partner.slot, draft.costs).length > 0 }, call);
  });
  const isBudgeted = draft.partners.length > 0 && ofBudgets.length === 0;
  return [
    ...generalFaults(draft),
    ...consortiumFaults(draft, proposal.coordinator),
    ...seatFaults(draft, seats),
    ...consortiumRuleFaults(draft.partners, draft.declarations, call.content),
    ...ofBudgets,
    ...draft.budgets
      .filter(({ slot }) => !slots.includes(slot))
      .map(({ slot }) => ({ code: "BUDGET_WITHOUT_PARTNER", path: `budget.${slot}` }) as const),
    ...findPlanShortcomings(draft, call),
    ...findFundingFaults(totals, draft),
    ...amountFaults(totals, topicOf(proposal, call), isBudgeted),
    ...missingTexts(draft, call),
    ...textsTooLong(draft, call),
    ...findAnnexFaults(draft, call),
    ...declarationFaults(slots, draft.declarations, {
      content: call.content,
      requestedCents: totals.requestedCents,
      on: dateInZone(call.opensAt),
    }),
  ];
};
