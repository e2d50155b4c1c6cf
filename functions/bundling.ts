import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { z } from "zod";

/** A deployable function: a folder with a handler. */
export type FunctionEntry = { readonly name: string; readonly entryPoint: string };

export const listFunctions = (folder: string): FunctionEntry[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const handlers = ["handler.ts", "handler.tsx"].map((file) => join(folder, name, file));
      const entryPoint = handlers.find((file) => existsSync(file));
      return entryPoint === undefined ? [] : [{ name, entryPoint }];
    })
    .toSorted((left, right) => (left.name < right.name ? -1 : 1));

/** Scripts that a function runs in threads of their own, beside its bundle. */
export const listThreads = (folder: string): FunctionEntry[] =>
  listFunctions(folder).flatMap(({ name }) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith("-thread.ts"))
      .map((file) => ({ name: `${name}/${file.replace(/\.ts$/, "")}`, entryPoint: join(folder, name, file) })),
  );

/** Half of a bundle would be zod's error messages in fifty languages. The API speaks in codes; people are spoken to by the portal. */
const englishErrorsOnly: Plugin = {
  name: "english-errors-only",
  setup: (build) => {
    build.onResolve({ filter: /(?:^zod\/v4\/locales|\/locales\/index\.js)$/ }, ({ path, importer, resolveDir }) => {
      const isZod = path.startsWith("zod/") || /[\\/]zod[\\/]v4[\\/]/.test(importer);
      return isZod ? { path: "zod-locales", namespace: "english-errors-only", pluginData: resolveDir } : undefined;
    });
    build.onLoad({ filter: /.*/, namespace: "english-errors-only" }, ({ pluginData }) => ({
      contents: 'export { default as en } from "zod/v4/locales/en.js";',
      resolveDir: String(pluginData),
    }));
  },
};

/**
 * Parts of zod that nothing here calls and that its one namespace drags in, and the generator of the API's description, which is written
 * when the functions are built: 90 kB of each bundle. Called after all, they throw.
 */
const leftOutOfZod =
  /[\\/]zod[\\/]v4[\\/](?:core[\\/](?:compile|to-json-schema|json-schema-processors)|classic[\\/]from-json-schema)\.js$/;
const descriptionGenerator = /[\\/]@asteasolutions[\\/]zod-to-openapi[\\/]dist[\\/]index\.(?:cjs|mjs)$/;

