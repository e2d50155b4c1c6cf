import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Sha256OfBytes } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import { BallotId, type BallotPapers } from "../governance/ballot.ts";
import type { ExportedPosting } from "../ledger/verify-ledger.ts";
import { type BundleProofs, type BundleTexts, bundleFiles } from "./bundle.ts";
import { AuditBody } from "./entry.ts";
import type { LedgerEntry, LogState } from "./log-store.ts";
import { type Tile, type TilePlace, hashRanges, tilesFor } from "./log-tiles.ts";
import { type LeafRange, consistencyRanges, inclusionRanges } from "./merkle-tree.ts";
import type { AggregateNotFound } from "./read-audit-trail.ts";
import type { SignedHead } from "./tree-head.ts";

/** Entries of a bundle, those of the terms that its decisions were taken on included. */
export const bundleEntriesMax = 5_000;
/** Documents that decisions of one aggregate were taken on. */
const termsMax = 50;

export type BundleTooLarge = {
  readonly kind: "BundleTooLarge";
  readonly entriesMax: number;
};

export type PlacedEntry = LedgerEntry & { readonly place: { readonly index: number; readonly day: string } | null };
export type AggregateEvidence = {
  readonly entries: readonly PlacedEntry[];
  readonly journal: readonly ExportedPosting[];
};
/** What a closed ballot was counted on, and the votes and delegations that entered it, by their ids. */
export type BallotEvidence = { readonly papers: BallotPapers; readonly entered: readonly string[] };
export type KeptHead = { readonly size: number; readonly signed: SignedHead; readonly token: string | null };

export type EvidenceStore = {
  loadRights(caller: UserId): Promise<Rights | null>;
  loadLog(): Promise<LogState>;
  /** Entries with their places in the log, and postings; at most `entriesMax + 1` of each, so that more are seen to be too many. */
  loadEvidence(aggregate: string, entriesMax: number): Promise<AggregateEvidence>;
  /** `null` where a ballot is not closed: until then nobody is told who voted how. */
  loadBallot(ballotId: BallotId): Promise<BallotEvidence | null>;
  /** The chain of the keys that signed the heads. */
  readonly keyAggregate: string;
  /** The first head that holds the leaf, searched from the day on which it was appended. */
  findHead(place: { readonly index: number; readonly day: string }): Promise<KeptHead | null>;
  loadHead(place: { readonly size: number; readonly day: string }): Promise<KeptHead | null>;
  loadTiles(places: readonly TilePlace[]): Promise<readonly Tile[]>;
};

export type EvidenceBundle = { readonly aggregate: string; readonly texts: BundleTexts };
type Deps = { readonly evidence: EvidenceStore; readonly sha256OfBytes: Sha256OfBytes };
type Ask = { readonly aggregate: string; readonly caller: UserId; readonly now: Instant };

/** The documents that any of these decisions was taken on. */
const termsOf = (entries: readonly LedgerEntry[]): readonly string[] => [
  ...new Set(entries.flatMap(({ body }) => Object.keys(AuditBody.parse(JSON.parse(body)).terms))),
];

const loadBallots = async ({ evidence }: Deps, aggregate: string) => {
  const { data: ballotId } = BallotId.safeParse(aggregate);
  const ballot = ballotId === undefined ? null : await evidence.loadBallot(ballotId);
  return ballot === null ? [] : [{ ballotId: aggregate, ...ballot }];
};

const loadChains = async (deps: Deps, aggregate: string) => {
  const { evidence } = deps;
  const [own, ballots] = await Promise.all([
    evidence.loadEvidence(aggregate, bundleEntriesMax),
    loadBallots(deps, aggregate),
  ]);
  const others = [...termsOf(own.entries), evidence.keyAggregate].filter((id) => id !== aggregate).slice(0, termsMax);
  const entered = ballots.flatMap((ballot) => ballot.entered);
  const wanted = [...new Set([...others, ...entered])];
  const found = await Promise.all(wanted.map((id) => evidence.loadEvidence(id, bundleEntriesMax)));
  const all = [own, ...found];
  const entries = all.flatMap((chain) => chain.entries);
  return { own, entries, journal: all.flatMap(({ journal }) => journal), ballots };
};

const sealedWithin = (size: number, entries: readonly PlacedEntry[]) =>
  entries.flatMap(({ aggregate, version, place }) =>
    place === null || place.index >= size ? [] : [{ aggregate, version, index: place.index, day: place.day }],
  );

