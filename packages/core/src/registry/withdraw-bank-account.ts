import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountNotFound } from "./bank-account.ts";
import { findBankAccount } from "./find-organisation.ts";
import type { BankAccountId, OrganisationNotFound } from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type BankAccountSettled = { readonly kind: "BankAccountSettled"; readonly state: BankAccount["state"] };
export type WithdrawBankAccountError =
  | OrganisationNotFound
  | BankAccountNotFound
  | NotAllowed
  | BankAccountSettled
  | CommitRefusal;
type WithdrawBankAccount = {
  organisationId: OrganisationId;
  bankAccountId: BankAccountId;
  expectedVersion: number;
  command: Command;
};

/** Anybody of the organisation stops an account that is not validated yet: the way out for a colleague who is told of a change that nobody wanted. */
export const decideWithdrawal = (
  account: BankAccount,
  withdrawn: { readonly by: UserId; readonly at: Instant },
): Result<BankAccount, BankAccountSettled> => {
  switch (account.state) {
    case "registered":
    case "changePending":
    case "verified":
      return ok({ ...account, state: "withdrawn", withdrawn });
    case "blocked":
    case "withdrawn":
    case "validated":
      return err({ kind: "BankAccountSettled", state: account.state });
  }
};

export const withdrawBankAccount = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, bankAccountId, expectedVersion, command }: WithdrawBankAccount,
): Promise<Result<Stored<BankAccount>, WithdrawBankAccountError>> => {
  const loaded = await registry.loadAccount(organisationId, bankAccountId, command.caller);
  const found = findBankAccount(loaded, { action: "withdrawBankAccount", organisationId, bankAccountId, command });
  if (!found.ok) return found;
  const { account, role } = found.value;
  if (account.version !== expectedVersion) return registry.settle(account, expectedVersion, command);
  const decided = decideWithdrawal(account.state, { by: command.caller, at: command.at });
  if (!decided.ok) return decided;
  const type = "BankAccountWithdrawn";
  const change = { aggregate: bankAccountId, before: account, next: decided.value, type, role, terms: [] };
  return registry.commitAccountStep(change, command);
};
