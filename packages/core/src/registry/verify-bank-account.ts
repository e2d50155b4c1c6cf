import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountNotFound, PayeeCheck } from "./bank-account.ts";
import { findBankAccount } from "./find-organisation.ts";
import type { BankAccountId, FourEyesRequired, OrganisationNotFound } from "./organisation.ts";
import { type PayeeCheckUnavailable, type PayeeVerification, retryAfterSeconds } from "./payee-verification.ts";
import type { RegistryStore } from "./registry-store.ts";

export type VerifyBankAccountDeps = {
  readonly registry: RegistryStore;
  readonly payeeVerification: PayeeVerification;
};

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
  | PayeeCheckUnavailable
  | CommitRefusal;
type VerifyBankAccount = {
  organisationId: OrganisationId;
  bankAccountId: BankAccountId;
  expectedVersion: number;
  command: Command;
};

/** The result of the payee check is kept whatever it is; no match blocks the file (PAYX-05). */
export const decideVerification = (
  account: BankAccount,
  checked: { readonly payeeCheck: PayeeCheck; readonly checkedAt: Instant; readonly verifiedBy: UserId },
): Result<BankAccount, BankAccountNotRegistered | FourEyesRequired> => {
  if (account.state !== "registered" && account.state !== "changePending")
    return err({ kind: "BankAccountNotRegistered", state: account.state });
  if (account.registeredBy === checked.verifiedBy) return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  return ok({ ...account, ...checked, state: checked.payeeCheck === "NO_MATCH" ? "blocked" : "verified" });
};

/** Whether the bank may be asked about an account by this person: what it answers decides nothing of that. */
export const refuseVerification = (
  account: BankAccount,
  verifiedBy: UserId,
  checkedAt: Instant,
): BankAccountNotRegistered | FourEyesRequired | null => {
  const decided = decideVerification(account, { payeeCheck: "MATCH", checkedAt, verifiedBy });
  return decided.ok ? null : decided.error;
};

/** First pair of eyes: the documents are in order, and the bank is asked whether the account is the legal entity's (PAYX-04, PAYX-05). */
export const verifyBankAccount = async (
  { registry, payeeVerification }: VerifyBankAccountDeps,
  { organisationId, bankAccountId, expectedVersion, command }: VerifyBankAccount,
): Promise<Result<Stored<BankAccount>, VerifyBankAccountError>> => {
  const loaded = await registry.loadAccount(organisationId, bankAccountId, command.caller);
  const asked = { action: "verifyBankAccount", organisationId, bankAccountId, command } as const;
  const found = findBankAccount(loaded, asked);
  if (!found.ok) return found;
  const { account, details, legalEntity, role } = found.value;
  if (account.version !== expectedVersion) return registry.settle(account, expectedVersion, command);
  const refused = refuseVerification(account.state, command.caller, command.at);
  if (refused !== null) return err(refused);
  const { iban, bic } = details;
  const payeeCheck = await payeeVerification.ask({ iban, bic, legalName: legalEntity.name, at: command.at });
  if (payeeCheck === null) return err({ kind: "PayeeCheckUnavailable", retryAfterSeconds });
  const checked = { payeeCheck, checkedAt: command.at, verifiedBy: command.caller };
  const decided = decideVerification(account.state, checked);
  if (!decided.ok) return decided;
  const type = decided.value.state === "blocked" ? "BankAccountBlocked" : "BankAccountVerified";
  const change = { aggregate: bankAccountId, before: account, next: decided.value, type, role, terms: [] };
  return registry.commitAccountStep(change, command);
};
