import { stat } from "node:fs/promises";
import { apiFunctions } from "@grants/contract/api-functions";
import { bundleFunctions } from "@grants/local/build";
import type { Group } from "../row.ts";

const group = "bundles";
/** Minified, with the AWS SDK left to the runtime. */
const apiBundleBytesMax = 400_000;
/** The library that writes workbooks is half of it; it is in this function so that no other one starts with it (ADR 21). */
const bundleBytesMax: Readonly<Record<string, number>> = {
  spreadsheets: 800_000,
  // It carries what shapes letters: nobody waits for it but who asks for a document (ADR 23).
  documents: 1_500_000,
};

export const bundles: Group = async () => {
  const { functions } = await bundleFunctions();
  const own = functions.filter(({ name }) => name in apiFunctions);
  return Promise.all(
    own.map(async ({ name, bundle }) => ({
      group,
      name,
      instrument: "bytes" as const,
      figure: (await stat(bundle)).size,
      baseline: null,
      bound: bundleBytesMax[name] ?? apiBundleBytesMax,
    })),
  );
};
