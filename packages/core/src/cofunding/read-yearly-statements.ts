import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Stored } from "../audit/stored.ts";
import type { JointActionId } from "./joint-action.ts";
import { stateContributions } from "./state-contributions.ts";
import {
  type MemberState,
  type StatementFigures,
  type YearlyStatement,
  type YearlyStatementStatus,
  funderOf,
  isStatementOverdue,
  statementDueOn,
  yearlyStatementIdOf,
} from "./yearly-statement.ts";
import type { LoadedStatement, YearlyStatementStore } from "./yearly-statement-store.ts";

export type YearlyStatementDeps = {
  readonly statements: YearlyStatementStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** How it stands on a day. */
export type StatementStanding = {
  readonly status: YearlyStatementStatus;
  readonly dueOn: LocalDate;
  readonly isOverdue: boolean;
};
export const standingOf = (year: number, statement: YearlyStatement | null, today: LocalDate): StatementStanding => {
  const status = statement?.state ?? "missing";
  return { status, dueOn: statementDueOn(year), isOverdue: isStatementOverdue(year, status, today) };
};

export const digestOfFigures = (sha256: Sha256, figures: StatementFigures): Digest => sha256(canonicalJson(figures));

export type ReadYearlyStatement = StatementStanding & {
  readonly member: MemberState;
  readonly year: number;
  readonly statement: Stored<YearlyStatement> | null;
  /** Of the statement, where there is one; else of the ledger as it stands. */
  readonly figures: StatementFigures;
  readonly figuresSha256: Digest;
  /** The ledger holds other figures than the statement: it is prepared again before it can be signed. */
  readonly isOutdated: boolean;
  readonly titles: ReadonlyMap<JointActionId, string>;
  readonly allowedActions: readonly AllowedAction[];
};

type Asked = { readonly member: MemberState; readonly year: number };
type Facts = Asked & { readonly isOutdated: boolean; readonly caller: UserId; readonly now: Instant };

const allowedActions = (
  { rights, statement, postings }: LoadedStatement,
  { member, year, isOutdated, caller, now }: Facts,
): readonly AllowedAction[] => {
  const subject = { funder: funderOf(member) };
  const answer = (action: "prepareYearlyStatement" | "signYearlyStatement", because: string | null): AllowedAction => {
    const access = decideAccess(action, rights, subject, now);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  };
  const head = statement?.head.state;
  const isOver = dateInZone(now) > `${year}-12-31`;
  const prepare = (): string | null => {
    if (!isOver) return "FinancialYearNotOver";
    if (postings.length === 0) return "NothingContributed";
    return head !== undefined && !isOutdated ? "NothingToChange" : null;
  };
  const sign = (): string | null => {
    if (head?.state !== "draft") return "StatementNotPrepared";
    if (isOutdated) return "StatementOutdated";
    return actorOf(caller, rights, "funder").persons.includes(head.preparedBy) ? "AnotherPersonSigns" : null;
  };
  return [answer("prepareYearlyStatement", prepare()), answer("signYearlyStatement", sign())];
};

/** The statement of a year with its figures: those of the ledger, until somebody has put them down. */
export const readYearlyStatement = async (
  { statements, newId, sha256 }: YearlyStatementDeps,
  { member, year, caller, now }: Asked & { readonly caller: UserId; readonly now: Instant },
): Promise<Result<ReadYearlyStatement, NotAllowed>> => {
  const loaded = await statements.load({ id: yearlyStatementIdOf(newId, member, year), member, year }, caller);
  const role = decideAccess("readYearlyStatement", loaded.rights, { funder: funderOf(member) }, now);
  if (!role.ok) return role;
  const inLedger = stateContributions(loaded.postings);
  const { statement } = loaded;
  const figures = statement?.figures ?? inLedger;
  const figuresSha256 = digestOfFigures(sha256, figures);
  const isOutdated = statement !== null && figuresSha256 !== digestOfFigures(sha256, inLedger);
  const titles = await statements.loadTitles([...new Set(figures.rows.map(({ jointActionId }) => jointActionId))]);
  return ok({
    member,
    year,
    statement: statement?.head ?? null,
    figures,
    figuresSha256,
    isOutdated,
    titles,
    ...standingOf(year, statement?.head.state ?? null, dateInZone(now)),
    allowedActions: allowedActions(loaded, { member, year, isOutdated, caller, now }),
  });
};

export type StatementInList = Asked & StatementStanding;

/** Statements of years that are over: of every Member State for the Centre, of one's own for whoever acts for one. */
export const listYearlyStatements = async (
  { statements }: Pick<YearlyStatementDeps, "statements">,
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly StatementInList[], NotAllowed>> => {
  const { rights, statements: listed } = await statements.list(caller);
  const role = decideAccess("listYearlyStatements", rights, {}, now);
  if (!role.ok) return role;
  const today = dateInZone(now);
  return ok(
    listed
      .filter(({ year }) => today > `${year}-12-31`)
      .filter(({ member }) => decideAccess("readYearlyStatement", rights, { funder: funderOf(member) }, now).ok)
      .map(({ member, year, statement }) => ({ member, year, ...standingOf(year, statement?.state ?? null, today) })),
  );
};
