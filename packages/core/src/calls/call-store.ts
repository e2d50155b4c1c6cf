import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Result } from "@grants/kernel/result";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Call, CallContent, CallDraftRow, CallId, CallGateDown, CallSummary, CallVersion } from "./call.ts";

export type LoadedCall = {
  readonly rights: Rights | null;
  readonly call: Stored<Call> | null;
  /** The content being written; `null` before the first save. */
  readonly draft: CallContent | null;
  readonly published: CallVersion | null;
};

export type CallStore = {
  /** Call, draft, published version and the caller's rights, in one wave. */
  load(callId: CallId, caller: UserId): Promise<LoadedCall>;
  loadRights(caller: UserId): Promise<Rights | null>;
  /** What the public sees: a published version or an imported record; `null` when neither exists. */
  loadPublic(callId: CallId): Promise<PublicCall | null>;
  loadVersion(callId: CallId, contentVersion: number): Promise<CallVersion | null>;
  /** Public rows by closing instant, from the one given on; rows without a closing instant come last. */
  listPublic(page: { readonly closesFrom?: Instant; readonly closesTo?: Instant }): Promise<readonly CallSummary[]>;
  /** Every draft that is not public, and the caller's rights. */
  loadDrafts(caller: UserId): Promise<{ readonly rights: Rights | null; readonly drafts: readonly CallDraftRow[] }>;
  commitDraft(
    change: Change<Call>,
    content: CallContent,
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal>>;
  commitPublication(
    change: Change<Call>,
    published: { readonly version: CallVersion; readonly summary: CallSummary; readonly replaces: Instant | null },
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

export type PublicCall =
  | { readonly origin: "platform"; readonly summary: CallSummary; readonly version: CallVersion }
  | { readonly origin: "imported"; readonly summary: CallSummary };
