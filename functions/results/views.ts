import type { ShownSummaryReport } from "@grants/core/evaluation/read-summary-report";
import { composeSummaryReportDocument } from "@grants/documents/results/compose-summary-report";
import { blockView } from "../block-view.ts";

export const summaryReportView = ({ report, head, version, versions }: ShownSummaryReport, language: "en" | "nl") => {
  const { issuedAt, reportSha256 } = head.state;
  const { title, standing, blocks } = composeSummaryReportDocument(report, { version, issuedAt, language });
  return { version, versions, report, issuedAt, reportSha256, title, standing, blocks: blocks.map(blockView) };
};
