import type { MessageKey } from "./words/catalogue.ts";
import { isMessageKey } from "./words/catalogue.ts";
import { formatsOf } from "./words/format.ts";
import type { Language } from "./words/language.ts";
import { createTranslate, translateLoosely } from "./words/translate.ts";

/** A problem document of the API (RFC 9457), with the evidence of its kind. */
export type Problem = {
  readonly status: number;
  /** The kind of the refusal, as "CallClosed". */
  readonly code: string;
  readonly detail?: string | undefined;
  readonly field?: string | undefined;
  readonly [evidence: string]: unknown;
};

export type ProblemWords = {
  readonly title: string;
  /** The reason, in the reader's language where the catalogue knows the code. */
  readonly reason: string;
  readonly reasonLanguage: Language;
  readonly advice: string;
};

const worded = [400, 401, 403, 404, 409, 412, 413, 422, 429, 503] as const;
type WordedStatus = (typeof worded)[number] | 500;

const wordedStatus = (status: number): WordedStatus => {
  const exact = worded.find((known) => known === status);
  if (exact !== undefined) return exact;
  if (status === 428) return 412;
  return status >= 400 && status < 500 ? 400 : 500;
};

/** Evidence carries its unit in its name, which tells how it reads: `…Cents`, `…At`, `…On`. */
const readableEvidence = (evidence: Readonly<Record<string, unknown>>, language: Language) => {
  const format = formatsOf(language);
  const read = (name: string, value: unknown): string | number => {
    if (typeof value === "number") return name.endsWith("Cents") ? format.money(value) : value;
    if (typeof value !== "string") return JSON.stringify(value);
    if (name.endsWith("At")) return format.dateTime(value);
    return name.endsWith("On") ? format.date(value) : value;
  };
  return Object.fromEntries(Object.entries(evidence).map(([name, value]) => [name, read(name, value)]));
};

/** Null when the words ask for evidence that this problem does not bring: the general words serve then. */
const reasonFromCatalogue = (problem: Problem, language: Language): string | null => {
  const key = `problems.code.${problem.code}`;
  if (!isMessageKey(key)) return null;
  try {
    return translateLoosely(language, key, readableEvidence(problem, language));
  } catch {
    return null;
  }
};

/** Words for a refusal: those of its code, else what the API said of it, else those of its status. */
export const problemToWords = (problem: Problem, language: Language): ProblemWords => {
  const t = createTranslate(language);
  const status = wordedStatus(problem.status);
  const general = {
    title: t(`problems.title.${status}` satisfies MessageKey),
    advice: t(`problems.advice.${status}` satisfies MessageKey),
  };
  const known = reasonFromCatalogue(problem, language);
  if (known !== null) return { ...general, reason: known, reasonLanguage: language };
  // What an unexpected error says is for the logs, not for the reader.
  if (problem.detail !== undefined && problem.status < 500) {
    return { ...general, reason: problem.detail, reasonLanguage: "en" };
  }
  return { ...general, reason: t(`problems.explain.${status}` satisfies MessageKey), reasonLanguage: language };
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** The problem that an answer of the API carries; an answer without one is told by its status alone. */
export const readProblem = async (response: Response): Promise<Problem> => {
  const isProblem = response.headers.get("content-type")?.startsWith("application/problem+json") ?? false;
  const body: unknown = isProblem ? await response.json() : {};
  const evidence = isRecord(body) ? body : {};
  const code = evidence["code"];
  const detail = evidence["detail"];
  const field = evidence["field"];
  return {
    ...evidence,
    status: response.status,
    code: typeof code === "string" ? code : `Status${String(response.status)}`,
    detail: typeof detail === "string" ? detail : undefined,
    field: typeof field === "string" ? field : undefined,
  };
};
