/** A stretch of two texts: in both, or in one of them. */
export type Stretch = { readonly kind: "same" | "mine" | "theirs"; readonly text: string };

/** Larger than this a stretch is shown as replaced whole: a table of its size would keep the reader waiting. */
const cellsMax = 4_000_000;

type Tokens = readonly string[];

const commonStart = (a: Tokens, b: Tokens): number => {
  const end = a.findIndex((token, index) => token !== b[index]);
  return end === -1 ? a.length : end;
};

/** Lengths of the longest common part of what is left from each place on. */
const lengthsOf = (a: Tokens, b: Tokens): Uint32Array => {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = a.length - 1; row >= 0; row -= 1)
    for (let column = b.length - 1; column >= 0; column -= 1)
      lengths[row * width + column] =
        a[row] === b[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  return lengths;
};

const stretch = (kind: Stretch["kind"], tokens: Tokens): readonly Stretch[] =>
  tokens.length === 0 ? [] : [{ kind, text: tokens.join("") }];

const compareMiddle = (a: Tokens, b: Tokens): readonly Stretch[] => {
  if (a.length * b.length > cellsMax || a.length === 0 || b.length === 0)
    return [...stretch("mine", a), ...stretch("theirs", b)];
  const lengths = lengthsOf(a, b);
  const width = b.length + 1;
  const found: Stretch[] = [];
  let [row, column] = [0, 0];
  while (row < a.length && column < b.length) {
    const [mine = "", theirs = ""] = [a[row], b[column]];
    if (mine === theirs) {
      found.push({ kind: "same", text: mine });
      row += 1;
      column += 1;
    } else if ((lengths[(row + 1) * width + column] ?? 0) >= (lengths[row * width + column + 1] ?? 0)) {
      found.push({ kind: "mine", text: mine });
      row += 1;
    } else {
      found.push({ kind: "theirs", text: theirs });
      column += 1;
    }
  }
  return [...found, ...stretch("mine", a.slice(row)), ...stretch("theirs", b.slice(column))];
};

/** Neighbours of one kind as one; of a change, what is mine stands first. */
const gathered = (stretches: readonly Stretch[]): readonly Stretch[] => {
  const found: Stretch[] = [];
  let [mine, theirs, same] = ["", "", ""];
  const flush = (): void => {
    if (mine !== "") found.push({ kind: "mine", text: mine });
    if (theirs !== "") found.push({ kind: "theirs", text: theirs });
    [mine, theirs] = ["", ""];
  };
  const flushSame = (): void => {
    if (same !== "") found.push({ kind: "same", text: same });
    same = "";
  };
  for (const { kind, text } of stretches) {
    if (kind === "same") {
      flush();
      same += text;
      continue;
    }
    flushSame();
    if (kind === "mine") mine += text;
    else theirs += text;
  }
  flush();
  flushSame();
  return found;
};

const compareTokens = (a: Tokens, b: Tokens): readonly Stretch[] => {
  const start = commonStart(a, b);
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const end = Math.min(commonStart(restA.toReversed(), restB.toReversed()), restA.length, restB.length);
  return gathered([
    ...stretch("same", a.slice(0, start)),
    ...compareMiddle(restA.slice(0, restA.length - end), restB.slice(0, restB.length - end)),
    ...stretch("same", restA.slice(restA.length - end)),
  ]);
};

const linesOf = (text: string): Tokens => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
const wordsOf = (text: string): Tokens => text.match(/\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu) ?? [];

/** Lines that differ; of a change, mine stands before theirs. */
const compareLines = (mine: string, theirs: string): readonly Stretch[] =>
  compareTokens(linesOf(mine), linesOf(theirs));

/** Where two texts differ, word by word: lines first, so that a long text with a few changes is compared in a moment. */
export const compareWords = (mine: string, theirs: string): readonly Stretch[] => {
  const lines = compareLines(mine, theirs);
  const words = lines.flatMap((line, index): readonly Stretch[] => {
    const [before, after] = [lines[index - 1], lines[index + 1]];
    if (line.kind === "mine" && after?.kind === "theirs") return compareTokens(wordsOf(line.text), wordsOf(after.text));
    return line.kind === "theirs" && before?.kind === "mine" ? [] : [line];
  });
  return gathered(words);
};

const endingWithBreak = (text: string): string => (text.endsWith("\n") ? text : `${text}\n`);

/** Both texts in one: what they share once, and where they differ mine before theirs. Nothing of either is lost. */
export const combineTexts = (mine: string, theirs: string): string => {
  const lines = compareLines(mine, theirs);
  return lines.map(({ text }, index) => (index === lines.length - 1 ? text : endingWithBreak(text))).join("");
};
