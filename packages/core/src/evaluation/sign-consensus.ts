import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { ConsensusSignatureHead, ConsensusSignatureId, type MinorityViewBody } from "./consensus-signature.ts";
import type { EvaluationStore, NotAssignedAnyMore } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";
import { headOf } from "./head-of.ts";

/** Nothing is agreed yet that could be signed. */
export type ConsensusNotRecorded = { readonly kind: "ConsensusNotRecorded" };
/** The words are not the ones that the expert has read. */
export type ConsensusDiffers = { readonly kind: "ConsensusDiffers" };

export type SignConsensusDeps = {
  readonly evaluations: EvaluationStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type SignConsensusError =
  | EvaluationNotFound
  | DeclarationMissing
  | NotAllowed
  | ConsensusNotRecorded
  | ConsensusDiffers
  | NotAssignedAnyMore
  | CommitRefusal;
type SignConsensus = {
  readonly proposalId: ProposalId;
  /** The digest of the words as they were read. */
  readonly consensusSha256: Digest;
  readonly minorityView?: string | undefined;
  readonly command: Command;
};

/** Signs what was agreed, once; who sees it differently says so in the same act, and the consensus stands. */
export const signConsensus = async (
  { evaluations, newId, sha256 }: SignConsensusDeps,
  { proposalId, consensusSha256, minorityView, command }: SignConsensus,
): Promise<Result<Stored<ConsensusSignatureHead>, SignConsensusError>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "signConsensus", proposalId, command });
  if (!found.ok) return found;
  const { consensus } = loaded;
  if (consensus === null) return err({ kind: "ConsensusNotRecorded" });
  const [signed] = await evaluations.loadSignatures(proposalId, [command.caller]);
  if (signed !== null && signed !== undefined)
    return evaluations.settle(headOf(ConsensusSignatureHead, signed), 0, command);
  if (consensus.state.bodySha256 !== consensusSha256) return err({ kind: "ConsensusDiffers" });
  const by = { expert: command.caller, signedAt: command.at };
  const body: MinorityViewBody | null =
    minorityView === undefined
      ? null
      : { v: 1, proposalId, consensusSha256, expert: command.caller, text: minorityView };
  const next: ConsensusSignatureHead = {
    state: "signed",
    id: ConsensusSignatureId.parse(`csg_${newId(`consensus-signature:${proposalId}:${command.caller}`)}`),
    proposalId,
    consensusSha256,
    ...(body === null ? {} : { minorityViewSha256: sha256(canonicalJson(body)) }),
  };
  const terms = [{ id: consensus.state.id, version: consensus.version }];
  const role = found.value.role;
  const change = { aggregate: next.id, before: null, next, type: "ConsensusSigned", role, terms };
  return evaluations.commitSignature(change, { ...by, body }, command);
};
