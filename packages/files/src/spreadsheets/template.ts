/** What a workbook of a budget looks like; another layout is another version. */
export const templateVersion = "eccc-grants-budget/1";
export const linesSheet = "Lines";
export const headerRow = 3;
export const firstLineRow = 4;
/** Rows for lines, with room for those that people add. */
export const lastLineRow = 3_003;
