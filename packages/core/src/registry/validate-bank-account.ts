import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type BankAccount, type BankAccountNotFound, changeOf } from "./bank-account.ts";
import { findBankAccount } from "./find-organisation.ts";
import type {
  BankAccountId,
  FourEyesRequired,
  Organisation,
  OrganisationNotFound,
  PayeeNotValidated,
} from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type BankAccountNotVerified = {
  readonly kind: "BankAccountNotVerified";
  readonly state: BankAccount["state"];
};
/** The bank said that the account belongs to somebody else (PAYX-05). */
export type PayeeNotMatched = { readonly kind: "PayeeNotMatched" };
/** Less than a match needs a reason why it is the payee all the same, by somebody other than the one who asked the bank (PAYX-05). */
export type ReasonRequired = { readonly kind: "ReasonRequired"; readonly field: "reason" };
/** The cooling period of a changed account runs: nobody can shorten it (PAYX-06). */
export type CoolingPeriodRuns = { readonly kind: "CoolingPeriodRuns"; readonly cooledAt: Instant };
/** Nobody of the organisation has confirmed the change on its known number yet (PAYX-06). */
export type CallBackRequired = { readonly kind: "CallBackRequired" };
/** Payments go to another account than when this one was registered: it has to be registered as a change of that one. */
export type PayeeAccountChanged = { readonly kind: "PayeeAccountChanged" };
export type ValidationRefusal =
  | CoolingPeriodRuns
  | CallBackRequired
  | PayeeAccountChanged
  | BankAccountNotVerified
  | PayeeNotMatched
  | ReasonRequired
  | FourEyesRequired
  | PayeeNotValidated;
export type ValidateBankAccountError =
  | OrganisationNotFound
  | BankAccountNotFound
  | NotAllowed
  | ValidationRefusal
  | CommitRefusal;
type ValidateBankAccount = {
  organisationId: OrganisationId;
  bankAccountId: BankAccountId;
  reason: string | undefined;
  expectedVersion: number;
  command: Command;
};

type Validated = { readonly account: BankAccount; readonly organisation: Organisation };

type Validation = { readonly validatedBy: UserId; readonly validatedAt: Instant; readonly reason: string | undefined };

/**
 * What a change has to go through first (PAYX-06). Only a call after the change was asked for counts, and the last millisecond of the cooling
 * period is part of it.
 */
const refuseChange = (
  account: BankAccount,
  organisation: Organisation,
  { validatedBy, validatedAt }: Validation,
): ValidationRefusal | null => {
  const change = changeOf(account);
  const paidOn = organisation.state === "validated" ? organisation.account?.id : undefined;
  if (change?.replaces !== paidOn) return { kind: "PayeeAccountChanged" };
  if (change === undefined) return null;
  if (change.callBack?.outcome !== "CONFIRMED") return { kind: "CallBackRequired" };
  if (change.callBack.by === validatedBy) return { kind: "FourEyesRequired", because: "CALLED_BACK" };
  return validatedAt < change.cooledAt ? { kind: "CoolingPeriodRuns", cooledAt: change.cooledAt } : null;
};

/** Three different persons stand behind an account: who registered, who verified, who validates. The organisation is paid on it from now on. */
export const decideAccountValidation = (
  account: BankAccount,
  organisation: Organisation,
  validation: Validation,
): Result<Validated, ValidationRefusal> => {
  const { validatedBy, reason } = validation;
  if (account.state === "blocked") return err({ kind: "PayeeNotMatched" });
  if (account.state !== "verified") return err({ kind: "BankAccountNotVerified", state: account.state });
  if (account.registeredBy === validatedBy) return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  if (account.verifiedBy === validatedBy) return err({ kind: "FourEyesRequired", because: "VERIFIED_IT" });
  if (organisation.state !== "validated")
    return err({ kind: "PayeeNotValidated", organisationId: organisation.id, missing: "LEGAL_ENTITY" });
  const refused = refuseChange(account, organisation, validation);
  if (refused !== null) return err(refused);
  if (account.payeeCheck !== "MATCH" && reason === undefined) return err({ kind: "ReasonRequired", field: "reason" });
  return ok({
    account: { ...account, state: "validated", validatedBy },
    organisation: { ...organisation, account: { id: account.id, sha256: account.detailsSha256 } },
  });
};

/** Second pair of eyes, the accounting officer's: only what is in the common file is paid (FR 86(3)). */
export const validateBankAccount = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, bankAccountId, reason, expectedVersion, command }: ValidateBankAccount,
): Promise<Result<Stored<BankAccount>, ValidateBankAccountError>> => {
  const loaded = await registry.loadAccount(organisationId, bankAccountId, command.caller);
  const asked = { action: "validateBankAccount", organisationId, bankAccountId, command } as const;
  const found = findBankAccount(loaded, asked);
  if (!found.ok) return found;
  const { account, organisation, role } = found.value;
  if (account.version !== expectedVersion) return registry.settle(account, expectedVersion, command);
  const decided = decideAccountValidation(account.state, organisation.state, {
    validatedBy: command.caller,
    validatedAt: command.at,
    reason,
  });
  if (!decided.ok) return decided;
  const notes = reason === undefined ? {} : { notes: { reason } };
  const changes = {
    account: {
      aggregate: bankAccountId,
      before: account,
      next: decided.value.account,
      type: "BankAccountValidated",
      role,
      terms: [],
      ...notes,
    },
    organisation: {
      aggregate: organisationId,
      before: organisation,
      next: decided.value.organisation,
      type: "PayeeAccountSet",
      role,
      terms: [{ id: bankAccountId, version: account.version + 1 }],
    },
  };
  return registry.commitAccountValidation(changes, command);
};
