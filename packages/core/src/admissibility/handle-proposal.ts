import { type Result, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type {
  Admissibility,
  AdmissibilityFile,
  CheckName,
  ClarificationAnswer,
  ClarificationSubject,
} from "./admissibility.ts";
import {
  type AdmissibilityDeps,
  type ChangeAsk,
  type ChangeFileError,
  changeFile,
  changeOpenFile,
  decidedHead,
  openHead,
} from "./change-file.ts";
import {
  type AdmissionRefusal,
  type AlreadyDecided,
  type AnswerDoesNotFit,
  type ClarificationAnswered,
  type ClarificationNotFound,
  type NotRefused,
  type ReplyDateInvalid,
  type ReplyTooLate,
  type ReviewTooLate,
  type AnotherPersonDecides,
  type TooManyClarifications,
  decideAdmission,
  decideAnswer,
  decideClarification,
  decideRefusal,
  decideReviewOutcome,
  decideReviewRequest,
  withFinding,
} from "./decide-admissibility.ts";
import type { FoundAdmissibility } from "./find-admissibility.ts";

type Handled<E> = Promise<Result<Stored<Admissibility>, ChangeFileError | E>>;

const stillOpen = ({ head, dossier }: FoundAdmissibility, file: AdmissibilityFile, type: string) =>
  ok({ file, head: openHead(head.state.id, dossier, file), type });
const decided = ({ head, dossier }: FoundAdmissibility, file: AdmissibilityFile, type: string) =>
  ok({ file, head: decidedHead(head.state.id, dossier, file), type });

export type RecordFindingError = ChangeFileError | AlreadyDecided;
/** What a person found on a check, with the reason (EVA-05). */
export const recordFinding = (
  deps: AdmissibilityDeps,
  {
    check,
    outcome,
    reason,
    ...ask
  }: ChangeAsk & { readonly check: CheckName; readonly outcome: "PASS" | "FAIL"; readonly reason: string },
): Handled<AlreadyDecided> =>
  changeOpenFile(deps, { ...ask, action: "recordFinding" }, (found) => {
    const { caller: by, at } = ask.command;
    return stillOpen(found, withFinding(found.file, { check, outcome, reason, by, at }), "CheckFound");
  });

export type AskClarificationError = ChangeFileError | AlreadyDecided | ReplyDateInvalid | TooManyClarifications;
/** Asks the applicant to confirm a correction or to give what is missing (EVA-04). */
export const askClarification = (
  deps: AdmissibilityDeps,
  {
    subject,
    whyNotSubstantial,
    replyByOn,
    ...ask
  }: ChangeAsk & {
    readonly subject: ClarificationSubject;
    readonly whyNotSubstantial: string;
    readonly replyByOn: LocalDate;
  },
): Handled<AlreadyDecided | ReplyDateInvalid | TooManyClarifications> =>
  changeOpenFile(deps, { ...ask, action: "askClarification" }, (found) => {
    const { caller: by, at } = ask.command;
    const asked = decideClarification(found.file, { subject, whyNotSubstantial, replyByOn }, { by, at });
    return asked.ok ? stillOpen(found, asked.value, "ClarificationAsked") : asked;
  });

type AnswerRefusal = AlreadyDecided | ClarificationNotFound | ClarificationAnswered | ReplyTooLate | AnswerDoesNotFit;
export type AnswerClarificationError = ChangeFileError | AnswerRefusal;
/** The applicant's answer, once and in time (CLR-CLAR-01). */
export const answerClarification = (
  deps: AdmissibilityDeps,
  { number, answer, ...ask }: ChangeAsk & { readonly number: number; readonly answer: ClarificationAnswer },
): Handled<AnswerRefusal> =>
  changeOpenFile(deps, { ...ask, action: "answerClarification" }, (found) => {
    const { caller: by, at } = ask.command;
    const answered = decideAnswer(found.file, { number, answer }, { by, at });
    return answered.ok ? stillOpen(found, answered.value, "ClarificationAnswered") : answered;
  });

export type AdmitProposalError = ChangeFileError | AlreadyDecided | AdmissionRefusal;
/** Admits a proposal whose checks are all met. */
export const admitProposal = (deps: AdmissibilityDeps, ask: ChangeAsk): Handled<AlreadyDecided | AdmissionRefusal> =>
  changeOpenFile(deps, { ...ask, action: "admitProposal" }, (found) => {
    const { caller: by, at } = ask.command;
    const admitted = decideAdmission(found.file, { by, at });
    return admitted.ok ? decided(found, admitted.value, "ProposalAdmitted") : admitted;
  });

export type RefuseProposalError = AdmitProposalError;
/** Refuses a proposal on the checks that it does not meet. */
export const refuseProposal = (
  deps: AdmissibilityDeps,
  { grounds, reason, ...ask }: ChangeAsk & { readonly grounds: readonly CheckName[]; readonly reason: string },
): Handled<AlreadyDecided | AdmissionRefusal> =>
  changeOpenFile(deps, { ...ask, action: "refuseProposal" }, (found) => {
    const { caller: by, at } = ask.command;
    const refused = decideRefusal(found.file, { grounds, reason }, { by, at });
    return refused.ok ? decided(found, refused.value, "ProposalRefused") : refused;
  });

export type RequestReviewError = ChangeFileError | NotRefused | ReviewTooLate;
/** The applicant asks for a review of the refusal. */
export const requestReview = (
  deps: AdmissibilityDeps,
  { reason, ...ask }: ChangeAsk & { readonly reason: string },
): Handled<NotRefused | ReviewTooLate> =>
  changeFile(deps, { ...ask, action: "requestReview" }, (found) => {
    const { caller: by, at } = ask.command;
    const requested = decideReviewRequest(found.head.state, found.file, { reason, by, at });
    return requested.ok ? decided(found, requested.value, "ReviewRequested") : requested;
  });

export type DecideReviewError = ChangeFileError | NotRefused | AnotherPersonDecides;
/** Another person upholds the refusal or reverses it. */
export const decideReview = (
  deps: AdmissibilityDeps,
  { outcome, reason, ...ask }: ChangeAsk & { readonly outcome: "UPHELD" | "REVERSED"; readonly reason: string },
): Handled<NotRefused | AnotherPersonDecides> =>
  changeFile(deps, { ...ask, action: "decideReview" }, (found) => {
    const { caller: by, at } = ask.command;
    const reviewed = decideReviewOutcome(found.head.state, found.file, { outcome, reason, by, at });
    return reviewed.ok ? decided(found, reviewed.value, "ReviewDecided") : reviewed;
  });
