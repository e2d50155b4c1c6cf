import type { LocalDate } from "@grants/kernel/time";
import type { DataSheet, ReportingPeriod } from "../agreements/data-sheet.ts";
import type { StatementContent, StatementLine } from "./financial-statement.ts";
import { isLastPeriod, reportDue } from "./report-period.ts";

/**
 * Why a line cannot be stated. `CATEGORY_NOT_COVERED`: the agreement does not have the category. `BEFORE_PERIOD`, `AFTER_PERIOD`: it was
 * incurred on a day of another period, or of none (FORM-06). `IN_FUTURE`: not yet. `NOT_FINAL`: only the last period has a final report.
 * `NOTHING`: an amount of zero.
 */
export type LineRefusal =
  | "CATEGORY_NOT_COVERED"
  | "BEFORE_PERIOD"
  | "AFTER_PERIOD"
  | "IN_FUTURE"
  | "NOT_FINAL"
  | "NOTHING";
export type StatementLineRefused = {
  readonly kind: "StatementLineRefused";
  /** Counted from 1. */
  readonly line: number;
  readonly because: LineRefusal;
};

type Terms = Pick<DataSheet, "costCategories" | "reportingPeriods">;
type Seen = { readonly sheet: Terms; readonly period: ReportingPeriod; readonly today: LocalDate };

/** The last day of costs; what the final report takes may be incurred until that report is due. */
const lastDayOf = ({ forFinalReport }: StatementLine, period: ReportingPeriod): LocalDate =>
  forFinalReport === true ? reportDue(period).legalDueOn : period.to;

const refuseLine = (line: StatementLine, { sheet, period, today }: Seen): LineRefusal | null => {
  const { category, incurredOn, cents } = line;
  if (cents === 0) return "NOTHING";
  if (!sheet.costCategories.includes(category)) return "CATEGORY_NOT_COVERED";
  if (line.forFinalReport === true && !isLastPeriod(sheet, period)) return "NOT_FINAL";
  if (incurredOn < period.from) return "BEFORE_PERIOD";
  if (incurredOn > lastDayOf(line, period)) return "AFTER_PERIOD";
  return incurredOn > today ? "IN_FUTURE" : null;
};

/** The first line that cannot be stated; `null` where all can. */
export const refuseLines = ({ lines }: Pick<StatementContent, "lines">, seen: Seen): StatementLineRefused | null => {
  for (const [index, line] of lines.entries()) {
    const because = refuseLine(line, seen);
    if (because !== null) return { kind: "StatementLineRefused", line: index + 1, because };
  }
  return null;
};
