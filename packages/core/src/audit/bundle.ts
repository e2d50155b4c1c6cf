import { z } from "zod";
import { SignedHead } from "./tree-head.ts";

/** The files of an evidence bundle. Those with lines are written as in a whole export: digest, tab, the bytes that were hashed. */
export const bundleFiles = {
  about: "bundle.json",
  audit: "audit.tsv",
  journal: "journal.tsv",
  heads: "heads.tsv",
  proofs: "log/inclusion.json",
  treeHeads: "log/heads.json",
  growth: "log/consistency.json",
  timeStamps: "log/time-stamps.json",
  ballots: "ballots.json",
  disclosed: "disclosed.json",
} as const;

const size = z.int().min(0);
const path = z.array(z.string()).max(64);

export const AboutBundle = z.object({ v: z.literal(1), aggregate: z.string(), madeAt: z.string(), logSize: size });
export const BundleProofs = z.array(z.object({ aggregate: z.string(), version: z.int(), index: size, path }));
export type BundleProofs = z.infer<typeof BundleProofs>;
export const BundleHeads = z.array(SignedHead);
export const BundleGrowth = z.array(z.object({ first: size, second: size, path }));
export const BundleTimeStamps = z.array(z.object({ size, token: z.string() }));
/** Words that stand behind commitments, given to whoever may read them: salt and value give the digest in the entry. */
export const BundleDisclosed = z.array(
  z.object({ aggregate: z.string(), version: z.int(), name: z.string(), salt: z.string(), value: z.string() }),
);
export type BundleDisclosed = z.infer<typeof BundleDisclosed>;

/** What closed ballots were counted on: their heads name it by digests. */
export const BundleBallots = z.array(z.object({ ballotId: z.string(), papers: z.json() }));

/** Texts by the names of their files. */
export type BundleTexts = ReadonlyMap<string, string>;
