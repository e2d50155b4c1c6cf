import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionId } from "./joint-action.ts";
import type { YearPosting } from "./state-contributions.ts";
import type { MemberState, StatementFigures, YearlyStatement, YearlyStatementId } from "./yearly-statement.ts";

/** A statement with the figures that it was prepared with. */
export type StoredStatement = { readonly head: Stored<YearlyStatement>; readonly figures: StatementFigures };

export type LoadedStatement = {
  readonly rights: Rights | null;
  readonly statement: StoredStatement | null;
  readonly postings: readonly YearPosting[];
};

/** A Member State that has postings in a year, and what it has stated of it. */
export type ListedStatement = {
  readonly member: MemberState;
  readonly year: number;
  readonly statement: Stored<YearlyStatement> | null;
};

export type YearlyStatementStore = {
  load(
    of: { readonly id: YearlyStatementId; readonly member: MemberState; readonly year: number },
    caller: UserId,
  ): Promise<LoadedStatement>;
  /** What the calls of joint actions are called; those without a published call are absent. */
  loadTitles(jointActionIds: readonly JointActionId[]): Promise<ReadonlyMap<JointActionId, string>>;
  /** The latest year first, in it by Member State. */
  list(caller: UserId): Promise<{ readonly rights: Rights | null; readonly statements: readonly ListedStatement[] }>;
  commit(
    change: Change<YearlyStatement>,
    figures: StatementFigures,
    command: Command,
  ): Promise<Result<Stored<YearlyStatement>, CommitRefusal>>;
  settle(
    stored: Stored<YearlyStatement>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<YearlyStatement>, CommitRefusal>>;
};
