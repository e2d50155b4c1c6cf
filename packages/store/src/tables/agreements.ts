import { type AccessPattern, type Key } from "../table.ts";

export const agreementKeys = {
  agreement: (agreementId: string): Key => ({ pk: `AGR#${agreementId}`, sk: "META" }),
  dataSheet: (agreementId: string, version: number): Key => ({ pk: `AGR#${agreementId}`, sk: `SHEET#V${version}` }),
  /** Twin of an agreement, under its call and under its coordinator. */
  agreementRow: (owner: string, agreementId: string): Key => ({ pk: `AGRBY#${owner}`, sk: agreementId }),
} as const;

export const agreementPatterns = {
  agreementHead: {
    asks: "coordinator, officer: an agreement's head",
    owner: "agreements",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "META",
    itemsMax: 1,
  },
  dataSheet: {
    asks: "coordinator, officer, payment: the terms of an agreement, by version",
    owner: "agreements",
    table: "grants",
    pk: "AGR#<agreementId>",
    sk: "SHEET#V<n>",
    itemsMax: 1,
  },
  agreementRows: {
    asks: "officer, coordinator: the agreements of a call or of an organisation",
    owner: "agreements",
    table: "grants",
    pk: "AGRBY#<callId or organisationId>",
    sk: "<agreementId>",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
