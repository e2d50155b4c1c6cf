import { type Line, parseMarkup } from "@grants/core/proposals/markup";
import type { Block, Table } from "../document-model.ts";

type Level = Extract<Block, { kind: "heading" }>["level"];

const textOf = (line: Line): string => line.map(({ text }) => text).join("");

const levels: readonly Level[] = [1, 2, 3, 4, 5];
const levelBelow = (above: Level, depth: number): Level => levels[above + depth - 1] ?? 5;

/** Rows of a text may be of any length: each gets as many cells as the longest. */
const tableOf = (caption: string, header: readonly Line[], rows: readonly (readonly Line[])[]): Table => {
  const count = Math.max(header.length, ...rows.map((row) => row.length));
  const cellsOf = (row: readonly Line[]) =>
    Array.from({ length: count }, (_, index) => (row[index] === undefined ? "" : textOf(row[index])));
  return {
    kind: "table",
    caption,
    columns: cellsOf(header).map((text) => ({ header: text, share: 1 })),
    rows: rows.map(cellsOf),
  };
};

/** A long text with its headings, lists and tables. Its headings go below the one that it stands under. */
export const markupBlocks = (text: string, above: Level): readonly Block[] =>
  parseMarkup(text).map((block): Block => {
    switch (block.kind) {
      case "heading":
        return { kind: "heading", level: levelBelow(above, block.level), text: textOf(block.line) };
      case "paragraph":
        return { kind: "paragraph", lines: block.lines };
      case "list":
        return { kind: "list", isOrdered: block.isNumbered, items: block.items };
      case "table":
        return tableOf(block.caption, block.header, block.rows);
    }
  });
