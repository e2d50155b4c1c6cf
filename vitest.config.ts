import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { LongFilesFirst } from "./test/support/long-files-first.ts";

export default defineConfig({
  // Stryker's sandbox links node_modules to the original; without this alias, mutants in packages/ are never imported.
  resolve: {
    alias: [
      { find: /^@grants\/([^/]+)\/(.+)\.tsx$/, replacement: `${import.meta.dirname}/packages/$1/src/$2.tsx` },
      { find: /^@grants\/([^/]+)\/(.+)$/, replacement: `${import.meta.dirname}/packages/$1/src/$2.ts` },
    ],
  },
  oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
  test: {
    include: ["packages/**/*.test.{ts,tsx}", "test/**/*.test.ts"],
    reporters: process.env["CI"] === undefined ? ["default"] : ["default", "json"],
    outputFile: { json: "reports/tests.json" },
    // Ends what hangs. How fast something is belongs to the bench, not to a test on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // The files of a process share modules and browser: nothing in the house keeps a state beside its arguments.
    isolate: false,
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongFilesFirst },
  },
});
