import type { AcceptPartnerError, DeclinePartnerError } from "@grants/core/proposals/answer-partner-invitation";
import type { CopyProposalError } from "@grants/core/proposals/copy-proposal";
import type { CreateProposalError } from "@grants/core/proposals/create-proposal";
import type { MembershipStepError, RemovePartnerError } from "@grants/core/proposals/end-membership";
import type { FreezeProposalError } from "@grants/core/proposals/freeze-proposal";
import type { ImportBudgetError } from "@grants/core/proposals/import-budget";
import type { PreviewBudgetImportError } from "@grants/core/proposals/preview-budget-import";
import type { ReceiptNotSealed } from "@grants/core/proposals/read-receipts";
import type { InvitePartnerError } from "@grants/core/proposals/invite-partner";
import type { DocumentNotFound } from "@grants/core/proposals/read-comparison";
import type { RemovePartError } from "@grants/core/proposals/remove-part";
import type { SavePartError } from "@grants/core/proposals/save-part";
import type { SignOffProposalError } from "@grants/core/proposals/sign-off-proposal";
import type { SubmitProposalError } from "@grants/core/proposals/submit-proposal";
import type { WithdrawProposalError } from "@grants/core/proposals/withdraw-proposal";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type ProposalProblem =
  | CreateProposalError
  | SavePartError
  | RemovePartError
  | PreviewBudgetImportError
  | ImportBudgetError
  | FreezeProposalError
  | SubmitProposalError
  | WithdrawProposalError
  | ReceiptNotSealed
  | InvitePartnerError
  | AcceptPartnerError
  | DeclinePartnerError
  | MembershipStepError
  | RemovePartnerError
  | SignOffProposalError
  | CopyProposalError
  | DocumentNotFound;

export const proposalProblems = {
  ProposalNotFound: [404, "There is no such proposal."],
  TopicNotFound: [422, "The call has no such topic."],
  CallNotOpen: [409, "The call is not open yet."],
  CallClosed: [409, "The call is closed."],
  FirstStageClosed: [409, "The first stage is over: full proposals are for those who are invited."],
  ShortProposalFirst: [409, "A full proposal begins with the short one that was invited."],
  OrganisationNotInvited: [403, "Another organisation is invited to this award, not this one."],
  CallGateDown: [409, "The call is closed and its list is being sealed."],
  PartNotFound: [404, "There is no such part in the draft."],
  PartStale: [412, "Somebody saved this part since you read it."],
  PartPathMismatch: [422, "This content belongs under another part."],
  PartTooLarge: [422, "This part is too long."],
  OrganisationNotItsOwn: [422, "Only the coordinator is named by its organisation."],
  SectionNotOfCall: [422, "The call does not ask for this text."],
  SpreadsheetNotXlsx: [422, "This file is not an xlsx workbook."],
  SpreadsheetTooLarge: [413, "This workbook is too large."],
  SpreadsheetExpandsTooFar: [422, "This workbook becomes too large when it is unpacked."],
  SpreadsheetHasMacros: [422, "This workbook holds macros."],
  SpreadsheetNotExpected: [422, "This workbook is not the one that was given out for this budget."],
  SpreadsheetInvalid: [422, "Some cells cannot be taken. Nothing was changed."],
  ProposalIncomplete: [422, "The proposal is not complete."],
  DocumentTooLarge: [422, "The proposal is too long."],
  ProposalNotFrozen: [409, "Review the proposal before you submit it."],
  AnotherDocumentFrozen: [409, "The proposal was changed and reviewed again since; look at the new version first."],
  ReceiptNotSealed: [409, "This submission has no sealed receipt yet."],
  ProposalNotSubmitted: [409, "The proposal is not submitted."],
  CoordinatorOnly: [403, "The coordinator does this for all partners."],
  PartnerOnly: [403, "A partner signs off; the coordinator does so by submitting."],
  PartNotYours: [403, "Somebody else writes this part; you can read it."],
  DeclarationMisplaced: [422, "A partner declares for itself, the project for all."],
  AnswerNotAsked: [422, "This declaration does not ask that."],
  SignOffsMissing: [409, "This call asks every partner to sign off first, and some have not."],
  AlreadySignedOff: [409, "Your organisation has signed off this version already."],
  PartnerNotFound: [404, "There is no such partner in the proposal."],
  OrganisationTakesPart: [409, "This organisation takes part already, or is asked to."],
  AnotherOrganisationInvited: [422, "This place is for another organisation."],
  InvitationIncomplete: [422, "Say where the invitation goes, and who is meant."],
  TooManyMembers: [409, "This partner has as many people as a partner can."],
  TooManyPartners: [409, "The proposal has as many partners as a proposal can."],
  MembershipNotFound: [404, "There is no such invitation or member."],
  MembershipClosed: [409, "This invitation was answered or taken back, or the member has left."],
  AlreadyMember: [409, "You take part in this proposal already."],
  DocumentNotFound: [404, "There is no such document of this proposal."],
} as const satisfies ProblemTable<
  Exclude<
    ProposalProblem["kind"],
    | SharedKind
    | "CallNotFound"
    | "CentreNotRecognised"
    | "OrganisationNotFound"
    | "InvitationExpired"
    | "InvitedOneself"
  >
>;
