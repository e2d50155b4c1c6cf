import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Result } from "@grants/kernel/result";
import type { Digest } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type {
  Call,
  CallContent,
  CallDraftRow,
  CallGateDown,
  CallId,
  CallStatus,
  CallSummary,
  CallVersion,
  ChangeReason,
} from "./call.ts";
import type { ListedCentre } from "../registry/recognised-centres.ts";
import type { WorkProgrammeId } from "./call-terms.ts";
import type { WorkProgramme } from "./work-programme.ts";

export type LoadedCall = {
  readonly rights: Rights | null;
  readonly call: Stored<Call> | null;
  /** The content being written; `null` before the first save. */
  readonly draft: CallContent | null;
  readonly published: CallVersion | null;
};

/** What finds a row of the public list. */
export type CallListRow = Pick<CallSummary, "callId" | "closesAt">;
/** Where a reading of the public list goes on: among the calls of one status, behind one of them. */
export type CallListPlace = { readonly status: CallStatus; readonly behind: CallListRow | null };
/** A row of what an organisation is invited to. */
export type InvitedCall = {
  readonly callId: CallId;
  readonly reference: string;
  readonly title: string;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
};
export type LoadedInvitation = { readonly rights: Rights | null; readonly version: CallVersion | null };
export type CallListRows = { readonly rows: readonly CallSummary[]; readonly isLast: boolean };

export type CallStore = {
  /** Call, draft, published version and the caller's rights, in one wave. */
  load(callId: CallId, caller: UserId): Promise<LoadedCall>;
  loadRights(caller: UserId): Promise<Rights | null>;
  /** What the public sees: a published version or an imported record; `null` when neither exists. */
  loadPublic(callId: CallId): Promise<PublicCall | null>;
  loadVersion(callId: CallId, contentVersion: number): Promise<CallVersion | null>;
  /** Every version that was public, the first one first. */
  loadVersions(callId: CallId): Promise<readonly CallVersion[]>;
  loadWorkProgramme(id: WorkProgrammeId): Promise<WorkProgramme | null>;
  /** The Centres that are listed for these countries, as they stand now. */
  loadCentres(countries: readonly string[]): Promise<readonly ListedCentre[]>;
  /** The published version, when the call is an award without a call. */
  loadInvited(callId: CallId, caller: UserId): Promise<LoadedInvitation>;
  /** Awards without a call that were opened to these organisations, or all of them. */
  listInvited(organisations: readonly OrganisationId[] | "all"): Promise<readonly InvitedCall[]>;
  /** The reasons that were given with a request for publication. */
  loadReasons(callId: CallId, logSha256: Digest): Promise<readonly ChangeReason[]>;
  /** Why a draft was sent back at a version of its call; `null` where that is forgotten with who wrote it. */
  loadReturnReason(callId: CallId, version: number): Promise<string | null>;
  /**
   * Public rows from a place on, in the order of their status: the next deadline first, of what has closed the last one. Open and
   * forthcoming rows share a range of the list, so that either place gives both.
   */
  listPublic(place: CallListPlace, ask: { readonly now: Instant; readonly rowsMax: number }): Promise<CallListRows>;
  sealPlace(place: CallListPlace, boundTo: string): string;
  openPlace(cursor: string, boundTo: string): Result<CallListPlace, CursorInvalid>;
  /** Every draft that is not public, and the caller's rights. */
  loadDrafts(caller: UserId): Promise<{ readonly rights: Rights | null; readonly drafts: readonly CallDraftRow[] }>;
  commitDraft(
    change: Change<Call>,
    content: CallContent,
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal>>;
  /** A step of a draft that leaves its content as it is; with a request, the reasons of its changes. */
  commitStep(
    change: Change<Call>,
    kept: { readonly content: CallContent; readonly log?: PublicationLog },
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal>>;
  commitPublication(
    change: Change<Call>,
    published: { readonly version: CallVersion; readonly summary: CallSummary; readonly before: CallVersion | null },
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal | CallGateDown>>;
  /** An award without a call: shown to those who are invited, and no longer to those who no longer are. */
  commitInvitation(
    change: Change<Call>,
    opened: { readonly version: CallVersion; readonly before: CallVersion | null },
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal | CallGateDown>>;
  commitImport(
    change: Change<Call>,
    summary: CallSummary,
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal>>;
  /** Answers a command whose version is no longer the last one: its own earlier success, or why not. */
  settle(call: Stored<Call>, expectedVersion: number, command: Command): Promise<Result<Stored<Call>, CommitRefusal>>;
};

export type PublicationLog = { readonly logSha256: Digest; readonly reasons: readonly ChangeReason[] };

export type PublicCall =
  | { readonly origin: "platform"; readonly summary: CallSummary; readonly version: CallVersion }
  | { readonly origin: "imported"; readonly summary: CallSummary };
