import { z } from "zod";
import {
  type BrokenBallot,
  type RecountedBallot,
  createBallotRecount,
  isOfBallot,
} from "../governance/recount-ballot.ts";
import { hashOfJournal } from "../ledger/journal.ts";
import { type SignatureCheck, acceptKeys } from "./accept-keys.ts";
import {
  AboutBundle,
  BundleBallots,
  BundleDisclosed,
  BundleGrowth,
  BundleHeads,
  BundleProofs,
  type BundleTexts,
  BundleTimeStamps,
  bundleFiles,
} from "./bundle.ts";
import { type HashBytes, leafHash, verifyInclusion } from "./merkle-tree.ts";
import type { EntryLink } from "./read-link.ts";
import { type SignedHead, type TreeHead, stampedText } from "./tree-head.ts";
import { type BrokenLink, createChainVerifier } from "./verify-chain.ts";
import { type BrokenHead, verifyGrowth, verifyHeads } from "./verify-heads.ts";

/** What a time-stamp says of a text, or `null` when it says nothing of this one. */
export type TimeStampCheck = (
  token: string,
  text: string,
) => Promise<{ readonly at: string; readonly authority: string; readonly subject: string } | null>;

export type BundleCheck = SignatureCheck & {
  readonly sha256: (text: string) => string;
  readonly hash: HashBytes;
  readonly verifyTimeStamp: TimeStampCheck;
};

/** What the reader trusts, known from elsewhere and never from the bundle. */
export type Trust = { readonly key: string; readonly timeStampAuthority?: string | undefined };

export type BrokenBundle =
  | BrokenLink
  | BrokenHead
  | BrokenBallot
  | { readonly kind: "FileMissing" | "FileUnreadable"; readonly file: string }
  | { readonly kind: "JournalDoesNotMatchHash"; readonly line: number }
  | { readonly kind: "JournalNotNamed" | "JournalMissing"; readonly aggregate: string; readonly version: number }
  | { readonly kind: "TrustedKeyAbsent"; readonly key: string }
  | { readonly kind: "NothingSealed" }
  | { readonly kind: "NotInLog" | "ProofMissing"; readonly aggregate: string; readonly version: number }
  | { readonly kind: "TimeStampWrong" | "TimeStampAuthorityNotTrusted"; readonly size: number }
  | { readonly kind: "DisclosureWrong"; readonly aggregate: string; readonly version: number; readonly name: string };

export type BundleVerdict = {
  readonly valid: boolean;
  /** The first thing that does not hold. */
  readonly broken: BrokenBundle | null;
  readonly aggregate: string;
  readonly entries: number;
  readonly chains: number;
  /** Entries that are proven to be in the log; the others came after the last head and are linked by their chain alone. */
  readonly sealed: number;
  /** Closed ballots whose result follows from the entries of their votes. */
  readonly ballots: readonly RecountedBallot[];
  readonly heads: readonly { readonly size: number; readonly at: string; readonly key: string }[];
  readonly timeStamps: readonly {
    readonly size: number;
    readonly at: string;
    readonly authority: string;
    readonly subject: string;
    readonly isTrusted: boolean;
  }[];
};

class Broken extends Error {
  readonly broken: BrokenBundle;
  constructor(broken: BrokenBundle) {
    super(broken.kind);
    this.broken = broken;
  }
}

const stopAt = (broken: BrokenBundle | null): void => {
  if (broken !== null) throw new Broken(broken);
};

const textOf = (texts: BundleTexts, file: string): string => {
  const text = texts.get(file);
  if (text === undefined) throw new Broken({ kind: "FileMissing", file });
  return text;
};

const jsonOf = <T>(texts: BundleTexts, file: string, schema: z.ZodType<T>): T => {
  const text = textOf(texts, file);
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Broken({ kind: "FileUnreadable", file });
  }
};

type Line = { readonly hash: string; readonly body: string };
const linesOf = (texts: BundleTexts, file: string): readonly Line[] =>
  textOf(texts, file)
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => ({ hash: line.slice(0, line.indexOf("\t")), body: line.slice(line.indexOf("\t") + 1) }));

type Entry = Line & { readonly link: EntryLink };

