import { CallVersion, type CallId } from "@grants/core/calls/call";
import { stageOf } from "@grants/core/calls/first-stage";
import type { CallInForce } from "@grants/core/proposals/proposal-store";
import { type Instant, epochOfInstant } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { type Item, getOne } from "./read.ts";
import { callKeys } from "./tables/calls.ts";

/** How old a copy of a call may be to accept something (DATA §6). */
const callCopyMsMax = 10_000;

const CallItem = z.object({ published: CallVersion.optional(), registerShards: z.int().optional() });

const toCall = (item: Item | null): CallInForce | null => {
  if (item === null) return null;
  const { published, registerShards } = CallItem.parse(item);
  return published === undefined || registerShards === undefined
    ? null
    : { version: stageOf(published), registerShards };
};

/** Calls in force, kept for ten seconds: ten thousand drafts at a deadline read one item, not ten thousand times. */
export const createCallCopies = (db: Database, now: () => Instant) => {
  const copies = new Map<CallId, { readonly call: CallInForce; readonly readAtMs: number }>();
  return async (callId: CallId, isFresh = false): Promise<CallInForce | null> => {
    const nowMs = epochOfInstant(now());
    const copy = copies.get(callId);
    const isYoung = copy !== undefined && nowMs >= copy.readAtMs && nowMs - copy.readAtMs < callCopyMsMax;
    if (!isFresh && isYoung) return copy.call;
    const call = toCall(await getOne(db, "grants", callKeys.call(callId)));
    if (call !== null) copies.set(callId, { call, readAtMs: nowMs });
    return call;
  };
};
