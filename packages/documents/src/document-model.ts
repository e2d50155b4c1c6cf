import type { Line } from "@grants/core/proposals/markup";

/** What a document says, in the order in which it is read. How it looks is the affair of whoever renders it. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4 | 5; readonly text: string }
  /** Text as people write it: paragraphs parted by empty lines. */
  | { readonly kind: "text"; readonly text: string }
  /** One paragraph, line by line, with its stresses. */
  | { readonly kind: "paragraph"; readonly lines: readonly Line[] }
  /** In smaller letters: what is good to know. */
  | { readonly kind: "note"; readonly text: string }
  | { readonly kind: "list"; readonly isOrdered: boolean; readonly items: readonly (string | Line)[] }
  /** Terms and what they are, one below the other. */
  | { readonly kind: "facts"; readonly caption: string; readonly rows: readonly Fact[] }
  | Table
  /** `alternative`: what somebody who does not see it is told. */
  | {
      readonly kind: "figure";
      readonly alternative: string;
      /** PNG or JPEG. */
      readonly image: Uint8Array;
      readonly widthPoints: number;
      readonly heightPoints: number;
    };

export type Fact = { readonly term: string; readonly detail: string };

export type Column = {
  readonly header: string;
  /** Numbers stand at the end. */
  readonly isNumber?: boolean;
  /** Its part of the width, against those of the others. */
  readonly share: number;
};

/** The first cell of a row names it. Columns that have no header at all have no row of headers either. */
export type Table = {
  readonly kind: "table";
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The last row adds up the others. */
  readonly hasTotals?: boolean;
};

export type DocumentModel = {
  readonly title: string;
  readonly language: "en" | "nl";
  readonly author: string;
  readonly subject: string;
  /** Above the title, on the first page and at the foot of every other: what kind of document it is, or that it is not one yet. */
  readonly standing: string;
  /** Not a clock's: the same document made twice is the same bytes. */
  readonly at: string;
  /** "Page {page} of {pages}" in the language of the document. */
  readonly pageLabel: (page: number, pages: number) => string;
  readonly blocks: readonly Block[];
};

/** Paragraphs as they were written, without the empty lines between. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "");

/** What is in an item, with its stresses. */
export const lineOf = (item: string | Line): Line => (typeof item === "string" ? [{ kind: "text", text: item }] : item);
