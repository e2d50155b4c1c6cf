import type { AggregateContext } from "./contexts.ts";

/** The five tables and what each promises (DATA §1). */
export type TableKey = "grants" | "ledger" | "people" | "views" | "sessions";
export type TableNames = Readonly<Record<TableKey, string>>;

export type TableDefinition = {
  readonly key: TableKey;
  /** Only `ledger` has a stream: typing makes no events, and the one stream holds evidence only. */
  readonly stream: boolean;
  readonly ttlAttribute?: string;
  /** Days of point-in-time recovery; 0 where the table is rebuilt or short-lived. */
  readonly recoveryDays: number;
};

export const tableDefinitions: readonly TableDefinition[] = [
  { key: "grants", stream: false, recoveryDays: 35 },
  { key: "ledger", stream: true, recoveryDays: 35 },
  { key: "people", stream: false, recoveryDays: 35 },
  { key: "views", stream: false, ttlAttribute: "expiresAt", recoveryDays: 0 },
  { key: "sessions", stream: false, ttlAttribute: "expiresAt", recoveryDays: 0 },
];

export type Key = { readonly pk: string; readonly sk: string };

/** Numbers in keys are padded to a named width, so that they sort as text; one that is wider would sort before smaller ones. */
export const padded = (value: number, digits: number) => {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** digits)
    throw new RangeError(`${value} does not fit a key of ${digits} digits.`);
  return `${value}`.padStart(digits, "0");
};
/** The last version that has a key. */
export const versionMax = 99_999_999;
export const versionKey = (version: number) => `V#${padded(version, 8)}`;
export const contentVersionKey = (version: number) => `V#${padded(version, 4)}`;
export const shardKey = (shard: number) => padded(shard, 2);
export const pageKey = (page: number) => `P#${padded(page, 4)}`;
export const leafKey = (place: number) => padded(place, 12);

/**
 * A read of the house (DESIGN §4.10). A query without a row is not written; nothing scans. Keys and rows stand in `tables/`, a file for
 * each context: `pk` begins with a prefix that one context owns, prefixes are a permission boundary (DATA §9), and a function carries
 * those of its own context. Change them, the page of access patterns and DATA.md together.
 */
export type AccessPattern = {
  /** Who asks, in words. */
  readonly asks: string;
  readonly owner: AggregateContext;
  readonly table: TableKey;
  readonly pk: string;
  /** A key, a prefix ending in `*`, or a range. */
  readonly sk: string;
  /** Items of one answer; a query reads no more than this in a page. */
  readonly itemsMax: number;
};
