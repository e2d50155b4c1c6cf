import { BankStatement, BankStatementId, StatementLine } from "@grants/core/cofunding/bank-statement";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { cofundingProblems } from "./problems/cofunding.ts";

const problems = problemsOf(cofundingProblems);
const tags = ["treasury"];
const base = "/v1/treasury/bank-statements";
const params = z.object({ statementId: BankStatementId });
const atCommit = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;

const BankStatementHead = z
  .object({ version: z.int().min(1), statement: BankStatement })
  .meta({ id: "BankStatementHead" });
const BankStatementPage = BankStatementHead.extend({
  lines: z.array(StatementLine),
  allowedActions: z.array(AllowedAction),
}).meta({ id: "BankStatementPage" });

export const importBankStatementRoute = createRoute({
  method: "post",
  path: base,
  operationId: "importBankStatement",
  summary: "Import a statement of the Centre's account (camt.053 or camt.054); another person books it",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ text: z.string().min(1) }).meta({ id: "BankStatementImport" })),
  },
  responses: {
    201: jsonWithEtag(BankStatementHead, "Imported; nothing is booked yet"),
    ...problems(
      "NotAllowed",
      "BankStatementRefused",
      "StatementOfAnotherAccount",
      "BankStatementKnown",
      "TooManyCredits",
      ...atCommit,
    ),
  },
});

export const listBankStatementsRoute = createRoute({
  method: "get",
  path: base,
  operationId: "listBankStatements",
  summary: "Statements of the Centre's account, the latest first",
  tags,
  security: signedIn,
  responses: {
    200: json(z.object({ statements: z.array(BankStatementHead) }).meta({ id: "BankStatementList" }), "The statements"),
    ...problems("NotAllowed"),
  },
});

export const readBankStatementRoute = createRoute({
  method: "get",
  path: `${base}/{statementId}`,
  operationId: "readBankStatement",
  summary: "A statement with the money that came, and what became of each amount",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: jsonWithEtag(BankStatementPage, "The statement"),
    ...problems("NotAllowed", "BankStatementNotFound"),
  },
});

export const bookBankStatementRoute = createRoute({
  method: "post",
  path: `${base}/{statementId}/booking`,
  operationId: "bookBankStatement",
  summary: "Book what fits a debit note, as another person than who imported the statement",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(BankStatementHead, "Booked; what does not fit is kept with its reason"),
    ...problems("NotAllowed", "BankStatementNotFound", "BankStatementBooked", "AnotherPersonBooks", ...atCommit),
  },
});

export const bankStatementApi = [
  importBankStatementRoute,
  listBankStatementsRoute,
  readBankStatementRoute,
  bookBankStatementRoute,
];
