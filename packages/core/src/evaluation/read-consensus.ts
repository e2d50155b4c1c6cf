import { type Result, err, ok } from "@grants/kernel/result";
import type { UserId } from "@grants/kernel/id";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { Assignment } from "./assignment.ts";
import type { Consensus, ConsensusBody } from "./consensus.ts";
import type { Dossier } from "./dossier.ts";
import type { ConsensusSignature } from "./consensus-signature.ts";
import { type Divergence, divergencesIn } from "./divergence.ts";
import type { EvaluationStore, LoadedEvaluation, ReportWithBody } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";

/** An expert sees nobody else's report before the own is in. */
export type OwnReportFirst = { readonly kind: "OwnReportFirst" };

/** An expert's word under the consensus, by the expert's place. */
export type PlacedSignature = {
  readonly place: number;
  readonly signedAt: ConsensusSignature["signedAt"];
  readonly minorityView: string | null;
};

export type ConsensusPage = {
  readonly dossier: Dossier;
  readonly call: CallVersion;
  readonly assignment: Stored<Assignment> | null;
  /** The reports that are in, in the order of the experts' places. */
  readonly reports: readonly (ReportWithBody & { readonly place: number })[];
  readonly divergences: readonly Divergence[];
  readonly signatures: readonly PlacedSignature[];
  readonly consensus: { readonly head: Stored<Consensus>; readonly body: ConsensusBody } | null;
  readonly allowedActions: readonly AllowedAction[];
};

const recordConsensus = (
  loaded: LoadedEvaluation,
  { reportsIn, call }: { readonly reportsIn: number; readonly call: CallVersion },
  { proposalId, command }: { proposalId: ProposalId; command: Command },
): AllowedAction => {
  const action = "recordConsensus" as const;
  const access = findEvaluation(loaded, { action, proposalId, command });
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  if (loaded.consensus !== null) return { action, allowed: false, because: "ConsensusRecorded" };
  const experts = loaded.assignment?.state.experts.length ?? 0;
  const isUnassigned = experts === 0 && call.content.directAward === undefined;
  if (isUnassigned || reportsIn < experts) return { action, allowed: false, because: "ReportsMissing" };
  return { action, allowed: true };
};

const signConsensus = (
  { rights, own, consensus }: LoadedEvaluation,
  isSigned: boolean,
  { at }: Command,
): AllowedAction => {
  const action = "signConsensus" as const;
  const access = decideAccess(action, rights, { isNamed: own !== null }, at);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  if (consensus === null) return { action, allowed: false, because: "ConsensusNotRecorded" };
  return isSigned ? { action, allowed: false, because: "ConsensusSigned" } : { action, allowed: true };
};

type Signatures = Awaited<ReturnType<EvaluationStore["loadSignatures"]>>;

/** Signatures with their words, by the place of who signed. */
const placed = async (
  evaluations: EvaluationStore,
  experts: readonly UserId[],
  signatures: Signatures,
): Promise<readonly PlacedSignature[]> => {
  const signed = signatures.flatMap((signature) => (signature === null ? [] : [signature.state]));
  const views = await evaluations.loadMinorityViews(signed);
  return signed.map(({ expert, signedAt }, at) => ({
    place: experts.indexOf(expert) + 1,
    signedAt,
    minorityView: views[at]?.text ?? null,
  }));
};

/** The reports of a proposal side by side, and what was agreed on them. */
export const readConsensus = async (
  { evaluations }: { readonly evaluations: EvaluationStore },
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<ConsensusPage, EvaluationNotFound | DeclarationMissing | NotAllowed | OwnReportFirst>> => {
  const loaded = await evaluations.load(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "readConsensus", proposalId, command });
  if (!found.ok) return found;
  const { dossier } = found.value;
  const { assignment, consensus, own, ownReport } = loaded;
  if (own !== null && ownReport === null) return err({ kind: "OwnReportFirst" });
  const experts: readonly UserId[] = assignment?.state.experts ?? [];
  const [call, heads, signed] = await Promise.all([
    evaluations.loadCall(dossier.callId),
    evaluations.loadReports(proposalId, experts),
    consensus === null ? [] : evaluations.loadSignatures(proposalId, experts),
  ]);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const reports = heads.flatMap((head) => (head === null ? [] : [head]));
  const [bodies, signatures, agreed] = await Promise.all([
    evaluations.loadReportBodies(reports),
    placed(evaluations, experts, signed),
    consensus === null ? null : evaluations.loadConsensusBody(consensus.state),
  ]);
  return ok({
    dossier,
    call,
    assignment,
    reports: bodies.map((one) => ({ ...one, place: experts.indexOf(one.report.state.expert) + 1 })),
    consensus: consensus === null || agreed === null ? null : { head: consensus, body: agreed },
    divergences: divergencesIn(
      reports.map(({ state }) => state.scores),
      call.content.profile,
    ),
    signatures,
    allowedActions: [
      recordConsensus(loaded, { reportsIn: reports.length, call }, { proposalId, command }),
      signConsensus(
        loaded,
        signed.some((one) => one?.state.expert === command.caller),
        command,
      ),
    ],
  });
};
