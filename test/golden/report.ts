import type { Outcome } from "./run-cases.ts";

export type GoldenReport = { readonly lines: readonly string[]; readonly failed: number };

/** The account of a run: each failing field, the kinds that no adapter runs, and the count. */
export const reportOf = (outcomes: readonly Outcome[]): GoldenReport => {
  const passed = outcomes.filter(({ kind }) => kind === "Passed").length;
  const withoutAdapter = outcomes.filter((outcome) => outcome.kind === "WithoutAdapter");
  const failed = outcomes.length - passed - withoutAdapter.length;
  const casesByKind = Map.groupBy(withoutAdapter, ({ calculation }) => calculation);
  return {
    lines: [
      ...outcomes.flatMap(failureLines),
      ...[...casesByKind].map(([kind, cases]) => `without adapter: ${kind} (${cases.length})`),
      `golden: ${passed} passed, ${failed} failed, ${withoutAdapter.length} without adapter`,
    ],
    failed,
  };
};

const failureLines = (outcome: Outcome): readonly string[] => {
  switch (outcome.kind) {
    case "Passed":
    case "WithoutAdapter":
      return [];
    case "Unreadable":
      return [`${outcome.id}: ${outcome.because}`];
    case "Threw":
      return [`${outcome.id}: the calculation threw: ${outcome.because}`];
    case "GivesTheWrongResult":
      return [`${outcome.id}: the result is the one that must not come out (expectedNot).`];
    case "Differs":
      return outcome.differences.map(
        ({ path, expected, got }) => `${outcome.id} ${path}: expected ${text(expected)}, got ${text(got)}`,
      );
  }
};

const text = (value: unknown): string => JSON.stringify(value) ?? "nothing";
