import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";

/**
 * Who asks, when the request was received, and the two hashes that make a repeated request recognisable (DATA §4): `keyHash` of
 * (caller, operation, Idempotency-Key), `commandHash` of these with path and canonical body.
 */
export type Command = {
  readonly caller: UserId;
  readonly at: Instant;
  readonly correlationId: string;
  readonly keyHash: Digest;
  readonly commandHash: Digest;
};
