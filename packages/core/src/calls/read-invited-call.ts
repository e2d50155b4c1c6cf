import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CallId, CallNotFound, CallStatus, CallSummary, CallVersion } from "./call.ts";
import { callStatus } from "./call-status.ts";
import type { CallStore, InvitedCall } from "./call-store.ts";
import { invitedOrganisations } from "./invited.ts";
import { summariseCall } from "./summarise-call.ts";
import type { WorkProgramme } from "./work-programme.ts";

export type ReadInvitedCall = {
  readonly summary: CallSummary;
  readonly version: CallVersion;
  readonly status: CallStatus;
  readonly workProgramme: WorkProgramme | null;
};

type Asker = { readonly caller: UserId; readonly now: Instant };

/** An award without a call, as the people of an invited Centre and the officers of the ECCC see it; for everybody else there is none. */
export const readInvitedCall = async (
  { calls }: { readonly calls: Pick<CallStore, "loadInvited" | "loadWorkProgramme"> },
  { callId, caller, now }: Asker & { readonly callId: CallId },
): Promise<Result<ReadInvitedCall, CallNotFound>> => {
  const { rights, version } = await calls.loadInvited(callId, caller);
  const organisations = version === null ? null : invitedOrganisations(version.content);
  if (version === null || organisations === null) return err({ kind: "CallNotFound", callId });
  if (!decideAccess("readInvitedCall", rights, { organisations }, now).ok) return err({ kind: "CallNotFound", callId });
  const summary = summariseCall(version);
  const { workProgrammeId } = version.content;
  const workProgramme = workProgrammeId === undefined ? null : await calls.loadWorkProgramme(workProgrammeId);
  return ok({ summary, version, status: callStatus(summary, now), workProgramme });
};

/** What the organisations of this person are invited to, the next deadline first; of the officers, everything that was opened. */
export const listInvitedCalls = async (
  { calls }: { readonly calls: Pick<CallStore, "loadRights" | "listInvited"> },
  { caller, now }: Asker,
): Promise<Result<readonly InvitedCall[], NotAllowed>> => {
  const rights = await calls.loadRights(caller);
  const role = decideAccess("listInvitedCalls", rights, {}, now);
  if (!role.ok) return role;
  const seesAll = decideAccess("readInvitedCall", rights, {}, now).ok;
  const own = (rights?.grants ?? []).flatMap(({ organisation }) => organisation ?? []);
  const ofMine = [...new Set(own)].filter(
    (organisation) => decideAccess("readInvitedCall", rights, { organisations: [organisation] }, now).ok,
  );
  const listed = await calls.listInvited(seesAll ? "all" : ofMine);
  return ok(listed.toSorted((a, b) => (a.closesAt < b.closesAt ? -1 : 1)));
};
