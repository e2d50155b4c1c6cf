import { escapeCell, escapeStart, escapeText } from "@grants/core/proposals/markup";

/** Characters that no text of ours has, and those that nobody sees: soft hyphens, breaks of no width, marks of direction. */
const unseen =
  // oxlint-disable-next-line no-control-regex -- these are the characters that are taken out.
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;

/** A plain text as it may be saved. */
export const cleanText = (text: string): string => text.replaceAll(/\r\n?/g, "\n").replaceAll(unseen, "");

const ignored = new Set([
  "SCRIPT",
  "STYLE",
  "HEAD",
  "META",
  "LINK",
  "TITLE",
  "TEMPLATE",
  "SVG",
  "OBJECT",
  "IMG",
  "BUTTON",
]);
const blocks = new Set(
  "ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY DD DIV DL DT FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HTML LI MAIN OL P PRE SECTION TABLE UL".split(
    " ",
  ),
);
const headings: Readonly<Record<string, string>> = {
  H1: "# ",
  H2: "## ",
  H3: "### ",
  H4: "### ",
  H5: "### ",
  H6: "### ",
};

type Stress = "" | "*" | "**";
type Piece = { readonly text: string; readonly stress: Stress };

const styleOf = (element: Element): string => (element.getAttribute("style") ?? "").toLowerCase().replaceAll(" ", "");

/** What an element says of the words in it. Word processors say it by styles, and Google wraps all in a "b" that is none. */
const stressOf = (element: Element, outer: Stress): Stress => {
  const style = styleOf(element);
  if (/(?:^|;)font-weight:(?:bold|[6-9]00)/.test(style)) return "**";
  if (/(?:^|;)font-weight:(?:normal|400)/.test(style)) return outer === "**" ? "" : outer;
  if (element.tagName === "B" || element.tagName === "STRONG") return "**";
  const isStressed = element.tagName === "I" || element.tagName === "EM" || style.includes("font-style:italic");
  return isStressed && outer === "" ? "*" : outer;
};

/** The number or bullet that Word writes into a list paragraph as text. */
const isMarker = (element: Element): boolean => styleOf(element).includes("mso-list:ignore");

const inlinePieces = (node: Node, stress: Stress): readonly Piece[] => {
  if (node.nodeType === Node.TEXT_NODE)
    return [{ text: (node.textContent ?? "").replaceAll(/[\s\u00A0]+/g, " "), stress }];
  if (!(node instanceof Element) || ignored.has(node.tagName) || isMarker(node)) return [];
  if (node.tagName === "BR") return [{ text: "\n", stress: "" }];
  const inner = stressOf(node, stress);
  const pieces = [...node.childNodes].flatMap((child) => inlinePieces(child, inner));
  return blocks.has(node.tagName) ? [...pieces, { text: "\n", stress: "" }] : pieces;
};

const joined = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.reduce<readonly Piece[]>((all, piece) => {
    const last = all.at(-1);
    return last?.stress === piece.stress && piece.text !== "\n" && last.text !== "\n"
      ? [...all.slice(0, -1), { text: last.text + piece.text, stress: piece.stress }]
      : [...all, piece];
  }, []);

/** "** word**" is no stress: the signs stand at the words. */
const written = ({ text, stress }: Piece, escape: (text: string) => string): string => {
  const words = text.trim();
  if (stress === "" || words === "") return escape(text);
  const [before = "", after = ""] = text.split(words);
  return `${before}${stress}${escape(words)}${stress}${after}`;
};

const linesOf = (nodes: readonly Node[], escape: (text: string) => string, isPlain = false): readonly string[] =>
  joined(nodes.flatMap((node) => inlinePieces(node, "")))
    .map((piece) => written(isPlain ? { ...piece, stress: "" } : piece, escape))
    .join("")
    .split("\n")
    .map((line) => line.replaceAll(/ +/g, " ").trim());

const lineOf = (nodes: readonly Node[], escape = escapeText, isPlain = false): string =>
  linesOf(nodes, escape, isPlain)
    .filter((line) => line !== "")
    .join(" ");

