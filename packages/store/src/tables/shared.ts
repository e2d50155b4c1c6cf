import { type AccessPattern, type Key, pageKey, versionKey } from "../table.ts";

/** Keys and reads that every context has: its entries, its lists, its notes, what is unique. */
export const sharedKeys = {
  mine: (user: string, id: string): Key => ({ pk: `MY#${user}`, sk: id }),
  list: (callId: string, kind: string, version: number, page: number): Key => ({
    pk: `LIST#${callId}#${kind}#V${version}`,
    sk: pageKey(page),
  }),
  /** A list that its head names by its digest. */
  listByDigest: (callId: string, kind: string, sha256: string, page: number): Key => ({
    pk: `LIST#${callId}#${kind}#${sha256}`,
    sk: pageKey(page),
  }),
  unique: (kind: string, value: string): Key => ({ pk: `UNIQ#${kind}#${value}`, sk: "-" }),
  rights: (user: string): Key => ({ pk: `USER#${user}`, sk: "ACCESS" }),
  /** Twin of a note, under who wrote it: what a person wrote is found without a search when they ask for it, or leave. */
  wrote: (user: string, aggregate: string, version: number): Key => ({
    pk: `WROTE#${user}`,
    sk: `${aggregate}#${versionKey(version)}`,
  }),
  note: (aggregate: string, version: number): Key => ({ pk: `NOTE#${aggregate}`, sk: versionKey(version) }),
  pot: (pot: string): Key => ({ pk: `POT#${pot}`, sk: "POT" }),
  auditEntry: (aggregate: string, version: number): Key => ({ pk: `AUDIT#${aggregate}`, sk: versionKey(version) }),
  journalEntry: (aggregate: string, version: number): Key => ({ pk: `JRN#${aggregate}`, sk: versionKey(version) }),
} as const;

export const sharedPatterns = {
  myThings: {
    asks: "person: what is mine, by kind of id",
    owner: "proposals",
    table: "grants",
    pk: "MY#<user>",
    sk: "<prefix>*",
    itemsMax: 25,
  },
  sealedList: {
    asks: "officer: a sealed list, a page of 100 rows as one item; its first pages at once, later ones by number",
    owner: "evaluation",
    table: "grants",
    pk: "LIST#<callId>#<kind>#V<n>",
    sk: "P#*",
    itemsMax: 10,
  },
  uniqueness: {
    asks: "a registration: whether a PIC or a project number is taken",
    owner: "registry",
    table: "grants",
    pk: "UNIQ#<kind>#<value>",
    sk: "-",
    itemsMax: 1,
  },
  listByDigest: {
    asks: "officer: a ranking or an award list, a page of 100 rows as one item",
    owner: "evaluation",
    table: "grants",
    pk: "LIST#<callId>#<kind>#<sha256>",
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
    itemsMax: 1_000,
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
  notesByAuthor: {
    asks: "person: what I have written as a reason",
    owner: "registry",
    table: "people",
    pk: "WROTE#<user>",
    sk: "<aggregate>#V#<n8>",
    itemsMax: 100,
  },
  note: {
    asks: "person: a reason that I have given, with its salt",
    owner: "registry",
    table: "people",
    pk: "NOTE#<aggregate>",
    sk: "V#<n8>",
    itemsMax: 1,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
