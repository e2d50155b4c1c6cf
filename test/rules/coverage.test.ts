import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readGoldenFolder } from "../golden/golden-case.ts";
import { hasAdapter } from "../golden/run-cases.ts";
import { readNamedTests, rulesIn } from "./named-tests.ts";
import { laterPages, laterRules } from "./later.ts";

const root = join(import.meta.dirname, "../..");
const Rulebook = z.array(z.strictObject({ id: z.string(), page: z.string(), rule: z.string() }));
type Rule = z.infer<typeof Rulebook>[number];

const rulebook = Rulebook.parse(JSON.parse(readFileSync(join(import.meta.dirname, "rulebook.json"), "utf8")));
const namedTests = readNamedTests(root);

/** A golden case runs when its kind has an adapter; the file says which rules it works. */
const goldenOf = (rule: string): readonly string[] =>
  readGoldenFolder(join(root, "test/golden/cases"))
    .cases.filter(({ kind, rules }) => hasAdapter(kind) && rules.includes(rule))
    .map(({ id, title }) => `golden ${id}: ${title}`);

const evidence = new Map(
  rulebook.map(({ id }) => [
    id,
    [
      ...goldenOf(id),
      ...namedTests.filter(({ rules }) => rules.includes(id)).map(({ name, file }) => `${name} (${file})`),
    ],
  ]),
);
const evidenceOf = (id: string): readonly string[] => evidence.get(id) ?? [];
const laterOf = ({ id, page }: Rule): string | undefined => laterRules[id] ?? laterPages[page];

const cell = (text: string): string => text.replaceAll("|", String.raw`\|`);

const held = (rule: Rule): string => {
  const [first, ...others] = evidenceOf(rule.id);
  if (first === undefined) return `later: ${laterOf(rule) ?? "nobody has said when"}`;
  return others.length === 0 ? cell(first) : `${cell(first)} and ${String(others.length)} more`;
};

const titles: Readonly<Record<string, string>> = { readme: "Money and calendar" };
const titleOf = (page: string): string => titles[page] ?? `${page.charAt(0).toUpperCase()}${page.slice(1)}`;

const sectionOf = (page: string, rules: readonly Rule[]): readonly string[] => {
  const holds = rules.filter(({ id }) => evidenceOf(id).length > 0).length;
  return [
    `## ${titleOf(page)}: ${String(holds)} of ${String(rules.length)}`,
    "",
    "| rule | says | held by |",
    "|---|---|---|",
    ...rules.map((rule) => `| ${rule.id} | ${cell(rule.rule)} | ${held(rule)} |`),
    "",
  ];
};

const page = (): string =>
  [
    "# Rules and the tests that hold them",
    "",
    "Every rule of the field that the platform knows, and the test whose name cites it: generated from the names of the tests and the golden cases.",
    "What no test cites says with which capability it comes.",
    "",
    ...[...Map.groupBy(rulebook, (rule) => rule.page)].flatMap(([name, rules]) => sectionOf(name, rules)),
  ].join("\n");

describe("the coverage of the rules", () => {
  test("is what the tests say", async () => {
    await expect(page()).toMatchFileSnapshot("../../docs/rule-coverage.md");
  });

  test("leaves no rule without a test or a word on when it comes", () => {
    expect(rulebook.filter((rule) => evidenceOf(rule.id).length === 0 && laterOf(rule) === undefined)).toEqual([]);
  });

  test("keeps nothing for later that a test holds already", () => {
    expect(Object.keys(laterRules).filter((id) => evidenceOf(id).length > 0)).toEqual([]);
  });

  test("knows every rule that a test or a later capability cites", () => {
    const known = new Set(rulebook.map(({ id }) => id));
    const prefixes = new Set(rulebook.map(({ id }) => id.slice(0, id.lastIndexOf("-"))));
    const cited = [...namedTests.flatMap(({ rules }) => rules), ...Object.keys(laterRules)];
    expect(cited.filter((id) => prefixes.has(id.slice(0, id.lastIndexOf("-"))) && !known.has(id))).toEqual([]);
  });

  test("finds a rule in a name and no other code that looks like one", () => {
    expect(rulesIn("is refused at 5.01 (CLR-MON-03, HSC-07), as UTF-8 or ISO-8859")).toEqual(["CLR-MON-03", "HSC-07"]);
  });
});
