import { z } from "@hono/zod-openapi";
import { type AnnexProblem, annexProblems } from "./problems/annexes.ts";
import { type AdmissibilityProblem, admissibilityProblems } from "./problems/admissibility.ts";
import { type AssignmentProblem, assignmentProblems } from "./problems/assignments.ts";
import { type AwardsProblem, awardsProblems } from "./problems/awards.ts";
import { type ExpertProblem, expertProblems } from "./problems/experts.ts";
import { type CallProblem, callProblems } from "./problems/calls.ts";
import { type CallSiteProblem, callSiteProblems } from "./problems/call-site.ts";
import { type CofundingProblem, cofundingProblems } from "./problems/cofunding.ts";
import { type EvaluationProblem, evaluationProblems } from "./problems/evaluation.ts";
import { type GovernanceProblem, governanceProblems } from "./problems/governance.ts";
import { type LetterProblem, letterProblems } from "./problems/letters.ts";
import { type ResultsProblem, resultsProblems } from "./problems/results.ts";
import { type PeopleProblem, peopleProblems } from "./problems/people.ts";
import { type ProposalProblem, proposalProblems } from "./problems/proposals.ts";
import { type RegistryProblem, registryProblems } from "./problems/registry.ts";
import { type TransparencyProblem, transparencyProblems } from "./problems/transparency.ts";
import { type AgreementProblem, agreementProblems } from "./problems/agreements.ts";
import { type ReportingProblem, reportingProblems } from "./problems/reporting.ts";
import { type DisbursementProblem, disbursementProblems } from "./problems/disbursement.ts";
import { type PersonalDataProblem, personalDataProblems } from "./problems/personal-data.ts";
import { type SharedProblem, sharedProblems } from "./problems/problem-table.ts";

/** Every refusal of the platform. A new kind does not compile until it has a status and a title here. */
export type DomainProblem =
  | SharedProblem
  | EvaluationProblem
  | AdmissibilityProblem
  | AwardsProblem
  | ExpertProblem
  | AssignmentProblem
  | TransparencyProblem
  | CallProblem
  | CallSiteProblem
  | ProposalProblem
  | AnnexProblem
  | CofundingProblem
  | GovernanceProblem
  | RegistryProblem
  | PeopleProblem
  | AgreementProblem
  | LetterProblem
  | ReportingProblem
  | ResultsProblem
  | DisbursementProblem
  | PersonalDataProblem;
export type ProblemKind = DomainProblem["kind"];

const table = {
  ...sharedProblems,
  ...transparencyProblems,
  ...callProblems,
  ...callSiteProblems,
  ...proposalProblems,
  ...annexProblems,
  ...evaluationProblems,
  ...admissibilityProblems,
  ...awardsProblems,
  ...expertProblems,
  ...assignmentProblems,
  ...cofundingProblems,
  ...governanceProblems,
  ...registryProblems,
  ...peopleProblems,
  ...agreementProblems,
  ...letterProblems,
  ...reportingProblems,
  ...resultsProblems,
  ...disbursementProblems,
  ...personalDataProblems,
} as const satisfies Readonly<Record<ProblemKind, readonly [number, string]>>;
type Table = typeof table;
export type StatusOf<K extends ProblemKind> = Table[K][0];

/** RFC 9457. `code` is stable; `field` names the input to mend; further members are the evidence of the refusal. */
export const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    field: z.string().optional(),
    correlationId: z.string().optional(),
  })
  .meta({ id: "Problem" });

const response = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** What any route may answer before its use case is reached. */
const atTheDoor = [
  "InputInvalid",
  "NotSignedIn",
  "TokenInvalid",
  "BodyTooLarge",
  "ContentTypeNotSupported",
  "BodyTooDeep",
  "UrlTooLong",
  "HeadersTooLarge",
  "TooManyRequests",
] as const;
type DoorKind = (typeof atTheDoor)[number];

/** The problem responses of a route: those of the door and the named ones, grouped by status. */
export const problems = <const K extends ProblemKind>(...kinds: readonly K[]) => {
  const all: readonly ProblemKind[] = [...atTheDoor, ...kinds];
  const byStatus = Map.groupBy(all, (kind) => table[kind][0]);
  const responses = [...byStatus].map(([status, same]) => [status, response([...new Set(same)].join(" | "))]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets its keys.
  return Object.fromEntries(responses) as Record<StatusOf<K | DoorKind>, ReturnType<typeof response>>;
};

/** A refusal as the document and status that a route answers with. */
export const toProblem = <E extends DomainProblem>({ kind, ...evidence }: E) => {
  const [status, title] = table[kind];
  const body = { type: `/problems/${kind}`, title, status, code: kind, ...evidence };
  return [body, status as StatusOf<E["kind"]>] as const;
};
