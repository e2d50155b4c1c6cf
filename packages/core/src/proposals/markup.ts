/**
 * The plain markup of long texts: a strict subset of Markdown, safe by construction. What is not one of its few signs is text, and text is
 * never read as anything else: there is no raw HTML, no link, no script to keep out.
 *
 *     # Heading   ## Smaller   ### Smallest
 *     A paragraph with **strong** and *stressed* words. A single line break stays one.
 *     - a list        1. a numbered list
 *     Table: What the partners do
 *     | Partner | Work |
 *     | --- | --- |
 *     | Hub | All of it |
 *
 * A backslash before a sign makes it a letter.
 */
export type Inline = { readonly kind: "text" | "strong" | "stressed"; readonly text: string };
/** One line of text with its stresses. */
export type Line = readonly Inline[];
export type HeadingLevel = 1 | 2 | 3;
export type Block =
  | { readonly kind: "heading"; readonly level: HeadingLevel; readonly line: Line }
  | { readonly kind: "paragraph"; readonly lines: readonly Line[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly Line[] }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly header: readonly Line[];
      readonly rows: readonly (readonly Line[])[];
    };

const headingSign = /^(#{1,3}) +(.*)$/;
const bulletSign = /^ {0,3}[-*•] +(.*)$/;
const numberSign = /^ {0,3}\d{1,3}[.)] +(.*)$/;
const captionSign = /^Table: *(.+)$/;
const ruleRow = /^\|(?: *:?-{1,}:? *\|)+ *$/;
/** What stands at the beginning of a line and would make it something else than a paragraph. */
const lineSign = /^(?:#{1,3} +| {0,3}[-*•] +| {0,3}\d{1,3}[.)] +|\|)/;

// A backslash with what it protects, or a stress that begins and ends at a word. Bounded, so that no line of stars can keep a reader waiting.
const stress = /\\([\\*#|.)•-])|\*\*(?=\S)(.{1,400}?)(?<=\S)\*\*|\*(?=[^\s*])(.{1,400}?)(?<=[^\s*])\*/g;

const plain = (text: string): string => text.replaceAll(/\\([\\*#|.)•-])/g, "$1");

const joined = (line: Line): Line =>
  line.reduce<readonly Inline[]>((all, inline) => {
    const last = all.at(-1);
    if (inline.text === "") return all;
    return last?.kind === inline.kind
      ? [...all.slice(0, -1), { kind: last.kind, text: last.text + inline.text }]
      : [...all, inline];
  }, []);

export const parseLine = (source: string): Line => {
  const found: Inline[] = [];
  let from = 0;
  for (const match of source.matchAll(stress)) {
    const [whole, escaped, strong, stressed] = match;
    found.push({ kind: "text", text: source.slice(from, match.index) });
    if (escaped !== undefined) found.push({ kind: "text", text: escaped });
    else if (strong !== undefined) found.push({ kind: "strong", text: plain(strong) });
    else found.push({ kind: "stressed", text: plain(stressed ?? "") });
    from = match.index + whole.length;
  }
  found.push({ kind: "text", text: source.slice(from) });
  return joined(found);
};

/** The cells of "| a | b |"; a bar behind a backslash is a letter. */
const cellsOf = (row: string): readonly Line[] =>
  row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "")
    .split(/(?<!\\)\|/)
    .map((cell) => parseLine(cell.trim()));

const isRow = (line: string): boolean => line.trimStart().startsWith("|");

/** The lines at the beginning that belong together. */
const takeWhile = (lines: readonly string[], belongs: (line: string) => boolean): readonly string[] => {
  const end = lines.findIndex((line) => !belongs(line));
  return end === -1 ? lines : lines.slice(0, end);
};

type Taken = { readonly block: Block; readonly count: number };

const takeTable = (lines: readonly string[]): Taken | null => {
  const caption = captionSign.exec(lines[0] ?? "")?.[1]?.trim() ?? "";
  const captionLines = caption === "" ? 0 : 1;
  const rows = takeWhile(lines.slice(captionLines), isRow);
  if (rows.length === 0) return null;
  const hasHeader = ruleRow.test((rows[1] ?? "").trim());
  const body = hasHeader ? rows.slice(2) : rows.filter((row) => !ruleRow.test(row.trim()));
  const header = hasHeader ? cellsOf(rows[0] ?? "") : [];
  const block: Block = { kind: "table", caption: plain(caption), header, rows: body.map(cellsOf) };
  return { block, count: rows.length + captionLines };
};

const takeList = (lines: readonly string[]): Taken | null => {
  const sign = [bulletSign, numberSign].find((one) => one.test(lines[0] ?? ""));
  if (sign === undefined) return null;
  const items = takeWhile(lines, (line) => sign.test(line));
  const block: Block = {
    kind: "list",
    isNumbered: sign === numberSign,
    items: items.map((item) => parseLine((sign.exec(item)?.[1] ?? "").trim())),
  };
  return { block, count: items.length };
};

const isLevel = (level: number): level is HeadingLevel => level === 1 || level === 2 || level === 3;

const takeHeading = ([first = ""]: readonly string[]): Taken | null => {
  const [, signs = "", text = ""] = headingSign.exec(first) ?? [];
  const level = signs.length;
  return isLevel(level) && text.trim() !== ""
    ? { block: { kind: "heading", level, line: parseLine(text.trim()) }, count: 1 }
    : null;
};

const startsOther = (lines: readonly string[]): boolean =>
  (takeHeading(lines) ?? takeList(lines) ?? takeTable(lines)) !== null;

const takeParagraph = (lines: readonly string[]): Taken => {
  const end = lines.findIndex(
    (line, index) => line.trim() === "" || (index > 0 && startsOther(lines.slice(index, index + 2))),
  );
  const own = end === -1 ? lines : lines.slice(0, end);
  const block: Block = { kind: "paragraph", lines: own.map((line) => parseLine(line.trim())) };
  return { block, count: own.length };
};

/** No heading is more than one deeper than the one before: readers that walk by headings, and tagged documents, need the steps between. */
const inSteps = (blocks: readonly Block[]): readonly Block[] => {
  let depth = 0;
  return blocks.map((block) => {
    if (block.kind !== "heading") return block;
    const next = depth + 1;
    const level = isLevel(next) && block.level > next ? next : block.level;
    depth = level;
    return { ...block, level };
  });
};

/** Reads a text as its blocks. Every text can be read: what has no sign is a paragraph. */
export const parseMarkup = (text: string): readonly Block[] => {
  const lines = text.split(/\r?\n/);
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const rest = lines.slice(at);
    if ((rest[0] ?? "").trim() === "") {
      at += 1;
      continue;
    }
    const { block, count } = takeHeading(rest) ?? takeTable(rest) ?? takeList(rest) ?? takeParagraph(rest);
    blocks.push(block);
    at += count;
  }
  return inSteps(blocks);
};

const lineText = (line: Line): string => line.map(({ text }) => text).join("");

const blockText = (block: Block): string => {
  switch (block.kind) {
    case "heading":
      return lineText(block.line);
    case "paragraph":
      return block.lines.map(lineText).join("\n");
    case "list":
      return block.items.map(lineText).join("\n");
    case "table": {
      const rows = [block.header, ...block.rows].filter((row) => row.length > 0);
      return [block.caption, ...rows.map((row) => row.map(lineText).join(" "))]
        .filter((text) => text !== "")
        .join("\n");
    }
  }
};

/** What a reader reads: the text without its signs, a line for each paragraph, item and row. This is what limits count. */
export const plainTextOf = (text: string): string => parseMarkup(text).map(blockText).join("\n");

/** A text from elsewhere, as a part of a line of ours: what would be read as a sign becomes a letter. */
export const escapeText = (text: string): string =>
  text.replaceAll(/\\(?=[\\*#|.)•-])|\*(?=\S)|(?<=\S)\*/g, String.raw`\$&`);

/** The same for what stands at the beginning of a line. */
export const escapeStart = (line: string): string =>
  lineSign.test(line) ? line.replace(/[#\-*•.)|]/, String.raw`\$&`) : line;

/** The same for a cell of a table. */
export const escapeCell = (text: string): string => escapeText(text).replaceAll("|", String.raw`\|`);