const tableOf = (table: HTMLTableElement): string => {
  const rows = [...table.rows].map((row) =>
    [...row.cells].flatMap((cell) => [
      lineOf([...cell.childNodes], escapeCell, cell.tagName === "TH"),
      ...Array.from({ length: cell.colSpan - 1 }, () => ""),
    ]),
  );
  const width = Math.max(0, ...rows.map((row) => row.length));
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? "").join(" | ")} |`;
  const [header = [], ...body] = rows;
  const caption = table.caption === null ? "" : `Table: ${lineOf([table.caption])}\n`;
  const rule = `|${" --- |".repeat(width)}`;
  return width === 0 ? "" : `${caption}${[line(header), rule, ...body.map(line)].join("\n")}`;
};

/** How a list paragraph of Word is numbered; `null` where it is none. */
const wordListSign = (element: Element): string | null => {
  if (!styleOf(element).includes("mso-list:l")) return null;
  const marker = [...element.querySelectorAll("span")].find(isMarker)?.textContent ?? "";
  return /^[\s\u00A0]*\(?(?:\d+|[a-z]|[ivx]+)[.)]/i.test(marker) ? "1. " : "- ";
};

const listOf = (list: Element): readonly string[] => {
  const sign = list.tagName === "OL" ? "1. " : "- ";
  return [...list.children].flatMap((item) => {
    if (item.tagName === "UL" || item.tagName === "OL") return listOf(item);
    const nested = [...item.children].filter(({ tagName }) => tagName === "UL" || tagName === "OL");
    const own = [...item.childNodes].filter((node) => !nested.some((inner) => inner === node));
    const line = lineOf(own);
    return [...(line === "" ? [] : [`${sign}${line}`]), ...nested.flatMap(listOf)];
  });
};

/** Items in a row are one list, so they are numbered here. */
const numbered = (lines: readonly string[]): string =>
  lines.map((line, index) => line.replace(/^1\. /, `${String(index + 1)}. `)).join("\n");

type Written = { readonly text: string; readonly isItem: boolean };

const paragraphOf = (nodes: readonly Node[]): readonly Written[] => {
  const lines = linesOf(nodes, escapeText).map(escapeStart);
  const text = lines
    .join("\n")
    .replaceAll(/\n{2,}/g, "\n\n")
    .trim();
  return text === "" ? [] : [{ text, isItem: false }];
};

const blockOf = (element: Element): readonly Written[] => {
  const sign = headings[element.tagName];
  if (sign !== undefined) {
    const line = lineOf([...element.childNodes], escapeText, true);
    return line === "" ? [] : [{ text: `${sign}${line}`, isItem: false }];
  }
  if (element instanceof HTMLTableElement) return [{ text: tableOf(element), isItem: false }];
  if (element.tagName === "UL" || element.tagName === "OL") return [{ text: numbered(listOf(element)), isItem: false }];
  const listSign = wordListSign(element);
  if (listSign === null) return containerOf(element);
  const line = lineOf([...element.childNodes]);
  return line === "" ? [] : [{ text: `${listSign}${line}`, isItem: true }];
};

const isBlock = (node: Node): node is Element =>
  node instanceof Element && (blocks.has(node.tagName) || node.querySelector("p, div, li, table, h1, h2, h3") !== null);

/** Blocks in their order; what stands between them as bare text is a paragraph. */
const containerOf = (parent: Element): readonly Written[] => {
  const found: Written[] = [];
  let bare: Node[] = [];
  const flush = (): void => {
    found.push(...paragraphOf(bare));
    bare = [];
  };
  for (const node of parent.childNodes) {
    if (node instanceof Element && ignored.has(node.tagName)) continue;
    if (!isBlock(node)) {
      bare.push(node);
      continue;
    }
    flush();
    found.push(...blockOf(node));
  }
  flush();
  return found;
};

/** What was copied from Word, a browser or another editor, in the plain markup: headings, lists, tables and stresses stay, looks go. */
export const htmlToMarkup = (html: string): string => {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  const parts: string[] = [];
  let items: string[] = [];
  const flush = (): void => {
    if (items.length > 0) parts.push(numbered(items));
    items = [];
  };
  for (const { text, isItem } of containerOf(body)) {
    if (isItem) {
      items.push(text);
      continue;
    }
    flush();
    if (text !== "") parts.push(text);
  }
  flush();
  return cleanText(parts.join("\n\n"));
};
