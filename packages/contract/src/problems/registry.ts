import type { AssessOwnershipError, DeclareOwnershipError } from "@grants/core/registry/declare-ownership";
import type { DeclareStandingError } from "@grants/core/registry/declare-standing";
import type {
  AssessMemberError,
  DecideMembershipError,
  RequestMembershipError,
} from "@grants/core/registry/join-community";
import type { CapacityError, NominateNccError } from "@grants/core/registry/manage-ncc";
import type { ParticipantExcluded } from "@grants/core/registry/exclusion";
import type { RecordExclusionError } from "@grants/core/registry/record-exclusion";
import type { RecordCallBackError } from "@grants/core/registry/call-back";
import type {
  NoPayeeAccount,
  PayeeAccountStands,
  RegisterBankAccountError,
} from "@grants/core/registry/register-bank-account";
import type { SearchTooShort } from "@grants/core/registry/list-organisations";
import type { RegisterOrganisationError } from "@grants/core/registry/register-organisation";
import type { ValidateBankAccountError } from "@grants/core/registry/validate-bank-account";
import type { ValidateOrganisationError } from "@grants/core/registry/validate-organisation";
import type { VerifyBankAccountError } from "@grants/core/registry/verify-bank-account";
import type { WithdrawBankAccountError } from "@grants/core/registry/withdraw-bank-account";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type RegistryProblem =
  | RegisterOrganisationError
  | SearchTooShort
  | ValidateOrganisationError
  | RegisterBankAccountError
  | PayeeAccountStands
  | NoPayeeAccount
  | RecordCallBackError
  | RecordExclusionError
  | RequestMembershipError
  | AssessMemberError
  | DecideMembershipError
  | NominateNccError
  | CapacityError
  | DeclareOwnershipError
  | AssessOwnershipError
  | DeclareStandingError
  | ParticipantExcluded
  | WithdrawBankAccountError
  | VerifyBankAccountError
  | ValidateBankAccountError;

export const registryProblems = {
  OrganisationNotFound: [404, "There is no such organisation."],
  OrganisationRegistered: [409, "The organisation is registered already."],
  OrganisationNotRegistered: [409, "The organisation is not waiting for validation."],
  SearchTooShort: [422, "Write at least three letters of the name."],
  PicTaken: [409, "Another organisation is registered with this PIC."],
  IdentityTaken: [409, "Another organisation is registered with this number."],
  VatNumberInvalid: [422, "This is no VAT number: its digits do not fit its country."],
  RegionElsewhere: [422, "The region lies in another country than the seat."],
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
  ParticipantExcluded: [409, "The organisation is excluded: it gets no award, no signature and no payment."],
  ExclusionTooLong: [422, "An exclusion on this ground may not last so long."],
  ExclusionDatesInvalid: [422, "The dates of the exclusion cannot be right."],
  RemedyNotPossible: [409, "Remedial measures end no exclusion on this ground."],
  OwnershipInvalid: [422, "The declaration does not hold together."],
  OwnershipNotDeclared: [409, "The organisation has declared no owners yet."],
  DeclaredByAssessor: [403, "Another person must assess this: you declared it."],
  MemberNotFound: [404, "There is no such membership."],
  CommunityRequestStands: [409, "The organisation is registered already, or its request is being looked at."],
  CommunityStepNotPossible: [409, "The membership is not at this step."],
  CommunityBlocked: [409, "The National Coordination Centre of the Member State has to assess first."],
  AssessorAssisted: [403, "Another person must assess this: the applicant was assisted."],
  NccNotListed: [409, "No National Coordination Centre is listed for this Member State."],
  NotAMemberState: [422, "This is no Member State."],
  CapacityStepNotPossible: [409, "The recognition of the Centre's capacity is not at this step."],
  FourEyesRequired: [403, "Another person must do this: you did an earlier step."],
} as const satisfies ProblemTable<Exclude<RegistryProblem["kind"], SharedKind>>;
