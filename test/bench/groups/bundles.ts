import { stat } from "node:fs/promises";
import { apiFunctions } from "@grants/contract/api-functions";
import { bundleFunctions } from "@grants/local/build";
import type { Group } from "../row.ts";

const group = "bundles";
/** The function that makes PDFs carries what shapes letters: nobody waits for it but who asks for a document. */
const documentsBundleBytesMax = 1_500_000;
/** Minified, with the AWS SDK left to the runtime. */
const apiBundleBytesMax = 400_000;

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
      bound: name === "documents" ? documentsBundleBytesMax : apiBundleBytesMax,
    })),
  );
};
