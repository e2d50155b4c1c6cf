/** A run of words that both texts have, or only one of them. */
export type WordChange = { readonly kind: "same" | "removed" | "added"; readonly text: string };

/** Words with the spaces after them: together they are the text again. */
const wordsOf = (text: string): readonly string[] => text.match(/\s*\S+\s*?(?=\s|$)|\s+$/gu) ?? [];
const paragraphsOf = (text: string): readonly string[] => text.split(/(?<=\n)/);

/** Above so many pairs of words the texts are compared by paragraphs: a diff must not cost more than a page. */
const pairsMax = 2_000_000;

const commonStart = (a: readonly string[], b: readonly string[]): number => {
  const end = a.findIndex((word, place) => word !== b[place]);
  return end === -1 ? a.length : end;
};

const longer = (a: number, b: number): number => (a > b ? a : b);

/** Lengths of the longest common runs of every pair of ends, row by row from the last. */
const runsOf = (a: readonly string[], b: readonly string[]): readonly Uint32Array[] => {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint32Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (row === undefined || below === undefined) throw new Error("A row is missing.");
    for (let j = b.length - 1; j >= 0; j -= 1)
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : longer(below[j] ?? 0, row[j + 1] ?? 0);
  }
  return rows;
};

const walk = (a: readonly string[], b: readonly string[]): readonly WordChange[] => {
  const rows = runsOf(a, b);
  const changes: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      changes.push({ kind: "same", text: left });
      i += 1;
      j += 1;
    } else if (left !== undefined && (right === undefined || (rows[i + 1]?.[j] ?? 0) >= (rows[i]?.[j + 1] ?? 0))) {
      changes.push({ kind: "removed", text: left });
      i += 1;
    } else {
      changes.push({ kind: "added", text: right ?? "" });
      j += 1;
    }
  }
  return changes;
};

const joined = (changes: readonly WordChange[]): readonly WordChange[] => {
  const runs: WordChange[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) runs[runs.length - 1] = { kind: last.kind, text: last.text + change.text };
    else if (change.text !== "") runs.push(change);
  }
  return runs;
};

const same = (words: readonly string[]): readonly WordChange[] => words.map((text) => ({ kind: "same", text }));

const compareLists = (a: readonly string[], b: readonly string[]): readonly WordChange[] => {
  const start = commonStart(a, b);
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const end = commonStart(restA.toReversed(), restB.toReversed());
  const middle = [restA.slice(0, restA.length - end), restB.slice(0, restB.length - end)] as const;
  return joined([...same(a.slice(0, start)), ...walk(...middle), ...same(restA.slice(restA.length - end))]);
};

/** Two texts word by word: what is added and what is removed is as little as there can be. */
export const compareWords = (before: string, after: string): readonly WordChange[] => {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a.length * b.length <= pairsMax) return compareLists(a, b);
  const [blocksA, blocksB] = [paragraphsOf(before), paragraphsOf(after)];
  if (blocksA.length * blocksB.length <= pairsMax) return compareLists(blocksA, blocksB);
  return [
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ];
};
