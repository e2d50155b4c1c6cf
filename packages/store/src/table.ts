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
const padded = (value: number, digits: number) => {
  if (!Number.isSafeInteger(value) || value < 0 || value >= 10 ** digits)
    throw new RangeError(`${value} does not fit a key of ${digits} digits.`);
  return `${value}`.padStart(digits, "0");
};
export const versionKey = (version: number) => `V#${padded(version, 8)}`;
export const contentVersionKey = (version: number) => `V#${padded(version, 4)}`;
export const shardKey = (shard: number) => padded(shard, 2);
export const pageKey = (page: number) => `P#${padded(page, 4)}`;

/**
 * Every key of the house. `pk` begins with a prefix that one context owns: prefixes are a permission boundary (DATA §9).
 * Change this, the page of access patterns and DATA.md together.
 */
export const keys = {
  call: (callId: string): Key => ({ pk: `CALL#${callId}`, sk: "HEAD" }),
  callVersion: (callId: string, version: number): Key => ({ pk: `CALL#${callId}`, sk: contentVersionKey(version) }),
  publicCall: (closesAt: string, callId: string): Key => ({ pk: "PUB#CALLS", sk: `${closesAt}#${callId}` }),

  proposal: (proposalId: string): Key => ({ pk: `PROP#${proposalId}`, sk: "META" }),
  part: (proposalId: string, path: string): Key => ({ pk: `PROP#${proposalId}`, sk: `PART#${path}` }),
  member: (proposalId: string, user: string): Key => ({ pk: `PROP#${proposalId}`, sk: `MEMBER#${user}` }),
  mine: (user: string, id: string): Key => ({ pk: `MY#${user}`, sk: id }),
  register: (callId: string, shard: number, proposalId: string): Key => ({
    pk: `REG#${callId}#${shardKey(shard)}`,
    sk: proposalId,
  }),
  list: (callId: string, kind: string, version: number, page: number): Key => ({
    pk: `LIST#${callId}#${kind}#V${version}`,
    sk: pageKey(page),
  }),

  rights: (user: string): Key => ({ pk: `USER#${user}`, sk: "ACCESS" }),
  note: (aggregate: string, version: number): Key => ({ pk: `NOTE#${aggregate}`, sk: versionKey(version) }),

  pot: (pot: string): Key => ({ pk: `POT#${pot}`, sk: "POT" }),
  auditEntry: (aggregate: string, version: number): Key => ({ pk: `AUDIT#${aggregate}`, sk: versionKey(version) }),
  journalEntry: (aggregate: string, version: number): Key => ({ pk: `JRN#${aggregate}`, sk: versionKey(version) }),
} as const;

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

/** Every read of the house (DESIGN §4.10). A query without a row is not written; nothing scans. */
export const accessPatterns = {
  callByName: {
    asks: "public: one call as published",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "HEAD",
    itemsMax: 1,
  },
  callVersion: {
    asks: "public, officer: a version of a call, also years later",
    owner: "calls",
    table: "grants",
    pk: "CALL#<callId>",
    sk: "V#<n4>",
    itemsMax: 1,
  },
  publicCalls: {
    asks: "public: calls by closing instant",
    owner: "calls",
    table: "grants",
    pk: "PUB#CALLS",
    sk: "<closesAt>#<callId> range",
    itemsMax: 100,
  },
  proposalHead: {
    asks: "member, officer: a proposal's head",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "META",
    itemsMax: 1,
  },
  proposalMember: {
    asks: "is this person a member",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "MEMBER#<user>",
    itemsMax: 1,
  },
  proposalParts: {
    asks: "member: the whole draft in one query",
    owner: "proposals",
    table: "grants",
    pk: "PROP#<proposalId>",
    sk: "PART#*",
    itemsMax: 1000,
  },
  myThings: {
    asks: "person: what is mine, by kind of id",
    owner: "proposals",
    table: "grants",
    pk: "MY#<user>",
    sk: "<prefix>*",
    itemsMax: 25,
  },
  registerShard: {
    asks: "close-calls, officer: the register of a call, by shard",
    owner: "proposals",
    table: "grants",
    pk: "REG#<callId>#<s2>",
    sk: "<proposalId>",
    itemsMax: 100,
  },
  sealedList: {
    asks: "officer: a sealed list, a page of 100 rows as one item",
    owner: "evaluation",
    table: "grants",
    pk: "LIST#<callId>#<kind>#V<n>",
    sk: "P#<n4>",
    itemsMax: 1,
  },
  rights: {
    asks: "every request: what may this person do",
    owner: "registry",
    table: "people",
    pk: "USER#<user>",
    sk: "ACCESS",
    itemsMax: 1,
  },
  pot: {
    asks: "verify-ledger, officer: what is left of a pot",
    owner: "cofunding",
    table: "grants",
    pk: "POT#<pot>",
    sk: "POT",
    itemsMax: 1,
  },
  auditTrail: {
    asks: "auditor: the timeline of an aggregate",
    owner: "transparency",
    table: "ledger",
    pk: "AUDIT#<aggregate>",
    sk: "V#*",
    itemsMax: 100,
  },
  auditEntry: {
    asks: "a repeated request: the entry that its version produced",
    owner: "transparency",
    table: "ledger",
    pk: "AUDIT#<aggregate>",
    sk: "V#<n8>",
    itemsMax: 1,
  },
  journal: {
    asks: "auditor: the postings of an aggregate",
    owner: "transparency",
    table: "ledger",
    pk: "JRN#<aggregate>",
    sk: "V#*",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
