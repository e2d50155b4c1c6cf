import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Busy, CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallGateDown, CallId, CallVersion } from "../calls/call.ts";
import type { ListedCentre } from "../registry/recognised-centres.ts";
import type { AnnexChecks } from "./annex.ts";
import type { SubmissionEntry } from "./compose-receipt.ts";
import type { ProposalDocument } from "./document.ts";
import type { Membership } from "./membership.ts";
import type { KeptContent, Part, PartPath } from "./part.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { KeptDocument } from "./read-comparison.ts";
import type { SignOff } from "./sign-off.ts";

/** A call as the proposals need it: the version in force and the shards of its register. */
export type CallInForce = { readonly version: CallVersion; readonly registerShards: number };

export type LoadedProposal = {
  readonly rights: Rights | null;
  readonly proposal: Stored<Proposal> | null;
  readonly member: Member | null;
};

export type LoadedWhole = LoadedProposal & {
  readonly parts: readonly Part[];
  readonly memberships: readonly Membership[];
  readonly signOffs: readonly SignOff[];
};

export type PartStale = {
  readonly kind: "PartStale";
  readonly path: PartPath;
  readonly expectedVersion: number;
  /** What stands there now, so that both texts can be shown side by side. */
  readonly current: Part | null;
};

/** There is no such part: it was never written, or it was taken out before. */
export type PartNotFound = { readonly kind: "PartNotFound"; readonly path: PartPath };

export type SavePart = {
  readonly proposalId: ProposalId;
  readonly path: PartPath;
  readonly content: KeptContent;
  /** 0: there is no such part yet. */
  readonly expectedVersion: number;
  /** Written only while the head stands at this version: a removal of the partner at the same instant comes before the part or after it. */
  readonly onHead?: number;
};

export type ProposalStore = {
  /** The call in force, from a copy of at most ten seconds unless `isFresh` (DATA §6). */
  loadCall(callId: CallId, isFresh?: boolean): Promise<CallInForce | null>;
  loadRights(caller: UserId): Promise<Rights | null>;
  /** The Centres that are listed for these countries, as they stand now. */
  loadCentres(countries: readonly string[]): Promise<readonly ListedCentre[]>;
  /** Head, membership and rights of the caller, in one wave. */
  load(proposalId: ProposalId, caller: UserId): Promise<LoadedProposal>;
  /** The same, every part and everybody who takes part, in one wave. */
  loadWhole(proposalId: ProposalId, caller: UserId): Promise<LoadedWhole>;
  /** What was found in the files of a draft, by upload, in one wave; nothing is asked where there are none. */
  loadAnnexChecks(proposalId: ProposalId, parts: readonly Part[]): Promise<AnnexChecks>;
  /** One conditional write, without entry or event: drafting is not deciding (DESIGN §4.1). */
  savePart(save: SavePart, command: Command): Promise<Result<Part, PartStale | Busy>>;
  /** Several parts, a hundred in one transaction: each hundred is saved whole or not at all, and the first that is stale stops what follows. */
  saveParts(saves: readonly SavePart[], command: Command): Promise<Result<readonly Part[], PartStale | Busy>>;
  removePart(
    removal: Omit<SavePart, "content">,
    command: Command,
  ): Promise<Result<{ readonly path: PartPath }, PartStale | PartNotFound>>;
  /** Registers a draft. Refused once the register is closed, however early its request came. */
  commitCreation(
    change: Change<Proposal>,
    member: Member,
    command: Command,
  ): Promise<Result<Stored<Proposal>, CommitRefusal | CallGateDown>>;
  /** A step of the head that the register follows: freeze, submission, withdrawal. Refused once the gate is down. */
  commitStep(
    change: Change<Proposal>,
    command: Command,
  ): Promise<Result<Stored<Proposal>, CommitRefusal | CallGateDown>>;
  /** The last submission up to a version of the head, as the chain has it. A head that is submitted has one. */
  loadSubmissionEntry(proposalId: ProposalId, upToVersion: number): Promise<SubmissionEntry>;
  /** Documents that were frozen, the newest first; at most fifty. */
  listDocuments(proposalId: ProposalId): Promise<readonly KeptDocument[]>;
  settle(
    proposal: Stored<Proposal>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Proposal>, CommitRefusal>>;
  /** The parts of drafts, by proposal, in one wave. */
  loadParts(proposalIds: readonly ProposalId[]): Promise<ReadonlyMap<ProposalId, readonly Part[]>>;
  /** A page of what is mine; the cursor is sealed for this person. */
  listMine(caller: UserId, cursor: string | null): Promise<Result<MyProposals, CursorInvalid>>;
};

/** A proposal of mine and what its people call it; nothing before they do. */
export type MyProposal = { readonly proposal: Stored<Proposal>; readonly acronym: string };

export type MyProposals = {
  readonly rights: Rights | null;
  readonly proposals: readonly MyProposal[];
  /** Where the next page begins; `null` on the last one. */
  readonly next: string | null;
};

/** Frozen documents, kept by their digest: the same bytes are the same document (DATA §6). */
export type DocumentStore = {
  /** Keeps the canonical text under its digest; keeping it twice is one document. */
  keep(proposalId: ProposalId, sha256: string, text: string): Promise<void>;
  load(proposalId: ProposalId, sha256: string): Promise<ProposalDocument | null>;
  /** The text as it was kept, to the byte: its SHA-256 is the digest. */
  loadText(proposalId: ProposalId, sha256: string): Promise<string | null>;
};
