import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { FunderCode, Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallContent, CallId, CallSummary } from "../calls/call.ts";
import type { ContributionLine, ContributionLineId } from "./contribution-line.ts";
import type { JointAction, JointActionId } from "./joint-action.ts";
import type { NationalBudget } from "./national-budget.ts";
import type { NationalRequest } from "./national-request.ts";
import type { NationalVerdict, RequestingPartner } from "./national-verdict.ts";
import type { PotRefusal } from "./pot-line.ts";
import type { VerdictsNotOpen } from "./verdicts-not-open.ts";

type WithRights = { readonly rights: Rights | null };
export type LoadedJointAction = WithRights & { readonly jointAction: Stored<JointAction> | null };
export type LoadedLine = LoadedJointAction & { readonly line: Stored<ContributionLine> | null };
export type LoadedVerdict = LoadedJointAction & {
  readonly verdict: Stored<NationalVerdict> | null;
  /** What the partner asks for; `null` when it is not on the list. */
  readonly request: NationalRequest | null;
};
/** What one funder has in a joint action. */
export type FunderSide = LoadedJointAction & {
  readonly lines: readonly Stored<ContributionLine>[];
  readonly budget: Stored<NationalBudget> | null;
};
export type Partner = RequestingPartner & { readonly funder: FunderCode };

export type JointActionStore = {
  /** The call as it stands, its content being written or published, and whether its submissions are sealed; `null` for no such call. */
  loadCall(callId: CallId, caller: UserId): Promise<WithRights & { readonly call: CallBehind | null }>;
  /** Joint actions of all calls, and in them the lines of the funders for which the caller acts. */
  list(caller: UserId): Promise<
    WithRights & {
      readonly jointActions: readonly ListedJointAction[];
      readonly ownLines: readonly Stored<ContributionLine>[];
    }
  >;
  load(jointActionId: JointActionId, caller: UserId): Promise<LoadedJointAction>;
  /** With every line and every budget, and what the funders' lines of the pot have left. */
  loadWhole(jointActionId: JointActionId, caller: UserId): Promise<LoadedJointAction & WholeJointAction>;
  loadFunder(jointActionId: JointActionId, funder: FunderCode, caller: UserId): Promise<FunderSide>;
  /** The same with its requests, its verdicts and its line of the pot. */
  loadFunderWhole(
    jointActionId: JointActionId,
    funder: FunderCode,
    caller: UserId,
  ): Promise<FunderSide & WholeFunderSide>;
  loadLine(
    jointActionId: JointActionId,
    funder: FunderCode,
    lineId: ContributionLineId,
    caller: UserId,
  ): Promise<LoadedLine>;
  loadVerdict(jointActionId: JointActionId, partner: Partner, caller: UserId): Promise<LoadedVerdict>;
  countVerdicts(jointActionId: JointActionId): Promise<number>;

  commitJointAction(change: Change<JointAction>, command: Command): Promise<Result<Stored<JointAction>, CommitRefusal>>;
  /** The head and, beside it, the requests it names: written once. */
  commitRequests(
    change: Change<JointAction>,
    requests: readonly NationalRequest[],
    command: Command,
  ): Promise<Result<Stored<JointAction>, CommitRefusal>>;
  commitLine(
    change: Change<ContributionLine>,
    command: Command,
  ): Promise<Result<Stored<ContributionLine>, CommitRefusal>>;
  /** Moves the funder's line of the pot. */
  commitBudget(
    change: Change<NationalBudget>,
    command: Command,
  ): Promise<Result<Stored<NationalBudget>, CommitRefusal | PotRefusal>>;
  /** Refused when the verdicts were locked in the meantime. */
  commitVerdict(
    change: Change<NationalVerdict>,
    command: Command,
  ): Promise<Result<Stored<NationalVerdict>, CommitRefusal | VerdictsNotOpen>>;
  /** Answers a command whose version is no longer the last one: its own earlier success, or why not. */
  settle<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};

/** A joint action with its call as the public sees it; `null` before the call is published. */
export type ListedJointAction = { readonly jointAction: Stored<JointAction>; readonly call: CallSummary | null };

export type CallBehind = {
  readonly content: CallContent;
  readonly isSealed: boolean;
};

export type WholeJointAction = {
  readonly call: CallSummary | null;
  readonly lines: readonly Stored<ContributionLine>[];
  readonly budgets: readonly Stored<NationalBudget>[];
  readonly pot: PotState | null;
};

export type WholeFunderSide = {
  readonly call: CallSummary | null;
  readonly requests: readonly NationalRequest[];
  readonly verdicts: readonly Stored<NationalVerdict>[];
  readonly pot: PotState | null;
};

/** What each line of a pot has left. */
export type PotState = { readonly lines: Readonly<Record<string, number>>; readonly isFrozen: boolean };