const exportedNames = (source: string): readonly string[] =>
  [...source.matchAll(/^export (?:(?:async )?(?:function|class|const) |\{ \w+ as )(\w+)/gm)].flatMap(
    ([, name]) => name ?? [],
  );

/** Some are called while a schema is made, with nothing to do yet: those give back a function that throws. */
const throwing = (name: string): string => {
  const refuse = `() => { throw new Error("${name} is left out of this bundle."); }`;
  const stub = name.startsWith("create") ? `() => ${refuse}` : refuse;
  return `const stub_${name} = ${stub}; export { stub_${name} as ${name} };`;
};

/** Routes are registered as they are defined; without a generator nobody asks for them. */
const silentDescription = `
  class Registry { definitions = []; registerPath() {} registerComponent() {} register() {} }
  class Generator { generateDocument() { throw new Error("The API's description is a file."); } }
  module.exports = {
    OpenAPIRegistry: Registry, OpenApiGeneratorV3: Generator, OpenApiGeneratorV31: Generator,
    extendZodWithOpenApi() {}, getOpenApiMetadata() { return {}; },
  };`;

/** Of the library that writes workbooks: streaming, CSV and what they unpack with. Called after all, they throw. */
const leftOutOfExceljs = /[\\/]exceljs[\\/]lib[\\/](?:stream[\\/]xlsx[\\/]workbook-(?:reader|writer)|csv[\\/]csv)\.js$/;
const leftOutClass =
  'module.exports = class { constructor() { throw new Error("This is left out of this bundle."); } };';
/** Node's own streams in the place of copies of them. */
const nodeStreams = /^readable-stream$/;
/** What each pattern is asked for, whose it is and how its sort keys look: for the page of access patterns, and for nothing that runs. */
const patternWords = /^ {4}(?:(?:asks|owner):\s+"[^"]*",$|sk:\s+"[^"]*",$(?=\n {4}itemsMax:))/gm;

/**
 * Of the dated parameters nothing that runs reads what the table says of itself, in which words a row names its unit and its source, nor what
 * samples say beside their rows: 5 kB of each bundle. Whoever looks a row up finds all of it in the repository, by its key.
 */
const ParameterTable = z.object({
  parameters: z.array(z.looseObject({}).transform(({ note: _note, ...row }) => ({ ...row, unit: "", source: "" }))),
  samples: z.record(z.string(), z.object({ rows: z.array(z.json()) })),
});

const leaveOut: Plugin = {
  name: "leave-out",
  setup: (build) => {
    build.onLoad({ filter: /[\\/]store[\\/]src[\\/]tables[\\/]\w+\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replaceAll(patternWords, ""),
      loader: "ts",
    }));
    build.onLoad({ filter: /[\\/]core[\\/]src[\\/]reference[\\/]parameters\.json$/ }, async ({ path }) => ({
      contents: JSON.stringify(ParameterTable.parse(JSON.parse(await readFile(path, "utf8")))),
      loader: "json",
    }));
    build.onLoad({ filter: leftOutOfZod }, async ({ path }) => {
      const names = exportedNames(await readFile(path, "utf8"));
      return { contents: names.map(throwing).join("\n"), loader: "js" };
    });
    build.onLoad({ filter: leftOutOfExceljs }, () => ({ contents: leftOutClass, loader: "js" }));
    build.onResolve({ filter: nodeStreams }, () => ({ path: "node:stream", external: true }));
    build.onLoad({ filter: descriptionGenerator }, () => ({ contents: silentDescription, loader: "js" }));
  },
};

const importOfZ = /import \{([^}]*)\} from "(zod|@hono\/zod-openapi)";/g;

/** `import { z } from "zod"` is one value with all of zod in it; as a namespace, it holds what is called: 40 kB less of each bundle. */
const zByName = (source: string): string =>
  source.replaceAll(importOfZ, (whole, listed: string, from: string) => {
    const names = listed.split(",").map((name) => name.trim());
    if (!names.includes("z")) return whole;
    const others = names.filter((name) => name !== "z" && name !== "");
    const rest = others.length === 0 ? "" : `import { ${others.join(", ")} } from "${from}"; `;
    return `${rest}import * as z from "zod";`;
  });

const ownSources = /[\\/](?:packages[\\/]\w+[\\/]src|functions)[\\/].*\.tsx?$/;
const openApiLibrary = /[\\/]@hono[\\/]zod-openapi[\\/]dist[\\/]index\.mjs$/;

const zodByName: Plugin = {
  name: "zod-by-name",
  setup: (build) => {
    build.onLoad({ filter: ownSources }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = zByName(source);
      return contents === source ? undefined : { contents, loader: path.endsWith("x") ? "tsx" : "ts" };
    });
    // It gives its `z` to a generator that is left out, and hands it on to nobody here.
    build.onLoad({ filter: openApiLibrary }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source
        .replace('import { z } from "zod";', "")
        .replace("extendZodWithOpenApi(z);", "")
        .replace(/, z \};\s*$/m, " };");
      return { contents, loader: "js" };
    });
  },
};

/** Libraries that are CommonJS inside may call `require`, which an ES module has to make for itself. */
const requireInModules =
  'import { createRequire as createModuleRequire } from "node:module"; const require = createModuleRequire(import.meta.url);';

/** How a function becomes one file, here and in the cloud. The AWS SDK is left to Lambda's runtime, which has it. */
export const bundleOptions = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node24",
  minify: true,
  sourcemap: "external",
  external: ["@aws-sdk/*", "@smithy/*"],
  // Its other form is CommonJS, of which nothing can be left out.
  alias: { jsvat: "jsvat/lib/es6/index.js" },
  banner: { js: requireInModules },
  outExtension: { ".js": ".mjs" },
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  plugins: [englishErrorsOnly, leaveOut, zodByName],
} as const satisfies BuildOptions;
