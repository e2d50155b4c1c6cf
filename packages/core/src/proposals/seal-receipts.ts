import type { Sha256 } from "@grants/kernel/digest";
import type { LedgerEntry, LogStore, TimeStampAuthority } from "../audit/log-store.ts";
import { createChainVerifier } from "../audit/verify-chain.ts";
import { AuditBody } from "../audit/entry.ts";
import { ProposalId, type Receipt } from "./proposal.ts";
import { type SealedReceipt, payloadOf } from "./sealed-receipt.ts";
import { submissionsOf } from "./submissions.ts";

/** Seals texts with a certificate that others can check. The private key stays where it is. */
export type ReceiptSigner = {
  /** The detached JWS over a text. */
  seal(payload: string): Promise<string>;
};

/** A proposal with submissions up to a version that wait for their seals. */
export type PendingSeal = { readonly proposalId: ProposalId; readonly upTo: number };

export type ReceiptSealStore = {
  /** Notes what waits; again is no harm. */
  notePending(pending: PendingSeal): Promise<void>;
  /** Some of what waits, no more than the given number. */
  listPending(itemsMax: number): Promise<readonly PendingSeal[]>;
  /** Takes a note away, unless a later submission has renewed it. */
  dropPending(pending: PendingSeal): Promise<void>;
  /** Versions of a proposal whose receipts are sealed. */
  sealedVersions(proposalId: ProposalId): Promise<ReadonlySet<number>>;
  /** Keeps a seal once: the first one of a version stays. */
  keepSeal(sealed: SealedReceipt): Promise<void>;
};

export type SealReceiptsDeps = {
  readonly receiptSeals: ReceiptSealStore;
  readonly receiptSigner: ReceiptSigner;
  readonly timeStamps: TimeStampAuthority;
  readonly log: Pick<LogStore, "entriesAfter">;
  readonly sha256: Sha256;
};

export type ReceiptReport = {
  readonly sealed: number;
  /** What could not be sealed; it waits for the next pass. */
  readonly failed: readonly { readonly proposalId: ProposalId; readonly because: string }[];
};

/** Proposals of one pass, and how many of them are under way at a time. */
const proposalsPerPass = 500;
const proposalsAtOnce = 8;

const isSubmission = ({ body }: LedgerEntry): boolean => AuditBody.parse(JSON.parse(body)).type === "ProposalSubmitted";

/** Notes the submissions among new entries, and says of how many proposals. A submission is never asked to wait for this: it is committed already. */
export const noteSubmissions = async (
  { receiptSeals }: Pick<SealReceiptsDeps, "receiptSeals">,
  entries: readonly LedgerEntry[],
): Promise<number> => {
  const last = new Map<ProposalId, number>();
  for (const entry of entries) {
    const proposalId = ProposalId.safeParse(entry.aggregate).data;
    if (proposalId === undefined || !isSubmission(entry)) continue;
    if (entry.version > (last.get(proposalId) ?? 0)) last.set(proposalId, entry.version);
  }
  await Promise.all([...last].map(([proposalId, upTo]) => receiptSeals.notePending({ proposalId, upTo })));
  return last.size;
};

/** The chain as it is kept, once every link of it holds: nothing else is sealed. */
const readChain = async ({ log, sha256 }: SealReceiptsDeps, id: ProposalId): Promise<readonly LedgerEntry[]> => {
  const entries = await log.entriesAfter(id, 0);
  const verifier = createChainVerifier(sha256);
  for (const entry of entries) {
    const { broken } = verifier.next(entry);
    if (broken !== null) throw new Error(`The chain of ${id} does not hold: ${broken.kind}.`);
  }
  return entries;
};

const sealOne = async (deps: SealReceiptsDeps, receipt: Receipt): Promise<void> => {
  const jws = await deps.receiptSigner.seal(payloadOf(receipt));
  await deps.receiptSeals.keepSeal({ receipt, jws, timeStamp: await deps.timeStamps.stamp(jws) });
};

/** Seals what a proposal has submitted and is not sealed yet. What a pass before has done is not done again. */
const sealProposal = async (deps: SealReceiptsDeps, pending: PendingSeal): Promise<number> => {
  const { receiptSeals } = deps;
  const [entries, done] = await Promise.all([
    readChain(deps, pending.proposalId),
    receiptSeals.sealedVersions(pending.proposalId),
  ]);
  const due = submissionsOf(entries).filter(({ receipt }) => !done.has(receipt.version));
  for (const { receipt } of due) {
    // oxlint-disable-next-line no-await-in-loop -- the oldest first, and a third party is not asked for all at once.
    await sealOne(deps, receipt);
  }
  await receiptSeals.dropPending(pending);
  return due.length;
};

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Seals the receipts that wait (DATA §6): signature, time-stamp, and kept once. Each step can be repeated. A signer or an authority that is
 * down delays the seals; when nobody of a group got one, the others are left for the next pass.
 */
export const sealReceipts = async (deps: SealReceiptsDeps): Promise<ReceiptReport> => {
  const waiting = await deps.receiptSeals.listPending(proposalsPerPass);
  let sealed = 0;
  const failed: { readonly proposalId: ProposalId; readonly because: string }[] = [];
  for (let from = 0; from < waiting.length; from += proposalsAtOnce) {
    const group = waiting.slice(from, from + proposalsAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- group by group.
    const ended = await Promise.allSettled(group.map((pending) => sealProposal(deps, pending)));
    const before = failed.length;
    for (const [place, end] of ended.entries()) {
      const proposalId = group[place]?.proposalId;
      if (end.status === "fulfilled") sealed += end.value;
      else if (proposalId !== undefined) failed.push({ proposalId, because: reasonOf(end.reason) });
    }
    if (failed.length - before === group.length) break;
  }
  return { sealed, failed };
};
