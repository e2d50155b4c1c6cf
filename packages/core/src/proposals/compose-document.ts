import { type Result, err, ok } from "@grants/kernel/result";
import { sumCents } from "@grants/kernel/money";
import type { CallVersion, Topic } from "../calls/call.ts";
import { computeTotals } from "./compute-totals.ts";
import type { ProposalDocument, ProposalTotals } from "./document.ts";
import {
  type BudgetPart,
  type GeneralPart,
  type Part,
  type PartnerPart,
  type TextPart,
  coordinatorSlot,
} from "./part.ts";
import type { Proposal } from "./proposal.ts";

/** A line of the checklist that is not met; the checklist and the submission check are the same code. */
export type Shortcoming =
  | { readonly code: "GENERAL_MISSING"; readonly path: "general" }
  | { readonly code: "COORDINATOR_MISSING"; readonly path: string }
  | { readonly code: "BUDGET_MISSING"; readonly path: string }
  | { readonly code: "BUDGET_WITHOUT_PARTNER"; readonly path: string }
  | { readonly code: "BUDGET_EMPTY"; readonly path: string }
  | { readonly code: "COST_CATEGORY_NOT_ELIGIBLE"; readonly path: string; readonly category: string }
  | { readonly code: "TEXT_MISSING"; readonly path: string }
  | { readonly code: "PIC_NAMED_TWICE"; readonly path: string; readonly pic: string }
  | { readonly code: "MORE_THAN_ELIGIBLE_COSTS"; readonly path: string }
  | { readonly code: "NATIONAL_REQUEST_WITHOUT_JOINT_ACTION"; readonly path: string }
  | { readonly code: "FUNDER_OF_ANOTHER_COUNTRY"; readonly path: string };

export type ProposalIncomplete = { readonly kind: "ProposalIncomplete"; readonly shortcomings: readonly Shortcoming[] };
export type AmountAboveMaximum = {
  readonly kind: "AmountAboveMaximum";
  readonly requestedCents: number;
  readonly maximumCents: number;
};
export type AmountBelowMinimum = {
  readonly kind: "AmountBelowMinimum";
  readonly requestedCents: number;
  readonly minimumCents: number;
};
export type DocumentRefusal = ProposalIncomplete | AmountAboveMaximum | AmountBelowMinimum;

type Draft = {
  readonly general: GeneralPart | undefined;
  readonly partners: readonly PartnerPart[];
  readonly budgets: readonly BudgetPart[];
  readonly texts: readonly TextPart[];
};

const bySlot = (a: { slot: string }, b: { slot: string }) => (a.slot < b.slot ? -1 : 1);

export const draftOf = (parts: readonly Part[]): Draft => {
  const contents = parts.map(({ content }) => content);
  return {
    general: contents.find((content) => content.kind === "general"),
    partners: contents.filter((content) => content.kind === "partner").toSorted(bySlot),
    budgets: contents.filter((content) => content.kind === "budget").toSorted(bySlot),
    texts: contents.filter((content) => content.kind === "text"),
  };
};

const consortiumFaults = ({ partners }: Draft): readonly Shortcoming[] => {
  const pics = partners.map(({ pic }) => pic);
  return [
    ...(partners.some(({ slot }) => slot === coordinatorSlot)
      ? []
      : [{ code: "COORDINATOR_MISSING", path: `partner.${coordinatorSlot}` } as const]),
    ...partners
      .filter(({ pic }, index) => pics.indexOf(pic) !== index)
      .map(({ slot, pic }) => ({ code: "PIC_NAMED_TWICE", path: `partner.${slot}`, pic }) as const),
  ];
};

const budgetFaults = (
  partner: PartnerPart,
  budget: BudgetPart | undefined,
  { content }: CallVersion,
): readonly Shortcoming[] => {
  const path = `budget.${partner.slot}`;
  if (budget === undefined) return [{ code: "BUDGET_MISSING", path }];
  const entered = Object.entries(budget.categoriesCents).filter(([, amount]) => amount !== undefined && amount > 0);
  const eligible: readonly string[] = content.profile.costCategories;
  const { national } = budget;
  return [
    ...(entered.length === 0 ? [{ code: "BUDGET_EMPTY", path } as const] : []),
    ...entered
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

const textFaults = ({ texts }: Draft): readonly Shortcoming[] =>
  (["relevance", "implementation", "impact"] as const)
    .filter((section) => !texts.some((part) => part.section === section && part.text.trim() !== ""))
    .map((section) => ({ code: "TEXT_MISSING", path: `text.${section}` }));

// MAT-07: Union grant, national grant and other money together never exceed the eligible costs.
const cumulationFaults = ({ partners }: ProposalTotals): readonly Shortcoming[] =>
  partners
    .filter(
      ({ requestedCents, nationalCents, eligibleCents }) => sumCents([requestedCents, nationalCents]) > eligibleCents,
    )
    .map(({ slot }) => ({ code: "MORE_THAN_ELIGIBLE_COSTS", path: `budget.${slot}` }));

/** Everything that the draft still lacks, in the order of the editor. */
export const findShortcomings = (draft: Draft, call: CallVersion): readonly Shortcoming[] => {
  const slots = draft.partners.map(({ slot }) => slot);
  const budgetOf = (slot: string) => draft.budgets.find((budget) => budget.slot === slot);
  return [
    ...(draft.general === undefined ? [{ code: "GENERAL_MISSING", path: "general" } as const] : []),
    ...consortiumFaults(draft),
    ...draft.partners.flatMap((partner) => budgetFaults(partner, budgetOf(partner.slot), call)),
    ...draft.budgets
      .filter(({ slot }) => !slots.includes(slot))
      .map(({ slot }) => ({ code: "BUDGET_WITHOUT_PARTNER", path: `budget.${slot}` }) as const),
    ...cumulationFaults(computeTotals(draft.partners, draft.budgets, call.content.profile)),
    ...textFaults(draft),
  ];
};

const amountFault = ({ requestedCents }: ProposalTotals, topic: Topic): DocumentRefusal | null => {
  if (requestedCents > topic.maxGrantCents)
    return { kind: "AmountAboveMaximum", requestedCents, maximumCents: topic.maxGrantCents };
  return requestedCents < topic.minGrantCents
    ? { kind: "AmountBelowMinimum", requestedCents, minimumCents: topic.minGrantCents }
    : null;
};

/** The document that a freeze would keep, or everything that is missing. Throws when the topic is not of the call. */
export const composeDocument = (
  proposal: Proposal,
  parts: readonly Part[],
  call: CallVersion,
): Result<ProposalDocument, DocumentRefusal> => {
  const draft = draftOf(parts);
  const shortcomings = findShortcomings(draft, call);
  if (shortcomings.length > 0 || draft.general === undefined) return err({ kind: "ProposalIncomplete", shortcomings });
  const topic = call.content.topics.find(({ topicId }) => topicId === proposal.topicId);
  if (topic === undefined) throw new Error(`The call ${call.callId} has no topic ${proposal.topicId}.`);
  const totals = computeTotals(draft.partners, draft.budgets, call.content.profile);
  const amount = amountFault(totals, topic);
  if (amount !== null) return err(amount);
  return ok({
    v: 1,
    proposalId: proposal.id,
    callId: call.callId,
    topicId: proposal.topicId,
    callVersion: call.contentVersion,
    general: draft.general,
    partners: [...draft.partners],
    budgets: [...draft.budgets],
    texts: [...draft.texts],
    totals,
    partVersions: Object.fromEntries(parts.map(({ path, version }) => [path, version])),
  });
};