const walkChains = ({ sha256 }: BundleCheck, texts: BundleTexts) => {
  const chains = createChainVerifier(sha256);
  const entries = linesOf(texts, bundleFiles.audit).map((line): Entry => {
    const read = chains.next(line);
    if (read.broken !== null) throw new Broken(read.broken);
    return { ...line, link: read.link };
  });
  for (const line of textOf(texts, bundleFiles.heads)
    .split("\n")
    .filter((text) => text !== "")) {
    const [aggregate = "", version, chainHash = ""] = line.split("\t");
    stopAt(chains.head({ aggregate, version: Number(version), chainHash }));
  }
  stopAt(chains.finish());
  return { entries, chains: chains.chains() };
};

const Posting = z.object({ aggregate: z.string(), version: z.int() });
const readPosting = (body: string): z.infer<typeof Posting> | null => {
  try {
    return Posting.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};

/** Every posting is the one that an entry of the bundle names, and none of those is missing. */
const checkJournal = ({ sha256 }: BundleCheck, texts: BundleTexts, entries: readonly Entry[]): void => {
  const named = new Map<string, { aggregate: string; version: number; journal: string }>();
  for (const { link } of entries) {
    const { aggregate, version, journal } = link;
    if (journal !== undefined) named.set(`${aggregate} ${version}`, { aggregate, version, journal });
  }
  for (const [index, { hash, body }] of linesOf(texts, bundleFiles.journal).entries()) {
    const digest = hashOfJournal(sha256, body);
    const posting = digest === hash ? readPosting(body) : null;
    if (posting === null) throw new Broken({ kind: "JournalDoesNotMatchHash", line: index + 1 });
    const { aggregate, version } = posting;
    const place = `${aggregate} ${version}`;
    if (named.get(place)?.journal !== digest) throw new Broken({ kind: "JournalNotNamed", aggregate, version });
    named.delete(place);
  }
  const [missing] = named.values();
  if (missing !== undefined)
    throw new Broken({ kind: "JournalMissing", aggregate: missing.aggregate, version: missing.version });
};

/** Each entry is the leaf at its place; behind the first one without a proof, an aggregate has no more. How many are proven. */
const checkInclusion = ({ hash }: BundleCheck, last: TreeHead, entries: readonly Entry[], proofs: BundleProofs) => {
  const proofOf = new Map(proofs.map((proof) => [`${proof.aggregate} ${proof.version}`, proof]));
  const firstOpen = new Map<string, number>();
  let sealed = 0;
  for (const { hash: data, link } of entries) {
    const { aggregate, version } = link;
    const proof = proofOf.get(`${aggregate} ${version}`);
    const open = firstOpen.get(aggregate);
    if (proof === undefined) {
      firstOpen.set(aggregate, open ?? version);
      continue;
    }
    if (open !== undefined) throw new Broken({ kind: "ProofMissing", aggregate, version: open });
    const at = { index: proof.index, size: last.size, path: proof.path };
    if (!verifyInclusion(hash, at, { leaf: leafHash(hash, data), root: last.root }))
      throw new Broken({ kind: "NotInLog", aggregate, version });
    sealed += 1;
  }
  return sealed;
};

const checkTimeStamps = async (
  { verifyTimeStamp }: BundleCheck,
  { timeStampAuthority }: Trust,
  { texts, signed, heads }: { texts: BundleTexts; signed: readonly SignedHead[]; heads: readonly TreeHead[] },
): Promise<BundleVerdict["timeStamps"]> => {
  const stamps = jsonOf(texts, bundleFiles.timeStamps, BundleTimeStamps);
  return Promise.all(
    stamps.map(async ({ size, token }) => {
      const stamped = signed[heads.findIndex((head) => head.size === size)];
      const said = stamped === undefined ? null : await verifyTimeStamp(token, stampedText(stamped));
      if (said === null) throw new Broken({ kind: "TimeStampWrong", size });
      const isTrusted = said.authority === timeStampAuthority;
      if (timeStampAuthority !== undefined && !isTrusted)
        throw new Broken({ kind: "TimeStampAuthorityNotTrusted", size });
      return { size, ...said, isTrusted };
    }),
  );
};

const Committed = z.object({ commitments: z.record(z.string(), z.string()) });

const checkDisclosed = ({ sha256 }: BundleCheck, texts: BundleTexts, entries: readonly Entry[]): void => {
  if (!texts.has(bundleFiles.disclosed)) return;
  for (const { aggregate, version, name, salt, value } of jsonOf(texts, bundleFiles.disclosed, BundleDisclosed)) {
    const entry = entries.find(({ link }) => link.aggregate === aggregate && link.version === version);
    const committed =
      entry === undefined ? undefined : Committed.safeParse(JSON.parse(entry.body)).data?.commitments[name];
    if (committed !== sha256(`${salt}${value}`))
      throw new Broken({ kind: "DisclosureWrong", aggregate, version, name });
  }
};

/** The bundle's own ballot is counted again; of one among its terms the votes are not here. */
const recountBallots = ({ sha256 }: BundleCheck, texts: BundleTexts, entries: readonly Entry[], aggregate: string) => {
  const papers = jsonOf(texts, bundleFiles.ballots, BundleBallots);
  if (!aggregate.startsWith("bal_")) return [];
  const recount = createBallotRecount(sha256);
  for (const { link, body } of entries) if (isOfBallot(link.aggregate)) recount.entry(body);
  const { ballots, broken } = recount.finish(new Map(papers.map((ballot) => [ballot.ballotId, ballot.papers])));
  stopAt(broken);
  return ballots;
};

const isOfKeys = ({ link }: Entry): boolean => link.aggregate.startsWith("key_");

const verifyAll = async (check: BundleCheck, texts: BundleTexts, trust: Trust, said: { verdict: BundleVerdict }) => {
  const note = (more: Partial<BundleVerdict>) => (said.verdict = { ...said.verdict, ...more });
  const { aggregate } = jsonOf(texts, bundleFiles.about, AboutBundle);
  note({ aggregate });
  const { entries, chains } = walkChains(check, texts);
  note({ entries: entries.length, chains });
  checkJournal(check, texts, entries);
  checkDisclosed(check, texts, entries);
  note({ ballots: recountBallots(check, texts, entries, aggregate) });
  const bodies = entries.filter(isOfKeys).map(({ body }) => body);
  const keys = acceptKeys(check, trust.key, bodies);
  if (!keys.has(trust.key)) throw new Broken({ kind: "TrustedKeyAbsent", key: trust.key });
  const signed = jsonOf(texts, bundleFiles.treeHeads, BundleHeads);
  const { heads, broken } = verifyHeads(check, keys, signed);
  stopAt(broken);
  note({ heads: heads.map(({ size, at, key }) => ({ size, at, key })) });
  stopAt(verifyGrowth(check, heads, jsonOf(texts, bundleFiles.growth, BundleGrowth)));
  const last = heads.at(-1);
  if (last === undefined) throw new Broken({ kind: "NothingSealed" });
  const sealed = checkInclusion(check, last, entries, jsonOf(texts, bundleFiles.proofs, BundleProofs));
  note({ sealed });
  if (sealed === 0) throw new Broken({ kind: "NothingSealed" });
  note({ timeStamps: await checkTimeStamps(check, trust, { texts, signed, heads }) });
};

const nothing: BundleVerdict = {
  valid: false,
  broken: null,
  aggregate: "",
  entries: 0,
  chains: 0,
  sealed: 0,
  ballots: [],
  heads: [],
  timeStamps: [],
};

/**
 * Verifies an evidence bundle offline, up to the first thing that does not hold: the chains and postings, who signed the heads, that the log
 * only grew, that every sealed entry is in it, what a ballot's votes add up to, and when a third party saw it. It trusts nothing of the bundle.
 */
export const verifyBundle = async (check: BundleCheck, texts: BundleTexts, trust: Trust): Promise<BundleVerdict> => {
  const said = { verdict: nothing };
  try {
    await verifyAll(check, texts, trust, said);
    return { ...said.verdict, valid: true };
  } catch (error) {
    if (error instanceof Broken) return { ...said.verdict, broken: error.broken };
    throw error;
  }
};
