import { z } from "@hono/zod-openapi";
import type { AnnexProblem, annexProblems } from "./problems/annexes.ts";
import type { AdmissibilityProblem, admissibilityProblems } from "./problems/admissibility.ts";
import type { AssignmentProblem, assignmentProblems } from "./problems/assignments.ts";
import type { AwardsProblem, awardsProblems } from "./problems/awards.ts";
import type { ExpertProblem, expertProblems } from "./problems/experts.ts";
import type { CallProblem, callProblems } from "./problems/calls.ts";
import type { CallSiteProblem, callSiteProblems } from "./problems/call-site.ts";
import type { CofundingProblem, cofundingProblems } from "./problems/cofunding.ts";
import type { EvaluationProblem, evaluationProblems } from "./problems/evaluation.ts";
import type { GovernanceProblem, governanceProblems } from "./problems/governance.ts";
import type { LetterProblem, letterProblems } from "./problems/letters.ts";
import type { ResultsProblem, resultsProblems } from "./problems/results.ts";
import type { PeopleProblem, peopleProblems } from "./problems/people.ts";
import type { ProposalProblem, proposalProblems } from "./problems/proposals.ts";
import type { RegistryProblem, registryProblems } from "./problems/registry.ts";
import type { TransparencyProblem, transparencyProblems } from "./problems/transparency.ts";
import type { AgreementProblem, agreementProblems } from "./problems/agreements.ts";
import type { ReportingProblem, reportingProblems } from "./problems/reporting.ts";
import type { DisbursementProblem, disbursementProblems } from "./problems/disbursement.ts";
import type { PersonalDataProblem, personalDataProblems } from "./problems/personal-data.ts";
import { type ProblemStatus, type SharedKind, type SharedProblem, sharedProblems } from "./problems/problem-table.ts";

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

type Table = typeof sharedProblems &
  typeof transparencyProblems &
  typeof callProblems &
  typeof callSiteProblems &
  typeof proposalProblems &
  typeof annexProblems &
  typeof evaluationProblems &
  typeof admissibilityProblems &
  typeof awardsProblems &
  typeof expertProblems &
  typeof assignmentProblems &
  typeof cofundingProblems &
  typeof governanceProblems &
  typeof registryProblems &
  typeof peopleProblems &
  typeof agreementProblems &
  typeof letterProblems &
  typeof reportingProblems &
  typeof resultsProblems &
  typeof disbursementProblems &
  typeof personalDataProblems;
/** Every kind has its row, or this does not compile. */
type Row<K extends ProblemKind> = Table[K];
export type StatusOf<K extends ProblemKind> = Row<K>[0];

type Refusal = readonly [status: ProblemStatus, title: string];
/** The rows of this bundle: those of the door, and those of the contexts that its routes name. */
const rows = new Map<string, Refusal>(Object.entries(sharedProblems));

const rowOf = (kind: ProblemKind): Refusal => {
  const row = rows.get(kind);
  if (row === undefined) throw new Error(`No route here names the table of ${kind}.`);
  return row;
};

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

type Rows = Readonly<Record<string, Refusal>>;
type KindsOf<T extends Rows> = T extends Rows ? Extract<keyof T, ProblemKind> : never;

/**
 * The problem responses of a route: those of the door and the named ones, grouped by status. A context names the tables that its routes
 * refuse by, so that a bundle carries the titles of its own refusals and no others.
 */
export const problemsOf = <const T extends readonly Rows[]>(...tables: T) => {
  for (const table of tables) for (const [kind, row] of Object.entries(table)) rows.set(kind, row);
  return <const K extends KindsOf<T[number]> | SharedKind>(...kinds: readonly K[]) => {
    const all: readonly ProblemKind[] = [...atTheDoor, ...kinds];
    const byStatus = Map.groupBy(all, (kind) => rowOf(kind)[0]);
    const responses = [...byStatus].map(([status, same]) => [status, response([...new Set(same)].join(" | "))]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets its keys.
    return Object.fromEntries(responses) as Record<StatusOf<K | DoorKind>, ReturnType<typeof response>>;
  };
};

/** A refusal as the document and status that a route answers with. */
export const toProblem = <E extends DomainProblem>({ kind, ...evidence }: E) => {
  const [status, title] = rowOf(kind);
  const body = { type: `/problems/${kind}`, title, status, code: kind, ...evidence };
  return [body, status as StatusOf<E["kind"]>] as const;
};
