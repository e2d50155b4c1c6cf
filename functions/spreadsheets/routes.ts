import { exportBudgetRoute, importBudgetRoute, previewBudgetImportRoute } from "@grants/contract/spreadsheets";
import { type SpreadsheetDeps, exportBudget } from "@grants/core/proposals/export-budget";
import { importBudget } from "@grants/core/proposals/import-budget";
import { previewBudgetImport } from "@grants/core/proposals/preview-budget-import";
import { type ApiDeps, createApi, refuse, requirePerson } from "@grants/http/api";
import { draftCommandOf } from "@grants/http/command";
import { spreadsheetRequestBytesMax } from "@grants/kernel/limits";

export type SpreadsheetsDeps = ApiDeps & SpreadsheetDeps;

/** Budgets as workbooks. This function alone takes larger bodies, and it alone carries the library that writes workbooks. */
export const spreadsheetRoutes = (deps: SpreadsheetsDeps) => {
  const api = createApi(deps, { bodyBytesMax: spreadsheetRequestBytesMax });
  api.openapi({ ...exportBudgetRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const made = await exportBudget(deps, { proposalId, command: draftCommandOf(c, deps.sha256, "exportBudget") });
    if (!made.ok) return refuse(c, made.error);
    const contentBase64 = Buffer.from(made.value).toString("base64");
    return c.json({ fileName: `budget-${proposalId}.xlsx`, contentBase64 }, 200);
  });
  api.openapi({ ...previewBudgetImportRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const bytes = Buffer.from(c.req.valid("json").contentBase64, "base64");
    const command = draftCommandOf(c, deps.sha256, "previewBudgetImport");
    const previewed = await previewBudgetImport(deps, { proposalId, bytes, command });
    if (!previewed.ok) return refuse(c, previewed.error);
    return c.json({ ...previewed.value, changes: [...previewed.value.changes] }, 200);
  });
  api.openapi({ ...importBudgetRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const { changes } = c.req.valid("json");
    const command = draftCommandOf(c, deps.sha256, "importBudget");
    const saved = await importBudget(deps, { proposalId, changes, command });
    if (!saved.ok) return refuse(c, saved.error);
    return c.json({ parts: saved.value.map(({ path, version }) => ({ path, version })) }, 200);
  });
  return api;
};
