import type { LabelledRule } from "../../forms/field-rules.ts";
import type { PageContext } from "../../page/page-context.ts";
import { type Problem, problemToWords } from "../../problem.ts";

/** At a field whose limit the API alone knows, the reason of the refusal is what to do. */
export const toldAt = (label: string, problem: Problem, { language }: PageContext): LabelledRule => ({
  label,
  rule: problemToWords(problem, language).reason,
});
