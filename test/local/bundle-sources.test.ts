import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { areBundlesFresh, type BundleSources, vouchForBundles } from "@grants/local/bundle-sources";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

const inputs = ["functions/calls/handler.ts", "packages/kernel/src/money.ts", "plug-in:no-file"];
const files = [...inputs.slice(0, 2), "functions/bundling.ts", "package-lock.json", "tsconfig.json"];

let root: string;
let sources: BundleSources;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "bundle-sources-"));
  for (const folder of ["functions/calls", "packages/kernel/src"]) mkdirSync(join(root, folder), { recursive: true });
  for (const file of [...files, "index.mjs"]) writeFileSync(join(root, file), "before");
  sources = { root, bundles: [join(root, "index.mjs")], note: join(root, "functions.json") };
});
afterEach(() => rmSync(root, { recursive: true }));

const inAMinute = () => Date.now() + 60_000;

describe("bundles of which nothing is noted", () => {
  test("are not fresh", async () => {
    expect(await areBundlesFresh(sources)).toBe(false);
  });
});

describe("bundles that were vouched for", () => {
  test("are fresh while nothing changes", async () => {
    await vouchForBundles(sources, inputs, inAMinute());
    expect(await areBundlesFresh(sources)).toBe(true);
  });

  test.each(files)("are not fresh when %s changes", async (file) => {
    await vouchForBundles(sources, inputs, inAMinute());
    writeFileSync(join(root, file), "after!");
    expect(await areBundlesFresh(sources)).toBe(false);
  });

  test.each([...files, "index.mjs"])("are not fresh when %s is gone", async (file) => {
    await vouchForBundles(sources, inputs, inAMinute());
    rmSync(join(root, file));
    expect(await areBundlesFresh(sources)).toBe(false);
  });

  test("are not fresh when there is a function more", async () => {
    await vouchForBundles(sources, inputs, inAMinute());
    expect(await areBundlesFresh({ ...sources, bundles: [...sources.bundles, join(root, files[0] ?? "")] })).toBe(
      false,
    );
  });

  test("are not vouched for when a source was saved while they were made", async () => {
    await vouchForBundles(sources, inputs, Date.now() - 60_000);
    expect(await areBundlesFresh(sources)).toBe(false);
  });
});
