import type { Digest } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import type { AnnexPart } from "./annex.ts";
import type { ProposalDocument, ProposalTotals } from "./document.ts";
import type {
  BudgetPart,
  CostsPart,
  DeclarationPart,
  GeneralDraft,
  PartnerPart,
  TextPart,
  WorkPackagePart,
} from "./part.ts";
import type { ProposalId } from "./proposal.ts";

/** What a document of a proposal may say that it is. */
export type Standing =
  | { readonly kind: "draft"; readonly at: Instant }
  | { readonly kind: "frozen"; readonly sha256: Digest }
  | { readonly kind: "submitted"; readonly sha256: Digest; readonly receivedAt: Instant };

/** A proposal to be read whole, be it a draft with gaps or a document that was frozen. */
export type WholeProposal = {
  readonly proposalId: ProposalId;
  readonly topicId: string;
  readonly callVersion: number;
  readonly call: CallVersion;
  readonly standing: Standing;
  readonly general: GeneralDraft | undefined;
  readonly partners: readonly PartnerPart[];
  /** As they count: the categories of a partner that plans by lines are the sums of its lines. */
  readonly budgets: readonly BudgetPart[];
  readonly workPackages: readonly WorkPackagePart[];
  readonly costs: readonly CostsPart[];
  readonly texts: readonly TextPart[];
  readonly annexes: readonly AnnexPart[];
  readonly declarations: readonly DeclarationPart[];
  readonly totals: ProposalTotals;
};

/** A document that was frozen, to be read whole. */
export const wholeOfDocument = (document: ProposalDocument, call: CallVersion, standing: Standing): WholeProposal => {
  const { proposalId, topicId, callVersion, general, partners, budgets, texts, totals } = document;
  const { workPackages = [], costs = [], annexes = [], declarations = [] } = document;
  const plan = { budgets, workPackages, costs, totals };
  const written = { general, partners, ...plan, texts, annexes, declarations };
  return { proposalId, topicId, callVersion, call, standing, ...written };
};
