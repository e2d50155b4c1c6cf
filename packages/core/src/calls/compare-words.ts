export type WordChange = { readonly kind: "same" | "removed" | "added"; readonly text: string };

/** Pairs of words that are compared; longer texts are told as taken out and put in whole. */
const pairsMax = 1_000_000;

/** Words with the space behind them, so that what is put together again is the text. */
const wordsOf = (text: string): readonly string[] => text.match(/\S+\s*|\s+/gu) ?? [];

/** Lengths of the longest common rests, for each place in both texts. */
const commonRests = (before: readonly string[], after: readonly string[]): readonly (readonly number[])[] => {
  const rests: number[][] = Array.from({ length: before.length + 1 }, () =>
    Array.from({ length: after.length + 1 }, () => 0),
  );
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const [row, below] = [rests[i] ?? [], rests[i + 1] ?? []];
      row[j] = before[i] === after[j] ? (below[j + 1] ?? 0) + 1 : larger(below[j] ?? 0, row[j + 1] ?? 0);
    }
  return rests;
};

const larger = (a: number, b: number): number => (a > b ? a : b);

const joined = (changes: readonly WordChange[]): readonly WordChange[] => {
  const runs: WordChange[] = [];
  for (const change of changes) {
    const last = runs.at(-1);
    if (last?.kind === change.kind) runs[runs.length - 1] = { kind: last.kind, text: last.text + change.text };
    else runs.push(change);
  }
  return runs;
};

/** The words that one text takes out of another and puts in. What is the same and removed makes the old text, the same and added the new one. */
export const compareWords = (before: string, after: string): readonly WordChange[] => {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  if (was.length * is.length > pairsMax)
    return joined([
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ]);
  const rests = commonRests(was, is);
  const changes: WordChange[] = [];
  let [i, j] = [0, 0];
  while (i < was.length || j < is.length) {
    const [old, next] = [was[i], is[j]];
    if (old !== undefined && old === next) {
      changes.push({ kind: "same", text: old });
      i += 1;
      j += 1;
    } else if (old !== undefined && (next === undefined || (rests[i + 1]?.[j] ?? 0) >= (rests[i]?.[j + 1] ?? 0))) {
      changes.push({ kind: "removed", text: old });
      i += 1;
    } else {
      changes.push({ kind: "added", text: next ?? "" });
      j += 1;
    }
  }
  return joined(changes);
};
