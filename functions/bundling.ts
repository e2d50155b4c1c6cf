import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { BuildOptions, Plugin } from "esbuild";

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

const leaveOut: Plugin = {
  name: "leave-out",
  setup: (build) => {
    build.onLoad({ filter: leftOutOfZod }, async ({ path }) => {
      const names = exportedNames(await readFile(path, "utf8"));
      return { contents: names.map(throwing).join("\n"), loader: "js" };
    });
    build.onLoad({ filter: leftOutOfExceljs }, () => ({ contents: leftOutClass, loader: "js" }));
    build.onResolve({ filter: nodeStreams }, () => ({ path: "node:stream", external: true }));
    build.onLoad({ filter: descriptionGenerator }, () => ({ contents: silentDescription, loader: "js" }));
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
  banner: { js: requireInModules },
  outExtension: { ".js": ".mjs" },
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  plugins: [englishErrorsOnly, leaveOut],
} as const satisfies BuildOptions;
