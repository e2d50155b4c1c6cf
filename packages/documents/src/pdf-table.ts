import type { Column } from "./document-model.ts";
import { type Element, type Pdf, asDecoration, bottomOf, ink, sizes, tag, widthOf } from "./pdf-page.ts";

export type Cell = { readonly text: string; readonly isHeader: boolean; readonly scope?: "Column" | "Row" };
export type Row = { readonly cells: readonly Cell[]; readonly isStrong?: boolean; readonly isHead?: boolean };

/** From so many columns on letters and spaces are smaller, so that an amount stays on one line. */
const wideFrom = 7;

type Layout = {
  readonly columns: readonly Column[];
  readonly widths: readonly number[];
  readonly size: number;
  readonly padding: { readonly x: number; readonly y: number };
};

const layoutOf = (pdf: Pdf, columns: readonly Column[]): Layout => {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const isWide = columns.length >= wideFrom;
  return {
    columns,
    widths: columns.map(({ share }) => (widthOf(pdf) * share) / shares),
    size: isWide ? sizes.wideTable : sizes.table,
    padding: isWide ? { x: 3, y: 4 } : { x: 5, y: 4 },
  };
};

const fontOf = (pdf: Pdf, { size }: Layout, { isHeader }: Cell, { isStrong = false }: Row): Pdf =>
  pdf
    .font(isHeader || isStrong ? "bold" : "regular")
    .fontSize(size)
    .fillColor(ink.text);

const heightOf = (pdf: Pdf, layout: Layout, row: Row): number =>
  Math.max(
    ...row.cells.map((cell, index) => {
      const width = (layout.widths[index] ?? 0) - 2 * layout.padding.x;
      return fontOf(pdf, layout, cell, row).heightOfString(cell.text === "" ? " " : cell.text, { width });
    }),
  ) +
  2 * layout.padding.y;

const drawFrame = (pdf: Pdf, { y, height, isHead }: { y: number; height: number; isHead: boolean }): void =>
  asDecoration(pdf, "Layout", () => {
    const { left } = pdf.page.margins;
    if (isHead) pdf.rect(left, y, widthOf(pdf), height).fill(ink.head);
    pdf
      .moveTo(left, y + height)
      .lineTo(left + widthOf(pdf), y + height)
      .lineWidth(0.5)
      .strokeColor(ink.line)
      .stroke();
  });

const textOf = (pdf: Pdf, layout: Layout, row: Row, index: number, y: number): void => {
  const { columns, widths, padding } = layout;
  const cell = row.cells[index];
  if (cell === undefined) return;
  const x = pdf.page.margins.left + widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  const align = columns[index]?.isNumber === true ? "right" : "left";
  const width = (widths[index] ?? 0) - 2 * padding.x;
  fontOf(pdf, layout, cell, row).text(cell.text, x + padding.x, y + padding.y, { width, align });
};

/** The head again at the top of a page, for the eye alone: who listens has heard it. */
const repeatHead = (pdf: Pdf, layout: Layout, head: Row): void => {
  const y = pdf.y;
  const height = heightOf(pdf, layout, head);
  drawFrame(pdf, { y, height, isHead: true });
  for (const index of head.cells.keys()) asDecoration(pdf, "Layout", () => textOf(pdf, layout, head, index, y));
  pdf.y = y + height;
};

/** Rows one below the other, each whole on one page; every cell is tagged, and those that name others say which. */
export const drawTable = (pdf: Pdf, table: Element, columns: readonly Column[], rows: readonly Row[]): void => {
  const layout = layoutOf(pdf, columns);
  const head = rows.find(({ isHead }) => isHead === true);
  for (const row of rows) {
    const height = heightOf(pdf, layout, row);
    if (pdf.y + height > bottomOf(pdf)) {
      pdf.addPage();
      if (head !== undefined && row !== head) repeatHead(pdf, layout, head);
    }
    const y = pdf.y;
    drawFrame(pdf, { y, height, isHead: row.isHead === true });
    const element = tag(pdf, "TR");
    table.add(element);
    for (const [index, { isHeader, scope }] of row.cells.entries()) {
      const options = scope === undefined ? {} : { scope };
      element.add(tag(pdf, isHeader ? "TH" : "TD", () => textOf(pdf, layout, row, index, y), options));
    }
    element.end();
    pdf.x = pdf.page.margins.left;
    pdf.y = y + height;
  }
};
