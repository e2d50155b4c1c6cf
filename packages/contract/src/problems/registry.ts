import type { RecordCallBackError } from "@grants/core/registry/call-back";
import type {
  NoPayeeAccount,
  PayeeAccountStands,
  RegisterBankAccountError,
} from "@grants/core/registry/register-bank-account";
import type { RegisterOrganisationError } from "@grants/core/registry/register-organisation";
import type { ValidateBankAccountError } from "@grants/core/registry/validate-bank-account";
import type { ValidateOrganisationError } from "@grants/core/registry/validate-organisation";
import type { VerifyBankAccountError } from "@grants/core/registry/verify-bank-account";
import type { WithdrawBankAccountError } from "@grants/core/registry/withdraw-bank-account";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type RegistryProblem =
  | RegisterOrganisationError
  | ValidateOrganisationError
  | RegisterBankAccountError
  | PayeeAccountStands
  | NoPayeeAccount
  | RecordCallBackError
  | WithdrawBankAccountError
  | VerifyBankAccountError
  | ValidateBankAccountError;

export const registryProblems = {
  OrganisationNotFound: [404, "There is no such organisation."],
  OrganisationRegistered: [409, "The organisation is registered already."],
  OrganisationNotRegistered: [409, "The organisation is not waiting for validation."],
  PicTaken: [409, "Another organisation is registered with this PIC."],
  AddressInvalid: [422, "The address cannot be used for a payment."],
  BankAccountNotFound: [404, "There is no such bank account."],
  BankAccountNotRegistered: [409, "The bank account is not waiting for verification."],
  BankAccountNotVerified: [409, "The bank account is not waiting for validation."],
  IbanInvalid: [422, "This is not the IBAN of an account that SEPA reaches."],
  PaymentTextInvalid: [422, "The text does not fit a payment file."],
  PayeeAccountStands: [409, "The organisation is paid on an account already. Ask for a change of it."],
  NoPayeeAccount: [409, "The organisation is paid on no account yet. Register its first one."],
  PayeeAccountChanged: [409, "Payments go to another account by now. Ask for a change of that one."],
  AccountNotChanging: [409, "No change of the account waits for a call."],
  ContactNotKnown: [409, "No telephone number of the organisation was validated before the request."],
  CallBackRequired: [409, "The organisation has to confirm the change by telephone first."],
  CoolingPeriodRuns: [409, "The cooling period of the changed account is not over."],
  BankAccountSettled: [409, "The account is validated, blocked or withdrawn already."],
  PayeeCheckUnavailable: [503, "The bank gives no answer now. Nothing was recorded; ask again later."],
  PayeeNotMatched: [409, "The bank says that the account belongs to somebody else. Register another account."],
  PayeeNotValidated: [409, "The payee's legal entity or bank account is not validated."],
  ReasonRequired: [422, "The bank did not find a match: say why this is the payee."],
  FourEyesRequired: [403, "Another person must do this: you did an earlier step."],
} as const satisfies ProblemTable<Exclude<RegistryProblem["kind"], SharedKind>>;
