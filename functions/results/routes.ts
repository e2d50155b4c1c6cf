import { readSummaryReportRoute } from "@grants/contract/results";
import { readSummaryReport } from "@grants/core/evaluation/read-summary-report";
import type { SummaryReportStore } from "@grants/core/evaluation/summary-report-store";
import { createApi, refuse, requirePerson } from "@grants/http/api";
import { draftCommandOf } from "@grants/http/command";
import { type ReviewRouteDeps, reviewRoutes } from "./review-routes.ts";
import { summaryReportView } from "./views.ts";

export type ResultsDeps = ReviewRouteDeps & { readonly summaryReports: SummaryReportStore };

/** What applicants are told of the evaluation of their proposals. */
export const resultRoutes = (deps: ResultsDeps) => {
  const api = createApi(deps);
  api.openapi({ ...readSummaryReportRoute, middleware: requirePerson }, async (c) => {
    const { language, version } = c.req.valid("query");
    const command = draftCommandOf(c, deps.sha256, "readSummaryReport");
    const read = await readSummaryReport(deps, { ...c.req.valid("param"), version, command });
    return read.ok ? c.json(summaryReportView(read.value, language), 200) : refuse(c, read.error);
  });
  reviewRoutes(api, deps);
  return api;
};
