import type { Digest, Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { actorOf } from "../access/actor.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankFileRefused } from "../disbursement/payment-status.ts";
import {
  type BankStatement,
  type BankStatementId,
  type StatementReader,
  bankStatementIdOf,
  creditsPerStatementMax,
} from "./bank-statement.ts";
import type { BankStatementStore, StoredStatement } from "./bank-statement-store.ts";

/** The text is no statement that we read; nothing of it was taken. */
export type BankStatementRefused = {
  readonly kind: "BankStatementRefused";
  readonly field: "text";
  readonly because: BankFileRefused;
};
/** The bank gave this statement before, and it stands. */
export type BankStatementKnown = { readonly kind: "BankStatementKnown"; readonly statementId: BankStatementId };
/** A statement of somebody else's account says nothing of what has come on the Centre's. */
export type StatementOfAnotherAccount = {
  readonly kind: "StatementOfAnotherAccount";
  readonly field: "text";
  readonly account: string;
};
export type TooManyCredits = { readonly kind: "TooManyCredits"; readonly field: "text"; readonly max: number };
export type BankStatementNotFound = { readonly kind: "BankStatementNotFound"; readonly statementId: BankStatementId };

/** Keeps the text of a statement under its digest, once. */
export type StatementFiles = {
  keepStatement(id: BankStatementId, sha256: Digest, text: string): Promise<void>;
};
export type BankStatementDeps = {
  readonly bankStatements: BankStatementStore;
  readonly statementFiles: StatementFiles;
  readonly readStatement: StatementReader;
  /** The Centre's account. */
  readonly ownAccount: string;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type ImportBankStatementError =
  | NotAllowed
  | BankStatementRefused
  | BankStatementKnown
  | StatementOfAnotherAccount
  | TooManyCredits
  | CommitRefusal;

/** Takes a statement of the Centre's account in as a whole. Nothing is booked before another person has looked at it. */
export const importBankStatement = async (
  deps: BankStatementDeps,
  { text, command }: { readonly text: string; readonly command: Command },
): Promise<Result<Stored<BankStatement>, ImportBankStatementError>> => {
  const { bankStatements, statementFiles, readStatement, newId, sha256 } = deps;
  const read = readStatement(text);
  const named = read.ok ? read.value : { account: "", name: "" };
  const id = bankStatementIdOf(newId, named);
  const { rights, statement } = await bankStatements.load(id, command.caller);
  const role = decideAccess("importBankStatement", rights, {}, command.at);
  if (!role.ok) return role;
  if (!read.ok) return err({ kind: "BankStatementRefused", field: "text", because: read.error });
  if (statement !== null) {
    const settled = await bankStatements.settle(statement.head, 0, command);
    const isOwn = settled.ok || settled.error.kind !== "StaleVersion";
    return isOwn ? settled : err({ kind: "BankStatementKnown", statementId: id });
  }
  const { account, name, credits, others } = read.value;
  if (account !== deps.ownAccount) return err({ kind: "StatementOfAnotherAccount", field: "text", account });
  if (credits.length > creditsPerStatementMax)
    return err({ kind: "TooManyCredits", field: "text", max: creditsPerStatementMax });
  const digest = sha256(text);
  // The text stands before the head that names it.
  await statementFiles.keepStatement(id, digest, text);
  const next: BankStatement = {
    state: "imported",
    id,
    account,
    name,
    sha256: digest,
    credits: credits.length,
    others,
    importedBy: command.caller,
    importedAt: command.at,
  };
  const entry = { type: "BankStatementImported", role: role.value, terms: [] };
  return bankStatements.commit({ aggregate: id, before: null, next, ...entry }, credits, command);
};

export const listBankStatements = async (
  { bankStatements }: Pick<BankStatementDeps, "bankStatements">,
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): Promise<Result<readonly Stored<BankStatement>[], NotAllowed>> => {
  const { rights, statements } = await bankStatements.list(caller);
  const role = decideAccess("listBankStatements", rights, {}, now);
  return role.ok ? ok(statements) : role;
};

export type ReadBankStatement = StoredStatement & { readonly allowedActions: readonly AllowedAction[] };

/** A statement with its credits, and what became of each. */
export const readBankStatement = async (
  { bankStatements }: Pick<BankStatementDeps, "bankStatements">,
  { statementId, caller, now }: { statementId: BankStatementId; caller: UserId; now: Instant },
): Promise<Result<ReadBankStatement, NotAllowed | BankStatementNotFound>> => {
  const { rights, statement } = await bankStatements.load(statementId, caller);
  const role = decideAccess("readBankStatement", rights, {}, now);
  if (!role.ok) return role;
  if (statement === null) return err({ kind: "BankStatementNotFound", statementId });
  return ok({ ...statement, allowedActions: [mayBook(rights, statement.head.state, { caller, now })] });
};

/** Whether this person may book the statement now, and if not, why. */
const mayBook = (
  rights: Rights | null,
  { state, importedBy }: BankStatement,
  { caller, now }: { readonly caller: UserId; readonly now: Instant },
): AllowedAction => {
  const action = "bookBankStatement";
  const access = decideAccess(action, rights, {}, now);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  if (state === "booked") return { action, allowed: false, because: "BankStatementBooked" };
  return actorOf(caller, rights, access.value).persons.includes(importedBy)
    ? { action, allowed: false, because: "AnotherPersonBooks" }
    : { action, allowed: true };
};
