import type { Cents } from "@grants/kernel/money";
import type { FunderCode } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";
import type { JointActionId } from "./joint-action.ts";
import type { RequestingPartner, VerdictOutcome } from "./national-verdict.ts";

export type FunderPurse = {
  readonly funder: FunderCode;
  /** What the funder put up for the joint action. */
  readonly budgetCents: Cents;
  /** What no award has taken yet. */
  readonly leftCents: Cents;
};

export type GivenVerdict = RequestingPartner & { readonly funder: FunderCode; readonly outcome: VerdictOutcome };

/** The national side of a joint action as the ranking of its topics reads it (MAT-02). */
export type NationalSide = {
  readonly jointActionId: JointActionId;
  /** The head's version: the ranking names it among its terms. */
  readonly version: number;
  /** Verdicts do not change any more. */
  readonly areVerdictsLocked: boolean;
  readonly purses: readonly FunderPurse[];
  /** One for each partner that asked for national money and has its verdict. */
  readonly verdicts: readonly GivenVerdict[];
};

/** What the evaluation reads of the Member States' money. `null`: there is no such joint action. */
export type NationalBudgets = {
  /** The joint action of a call with the call's money, in one wave. */
  load(of: { readonly jointActionId: JointActionId; readonly callId: CallId }): Promise<NationalSide | null>;
};
