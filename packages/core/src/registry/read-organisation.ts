import type { OrganisationId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type BankAccount, maskIban } from "./bank-account.ts";
import { decideCallBack, knownPhone } from "./call-back.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { LegalEntity, Organisation, OrganisationNotFound } from "./organisation.ts";
import type { AccountOfOrganisation, LoadedOrganisation, RegistryStore } from "./registry-store.ts";
import { decideOrganisationValidation } from "./validate-organisation.ts";
import { decideAccountValidation } from "./validate-bank-account.ts";
import { refuseVerification } from "./verify-bank-account.ts";
import { decideWithdrawal } from "./withdraw-bank-account.ts";

export type ReadAccount = {
  readonly account: Stored<BankAccount>;
  /** Whole for the organisation itself and those who check it, else masked. */
  readonly iban: string;
  readonly holderName: string;
  /** Payments go here. */
  readonly isPayeeAccount: boolean;
  readonly allowedActions: readonly AllowedAction[];
};

export type ReadOrganisation = {
  readonly organisation: Stored<Organisation>;
  readonly legalEntity: LegalEntity;
  readonly accounts: readonly ReadAccount[];
  readonly allowedActions: readonly AllowedAction[];
};

type Read = { organisationId: OrganisationId; command: Command };

const answerOf = (action: Action, because: string | null): AllowedAction =>
  because === null ? { action, allowed: true } : { action, allowed: false, because };

/** The rights of this person on this organisation, asked again and again. */
const askerOf =
  ({ rights }: LoadedOrganisation, { organisationId, command }: Read) =>
  (action: Action): string | null => {
    const access = decideAccess(action, rights, { organisations: [organisationId] }, command.at);
    return access.ok ? null : access.error.kind;
  };

const refusalOf = (decided: Result<unknown, { readonly kind: string }>): string | null =>
  decided.ok ? null : decided.error.kind;

const accountActions = (
  { state }: Stored<BankAccount>,
  { organisation, legalEntity }: { readonly organisation: Organisation; readonly legalEntity: LegalEntity },
  { ask, command }: { ask: ReturnType<typeof askerOf>; command: Command },
): readonly AllowedAction[] => {
  const { at, caller } = command;
  const verification = refuseVerification(state, caller, at);
  // Whether a reason is still missing is asked when the form is sent.
  const validation = decideAccountValidation(state, organisation, {
    validatedBy: caller,
    validatedAt: at,
    reason: "given",
  });
  const callBack = decideCallBack(state, { outcome: "CONFIRMED", by: caller, at });
  const phone = knownPhone(state, organisation, legalEntity);
  const withdrawal = decideWithdrawal(state, { by: caller, at });
  return [
    answerOf("recordCallBack", ask("recordCallBack") ?? refusalOf(callBack) ?? refusalOf(phone)),
    answerOf("verifyBankAccount", ask("verifyBankAccount") ?? verification?.kind ?? null),
    answerOf("validateBankAccount", ask("validateBankAccount") ?? refusalOf(validation)),
    answerOf("withdrawBankAccount", ask("withdrawBankAccount") ?? refusalOf(withdrawal)),
  ];
};

/** Those who state a number and those who check it see it. */
const seesNumbers = (ask: ReturnType<typeof askerOf>): boolean =>
  (["registerBankAccount", "changeBankAccount", "verifyBankAccount", "validateBankAccount"] as const).some(
    (action) => ask(action) === null,
  );

export const readOrganisation = async (
  { registry }: { readonly registry: RegistryStore },
  read: Read,
): Promise<Result<ReadOrganisation, OrganisationNotFound | NotAllowed>> => {
  const { organisationId, command } = read;
  const { accounts, ...loaded } = await registry.loadWhole(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "readOrganisation", organisationId, command });
  if (!found.ok) return found;
  const { organisation, legalEntity } = found.value;
  const ask = askerOf(loaded, read);
  const showsNumbers = seesNumbers(ask);
  const { state } = organisation;
  const payeeAccountId = state.state === "validated" ? state.account?.id : undefined;
  const readAccount = ({ account, details }: AccountOfOrganisation): ReadAccount => ({
    account,
    iban: showsNumbers ? details.iban : maskIban(details.iban),
    holderName: details.holderName,
    isPayeeAccount: account.state.id === payeeAccountId,
    allowedActions: accountActions(account, { organisation: state, legalEntity }, { ask, command }),
  });
  const validation = decideOrganisationValidation(state, { validatedBy: command.caller, validatedAt: command.at });
  const isPaid = payeeAccountId !== undefined;
  const allowedActions = [
    answerOf("registerBankAccount", ask("registerBankAccount") ?? (isPaid ? "PayeeAccountStands" : null)),
    answerOf("changeBankAccount", ask("changeBankAccount") ?? (isPaid ? null : "NoPayeeAccount")),
    answerOf("recordExclusion", ask("recordExclusion")),
    answerOf("validateOrganisation", ask("validateOrganisation") ?? refusalOf(validation)),
  ];
  return ok({ organisation, legalEntity, accounts: accounts.map(readAccount), allowedActions });
};
