import type { PrepareAgreementError } from "@grants/core/agreements/prepare-agreement";
import type { SignAgreementError } from "@grants/core/agreements/sign-agreement";
import type { ProblemTable, SharedKind } from "./problem-table.ts";
import type { RegistryProblem } from "./registry.ts";

export type AgreementProblem = PrepareAgreementError | SignAgreementError;

export const agreementProblems = {
  AwardNotFound: [404, "There is no such award."],
  AgreementNotFound: [404, "There is no such agreement."],
  AgreementExists: [409, "The agreement of this award is prepared already."],
  ProjectNumberTaken: [409, "Another agreement has this project number."],
  CommitmentMissing: [409, "The money of this award is not committed; nothing can be prepared or signed before it is."],
  SigningPeriodOver: [409, "The last day for signing has passed."],
  NewcomerWithoutBudget: [409, "Somebody came into this award who has no budget in the proposal."],
  AlreadySigned: [409, "This side has signed already."],
  SignedForOtherSide: [403, "You signed for the other side: another person must sign for this one."],
  AnotherSheetPrepared: [409, "The data sheet is another one than you looked at."],
} as const satisfies ProblemTable<Exclude<AgreementProblem["kind"], SharedKind | RegistryProblem["kind"]>>;
