import type { RegisterBankAccountError } from "@grants/core/registry/register-bank-account";
import type { RegisterOrganisationError } from "@grants/core/registry/register-organisation";
import type { ValidateBankAccountError } from "@grants/core/registry/validate-bank-account";
import type { ValidateOrganisationError } from "@grants/core/registry/validate-organisation";
import type { VerifyBankAccountError } from "@grants/core/registry/verify-bank-account";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type RegistryProblem =
  | RegisterOrganisationError
  | ValidateOrganisationError
  | RegisterBankAccountError
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
  PayeeNotMatched: [409, "The bank says that the account belongs to somebody else. Register another account."],
  PayeeNotValidated: [409, "The payee's legal entity or bank account is not validated."],
  ReasonRequired: [422, "The bank found a close match only: say why this is the payee."],
  FourEyesRequired: [403, "Another person must do this: you did an earlier step."],
} as const satisfies ProblemTable<Exclude<RegistryProblem["kind"], SharedKind>>;
