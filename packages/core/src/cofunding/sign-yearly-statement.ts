import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { LocalDate, dateInZone } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { NothingToChange } from "./pot-line.ts";
import { type YearlyStatementDeps, digestOfFigures } from "./read-yearly-statements.ts";
import { stateContributions } from "./state-contributions.ts";
import {
  type MemberState,
  type StatementFigures,
  type YearlyStatement,
  type YearlyStatementId,
  funderOf,
  yearlyStatementIdOf,
} from "./yearly-statement.ts";
import type { LoadedStatement } from "./yearly-statement-store.ts";

/** What a year brought is stated once it is over (FIN-09). */
export type FinancialYearNotOver = { readonly kind: "FinancialYearNotOver"; readonly fromOn: LocalDate };
/** A Member State that neither committed to nor gave anything in the year has nothing to state. */
export type NothingContributed = { readonly kind: "NothingContributed" };
/** There is nothing to sign: no draft, or one that is signed. */
export type StatementNotPrepared = { readonly kind: "StatementNotPrepared" };
/** Whoever prepared it does not sign it. */
export type AnotherPersonSigns = { readonly kind: "AnotherPersonSigns" };
/** The ledger, or the statement, holds other figures than those that were read. */
export type StatementOutdated = { readonly kind: "StatementOutdated"; readonly figuresSha256: Digest };

export type PrepareYearlyStatementError =
  | NotAllowed
  | FinancialYearNotOver
  | NothingContributed
  | NothingToChange
  | CommitRefusal;
export type SignYearlyStatementError =
  | NotAllowed
  | StatementNotPrepared
  | AnotherPersonSigns
  | StatementOutdated
  | CommitRefusal;

type StatementStep = {
  readonly member: MemberState;
  readonly year: number;
  readonly expectedVersion: number;
  readonly command: Command;
};
type Found = LoadedStatement & {
  readonly id: YearlyStatementId;
  readonly role: Capacity;
  readonly inLedger: StatementFigures;
};

const findStatement = async (
  { statements, newId }: YearlyStatementDeps,
  action: "prepareYearlyStatement" | "signYearlyStatement",
  { member, year, command }: StatementStep,
): Promise<Result<Found, NotAllowed>> => {
  const id = yearlyStatementIdOf(newId, member, year);
  const loaded = await statements.load({ id, member, year }, command.caller);
  const role = decideAccess(action, loaded.rights, { funder: funderOf(member) }, command.at);
  return role.ok ? ok({ ...loaded, id, role: role.value, inLedger: stateContributions(loaded.postings) }) : role;
};

const firstDayAfter = (year: number): LocalDate => LocalDate.parse(`${year + 1}-01-01`);

/**
 * Puts down what the ledger says of a year, for another person to sign. A statement that the ledger has left behind is prepared again,
 * signed or not: a reversal is stated anew (FIN-16).
 */
export const prepareYearlyStatement = async (
  deps: YearlyStatementDeps,
  step: StatementStep,
): Promise<Result<Stored<YearlyStatement>, PrepareYearlyStatementError>> => {
  const found = await findStatement(deps, "prepareYearlyStatement", step);
  if (!found.ok) return found;
  const { member, year, command } = step;
  const { id, role, statement, postings, inLedger } = found.value;
  const before = statement?.head ?? null;
  const met = await meetVersion(deps.statements, before, step);
  if (met !== null) return met;
  const fromOn = firstDayAfter(year);
  if (dateInZone(command.at) < fromOn) return err({ kind: "FinancialYearNotOver", fromOn });
  if (postings.length === 0) return err({ kind: "NothingContributed" });
  const figuresSha256 = digestOfFigures(deps.sha256, inLedger);
  if (before?.state.figuresSha256 === figuresSha256) return err({ kind: "NothingToChange" });
  const next: YearlyStatement = {
    state: "draft",
    id,
    member,
    year,
    figuresSha256,
    contributedCents: inLedger.contributedCents,
    preparedBy: command.caller,
    preparedAt: command.at,
  };
  const change = { aggregate: id, before, next, type: "YearlyStatementPrepared", role, terms: [] };
  return deps.statements.commit(change, inLedger, command);
};

/** A second person of the Member State signs the figures that it has read, by their digest, while the ledger still holds them (FIN-09). */
export const signYearlyStatement = async (
  deps: YearlyStatementDeps,
  { figuresSha256, ...step }: StatementStep & { readonly figuresSha256: Digest },
): Promise<Result<Stored<YearlyStatement>, SignYearlyStatementError>> => {
  const found = await findStatement(deps, "signYearlyStatement", step);
  if (!found.ok) return found;
  const { rights, role, statement, inLedger } = found.value;
  if (statement === null) return err({ kind: "StatementNotPrepared" });
  const { head, figures } = statement;
  const met = await meetVersion(deps.statements, head, step);
  if (met !== null) return met;
  const { command } = step;
  if (head.state.state !== "draft") return err({ kind: "StatementNotPrepared" });
  const { persons } = actorOf(command.caller, rights, role);
  if (persons.includes(head.state.preparedBy)) return err({ kind: "AnotherPersonSigns" });
  const standing = digestOfFigures(deps.sha256, inLedger);
  if (figuresSha256 !== head.state.figuresSha256 || figuresSha256 !== standing)
    return err({ kind: "StatementOutdated", figuresSha256: standing });
  const next: YearlyStatement = { ...head.state, state: "signed", signedBy: command.caller, signedAt: command.at };
  const change = { aggregate: next.id, before: head, next, type: "YearlyStatementSigned", role, terms: [] };
  return deps.statements.commit(change, figures, command);
};
