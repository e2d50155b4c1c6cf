import type { Sha256, Sha256OfBytes } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import { chainStart, hashOfBody } from "./entry.ts";
import type { LedgerEntry, LogRow, LogStore } from "./log-store.ts";
import { appendLeaves } from "./log-tiles.ts";
import { readLink } from "./read-link.ts";

/** Leaves of one transaction, beside the state of the log, the batch itself and the tiles that they fill (at most 100 items). */
export const leavesPerBatchMax = 80;
/** Runs of the worker that were first, until this one gives up and its event comes again. */
const attemptsMax = 20;

/** An entry that must not be sealed: it is not what its digest or its predecessor says, or its predecessor is gone. Somebody must look. */
export type HeldEntry = {
  readonly aggregate: string;
  readonly version: number;
  readonly because: "VersionMissing" | "BodyDoesNotMatchHash" | "ChainDoesNotLink";
};

export type Appended = { readonly appended: number; readonly held: readonly HeldEntry[] };

type Deps = { readonly log: LogStore; readonly sha256: Sha256; readonly sha256OfBytes: Sha256OfBytes };
type Due = { readonly rows: readonly LogRow[]; readonly held: HeldEntry | null };

const faultOf = (sha256: Sha256, { body, hash }: LedgerEntry, before: LogRow): HeldEntry["because"] | null => {
  if (hashOfBody(sha256, body) !== hash) return "BodyDoesNotMatchHash";
  const link = readLink(body);
  if (link?.aggregate !== before.aggregate || link.version !== before.version + 1) return "VersionMissing";
  return link.prevHash === before.hash ? null : "ChainDoesNotLink";
};

/** Entries that follow on the last sealed one, each its predecessor's, up to the first that does not. */
const dueOf = (sha256: Sha256, last: LogRow, entries: readonly LedgerEntry[]): Due => {
  const rows: LogRow[] = [];
  let before = last;
  for (const entry of entries) {
    const { aggregate } = last;
    const because = faultOf(sha256, entry, before);
    if (because !== null) return { rows, held: { aggregate, version: before.version + 1, because } };
    before = { aggregate, version: entry.version, hash: entry.hash };
    rows.push(before);
  }
  return { rows, held: null };
};

const byVersion = (left: LedgerEntry, right: LedgerEntry): number => left.version - right.version;

/** What of one aggregate is due: the entries at hand, or, where these leave a gap, all that the ledger holds behind the last sealed one. */
const dueOfAggregate = async ({ log, sha256 }: Deps, last: LogRow, found: readonly LedgerEntry[]): Promise<Due> => {
  const fresh = [...new Map(found.map((entry) => [entry.version, entry])).values()]
    .filter(({ version }) => version > last.version)
    .toSorted(byVersion);
  if (fresh.length === 0) return { rows: [], held: null };
  const isWithoutGap = fresh.every(({ version }, place) => version === last.version + 1 + place);
  const entries = isWithoutGap ? fresh : await log.entriesAfter(last.aggregate, last.version);
  return dueOf(sha256, last, entries);
};

const findDue = async (deps: Deps, found: ReadonlyMap<string, readonly LedgerEntry[]>): Promise<readonly Due[]> => {
  const sealed = await deps.log.lastSealed([...found.keys()]);
  return Promise.all(
    [...found].map(([aggregate, entries]) => {
      const none = { aggregate, version: 0, hash: chainStart(deps.sha256, aggregate) };
      return dueOfAggregate(deps, sealed.get(aggregate) ?? none, entries);
    }),
  );
};

/** Appends batch by batch until all is in, or somebody else was first: how many are in, and whether it was all. */
const appendRows = async ({ log, sha256OfBytes }: Deps, rows: readonly LogRow[], at: Instant): Promise<number> => {
  let state = await log.loadLog();
  let done = 0;
  while (done < rows.length) {
    const batch = rows.slice(done, done + leavesPerBatchMax);
    const grown = appendLeaves(
      sha256OfBytes,
      state.edge,
      batch.map(({ hash }) => hash),
    );
    // oxlint-disable-next-line no-await-in-loop -- a batch stands on the edge that the one before left.
    if ((await log.append(state, { rows: batch, ...grown, at })) === "moved") return done;
    state = { ...state, version: state.version + 1, edge: grown.edge };
    done += batch.length;
  }
  return done;
};

/**
 * Appends entries to the one log, each exactly once and an aggregate's in the order of their versions, however the stream brings them: late,
 * twice, in any order, or with some lost on the way, which are then read from the ledger (DATA §4). What is not what its chain says is held
 * back and told.
 */
export const appendToLog = async (
  deps: Deps,
  { entries, at }: { readonly entries: readonly LedgerEntry[]; readonly at: Instant },
): Promise<Appended> => {
  const found = Map.groupBy(entries, ({ aggregate }) => aggregate);
  let appended = 0;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each attempt looks again, since somebody else was first.
    const due = await findDue(deps, found);
    const rows = due.flatMap((one) => one.rows);
    // oxlint-disable-next-line no-await-in-loop -- the same.
    const done = rows.length === 0 ? 0 : await appendRows(deps, rows, at);
    appended += done;
    if (done === rows.length) return { appended, held: due.flatMap(({ held }) => held ?? []) };
  }
  throw new Error("The log is written by others all the time.");
};
