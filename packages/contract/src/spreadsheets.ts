import { CostsPart, PartPath, pathOf } from "@grants/core/proposals/part";
import { ProposalId } from "@grants/core/proposals/proposal";
import { spreadsheetRequestBytesMax } from "@grants/kernel/limits";
import { Cents } from "@grants/kernel/money";
import { createRoute, z } from "@hono/zod-openapi";
import { json, jsonBody, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(proposalProblems);
const tags = ["spreadsheets"];
const params = z.object({ proposalId: ProposalId });
const base = "/v1/spreadsheets/proposals/{proposalId}/budget";

/** The bytes of a workbook in base64. */
const Base64 = z.string().max(spreadsheetRequestBytesMax);

const partsMax = 2_000;

/** Lines that take the place of those of this version; 0 where there are none. */
const NewCosts = z.strictObject({ content: CostsPart, expectedVersion: z.int().min(0) }).meta({ id: "NewCosts" });

const CostsChange = z
  .object({
    content: CostsPart,
    expectedVersion: z.int().min(0),
    linesBefore: z.int().min(0),
    centsBefore: Cents,
    centsAfter: Cents,
  })
  .meta({ id: "CostsChange" });

export const exportBudgetRoute = createRoute({
  method: "get",
  path: base,
  operationId: "exportBudget",
  summary: "The cost lines of the draft as a workbook",
  tags,
  security: signedIn,
  request: { params },
  responses: {
    200: json(
      z.object({ fileName: z.string(), contentBase64: z.string() }).meta({ id: "BudgetWorkbook" }),
      "The workbook (xlsx)",
    ),
    ...problems("ProposalNotFound", "NotAllowed", "CoordinatorOnly"),
  },
});

export const previewBudgetImportRoute = createRoute({
  method: "post",
  path: `${base}/preview`,
  operationId: "previewBudgetImport",
  summary: "What taking over a workbook would change; nothing is written",
  tags,
  security: signedIn,
  request: { params, body: jsonBody(z.strictObject({ contentBase64: Base64 }).meta({ id: "WorkbookToRead" })) },
  responses: {
    200: json(
      z
        .object({ changes: z.array(CostsChange), centsBefore: Cents, centsAfter: Cents })
        .meta({ id: "BudgetImportPreview" }),
      "What would change",
    ),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "PartNotYours",
      "SpreadsheetNotXlsx",
      "SpreadsheetTooLarge",
      "SpreadsheetExpandsTooFar",
      "SpreadsheetHasMacros",
      "SpreadsheetNotExpected",
      "SpreadsheetInvalid",
    ),
  },
});

export const importBudgetRoute = createRoute({
  method: "put",
  path: base,
  operationId: "importBudget",
  summary: "Take over what a preview showed, each part at the version that it showed",
  tags,
  security: signedIn,
  request: {
    params,
    body: jsonBody(
      z
        .strictObject({
          changes: z
            .array(NewCosts)
            .min(1)
            .max(partsMax)
            .refine((changes) => new Set(changes.map(({ content }) => pathOf(content))).size === changes.length, {
              message: "Each part is changed once.",
            }),
        })
        .meta({ id: "BudgetImport" }),
    ),
  },
  responses: {
    200: json(
      z.object({ parts: z.array(z.object({ path: PartPath, version: z.int() })) }).meta({ id: "ImportedBudget" }),
      "The parts that were saved",
    ),
    ...problems(
      "ProposalNotFound",
      "NotAllowed",
      "CoordinatorOnly",
      "CallNotOpen",
      "CallClosed",
      "PartnerNotFound",
      "PartStale",
      "Busy",
    ),
  },
});

export const spreadsheetApi = [exportBudgetRoute, previewBudgetImportRoute, importBudgetRoute];
