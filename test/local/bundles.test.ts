import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { apiFunctions } from "@grants/contract/api-functions";
import { bundleFunctions, type NewBundles, repositoryBundles, repositoryRoot } from "@grants/local/build";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

let folder: string;
let bundles: NewBundles;

const sources = {
  "parses/handler.ts": `
    import { Cents } from "@grants/kernel/money";
    import { S3Client } from "@aws-sdk/client-s3";
    export const handler = (event: { cents: number }) => [Cents.safeParse(event.cents).success, typeof S3Client];`,
  "speaks/handler.ts": `
    import * as z from "zod";
    export const handler = () => z.string().safeParse(1).error?.issues[0]?.message;`,
  "shows/handler.tsx": `
    const Greeting = ({ name }: { name: string }) => <p>Good day {name}</p>;
    export const handler = () => String(<Greeting name="Ada & Co" />);`,
  "writes/handler.ts": `
    import ExcelJS from "exceljs";
    export const handler = async () => {
      const file = new ExcelJS.Workbook();
      file.addWorksheet("Lines").getCell("A1").value = "Good day";
      return (await file.xlsx.writeBuffer()).byteLength;
    };`,
  "notes/readme.md": "no function",
};

beforeAll(async () => {
  // Below the repository, where the bundles find the SDK that is left out of them.
  mkdirSync(join(repositoryRoot, ".build"), { recursive: true });
  folder = mkdtempSync(join(repositoryRoot, ".build/bundles-test-"));
  for (const [path, source] of Object.entries(sources)) {
    mkdirSync(join(folder, "functions", path, ".."), { recursive: true });
    writeFileSync(join(folder, "functions", path), source);
  }
  mkdirSync(join(folder, "out/gone"), { recursive: true });
  bundles = await bundleFunctions({ from: join(folder, "functions"), to: join(folder, "out") });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const bundleOf = (name: string) => join(folder, "out", name, "index.mjs");

const call = async (name: string, event: unknown = {}): Promise<unknown> => {
  const { handler } = await import(pathToFileURL(bundleOf(name)).href);
  return handler(event);
};

describe("bundling the functions", () => {
  test("finds those that have a handler", () => {
    expect(bundles.functions.map(({ name, bundle }) => [name, bundle])).toEqual(
      ["parses", "shows", "speaks", "writes"].map((name) => [name, bundleOf(name)]),
    );
  });

  test("makes modules that run, with JSX and the SDK from outside", async () => {
    expect(await call("parses", { cents: 5 })).toEqual([true, "function"]);
    expect(await call("shows")).toBe("<p>Good day Ada &amp; Co</p>");
  });

  test("leaves the SDK to the runtime", () => {
    const packages = Object.keys(bundles.metafile.inputs).filter((path) => path.includes("node_modules/@aws-sdk"));
    expect(packages).toEqual([]);
  });

  test("takes along English alone of zod's languages", async () => {
    const languages = Object.keys(bundles.metafile.inputs).filter((path) => /zod\/v4\/locales\//.test(path));
    expect(languages.map((path) => path.split("/").at(-1))).toEqual(["en.js"]);
    expect(await call("speaks")).toContain("expected string");
  });

  test("takes along of the library of workbooks what writes one, and neither its streams nor its CSV", async () => {
    expect(await call("writes")).toBeGreaterThan(4_000);
    const packages = ["unzipper", "archiver", "fast-csv", "readable-stream"];
    const taken = Object.keys(bundles.metafile.inputs).filter((path) =>
      packages.some((name) => path.includes(`node_modules/${name}/`)),
    );
    expect(taken).toEqual([]);
  });

  test("writes minified code with its map beside it", () => {
    expect(readFileSync(bundleOf("shows"), "utf8").split("\n").length).toBeLessThan(10);
    expect(JSON.parse(readFileSync(`${bundleOf("shows")}.map`, "utf8")).sources).toContainEqual(
      expect.stringContaining("handler.tsx"),
    );
  });

  test("removes the bundles of functions that are no more", () => {
    expect(() => readFileSync(join(folder, "out/gone"))).toThrow("ENOENT");
  });
});

describe("the functions of the API", () => {
  const kindsMade = /\bkind:"(\w+)"/g;
  const rowsOfTables = /[{,](\w+):\[[45]\d\d,["`]/g;
  const named = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].flatMap(([, name]) => name ?? []);

  test("carry status and title of each refusal that their code makes", async () => {
    const product = await bundleFunctions({ from: repositoryBundles.from, to: join(folder, "product") });
    const own = product.functions
      .filter(({ name }) => Object.hasOwn(apiFunctions, name))
      .map(({ name, bundle }) => ({ name, text: readFileSync(bundle, "utf8") }))
      .map(({ name, text }) => ({ name, made: named(text, kindsMade), rows: new Set(named(text, rowsOfTables)) }));
    expect(own.map(({ name }) => name).toSorted()).toEqual(Object.keys(apiFunctions).toSorted());
    const refusals = new Set(own.flatMap(({ rows }) => [...rows]));
    expect(refusals.size).toBeGreaterThan(300);
    const without = own.flatMap(({ name, made, rows }) =>
      [...new Set(made)].filter((kind) => refusals.has(kind) && !rows.has(kind)).map((kind) => `${name}: ${kind}`),
    );
    expect(without).toEqual([]);
  });
});
