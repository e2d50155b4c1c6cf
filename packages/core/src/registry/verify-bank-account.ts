import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountNotFound, PayeeCheck } from "./bank-account.ts";
import { findBankAccount } from "./find-organisation.ts";
import type { BankAccountId, FourEyesRequired, OrganisationNotFound } from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type BankAccountNotRegistered = {
  readonly kind: "BankAccountNotRegistered";
  readonly state: BankAccount["state"];
};
export type VerifyBankAccountError =
  | OrganisationNotFound
  | BankAccountNotFound
  | NotAllowed
  | BankAccountNotRegistered
  | FourEyesRequired
  | CommitRefusal;
type VerifyBankAccount = {
  organisationId: OrganisationId;
  bankAccountId: BankAccountId;
  payeeCheck: PayeeCheck;
  expectedVersion: number;
  command: Command;
};

/** The result of the payee check is kept whatever it is; no match blocks the file (PAYX-05). */
export const decideVerification = (
  account: BankAccount,
  checked: { readonly payeeCheck: PayeeCheck; readonly checkedAt: Instant; readonly verifiedBy: UserId },
): Result<BankAccount, BankAccountNotRegistered | FourEyesRequired> => {
  if (account.state !== "registered") return err({ kind: "BankAccountNotRegistered", state: account.state });
  if (account.registeredBy === checked.verifiedBy) return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  return ok({ ...account, ...checked, state: checked.payeeCheck === "NO_MATCH" ? "blocked" : "verified" });
};

/** First pair of eyes: the documents are in order, and the bank was asked whose account it is. */
export const verifyBankAccount = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, bankAccountId, payeeCheck, expectedVersion, command }: VerifyBankAccount,
): Promise<Result<Stored<BankAccount>, VerifyBankAccountError>> => {
  const loaded = await registry.loadAccount(organisationId, bankAccountId, command.caller);
  const asked = { action: "verifyBankAccount", organisationId, bankAccountId, command } as const;
  const found = findBankAccount(loaded, asked);
  if (!found.ok) return found;
  const { account, role } = found.value;
  if (account.version !== expectedVersion) return registry.settle(account, expectedVersion, command);
  const checked = { payeeCheck, checkedAt: command.at, verifiedBy: command.caller };
  const decided = decideVerification(account.state, checked);
  if (!decided.ok) return decided;
  const type = decided.value.state === "blocked" ? "BankAccountBlocked" : "BankAccountVerified";
  const change = { aggregate: bankAccountId, before: account, next: decided.value, type, role, terms: [] };
  return registry.commitAccountStep(change, command);
};
