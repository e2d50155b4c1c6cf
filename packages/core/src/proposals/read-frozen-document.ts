import type { Digest } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import type { ProposalId } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";

type Deps = { readonly proposals: ProposalStore; readonly documents: DocumentStore };

/** A frozen document, for those who may read the proposal: the text as it was kept, so that they can check its digest themselves. */
export const readFrozenDocument = async (
  { proposals, documents }: Deps,
  { proposalId, sha256, command }: { proposalId: ProposalId; sha256: Digest; command: Command },
): Promise<Result<string, ProposalNotFound | NotAllowed | CoordinatorOnly>> => {
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const text = await documents.loadText(proposalId, sha256);
  return text === null ? err({ kind: "ProposalNotFound", proposalId }) : ok(text);
};
