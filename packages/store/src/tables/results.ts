import { type AccessPattern, type Key, padded } from "../table.ts";

export const resultKeys = {
  summaryReport: (proposalId: string): Key => ({ pk: `ESR#${proposalId}`, sk: "META" }),
  /** The words of one version. */
  summaryReportVersion: (proposalId: string, version: number): Key => ({
    pk: `ESR#${proposalId}`,
    sk: `V#${padded(version, 4)}`,
  }),
} as const;

export const resultPatterns = {
  summaryReport: {
    asks: "applicant, officer: the evaluation summary report of a proposal, and one of its versions",
    owner: "evaluation",
    table: "grants",
    pk: "ESR#<proposalId>",
    sk: "META, V#<n4>",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
