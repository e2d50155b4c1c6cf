import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Admissibility } from "../admissibility/admissibility.ts";
import type { CallId, CallVersion, CriterionName } from "../calls/call.ts";
import type { ConflictGround } from "../experts/expert-store.ts";
import type { AnnexCheck, UploadId } from "../proposals/annex.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Assignment, AssignmentHead, AssignmentManifest, ExpertAssignment } from "./assignment.ts";
import type { Consensus, ConsensusBody, ConsensusHead } from "./consensus.ts";
import type { ConsensusSignature, ConsensusSignatureHead, MinorityViewBody } from "./consensus-signature.ts";
import type { Declaration, DeclarationHead } from "./declaration.ts";
import type { Dossier } from "./dossier.ts";
import type { Report, ReportBody, ReportHead, ReportPart } from "./report.ts";

/** The evaluation of one proposal as one person meets it: nobody else's report among it. */
export type LoadedEvaluation = {
  readonly rights: Rights | null;
  /** `null`: the proposal is not sealed, or there is none. */
  readonly dossier: Dossier | null;
  readonly assignment: Stored<Assignment> | null;
  /** The caller's own part, where they are an expert of the proposal. */
  readonly own: ExpertAssignment | null;
  readonly ownReport: Stored<Report> | null;
  readonly consensus: Stored<Consensus> | null;
  /** What the caller declared about the proposal. */
  readonly declaration: Stored<Declaration> | null;
  /** Experts that a conflict of interest took the place from. */
  readonly withdrawn: readonly UserId[];
};

/** Somebody who is to be an expert of a proposal. */
export type Candidate = { readonly user: UserId; readonly rights: Rights | null };

/** The report came in first: its expert keeps the place. */
export type ReportAlreadyIn = { readonly kind: "ReportAlreadyIn"; readonly expert: UserId };
/** Somebody else was assigned instead in the meantime. */
export type NotAssignedAnyMore = { readonly kind: "NotAssignedAnyMore" };
/** The experts changed while the consensus was being recorded. */
export type AssignmentChanged = { readonly kind: "AssignmentChanged" };

/** Somebody, perhaps the same person in another window, saved this criterion since it was read. */
export type ReportPartStale = {
  readonly kind: "ReportPartStale";
  readonly criterion: CriterionName;
  readonly expectedVersion: number;
  readonly current: ReportPart | null;
};

export type SaveReportPart = {
  readonly proposalId: ProposalId;
  readonly expert: UserId;
  readonly part: Omit<ReportPart, "version">;
  /** 0: nothing is saved for the criterion yet. */
  readonly expectedVersion: number;
};

export type ReportWithBody = { readonly report: Stored<Report>; readonly body: ReportBody };

/** What a row of the expert's list shows. */
export type MyAssignment = {
  readonly own: ExpertAssignment;
  readonly assignment: Stored<Assignment>;
  readonly reportsIn: number;
  readonly isConsensusRecorded: boolean;
  readonly isDeclared: boolean;
};

export type MyAssignmentPage = {
  readonly rights: Rights | null;
  readonly assignments: readonly MyAssignment[];
  readonly next: string | null;
};

export type EvaluationStore = {
  /** Dossier, experts, own part, own report, consensus and rights of the caller, in one wave. */
  load(proposalId: ProposalId, caller: UserId): Promise<LoadedEvaluation>;
  /** The same with what the caller has saved of the own report. */
  loadOwn(
    proposalId: ProposalId,
    caller: UserId,
  ): Promise<LoadedEvaluation & { readonly parts: readonly ReportPart[] }>;
  /** The same with whether the proposal is admitted, the people who are to be experts, and what ties them to it. */
  loadCandidates(
    proposalId: ProposalId,
    asked: { readonly caller: UserId; readonly experts: readonly UserId[]; readonly today: LocalDate },
  ): Promise<
    LoadedEvaluation & {
      readonly candidates: readonly Candidate[];
      readonly ground: ConflictGround;
      readonly admissibility: Admissibility | null;
    }
  >;
  /** The version of a call in force, from a copy of at most ten seconds: a sealed call does not change. */
  loadCall(callId: CallId): Promise<CallVersion | null>;
  /** What was found in the bytes of an annex; `null` while they wait for it. */
  loadAnnexCheck(proposalId: ProposalId, uploadId: UploadId): Promise<AnnexCheck | null>;
  loadReports(proposalId: ProposalId, experts: readonly UserId[]): Promise<readonly (Stored<Report> | null)[]>;
  loadReportBodies(reports: readonly Stored<Report>[]): Promise<readonly ReportWithBody[]>;
  loadConsensusBody(consensus: Consensus): Promise<ConsensusBody>;
  /** What each of these experts said under the consensus, in the order asked for. */
  loadSignatures(
    proposalId: ProposalId,
    experts: readonly UserId[],
  ): Promise<readonly (Stored<ConsensusSignature> | null)[]>;
  loadMinorityViews(signatures: readonly ConsensusSignature[]): Promise<readonly (MinorityViewBody | null)[]>;
  /** A page of the caller's assignments; `cursor` is the `next` of the page before. */
  listMine(caller: UserId, cursor: string | null): Promise<Result<MyAssignmentPage, CursorInvalid>>;
  /** One conditional write, without entry or event: drafting is not deciding (DESIGN §4.1). */
  savePart(save: SaveReportPart): Promise<Result<ReportPart, ReportPartStale>>;
  /** `were` had a place before: who is not in the manifest leaves it. */
  commitAssignment(
    change: Change<AssignmentHead>,
    beside: {
      readonly manifest: AssignmentManifest;
      readonly were: readonly UserId[];
      readonly dossier: Dossier;
    },
    command: Command,
  ): Promise<Result<Stored<AssignmentHead>, CommitRefusal | ReportAlreadyIn>>;
  commitReport(
    change: Change<ReportHead>,
    body: ReportBody,
    command: Command,
  ): Promise<Result<Stored<ReportHead>, CommitRefusal | NotAssignedAnyMore>>;
  /** Refused when the experts are not those of `assignmentVersion` any more; 0: nobody is assigned. */
  commitConsensus(
    change: Change<ConsensusHead>,
    beside: { readonly body: ConsensusBody; readonly assignmentVersion: number; readonly withdrawnCount: number },
    command: Command,
  ): Promise<Result<Stored<ConsensusHead>, CommitRefusal | AssignmentChanged>>;
  /** Refused when the place was taken from the expert since it was read: a conflict that was declared meanwhile (EVA-02). */
  commitSignature(
    change: Change<ConsensusSignatureHead>,
    beside: Pick<ConsensusSignature, "expert" | "signedAt"> & { readonly body: MinorityViewBody | null },
    command: Command,
  ): Promise<Result<Stored<ConsensusSignatureHead>, CommitRefusal | NotAssignedAnyMore>>;
  /** A conflict takes the place from the expert in the same transaction. */
  commitDeclaration(
    change: Change<DeclarationHead>,
    beside: {
      readonly kept: Pick<Declaration, "expert" | "declaredAt" | "nature">;
      readonly own: ExpertAssignment;
    },
    command: Command,
  ): Promise<Result<Stored<DeclarationHead>, CommitRefusal | NotAssignedAnyMore>>;
  settle<S extends { readonly id: string }>(
    stored: Stored<S>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<S>, CommitRefusal>>;
};
