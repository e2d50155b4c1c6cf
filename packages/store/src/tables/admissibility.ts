import { type AccessPattern, type Key } from "../table.ts";

export const admissibilityKeys = {
  admissibility: (proposalId: string): Key => ({ pk: `ADM#${proposalId}`, sk: "META" }),
  /** What was found, asked and decided on a proposal, at each of its versions. */
  admissibilityFile: (proposalId: string, sha256: string): Key => ({ pk: `ADM#${proposalId}`, sk: `FILE#${sha256}` }),
} as const;

export const admissibilityPatterns = {
  admissibility: {
    asks: "officer, applicant: whether a proposal is admitted, a ranking: those of its proposals",
    owner: "admissibility",
    table: "grants",
    pk: "ADM#<proposalId>",
    sk: "META",
    itemsMax: 1,
  },
  admissibilityFile: {
    asks: "officer, applicant: what was found, asked and decided, as the head names it",
    owner: "admissibility",
    table: "grants",
    pk: "ADM#<proposalId>",
    sk: "FILE#<sha256>",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
