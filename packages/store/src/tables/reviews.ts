import { type AccessPattern, type Key } from "../table.ts";

export const reviewKeys = {
  review: (proposalId: string): Key => ({ pk: `RVW#${proposalId}`, sk: "META" }),
  reviewFile: (proposalId: string, sha256: string): Key => ({ pk: `RVW#${proposalId}`, sk: `FILE#${sha256}` }),
  reviewOfCall: (callId: string, proposalId: string): Key => ({ pk: `RVWOF#${callId}`, sk: proposalId }),
} as const;

export const reviewPatterns = {
  review: {
    asks: "applicant, officer: the review of a proposal's evaluation",
    owner: "evaluation",
    table: "grants",
    pk: "RVW#<proposalId>",
    sk: "META, FILE#<sha256>",
    itemsMax: 1,
  },
  reviewsOfCall: {
    asks: "officer: the reviews that applicants of a call asked for",
    owner: "evaluation",
    table: "grants",
    pk: "RVWOF#<callId>",
    sk: "<proposalId>",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
