import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallVersion } from "../calls/call.ts";
import type { AwardListId } from "../evaluation/award-list.ts";
import type { Award, AwardId, CommitmentId } from "./award.ts";
import type { PotState } from "./cofunding-store.ts";
import type { Commitment, GlobalCommitment } from "./commitment.ts";
import type { ContributionLine } from "./contribution-line.ts";
import type { JointAction, JointActionId } from "./joint-action.ts";
import type { NationalBudget } from "./national-budget.ts";
import type { PotRefusal } from "./pot-line.ts";

/** The global commitment with the topics in the order of its lines. */
export type OpenedGlobal = { readonly global: Stored<GlobalCommitment>; readonly topicIds: readonly string[] };

export type LoadedCallFunds = {
  readonly rights: Rights | null;
  /** The published version; `null` for no call that the public knows. */
  readonly call: CallVersion | null;
  readonly opened: OpenedGlobal | null;
  readonly pot: PotState | null;
};

export type HeldAward = {
  readonly awardId: AwardId;
  readonly award: Stored<Award> | null;
  readonly commitment: Stored<Commitment> | null;
};

export type AwardChange = { readonly award: Change<Award>; readonly commitment: Change<Commitment> };

/** What became of a decision's awards, as it was read; version 0: nothing did. */
export type StandingList = { readonly id: AwardListId; readonly version: number };

export type FundsStore = {
  loadGlobal(globalId: CommitmentId): Promise<OpenedGlobal | null>;
  loadCallFunds(callId: CallId, globalId: CommitmentId, caller: UserId): Promise<LoadedCallFunds>;
  loadJointAction(
    jointActionId: JointActionId,
  ): Promise<{ readonly jointAction: JointAction; readonly lines: readonly ContributionLine[] } | null>;
  loadBudgets(jointActionId: JointActionId): Promise<readonly NationalBudget[]>;
  /** The pot, and awards with their commitments as far as there are any, in the order asked for. */
  loadAwards(
    callId: CallId,
    globalId: CommitmentId,
    awards: readonly { readonly awardId: AwardId; readonly commitmentId: CommitmentId }[],
  ): Promise<{
    readonly opened: OpenedGlobal | null;
    readonly pot: PotState | null;
    readonly held: readonly HeldAward[];
  }>;
  commitGlobal(
    change: Change<GlobalCommitment>,
    topicIds: readonly string[],
    command: Command,
  ): Promise<Result<Stored<GlobalCommitment>, CommitRefusal | PotRefusal>>;
  /**
   * At most `awardsPerTransactionMax`, all or none, and only while the list of what became of the awards has this version: a stale one is
   * refused as such.
   */
  commitAwards(
    changes: readonly AwardChange[],
    list: StandingList,
    command: Command,
  ): Promise<Result<null, CommitRefusal | PotRefusal>>;
  /** Answers a command whose version is no longer the last one: its own earlier success, or why not. */
  settle(
    stored: Stored<GlobalCommitment>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<GlobalCommitment>, CommitRefusal>>;
};
