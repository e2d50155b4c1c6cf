import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, addMilliseconds, dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type IbanInvalid, checkIban } from "../disbursement/iban.ts";
import { type PaymentTextInvalid, checkCreditorName } from "../disbursement/payment-text.ts";
import type { Bic } from "../disbursement/payment-instruction.ts";
import { parameterOn } from "../reference/parameters.ts";
import type { AccountChange, BankAccount, BankAccountDetails } from "./bank-account.ts";
import { findOrganisation } from "./find-organisation.ts";
import { BankAccountId, type Organisation, type OrganisationNotFound } from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type RegisterBankAccountDeps = {
  readonly registry: RegistryStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly newSalt: () => string;
};
export type RegisterBankAccountError =
  | OrganisationNotFound
  | NotAllowed
  | IbanInvalid
  | PaymentTextInvalid
  | CommitRefusal;

/** The organisation is paid on an account already: another one is a change of it. */
export type PayeeAccountStands = { readonly kind: "PayeeAccountStands"; readonly organisationId: OrganisationId };
/** There is nothing to change: the organisation registers its first account. */
export type NoPayeeAccount = { readonly kind: "NoPayeeAccount"; readonly organisationId: OrganisationId };

/** An account as people write it. */
export type WrittenAccount = {
  readonly iban: string;
  readonly bic?: Bic | undefined;
  readonly holderName: string;
};
type RegisterBankAccount = { organisationId: OrganisationId; written: WrittenAccount; command: Command };

/** A number that SEPA reaches and a holder's name that fits a payment file (PAYX-03, CLR-PAYX-01). */
export const readWrittenAccount = ({
  iban,
  bic,
  holderName,
}: WrittenAccount): Result<BankAccountDetails, IbanInvalid | PaymentTextInvalid> => {
  const number = checkIban(iban);
  if (!number.ok) return number;
  const name = checkCreditorName(holderName);
  if (!name.ok) return name;
  return ok({ iban: number.value, holderName, ...(bic === undefined ? {} : { bic }) });
};

/** The organisation's own person states the account it wants to be paid on; two persons of the ECCC look at it (PAYX-06). */
export const registerBankAccount = async (
  deps: RegisterBankAccountDeps,
  asked: RegisterBankAccount,
): Promise<Result<Stored<BankAccount>, RegisterBankAccountError | PayeeAccountStands>> => {
  const { organisationId, command } = asked;
  const loaded = await deps.registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "registerBankAccount", organisationId, command });
  if (!found.ok) return found;
  if (paidOn(found.value.organisation.state) !== undefined) return err({ kind: "PayeeAccountStands", organisationId });
  return keepAccount(deps, asked, { type: "BankAccountRegistered", role: found.value.role, change: undefined });
};

/**
 * The organisation's administrator wants it to be paid on another account. Payments go on to the old one until the new one has cooled down,
 * was confirmed on the known number, and was checked by two persons (PAYX-06).
 */
export const changeBankAccount = async (
  deps: RegisterBankAccountDeps,
  asked: RegisterBankAccount,
): Promise<Result<Stored<BankAccount>, RegisterBankAccountError | NoPayeeAccount>> => {
  const { organisationId, command } = asked;
  const loaded = await deps.registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "changeBankAccount", organisationId, command });
  if (!found.ok) return found;
  const replaces = paidOn(found.value.organisation.state);
  if (replaces === undefined) return err({ kind: "NoPayeeAccount", organisationId });
  const change = { replaces, cooledAt: cooledAtOf(command.at) };
  return keepAccount(deps, asked, { type: "BankAccountChangeRequested", role: found.value.role, change });
};

const paidOn = (organisation: Organisation) =>
  organisation.state === "validated" ? organisation.account?.id : undefined;

const dayMs = 86_400_000;

/** When the cooling period of a change that is asked for now is over: the platform's own assumption (PAYX-06 [I]), in whole days of 24 hours. */
export const cooledAtOf = (askedAt: Instant): Instant =>
  addMilliseconds(askedAt, parameterOn("platform.bankAccount.coolingDays", dateInZone(askedAt)).value * dayMs);

type Kept = { readonly type: string; readonly role: Capacity; readonly change: AccountChange | undefined };

const keepAccount = async (
  { registry, newId, sha256, newSalt }: RegisterBankAccountDeps,
  { organisationId, written, command }: RegisterBankAccount,
  { type, role, change }: Kept,
): Promise<Result<Stored<BankAccount>, RegisterBankAccountError>> => {
  const details = readWrittenAccount(written);
  if (!details.ok) return details;
  const salt = newSalt();
  const id = BankAccountId.parse(`baf_${newId(command.keyHash)}`);
  const file = {
    id,
    organisation: organisationId,
    detailsSha256: sha256(`${salt}${canonicalJson(details.value)}`),
    registeredBy: command.caller,
    registeredAt: command.at,
  };
  const next: BankAccount =
    change === undefined ? { state: "registered", ...file } : { state: "changePending", ...file, change };
  const made = { aggregate: id, before: null, next, type, role, terms: [] };
  return registry.commitAccountRegistration(made, { content: details.value, salt }, command);
};
