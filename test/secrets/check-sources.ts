import { createHash } from "node:crypto";
import { type Allowance, allowed } from "./allowed.ts";
import { findSecrets } from "./find-secrets.ts";

export type Source = { readonly path: string; readonly text: string };
export type Found = { readonly path: string; readonly line: number; readonly rule: string; readonly sha256: string };

const digestCharacters = 16;
const digestOf = (text: string): string =>
  createHash("sha256").update(text, "utf8").digest("hex").slice(0, digestCharacters);

/** A file that is no text: pictures, archives. */
const isText = ({ text }: Source): boolean => !text.slice(0, 8_000).includes("\0");

const covers = (allowance: Allowance, found: Found): boolean =>
  allowance.path === found.path && allowance.rule === found.rule && allowance.sha256 === found.sha256;

/** Secrets in these files that nobody allowed, and allowances of these files that allow nothing. */
export const checkSources = (
  sources: readonly Source[],
  allowances: readonly Allowance[] = allowed,
): { readonly findings: readonly Found[]; readonly stale: readonly Allowance[] } => {
  const found = sources
    .filter(isText)
    .flatMap(({ path, text }) =>
      findSecrets(text).map(({ rule, line, found: secret }) => ({ path, line, rule, sha256: digestOf(secret) })),
    );
  return {
    findings: found.filter((one) => !allowances.some((allowance) => covers(allowance, one))),
    stale: allowances.filter((allowance) => !found.some((one) => covers(allowance, one))),
  };
};
