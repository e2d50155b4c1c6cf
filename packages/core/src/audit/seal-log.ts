import { Digest, type Sha256, type Sha256OfBytes } from "@grants/kernel/digest";
import { type Instant, dateInZone, TimeZone } from "@grants/kernel/time";
import type { HeadVault, LogState, LogStore, OpenHead, TimeStampAuthority } from "./log-store.ts";
import { rootOfEdge } from "./log-tiles.ts";
import { type SignedHead, composeHead, firstPrevious, hashOfHead, signedText, stampedText } from "./tree-head.ts";

/** Signs heads. The private key stays where it is. */
export type HeadSigner = {
  /** `sha256:` and the digest of the public key. */
  readonly key: string;
  /** SubjectPublicKeyInfo as base64. */
  readonly publicKey: string;
  /** The signature of a text's UTF-8 bytes as base64. */
  sign(text: string): Promise<string>;
};

export type SealDeps = {
  readonly log: LogStore;
  readonly signer: HeadSigner;
  readonly vault: HeadVault;
  readonly timeStamps: TimeStampAuthority;
  readonly sha256: Sha256;
  readonly sha256OfBytes: Sha256OfBytes;
};

/** Open heads that are kept in mind: a day of them. A stamp of a later head covers an earlier one, since the one contains the other. */
const openHeadsMax = 288;

export type SealReport = {
  /** Size of the log at its newest head; 0 when there is none. */
  readonly size: number;
  readonly isNew: boolean;
  readonly stamped: number;
  /** What did not answer; it is tried again by the next pass. */
  readonly failed: readonly { readonly size: number; readonly step: "anchor" | "stamp"; readonly because: string }[];
};

const utc = TimeZone.parse("UTC");
export const dayOf = (at: Instant): string => dateInZone(at, utc).replaceAll("-", "");

const previousOf = (sha256: Sha256, { head }: LogState): Digest => head?.digest ?? firstPrevious(sha256);

/** Signs the log as it stands, unless it has not grown. */
const signHead = async (deps: SealDeps, log: LogState, now: Instant): Promise<LogState> => {
  const { sha256, sha256OfBytes, signer } = deps;
  const { size } = log.edge;
  if (size === (log.head?.size ?? 0)) return log;
  const body = composeHead({
    v: 1,
    size,
    root: Digest.parse(rootOfEdge(sha256OfBytes, log.edge)),
    previous: previousOf(sha256, log),
    at: now,
    key: signer.key,
  });
  const signed = { body, signature: await signer.sign(signedText(body)) };
  const day = dayOf(now);
  const open = [...log.open, { size, day, isAnchored: false }].slice(0 - openHeadsMax);
  const next = { ...log, version: log.version + 1, head: { size, digest: hashOfHead(sha256, body), day }, open };
  return (await deps.log.putHead(log, signed, next)) === "written" ? next : log;
};

type Failure = SealReport["failed"][number];
type Kept = { readonly left: OpenHead | null; readonly isStamped: boolean; readonly failure: Failure | null };

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Anchors a head and has it stamped; the one that fails is left for later, the other is done. */
const keepOne = async (deps: SealDeps, head: OpenHead): Promise<Kept> => {
  const { size } = head;
  const signed = await deps.log.loadHead(head);
  if (signed === null) throw new Error(`The head of ${size} entries is gone.`);
  const failed = (step: Failure["step"], error: unknown, isAnchored: boolean): Kept => ({
    left: { ...head, isAnchored },
    isStamped: false,
    failure: { size, step, because: reasonOf(error) },
  });
  try {
    if (!head.isAnchored) await deps.vault.keepHead(size, anchorText(deps.signer, signed));
  } catch (error) {
    return failed("anchor", error, false);
  }
  try {
    const token = await deps.timeStamps.stamp(stampedText(signed));
    await deps.vault.keepTimeStamp(size, token);
    await deps.log.putTimeStamp(head, token);
    return { left: null, isStamped: true, failure: null };
  } catch (error) {
    return failed("stamp", error, true);
  }
};

const anchorText = ({ publicKey }: HeadSigner, signed: SignedHead): string =>
  `${JSON.stringify({ ...signed, publicKey })}\n`;

/** After a failure the others are left alone: what does not answer is not asked three hundred times. */
const keepAll = async (deps: SealDeps, open: readonly OpenHead[]): Promise<readonly Kept[]> => {
  const kept: Kept[] = [];
  // The newest first: its stamp covers the older ones.
  for (const head of open.toReversed()) {
    const isFailing = kept.some(({ failure }) => failure !== null);
    // oxlint-disable-next-line no-await-in-loop -- one at a time.
    kept.push(isFailing ? { left: head, isStamped: false, failure: null } : await keepOne(deps, head));
  }
  return kept;
};

/**
 * Seals the log (DATA §5): a head over all entries, signed, linked to the head before, anchored outside the database and stamped by a third
 * party. Each step can be repeated. A third party that is down delays its stamp, never the seal.
 */
export const sealLog = async (deps: SealDeps, { now }: { readonly now: Instant }): Promise<SealReport> => {
  const before = await deps.log.loadLog();
  const log = await signHead(deps, before, now);
  const kept = await keepAll(deps, log.open);
  const left = kept.flatMap((one) => one.left ?? []).toReversed();
  // Another pass that is first finds the same heads open and keeps them once more, which is no harm.
  if (log.open.length > 0) await deps.log.putOpen(log, left);
  return {
    size: log.head?.size ?? 0,
    isNew: log !== before,
    stamped: kept.filter(({ isStamped }) => isStamped).length,
    failed: kept.flatMap(({ failure }) => failure ?? []),
  };
};
