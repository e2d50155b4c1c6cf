import type { AnswerLetterError, OpenLetterError } from "@grants/core/letters/handle-letter";
import type { SendResultLettersError } from "@grants/core/letters/order-result-letters";
import type { SendPreInformationError } from "@grants/core/letters/send-pre-information";
import type { AgreementProblem } from "./agreements.ts";
import type { CofundingProblem } from "./cofunding.ts";
import type { EvaluationProblem } from "./evaluation.ts";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type LetterProblem = OpenLetterError | AnswerLetterError | SendPreInformationError | SendResultLettersError;

type KnownKind = SharedKind | AgreementProblem["kind"] | EvaluationProblem["kind"] | CofundingProblem["kind"];

export const letterProblems = {
  LetterNotFound: [404, "There is no such letter."],
  LetterNotOpened: [409, "Nobody of your organisation has opened this letter yet."],
  LetterAnswered: [409, "This letter is answered."],
  NoAnswerAskedFor: [409, "This letter asks for no answer."],
  AnswerTooLate: [409, "The period for the answer is over."],
  LettersAlreadyOrdered: [409, "The letters of this decision were ordered before."],
  RecipientNotParty: [422, "This organisation is no party of the agreement."],
} as const satisfies ProblemTable<Exclude<LetterProblem["kind"], KnownKind>>;
