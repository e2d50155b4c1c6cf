import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { LedgerEntry } from "../audit/log-store.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId } from "./proposal.ts";
import type { ProposalStore } from "./proposal-store.ts";
import type { SealedReceipt } from "./sealed-receipt.ts";
import { type Submission, submissionsOf } from "./submissions.ts";

/** The submission is received all the same: its seal follows. Or the proposal was never submitted in this version. */
export type ReceiptNotSealed = { readonly kind: "ReceiptNotSealed"; readonly version: number };

export type ReceiptReader = {
  /** The whole chain of a proposal, oldest first. */
  loadChain(proposalId: ProposalId): Promise<readonly LedgerEntry[]>;
  sealedVersions(proposalId: ProposalId): Promise<ReadonlySet<number>>;
  loadSeal(proposalId: ProposalId, version: number): Promise<SealedReceipt | null>;
};

export type ReadReceiptsDeps = { readonly proposals: Pick<ProposalStore, "load">; readonly receipts: ReceiptReader };
export type KeptSubmission = Submission & { readonly isSealed: boolean };
type Asked = { readonly proposalId: ProposalId; readonly command: Command };

const mayRead = async ({ proposals }: ReadReceiptsDeps, { proposalId, command }: Asked) =>
  findProposal(await proposals.load(proposalId, command.caller), { action: "readProposal", proposalId, command });

/** Every submission with its receipt, the newest first: a later one replaces an earlier one and takes nothing away (ELG-02). */
export const readReceipts = async (
  deps: ReadReceiptsDeps,
  asked: Asked,
): Promise<Result<readonly KeptSubmission[], ProposalNotFound | NotAllowed | CoordinatorOnly>> => {
  const found = await mayRead(deps, asked);
  if (!found.ok) return found;
  const [chain, sealed] = await Promise.all([
    deps.receipts.loadChain(asked.proposalId),
    deps.receipts.sealedVersions(asked.proposalId),
  ]);
  const kept = submissionsOf(chain).map((one) => ({ ...one, isSealed: sealed.has(one.receipt.version) }));
  return ok(kept.toReversed());
};

/** The sealed receipt of one submission, to keep and to show to others. */
export const readSealedReceipt = async (
  deps: ReadReceiptsDeps,
  { version, ...asked }: Asked & { readonly version: number },
): Promise<Result<SealedReceipt, ProposalNotFound | NotAllowed | CoordinatorOnly | ReceiptNotSealed>> => {
  const found = await mayRead(deps, asked);
  if (!found.ok) return found;
  const sealed = await deps.receipts.loadSeal(asked.proposalId, version);
  return sealed === null ? err({ kind: "ReceiptNotSealed", version }) : ok(sealed);
};
