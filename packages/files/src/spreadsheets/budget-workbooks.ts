import type { BudgetWorkbooks } from "@grants/core/proposals/budget-workbook";
import { readBudgetWorkbook } from "./read-workbook.ts";

/** Budgets as xlsx: written by a library, which is loaded when one is asked for, and read by the few lines that know what may stand in one (ADR 21). */
export const budgetWorkbooks: BudgetWorkbooks = {
  write: async (workbook) => {
    const { writeBudgetWorkbook } = await import("./write-workbook.ts");
    return writeBudgetWorkbook(workbook);
  },
  read: readBudgetWorkbook,
};
