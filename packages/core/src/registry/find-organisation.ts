import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { BankAccount, BankAccountDetails, BankAccountNotFound } from "./bank-account.ts";
import type { BankAccountId, LegalEntity, Organisation, OrganisationNotFound } from "./organisation.ts";
import type { LoadedBankAccount, LoadedOrganisation } from "./registry-store.ts";

type Asked = { readonly action: Action; readonly organisationId: OrganisationId; readonly command: Command };
type Found = {
  readonly organisation: Stored<Organisation>;
  readonly legalEntity: LegalEntity;
  readonly role: Capacity;
};

/** The loaded organisation, when this person may do this with it. One that they may not even read does not exist for them. */
export const findOrganisation = (
  { rights, organisation, legalEntity }: LoadedOrganisation,
  { action, organisationId, command }: Asked,
): Result<Found, OrganisationNotFound | NotAllowed> => {
  const subject = { organisations: [organisationId] };
  const canRead = decideAccess("readOrganisation", rights, subject, command.at);
  if (organisation === null || !canRead.ok) return err({ kind: "OrganisationNotFound", organisationId });
  const role = decideAccess(action, rights, subject, command.at);
  if (!role.ok) return role;
  if (legalEntity === null) throw new Error(`The legal entity file of ${organisationId} is gone.`);
  return ok({ organisation, legalEntity, role: role.value });
};

/** The same for one of its bank account files. */
export const findBankAccount = (
  loaded: LoadedBankAccount,
  asked: Asked & { readonly bankAccountId: BankAccountId },
): Result<
  Found & { readonly account: Stored<BankAccount>; readonly details: BankAccountDetails },
  OrganisationNotFound | BankAccountNotFound | NotAllowed
> => {
  const found = findOrganisation(loaded, asked);
  if (!found.ok) return found;
  const { account, details } = loaded;
  if (account === null) return err({ kind: "BankAccountNotFound", bankAccountId: asked.bankAccountId });
  if (details === null) throw new Error(`The file of the bank account ${asked.bankAccountId} is gone.`);
  return ok({ ...found.value, account, details });
};
