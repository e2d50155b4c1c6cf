import type { AppropriateUnionBudgetError } from "@grants/core/cofunding/appropriate-union-budget";
import type { BookBankStatementError } from "@grants/core/cofunding/book-bank-statement";
import type { DecideMovementError, ReportMovementError } from "@grants/core/cofunding/book-movement";
import type { CallContributionError } from "@grants/core/cofunding/call-contribution";
import type { CommitContributionError } from "@grants/core/cofunding/commit-contribution";
import type { CommitFundsError } from "@grants/core/cofunding/commit-funds";
import type { CreateJointActionError } from "@grants/core/cofunding/create-joint-action";
import type { ImportBankStatementError } from "@grants/core/cofunding/import-bank-statement";
import type { IssueDebitNoteError } from "@grants/core/cofunding/issue-debit-note";
import type { ListNationalRequestsError } from "@grants/core/cofunding/list-national-requests";
import type { LockVerdictsError } from "@grants/core/cofunding/lock-verdicts";
import type { PledgeContributionError } from "@grants/core/cofunding/pledge-contribution";
import type { ProposeTrancheError } from "@grants/core/cofunding/propose-tranche";
import type { RecordContributionError } from "@grants/core/cofunding/record-contribution";
import type { RecordVerdictError } from "@grants/core/cofunding/record-verdict";
import type { ReverseMovementError } from "@grants/core/cofunding/reverse-movement";
import type { SetNationalBudgetError } from "@grants/core/cofunding/set-national-budget";
import type {
  PrepareYearlyStatementError,
  SignYearlyStatementError,
} from "@grants/core/cofunding/sign-yearly-statement";
import type { TakeDefaultStepError } from "@grants/core/cofunding/take-default-step";
import type { WithdrawPledgeError } from "@grants/core/cofunding/withdraw-pledge";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type CofundingProblem =
  | CreateJointActionError
  | PledgeContributionError
  | CommitContributionError
  | WithdrawPledgeError
  | CallContributionError
  | RecordContributionError
  | TakeDefaultStepError
  | SetNationalBudgetError
  | ListNationalRequestsError
  | RecordVerdictError
  | LockVerdictsError
  | AppropriateUnionBudgetError
  | PrepareYearlyStatementError
  | SignYearlyStatementError
  | ProposeTrancheError
  | IssueDebitNoteError
  | ReportMovementError
  | DecideMovementError
  | ReverseMovementError
  | ImportBankStatementError
  | BookBankStatementError
  | CommitFundsError;

export const cofundingProblems = {
  JointActionNotFound: [404, "There is no such joint action."],
  UnionAmountAboveCap: [422, "The Union's amount is above the cap."],
  AboveLegalCeiling: [422, "The amount is above what the law allows."],
  PledgeYearOutside: [422, "The year is over, or after the mandate of the ECCC."],
  AdministrativeCostsInKind: [422, "Administrative costs are contributed in money."],
  TooManyContributions: [409, "The funder has no further contribution to pledge in this joint action."],
  ContributionLineNotFound: [404, "There is no such contribution."],
  ContributionStepRefused: [409, "The contribution is at another step."],
  CommitmentAbovePledge: [422, "The commitment is above the pledge."],
  DueDateInPast: [422, "The day has passed."],
  RemedyDateInPast: [422, "The period must end after today."],
  RemedyPeriodRunning: [409, "The period to remedy is not over yet."],
  ContributionAboveCommitment: [422, "The amount is above what is still open of the commitment."],
  BudgetAboveContribution: [422, "The budget is above what the funder has committed in money."],
  NothingToChange: [422, "The amounts stand as they are asked for."],
  CallNotSealed: [409, "The list of submissions is not sealed yet."],
  RequestsAlreadyListed: [409, "The national requests are listed already."],
  VerdictsNotOpen: [409, "National verdicts cannot be given now."],
  NationalRequestNotFound: [404, "This partner does not ask this funder for money."],
  VerdictsMissing: [409, "Some national verdicts are missing."],
  AppropriationAboveEnvelope: [422, "Topics that share a budget have more than it, together."],
  AppropriationAboveBudget: [422, "The amount is above the budget of the topic."],
  CommonPotAboveCall: [422, "The amount is above the common pot of the call."],
  AppropriationAboveUnionShare: [422, "The amounts are above the Union's share of the joint action."],
  TopicsReordered: [409, "The call has moved topics that have money."],
  AwardDecisionNotFound: [404, "There is no such award decision."],
  GlobalCommitmentMissing: [409, "No Union money has been appropriated to the call."],
  FinancialYearNotOver: [409, "The year is not over yet."],
  NothingContributed: [409, "Nothing was committed or contributed in the year."],
  StatementNotPrepared: [409, "There is no statement to sign."],
  AnotherPersonSigns: [403, "Another person than who prepared the statement signs it."],
  StatementOutdated: [409, "The figures are not those of the ledger."],
  CalledByDebitNote: [409, "Money through the Centre is called by a debit note, and booked on it."],
  NotThroughCentre: [409, "Only money that goes through the Centre is called by a debit note."],
  TrancheWaiting: [409, "A tranche waits for the person who sends it."],
  TrancheAboveCommitment: [422, "The tranche is above what may still be called of the commitment."],
  TooManyTranches: [409, "The contribution cannot be called in more parts."],
  DebitNoteNotFound: [404, "There is no such debit note."],
  DebitNoteStepRefused: [409, "The debit note is at another step."],
  AnotherPersonIssues: [403, "Another person than who proposed the tranche sends its debit note."],
  MovementAboveDebitNote: [422, "The amount is above what the debit note still asks for."],
  BookedInFuture: [422, "The bank cannot have booked it after today."],
  MovementWaiting: [409, "A reported amount waits for the person who confirms it."],
  NoMovementWaiting: [409, "No reported amount waits to be confirmed."],
  AnotherPersonConfirms: [403, "Another person than who reported the amount confirms it."],
  BankStatementRefused: [422, "This is not a statement of the bank that can be read."],
  StatementOfAnotherAccount: [422, "The statement is of another account than the Centre's."],
  BankStatementKnown: [409, "This statement of the bank was imported before."],
  BankStatementNotFound: [404, "There is no such statement of the bank."],
  BankStatementBooked: [409, "The statement is booked already."],
  AnotherPersonBooks: [403, "Another person than who imported the statement books it."],
  TooManyCredits: [422, "The statement has more amounts than can be taken in at once."],
  MovementNotFound: [404, "The debit note has no such amount."],
  MovementNotReversible: [409, "The amount is a correction, or was corrected already."],
  TooManyMovements: [409, "Nothing more can be booked on the debit note."],
  CommitmentPeriodOver: [409, "The period for individual commitments is over."],
} as const satisfies ProblemTable<Exclude<CofundingProblem["kind"], SharedKind | "CallNotFound" | "TopicNotFound">>;
