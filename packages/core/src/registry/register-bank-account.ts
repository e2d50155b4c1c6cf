import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type IbanInvalid, checkIban } from "../disbursement/iban.ts";
import { type PaymentTextInvalid, checkCreditorName } from "../disbursement/payment-text.ts";
import type { Bic } from "../disbursement/payment-instruction.ts";
import type { BankAccount, BankAccountDetails } from "./bank-account.ts";
import { findOrganisation } from "./find-organisation.ts";
import { BankAccountId, type OrganisationNotFound } from "./organisation.ts";
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
  { registry, newId, sha256, newSalt }: RegisterBankAccountDeps,
  { organisationId, written, command }: RegisterBankAccount,
): Promise<Result<Stored<BankAccount>, RegisterBankAccountError>> => {
  const loaded = await registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "registerBankAccount", organisationId, command });
  if (!found.ok) return found;
  const details = readWrittenAccount(written);
  if (!details.ok) return details;
  const salt = newSalt();
  const id = BankAccountId.parse(`baf_${newId(command.keyHash)}`);
  const next: BankAccount = {
    state: "registered",
    id,
    organisation: organisationId,
    detailsSha256: sha256(`${salt}${canonicalJson(details.value)}`),
    registeredBy: command.caller,
  };
  const type = "BankAccountRegistered";
  const change = { aggregate: id, before: null, next, type, role: found.value.role, terms: [] };
  return registry.commitAccountRegistration(change, { content: details.value, salt }, command);
};
