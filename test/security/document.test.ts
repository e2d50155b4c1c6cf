import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const root = `${import.meta.dirname}/../..`;
const page = readFileSync(`${root}/docs/security.md`, "utf8");

/** "- `test/….test.ts` · *describe › test*", a test that is made from a table by its words in the source. */
const named = [...page.matchAll(/^- `([^`]+\.test\.ts)` · \*(.+)\*$/gm)].map(([, path = "", names = ""]) => ({
  path,
  names: names.split(" › "),
}));

describe("the page on security", () => {
  test.each(named)("names $path and $names, which exist", ({ path, names }) => {
    const text = existsSync(`${root}/${path}`) ? readFileSync(`${root}/${path}`, "utf8") : null;
    expect(text).not.toBeNull();
    expect(names.filter((name) => text?.includes(name) !== true)).toEqual([]);
  });

  test("walks the ten risks in their order, each with a test", () => {
    const sections = page.split(/^## /m).filter((section) => section.startsWith("API"));
    expect(sections.map((section) => section.split(" ")[0])).toEqual(
      Array.from({ length: 10 }, (_, index) => `API${String(index + 1)}`),
    );
    expect(sections.filter((section) => !section.includes(".test.ts` · *"))).toEqual([]);
  });
});
