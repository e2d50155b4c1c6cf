import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { type FieldChange, compareDocuments } from "./compare-documents.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";

/** A document that was frozen, and whether it was submitted. */
export type KeptDocument = {
  readonly sha256: Digest;
  readonly frozenAt: Instant;
  readonly submittedAt?: Instant;
};

export type Comparison = {
  /** The newest first. */
  readonly documents: readonly KeptDocument[];
  readonly from?: Digest;
  readonly to?: Digest;
  readonly changes: readonly FieldChange[];
};

export type DocumentNotFound = { readonly kind: "DocumentNotFound" };
type Deps = { readonly proposals: ProposalStore; readonly documents: DocumentStore };
type Asked = {
  readonly proposalId: ProposalId;
  readonly from?: Digest | undefined;
  readonly to?: Digest | undefined;
  readonly command: Command;
};

/** Two documents of a proposal, by default the last two, and which others there are. */
export const readComparison = async (
  { proposals, documents }: Deps,
  { proposalId, command, ...asked }: Asked,
): Promise<Result<Comparison, ProposalNotFound | NotAllowed | CoordinatorOnly | DocumentNotFound>> => {
  const [loaded, kept] = await Promise.all([
    proposals.load(proposalId, command.caller),
    proposals.listDocuments(proposalId),
  ]);
  const found = findProposal(loaded, { action: "readComparison", proposalId, command });
  if (!found.ok) return found;
  const [last, before] = kept;
  const to = asked.to ?? last?.sha256;
  const from = asked.from ?? before?.sha256;
  if (from === undefined || to === undefined) return ok({ documents: kept, changes: [] });
  const [older, newer] = await Promise.all([documents.load(proposalId, from), documents.load(proposalId, to)]);
  if (older === null || newer === null) return err({ kind: "DocumentNotFound" });
  return ok({ documents: kept, from, to, changes: compareDocuments(older, newer) });
};
