import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal } from "../audit/stored.ts";
import type { RunMoved } from "./payment-store.ts";

/** One pass of the worker: its event's time, a name of its own, and whether there is time for another step. */
export type Pass = {
  readonly now: Instant;
  readonly correlationId: string;
  readonly hasTime: () => boolean;
};

type Deps = { readonly newId: NewId; readonly sha256: Sha256 };

/** What a step did: all of it, or as much as it could; the next pass goes on from there. */
export type Progress = "done" | "later";

/** Somebody else is at the same work, or the database is busy: no harm is done, and the next pass looks again. */
export type Overtaken = CommitRefusal | RunMoved;

/** The worker acts under an account of its own. */
export const workerId = (newId: NewId): UserId => UserId.parse(`usr_${newId("worker:run-payments")}`);

/** A step of the worker, named by what it does and at which version: whoever repeats it sends the same command. */
export const workCommand = ({ newId, sha256 }: Deps, { now, correlationId }: Pass, step: string): Command => {
  const caller = workerId(newId);
  const keyHash = sha256(canonicalJson({ caller, operationId: "runPayments", idempotencyKey: step }));
  return { caller, at: now, correlationId, keyHash, commandHash: keyHash };
};
