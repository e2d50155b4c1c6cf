import { type AccessPattern, type Key, leafKey, versionKey } from "../table.ts";

export const evidenceKeys = {
  /** The right edge of the log, its newest head, and what waits: the one writer's lock. */
  log: (): Key => ({ pk: "SEAL#LOG", sk: "META" }),
  logKey: (): Key => ({ pk: "SEAL#KEY", sk: "META" }),
  /** The newest digest of the access log. */
  accessDigest: (): Key => ({ pk: "SEAL#ACCESS", sk: "META" }),
  /** Where in the log an entry is. */
  logPlace: (aggregate: string, version: number): Key => ({ pk: `SEAL#${aggregate}`, sk: versionKey(version) }),
  /** A proposal whose submissions wait for their seals. */
  pendingSeal: (proposalId: string): Key => ({ pk: "SEAL#RECEIPTS", sk: proposalId }),
  receiptSeal: (proposalId: string, version: number): Key => ({
    pk: `SEAL#RECEIPT#${proposalId}`,
    sk: versionKey(version),
  }),
  logLeaves: (day: string, from: number): Key => ({ pk: `LOG#${day}`, sk: `LEAVES#${leafKey(from)}` }),
  treeHead: (day: string, size: number): Key => ({ pk: `LOG#${day}`, sk: `HEAD#${leafKey(size)}` }),
  timeStamp: (day: string, size: number): Key => ({ pk: `LOG#${day}`, sk: `STAMP#${leafKey(size)}` }),
  /** Roots of 32 neighbouring subtrees, written when the last of them is complete. */
  logTile: (level: number, index: number): Key => ({ pk: `LOG#TILE${level}`, sk: leafKey(index) }),
  night: (on: string): Key => ({ pk: "NIGHTS", sk: on }),
  nightFinding: (on: string, aggregate: string): Key => ({ pk: `NIGHT#${on}`, sk: aggregate }),
  /** A night that the auditors are not told of yet. */
  nightNews: (on: string, because: string): Key => ({ pk: "NIGHTNEWS", sk: `${on}#${because}` }),
} as const;

export const evidencePatterns = {
  log: {
    asks: "seal-ledger, bundle: the edge of the log and the key that signs it",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#LOG, SEAL#KEY, SEAL#ACCESS",
    sk: "META",
    itemsMax: 1,
  },
  logPlaces: {
    asks: "seal-ledger: the last entry of an aggregate that is in the log; bundle: where all of them are",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#<aggregate>",
    sk: "V#*",
    itemsMax: 1_000,
  },
  pendingSeals: {
    asks: "seal-ledger: proposals whose submissions wait for their seals",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#RECEIPTS",
    sk: "<propId>",
    itemsMax: 500,
  },
  receiptSeals: {
    asks: "member: the sealed receipts of a proposal; seal-ledger: which are there",
    owner: "transparency",
    table: "grants",
    pk: "SEAL#RECEIPT#<propId>",
    sk: "V#*",
    itemsMax: 100,
  },
  treeHeads: {
    asks: "public, bundle: tree heads of a day, also the first that is larger than a place",
    owner: "transparency",
    table: "ledger",
    pk: "LOG#<yyyymmdd>",
    sk: "HEAD#<n12> range, STAMP#<n12> range",
    itemsMax: 100,
  },
  logTiles: {
    asks: "bundle: tiles of the log from which a proof is computed, by their keys",
    owner: "transparency",
    table: "ledger",
    pk: "LOG#TILE<level>",
    sk: "<n12>",
    itemsMax: 1,
  },
  logLeaves: {
    asks: "replay-decisions: what came into the log on a day, from a place on",
    owner: "transparency",
    table: "ledger",
    pk: "LOG#<yyyymmdd>",
    sk: "LEAVES#<n12> range",
    itemsMax: 1_000,
  },
  nights: {
    asks: "auditor: the nights on which decisions were computed once more, the latest first; replay-decisions: the latest",
    owner: "transparency",
    table: "grants",
    pk: "NIGHTS",
    sk: "<on>",
    itemsMax: 50,
  },
  nightFindings: {
    asks: "auditor: what one night found",
    owner: "transparency",
    table: "grants",
    pk: "NIGHT#<on>",
    sk: "<aggregate>",
    itemsMax: 100,
  },
  nightNews: {
    asks: "replay-decisions: nights that the auditors are not told of yet",
    owner: "transparency",
    table: "grants",
    pk: "NIGHTNEWS",
    sk: "<on>#<because>",
    itemsMax: 100,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
