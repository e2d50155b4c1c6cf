import { parseMarkup, type Block, type Line } from "@grants/core/proposals/markup";

const tagOf = { strong: "strong", stressed: "em" } as const;

/** Texts become text nodes: nothing that somebody typed is ever read as an element. */
const words = (line: Line): readonly Node[] =>
  line.map(({ kind, text }) => (kind === "text" ? document.createTextNode(text) : element(tagOf[kind], text)));

const element = (tag: string, ...children: readonly (Node | string)[]): HTMLElement => {
  const made = document.createElement(tag);
  made.append(...children);
  return made;
};

const row = (tag: "th" | "td", cells: readonly Line[]): HTMLElement =>
  element("tr", ...cells.map((cell) => element(tag, ...words(cell))));

const table = ({ caption, header, rows }: Extract<Block, { kind: "table" }>): HTMLElement => {
  const made = element("table");
  if (caption !== "") made.append(element("caption", caption));
  if (header.length > 0) made.append(element("thead", row("th", header)));
  made.append(element("tbody", ...rows.map((cells) => row("td", cells))));
  const frame = element("div", made);
  frame.className = "portal-markup__table";
  return frame;
};

const draw = (block: Block, topLevel: number): HTMLElement => {
  switch (block.kind) {
    case "heading":
      return element(`h${String(topLevel + block.level - 1)}`, ...words(block.line));
    case "list":
      return element(block.isNumbered ? "ol" : "ul", ...block.items.map((item) => element("li", ...words(item))));
    case "table":
      return table(block);
    case "paragraph":
      return element("p", ...block.lines.flatMap((line, at) => [...(at > 0 ? [element("br")] : []), ...words(line)]));
  }
};

/** The same picture of a text as the server's, while it is typed. */
export const drawMarkup = (text: string, topLevel: number): readonly HTMLElement[] =>
  parseMarkup(text).map((block) => draw(block, topLevel));