/** The head that first held the newest of the entries, and the newest head of all; one where they are the same. */
const loadHeads = async ({ evidence }: Deps, log: LogState, own: readonly PlacedEntry[]) => {
  const newest = log.head === null ? null : await evidence.loadHead(log.head);
  const last = sealedWithin(newest?.size ?? 0, own).at(-1);
  const first = last === undefined ? null : await evidence.findHead(last);
  return [first, newest].filter(
    (head, place, all): head is KeptHead =>
      head !== null && all.findIndex((other) => other?.size === head.size) === place,
  );
};

type Asked = { readonly ranges: readonly LeafRange[] };

/** Paths of several proofs, from the tiles that they need together. */
const provePaths = async ({ evidence, sha256OfBytes }: Deps, log: LogState, asked: readonly Asked[]) => {
  const tiles = await evidence.loadTiles(
    tilesFor(
      log.edge,
      asked.flatMap(({ ranges }) => ranges),
    ),
  );
  return asked.map(({ ranges }) => hashRanges(sha256OfBytes, { edge: log.edge, tiles }, ranges));
};

const linesOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
const exportLines = (entries: readonly { readonly hash: string; readonly body: string }[]): string =>
  linesOf(entries.map(({ hash, body }) => `${hash}\t${body}`));

/** Where each chain ends, as the entries at hand say. */
const endLines = (entries: readonly LedgerEntry[]): string =>
  linesOf(
    [...Map.groupBy(entries, ({ aggregate }) => aggregate).values()].map((chain) => {
      const last = chain.at(-1);
      return last === undefined ? "" : `${last.aggregate}\t${last.version}\t${last.hash}`;
    }),
  );

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

const composeTexts = (
  { aggregate, now }: Ask,
  chains: Pick<Awaited<ReturnType<typeof loadChains>>, "entries" | "journal" | "ballots">,
  log: { heads: readonly KeptHead[]; proofs: BundleProofs; growth: readonly object[] },
): BundleTexts => {
  const { heads, proofs, growth } = log;
  return new Map([
    [bundleFiles.about, json({ v: 1, aggregate, madeAt: now, logSize: heads.at(-1)?.size ?? 0 })],
    [bundleFiles.audit, exportLines(chains.entries)],
    [bundleFiles.journal, exportLines(chains.journal)],
    [bundleFiles.heads, endLines(chains.entries)],
    [bundleFiles.treeHeads, json(heads.map(({ signed }) => signed))],
    [bundleFiles.growth, json(growth)],
    [bundleFiles.proofs, json(proofs)],
    [bundleFiles.timeStamps, json(heads.flatMap(({ size, token }) => (token === null ? [] : [{ size, token }])))],
    [bundleFiles.ballots, json(chains.ballots.map(({ ballotId, papers }) => ({ ballotId, papers })))],
  ]);
};

/**
 * Everything that an outsider needs to verify what happened to one thing without us: its entries and those of the terms that they name, as
 * they were hashed, the votes of a closed ballot, the postings, tree heads with their time-stamps, and proofs that the log holds every entry and only grew.
 */
export const readEvidenceBundle = async (
  deps: Deps,
  ask: Ask,
): Promise<Result<EvidenceBundle, NotAllowed | AggregateNotFound | BundleTooLarge>> => {
  const { aggregate, caller, now } = ask;
  const [rights, log] = await Promise.all([deps.evidence.loadRights(caller), deps.evidence.loadLog()]);
  const role = decideAccess("readEvidenceBundle", rights, {}, now);
  if (!role.ok) return role;
  const { own, entries, journal, ballots } = await loadChains(deps, aggregate);
  if (own.entries.length === 0) return err({ kind: "AggregateNotFound", aggregate });
  if (entries.length > bundleEntriesMax) return err({ kind: "BundleTooLarge", entriesMax: bundleEntriesMax });
  const heads = await loadHeads(deps, log, own.entries);
  const size = heads.at(-1)?.size ?? 0;
  const sealed = sealedWithin(size, entries);
  const steps = heads.flatMap((head, place) => {
    const before = heads[place - 1];
    return before === undefined ? [] : [{ first: before.size, second: head.size }];
  });
  const paths = await provePaths(deps, log, [
    ...sealed.map(({ index }) => ({ ranges: inclusionRanges(index, size) })),
    ...steps.map(({ first, second }) => ({ ranges: consistencyRanges(first, second) })),
  ]);
  const proofs = sealed.map(({ aggregate: id, version, index }, place) => {
    const path = [...(paths[place] ?? [])];
    return { aggregate: id, version, index, path };
  });
  const growth = steps.map((step, place) => ({ ...step, path: paths[sealed.length + place] ?? [] }));
  return ok({ aggregate, texts: composeTexts(ask, { entries, journal, ballots }, { heads, proofs, growth }) });
};
