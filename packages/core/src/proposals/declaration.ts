import { LineText, ParagraphText } from "@grants/kernel/text";
import { z } from "zod";
import { DeclarationName } from "../calls/asked-declarations.ts";
import { questionnaires } from "./questionnaires.ts";

const answersMax = 30;

/** `detail` explains an answer, where the questionnaire asks for it. */
export const DeclaredAnswer = z
  .strictObject({ answer: z.enum(["yes", "no"]), detail: ParagraphText.max(600).optional() })
  .meta({ id: "DeclaredAnswer" });
export type DeclaredAnswer = z.infer<typeof DeclaredAnswer>;

/** The fields of a declaration's part; a draft keeps the answers that there are. */
export const declarationFields = {
  kind: z.literal("declaration"),
  declaration: DeclarationName,
  /** Edition of the questionnaire that was answered. */
  edition: LineText.max(20),
  answers: z
    .record(z.string().regex(/^[A-Za-z]{2,40}$/), DeclaredAnswer)
    .refine((answers) => Object.keys(answers).length <= answersMax),
};

type Answered = {
  readonly declaration: DeclarationName;
  readonly edition: string;
  readonly answers: Readonly<Record<string, DeclaredAnswer>>;
};

/** Whether it belongs to each partner or to the project. */
export const isOfPartner = (name: DeclarationName): boolean => questionnaires[name].of === "partner";

/** Questions that have no answer yet, or an answer that has to be explained and is not. Of an edition that is over: all of them. */
export const openQuestions = ({ declaration, edition, answers }: Answered): readonly string[] => {
  const questionnaire = questionnaires[declaration];
  return questionnaire.questions
    .filter(({ id, explain }) => {
      const given = edition === questionnaire.edition ? answers[id] : undefined;
      if (given === undefined) return true;
      return explain === given.answer && (given.detail ?? "").trim() === "";
    })
    .map(({ id }) => id);
};

/** Answers to what the questionnaire does not ask. */
export const strayAnswers = ({ declaration, answers }: Answered): readonly string[] => {
  const asked = new Set(questionnaires[declaration].questions.map(({ id }) => id));
  return Object.keys(answers).filter((id) => !asked.has(id));
};
