import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { Rights } from "../../access/rights.ts";
import type { Assistance } from "../../access/assistance.ts";
import type { Change } from "../../audit/change.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId } from "../../calls/call.ts";
import type { ConflictOverride } from "../../experts/conflict-override.ts";
import type { KeptProfile } from "../../experts/expert-profile.ts";
import type { ExpertFacts, ProposalFacts } from "../../experts/find-conflicts.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import type { Dossier } from "../dossier.ts";
import type { AssignmentRun, AssignmentRunId, RunBeside, RunOrder, RunProgress } from "./assignment-run.ts";
import type { LoadRow, PlanPages, PlanRow } from "./plan.ts";

export type LoadedRun = RunBeside & { readonly run: Stored<AssignmentRun> };

/** A plan's pages, which never change under its digest. */
export type PlanReader = {
  loadPlanPage(
    run: { readonly id: AssignmentRunId; readonly planSha256: string },
    page: number,
  ): Promise<readonly PlanRow[]>;
  loadLoadPage(
    run: { readonly id: AssignmentRunId; readonly planSha256: string },
    page: number,
  ): Promise<readonly LoadRow[]>;
};

type RunBesideChange = Partial<RunBeside>;

/** The runs as officers ask for them and decide on them. */
export type AssignmentRunStore = PlanReader & {
  loadRun(
    runId: AssignmentRunId,
    caller: UserId,
  ): Promise<{
    readonly rights: Rights | null;
    readonly loaded: LoadedRun | null;
    readonly progress: RunProgress | null;
  }>;
  /** The runs of a call, the newest first. */
  listRuns(callId: CallId): Promise<readonly Stored<AssignmentRun>[]>;
  /** What persons are called; empty for somebody who is not there any more. */
  loadNames(users: readonly UserId[]): Promise<ReadonlyMap<UserId, string>>;
  /** The head with what rides on it, what a worker is to do, and, for a new run, its row in the list of the call. */
  commitRun(
    change: Change<AssignmentRun>,
    beside: { readonly attached: RunBesideChange; readonly order: RunOrder | null },
    command: Command,
  ): Promise<Result<Stored<AssignmentRun>, CommitRefusal>>;
  settle(
    stored: Stored<AssignmentRun>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<AssignmentRun>, CommitRefusal>>;
};

/** Everything that bars or recommends the experts of the pool for the proposals of a call. */
export type PoolGround = {
  /** Experts of the pool with their profiles and rights. */
  readonly pool: readonly { readonly kept: KeptProfile; readonly rights: Rights | null }[];
  readonly experts: readonly ExpertFacts[];
  readonly proposals: readonly ProposalFacts[];
  readonly assistances: readonly Assistance[];
};

/** What the worker reads and writes beside what the evaluation has. */
export type AssignmentWork = PlanReader & {
  listOrders(): Promise<readonly { readonly order: RunOrder; readonly nextPage: number }[]>;
  /** Whether the order is this worker's until `until`: nobody else took it, or what they took it for is over. */
  claim(order: RunOrder, now: Instant, until: Instant): Promise<boolean>;
  loadOne(runId: AssignmentRunId): Promise<LoadedRun | null>;
  loadPoolGround(dossiers: readonly Dossier[], today: LocalDate): Promise<PoolGround>;
  loadOverrides(
    pairs: readonly { readonly proposalId: ProposalId; readonly expert: UserId }[],
  ): Promise<readonly Stored<ConflictOverride>[]>;
  keepProgress(runId: AssignmentRunId, progress: RunProgress): Promise<void>;
  loadProgressOf(runId: AssignmentRunId): Promise<RunProgress | null>;
  keepPlan(run: { readonly id: AssignmentRunId; readonly planSha256: string }, pages: PlanPages): Promise<void>;
  commitOutcome(
    change: Change<AssignmentRun>,
    attached: RunBesideChange,
    command: Command,
  ): Promise<Result<Stored<AssignmentRun>, CommitRefusal>>;
  /** What was reached of an order is not done again. */
  reached(order: RunOrder, nextPage: number): Promise<void>;
  done(order: RunOrder): Promise<void>;
};
