import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { CallId, CallNotFound, CallStatus, CallVersion } from "./call.ts";
import { callStatus } from "./call-status.ts";
import type { CallStore, PublicCall } from "./call-store.ts";
import { type ContentChange, compareContents } from "./compare-contents.ts";
import { invitedOrganisations } from "./invited.ts";
import type { WorkProgramme } from "./work-programme.ts";

type ReadCall = PublicCall & {
  readonly status: CallStatus;
  /** The recorded one that the call names, as it stands now: it may have been adopted since (WP-03). */
  readonly workProgramme: WorkProgramme | null;
};

export const readCall = async (
  { calls }: { readonly calls: Pick<CallStore, "loadPublic" | "loadWorkProgramme"> },
  { callId, now }: { callId: CallId; now: Instant },
): Promise<Result<ReadCall, CallNotFound>> => {
  const call = await calls.loadPublic(callId);
  if (call === null) return err({ kind: "CallNotFound", callId });
  const named = call.origin === "platform" ? call.version.content.workProgrammeId : undefined;
  const workProgramme = named === undefined ? null : await calls.loadWorkProgramme(named);
  return ok({ ...call, status: callStatus(call.summary, now), workProgramme });
};

export type CallHistory = {
  readonly versions: readonly CallVersion[];
  readonly from: number;
  readonly to: number;
  readonly changes: readonly ContentChange[];
};

/** Every version that was public, and what `to` changed of `from` (CALL-03): any two can be laid side by side. */
export const readCallHistory = async (
  { calls }: { readonly calls: Pick<CallStore, "loadVersions"> },
  { callId, from, to }: { callId: CallId; from?: number | undefined; to?: number | undefined },
): Promise<Result<CallHistory, CallNotFound>> => {
  const versions = await calls.loadVersions(callId);
  const last = versions.at(-1);
  // An award without a call is shown to who is invited, version by version.
  if (last === undefined || invitedOrganisations(last.content) !== null) return err({ kind: "CallNotFound", callId });
  const numbered = (number: number) => versions.find(({ contentVersion }) => contentVersion === number);
  const after = numbered(to ?? last.contentVersion) ?? last;
  const before = numbered(from ?? after.contentVersion - 1) ?? after;
  return ok({
    versions,
    from: before.contentVersion,
    to: after.contentVersion,
    changes: compareContents(before.content, after.content),
  });
};
