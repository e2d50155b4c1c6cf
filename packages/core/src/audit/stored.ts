import type { Digest } from "@grants/kernel/digest";
import type { Command } from "./command.ts";

/** An aggregate's state as it stands, with the lock (version), the end of its chain, and the command that produced this version. */
export type Stored<S> = {
  readonly state: S;
  readonly version: number;
  readonly chainHash: Digest;
  readonly keyHash: Digest;
  readonly commandHash: Digest;
};

export type StaleVersion = {
  readonly kind: "StaleVersion";
  readonly expectedVersion: number;
  readonly actualVersion: number;
};
export type IdempotencyKeyReused = { readonly kind: "IdempotencyKeyReused" };
/** Nothing was written; the same request may be sent again. */
export type Busy = { readonly kind: "Busy"; readonly retryAfterSeconds: number };

/** What a commit can refuse although the rule said yes: somebody was first, or the store could not decide in time. */
export type CommitRefusal = StaleVersion | IdempotencyKeyReused | Busy;

type Trace = Pick<Stored<unknown>, "keyHash" | "commandHash">;

/** How the command that produced a version compares with the one at hand (DATA §4). */
export const compareCommands = (produced: Trace, command: Pick<Command, "keyHash" | "commandHash">) => {
  if (produced.commandHash === command.commandHash) return "same-command" as const;
  return produced.keyHash === command.keyHash ? ("same-key" as const) : ("another" as const);
};
