import {
  FinancialYear,
  MemberState,
  StatementFigures,
  YearlyStatement,
  yearlyStatementStatuses,
} from "@grants/core/cofunding/yearly-statement";
import { JointActionId } from "@grants/core/cofunding/joint-action";
import { Digest } from "@grants/kernel/digest";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, json, jsonBody, jsonWithEtag, signedIn, signedInAgain } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { cofundingProblems } from "./problems/cofunding.ts";

const problems = problemsOf(cofundingProblems);
const tags = ["cofunding"];
const base = "/v1/cofunding/statements";
const path = `${base}/{member}/{year}` as const;
const params = z.object({ member: MemberState, year: z.coerce.number().pipe(FinancialYear) });
const atCommit = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

const standing = {
  member: MemberState,
  year: FinancialYear,
  status: z.enum(yearlyStatementStatuses).meta({ id: "YearlyStatementStatus" }),
  dueOn: LocalDate,
  isOverdue: z.boolean(),
};

const YearlyStatementList = z
  .object({ statements: z.array(z.object(standing).meta({ id: "ListedYearlyStatement" })) })
  .meta({ id: "YearlyStatementList" });

const YearlyStatementHead = z
  .object({ version: z.int().min(1), statement: YearlyStatement })
  .meta({ id: "YearlyStatementHead" });

const YearlyStatementPage = z
  .object({
    ...standing,
    /** Zero before it is prepared. */
    version: z.int().min(0),
    statement: z.union([YearlyStatement, z.null()]),
    figures: StatementFigures,
    figuresSha256: Digest,
    isOutdated: z.boolean(),
    /** What the calls of the joint actions are called, where they are published. */
    titles: z.array(z.object({ jointActionId: JointActionId, title: z.string() })),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "YearlyStatementPage" });

export const listYearlyStatementsRoute = createRoute({
  method: "get",
  path: base,
  operationId: "listYearlyStatements",
  summary: "Yearly statements of contributions: every Member State's for the Centre, one's own for a Member State",
  tags,
  security: signedIn,
  responses: { 200: json(YearlyStatementList, "The statements, the latest year first"), ...problems("NotAllowed") },
});

export const readYearlyStatementRoute = createRoute({
  method: "get",
  path,
  operationId: "readYearlyStatement",
  summary: "A Member State's statement of a year, with its figures from the ledger",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(YearlyStatementPage, "The statement"), ...problems("NotAllowed") },
});

export const prepareYearlyStatementRoute = createRoute({
  method: "put",
  path: `${path}/draft`,
  operationId: "prepareYearlyStatement",
  summary: "Put down what the ledger says of a year, for another person to sign",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(YearlyStatementHead, "Prepared"),
    ...problems("NotAllowed", "FinancialYearNotOver", "NothingContributed", "NothingToChange", ...atCommit),
  },
});

export const signYearlyStatementRoute = createRoute({
  method: "post",
  path: `${path}/signature`,
  operationId: "signYearlyStatement",
  summary: "Sign the prepared statement of one's own Member State, as another person than who prepared it",
  tags,
  ...signedInAgain,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ figuresSha256: Digest }).meta({ id: "YearlyStatementSignature" })),
  },
  responses: {
    200: jsonWithEtag(YearlyStatementHead, "Signed"),
    ...problems("NotAllowed", "StatementNotPrepared", "AnotherPersonSigns", "StatementOutdated", ...atCommit),
  },
});

export const yearlyStatementApi = [
  listYearlyStatementsRoute,
  readYearlyStatementRoute,
  prepareYearlyStatementRoute,
  signYearlyStatementRoute,
];
