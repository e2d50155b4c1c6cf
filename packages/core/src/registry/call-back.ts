import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountNotFound, CallBackOutcome } from "./bank-account.ts";
import { findBankAccount } from "./find-organisation.ts";
import type {
  BankAccountId,
  FourEyesRequired,
  LegalEntity,
  Organisation,
  OrganisationNotFound,
} from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type AccountNotChanging = { readonly kind: "AccountNotChanging"; readonly state: BankAccount["state"] };
/** There is no number that was known before the request: whoever asked may have brought their own. */
export type ContactNotKnown = {
  readonly kind: "ContactNotKnown";
  readonly because: "NO_NUMBER" | "VALIDATED_AFTER_THE_REQUEST";
};
export type CallBackRefusal = AccountNotChanging | ContactNotKnown | FourEyesRequired;
export type RecordCallBackError =
  | OrganisationNotFound
  | BankAccountNotFound
  | NotAllowed
  | CallBackRefusal
  | CommitRefusal;
type RecordCallBack = {
  organisationId: OrganisationId;
  bankAccountId: BankAccountId;
  outcome: CallBackOutcome;
  reason: string;
  expectedVersion: number;
  command: Command;
};

/** The number to call: that of the file which was validated before the request came (PAYX-06). */
export const knownPhone = (
  { registeredAt }: Pick<BankAccount, "registeredAt">,
  organisation: Organisation,
  { phone }: Pick<LegalEntity, "phone">,
): Result<string, ContactNotKnown> => {
  if (organisation.state !== "validated" || phone === undefined)
    return err({ kind: "ContactNotKnown", because: "NO_NUMBER" });
  return organisation.validatedAt < registeredAt
    ? ok(phone)
    : err({ kind: "ContactNotKnown", because: "VALIDATED_AFTER_THE_REQUEST" });
};

type Called = { readonly outcome: CallBackOutcome; readonly by: UserId; readonly at: Instant };

/**
 * What the call brought. Nobody reached: called again another time. Denied: somebody else had asked for the change, and the file ends. The bank may
 * have been asked before or is asked afterwards: neither step waits for the other (PAYX-05, PAYX-06).
 */
export const decideCallBack = (
  account: BankAccount,
  called: Called,
): Result<BankAccount, AccountNotChanging | FourEyesRequired> => {
  if ((account.state !== "changePending" && account.state !== "verified") || account.change === undefined)
    return err({ kind: "AccountNotChanging", state: account.state });
  if (account.registeredBy === called.by) return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  const change = { ...account.change, callBack: called };
  return ok(called.outcome === "DENIED" ? { ...account, state: "withdrawn", change } : { ...account, change });
};

/** An officer has called the organisation on the number of its validated file and asked whether it wants this account (PAYX-06). */
export const recordCallBack = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, bankAccountId, outcome, reason, expectedVersion, command }: RecordCallBack,
): Promise<Result<Stored<BankAccount>, RecordCallBackError>> => {
  const loaded = await registry.loadAccount(organisationId, bankAccountId, command.caller);
  const found = findBankAccount(loaded, { action: "recordCallBack", organisationId, bankAccountId, command });
  if (!found.ok) return found;
  const { account, organisation, legalEntity, role } = found.value;
  if (account.version !== expectedVersion) return registry.settle(account, expectedVersion, command);
  const decided = decideCallBack(account.state, { outcome, by: command.caller, at: command.at });
  if (!decided.ok) return decided;
  const phone = knownPhone(account.state, organisation.state, legalEntity);
  if (!phone.ok) return phone;
  const type = decided.value.state === "withdrawn" ? "BankAccountChangeDenied" : "CallBackRecorded";
  const terms = [{ id: organisationId, version: organisation.version }];
  const notes = { call: `${phone.value}: ${reason}` };
  const change = { aggregate: bankAccountId, before: account, next: decided.value, type, role, terms, notes };
  return registry.commitAccountStep(change, command);
};
