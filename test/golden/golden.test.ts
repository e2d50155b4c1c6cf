import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type GoldenCase, readGoldenFolder } from "./golden-case.ts";
import { reportOf } from "./report.ts";
import { hasAdapter, runCase } from "./run-cases.ts";

const { cases, unreadable } = readGoldenFolder(join(import.meta.dirname, "cases"));

describe("a golden case", () => {
  test.each(cases.filter(({ kind }) => hasAdapter(kind)))("$id gives its result: $title", async (golden) => {
    const report = reportOf([await runCase(golden)]);
    expect(report.lines).toEqual(["golden: 1 passed, 0 failed, 0 without adapter"]);
  });

  test("is readable, all of them", () => {
    expect(unreadable).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(99);
  });

  test.each([
    "ranking",
    "funding-cutoff",
    "matching",
    "admin-split",
    "in-kind",
    "national-selection",
    "top-up",
    "cost-build-up",
    "beneficiary-rates",
    "payment-lifecycle",
    "second-prefinancing",
    "time-to-pay",
    "award-deadlines",
    "segregation",
    "payment-file",
    "hub-procurement",
  ])("of the kind %s has an adapter", (kind) => {
    expect(hasAdapter(kind)).toBe(true);
  });
});

const aCase = (changes: Partial<GoldenCase>): GoldenCase => ({
  id: "X01",
  title: "a small one",
  kind: "funding-cutoff",
  rules: [],
  input: { budgetCents: 100, ranking: [["P1"]], requestedCents: { P1: 100 } },
  expected: { main: ["P1"] },
  expectedNot: null,
  ...changes,
});

describe("running a case", () => {
  test("fails where the expectation is wrong, and names the field", async () => {
    const { lines, failed } = reportOf([await runCase(aCase({ expected: { main: ["P2"], unspentCents: 1 } }))]);
    expect(failed).toBe(1);
    expect(lines).toEqual([
      'X01 main[0]: expected "P2", got "P1"',
      "X01 unspentCents: expected 1, got 0",
      "golden: 0 passed, 1 failed, 0 without adapter",
    ]);
  });

  test("fails where the result is the one that must not come out", async () => {
    const { lines, failed } = reportOf([
      await runCase(aCase({ expectedNot: { main: ["P1"], why: "a planted trap" } })),
    ]);
    expect(failed).toBe(1);
    expect(lines[0]).toBe("X01: the result is the one that must not come out (expectedNot).");
  });

  test("fails with the message where the calculation throws", async () => {
    const { lines, failed } = reportOf([await runCase(aCase({ input: { budgetCents: -1 } }))]);
    expect(failed).toBe(1);
    expect(lines[0]).toMatch(/^X01: the calculation threw: /);
  });

  test("counts and lists a kind without adapter, which fails nothing", async () => {
    const { lines, failed } = reportOf([
      await runCase(aCase({ kind: "../run" })),
      await runCase(aCase({ kind: "../run" })),
    ]);
    expect(failed).toBe(0);
    expect(lines).toEqual(["without adapter: ../run (2)", "golden: 0 passed, 0 failed, 2 without adapter"]);
  });
});

const { kind, title, input, expected } = aCase({});
const aFile = (changes: object) => JSON.stringify({ id: "X01", kind, title, input, expected, ...changes });

/** A folder of golden files for the length of a test. */
const aFolder = async (files: Readonly<Record<string, string>>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "golden-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
};

type Ended = { readonly code: number | null; readonly lines: readonly string[]; readonly complaint: string };

const runCommand = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...process.env, ...env } };
    const child = execFile(
      process.execPath,
      [join(import.meta.dirname, "run.ts"), ...args],
      options,
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode, lines: stdout.trimEnd().split("\n"), complaint: stderr });
      },
    );
  });

describe("npm run golden", () => {
  test("runs the cases and variants of another folder, a variant by its own kind", async () => {
    const variants = [
      { id: "X01.b", title, input, expected },
      { id: "X01.c", title, input, expected, kind: "unheard-of" },
    ];
    const folder = await aFolder({ "X01.json": aFile({ variants }), "README.md": "# Not a case" });
    const { code, lines } = await runCommand(["--cases", folder]);
    expect(lines).toEqual(["without adapter: unheard-of (1)", "golden: 2 passed, 0 failed, 1 without adapter"]);
    expect(code).toBe(0);
  });

  test("takes the folder from GOLDEN_CASES and ends with 1 when a case fails", async () => {
    const folder = await aFolder({ "X01.json": aFile({ expected: { main: [] } }) });
    const { code, lines } = await runCommand([], { GOLDEN_CASES: folder });
    expect(lines.at(-1)).toBe("golden: 0 passed, 1 failed, 0 without adapter");
    expect(code).toBe(1);
  });

  test("fails a file that is no case with a sentence, and runs the others", async () => {
    const folder = await aFolder({ "A.json": "{", "B.json": aFile({ input: 1 }), "X01.json": aFile({}) });
    const { code, lines } = await runCommand(["--cases", folder]);
    expect(lines[0]).toBe("A.json: The file is not JSON.");
    expect(lines[1]).toMatch(/^B\.json: The file has not the shape of a golden case\. At "input": /);
    expect(lines.at(-1)).toBe("golden: 1 passed, 2 failed, 0 without adapter");
    expect(code).toBe(1);
  });

  test("ends with 1 and a sentence where there is no case at all", async () => {
    const folder = await aFolder({});
    const empty = await runCommand(["--cases", folder]);
    expect(empty.complaint).toContain(`There are no golden cases in ${folder}.`);
    expect(empty.code).toBe(1);
    expect((await runCommand(["--cases", join(folder, "nowhere")])).code).toBe(1);
  });
});
