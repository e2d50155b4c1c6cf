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

/** Parts of zod that nothing here calls and that its one namespace drags in: 40 kB of each bundle. Called after all, they throw. */
const leftOutOfZod: Plugin = {
  name: "left-out-of-zod",
  setup: (build) => {
    const leftOut = /[\\/]zod[\\/]v4[\\/](?:core[\\/]compile|classic[\\/]from-json-schema)\.js$/;
    build.onLoad({ filter: leftOut }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const names = [...source.matchAll(/^export (?:async )?(?:function|class|const) (\w+)/gm)].map(([, name]) => name);
      const stubs = names.map(
        (name) => `export const ${name} = function () { throw new Error("${name} is left out of this bundle."); };`,
      );
      return { contents: stubs.join("\n"), loader: "js" };
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
  banner: { js: requireInModules },
  outExtension: { ".js": ".mjs" },
  jsx: "automatic",
  jsxImportSource: "hono/jsx",
  plugins: [englishErrorsOnly, leftOutOfZod],
} as const satisfies BuildOptions;
