import type { Line } from "@grants/core/proposals/markup";
import { type Block, type DocumentModel, lineOf, paragraphsOf } from "./document-model.ts";

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replaceAll(/[&<>"]/g, (sign) => entities[sign] ?? sign);
const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;
/** A line that its author began stays one. */
const lines = (text: string): string => escape(text).replaceAll("\n", "<br>");

const stresses = { text: (inner: string) => inner, strong: "strong", stressed: "em" } as const;
const inlines = (line: Line): string =>
  line
    .map(({ kind, text }) => {
      const stress = stresses[kind];
      return typeof stress === "string" ? element(stress, lines(text)) : stress(lines(text));
    })
    .join("");

const row = (cells: readonly string[]): string => {
  const [name = "", ...others] = cells;
  return element(
    "tr",
    `<th scope="row">${lines(name)}</th>${others.map((cell) => element("td", lines(cell))).join("")}`,
  );
};

const blockToHtml = (block: Block): string => {
  switch (block.kind) {
    case "heading":
      // The title is the first level.
      return element(`h${block.level + 1}`, escape(block.text));
    case "text":
      return paragraphsOf(block.text)
        .map((paragraph) => element("p", lines(paragraph)))
        .join("");
    case "paragraph":
      return element("p", block.lines.map(inlines).join("<br>"));
    case "note":
      return element("p", element("small", lines(block.text)));
    case "list":
      return element(
        block.isOrdered ? "ol" : "ul",
        block.items.map((item) => element("li", inlines(lineOf(item)))).join(""),
      );
    case "facts":
      return element(
        "table",
        `${element("caption", escape(block.caption))}${block.rows.map(({ term, detail }) => row([term, detail])).join("")}`,
      );
    case "table": {
      const head = block.columns.map(({ header }) => `<th scope="col">${escape(header)}</th>`).join("");
      const hasHead = block.columns.some(({ header }) => header !== "");
      return element(
        "table",
        `${element("caption", escape(block.caption))}${hasHead ? element("thead", element("tr", head)) : ""}${element("tbody", block.rows.map(row).join(""))}`,
      );
    }
    case "figure": {
      const source = `data:image/png;base64,${Buffer.from(block.image).toString("base64")}`;
      return element("figure", `<img src="${source}" alt="${escape(block.alternative)}" width="${block.widthPoints}">`);
    }
  }
};

/** The same document as a page that needs nothing else: for a mail, or for a reader that a PDF does not serve. */
export const renderHtml = ({ title, language, standing, blocks }: DocumentModel): string =>
  [
    "<!doctype html>",
    `<html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title></head><body><main>`,
    element("p", escape(standing)),
    element("h1", escape(title)),
    ...blocks.map(blockToHtml),
    "</main></body></html>",
  ].join("\n");
