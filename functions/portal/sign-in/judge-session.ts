import { type Instant, epochOfInstant } from "@grants/kernel/time";
import type { Session } from "@grants/store/sessions";

/** How long a session lasts: without a request, and at most. */
export type SessionLimits = { readonly idleSecondsMax: number; readonly secondsMax: number };

const millisecondsPerSecond = 1_000;
const toleranceSeconds = 30;

const secondsBetween = (earlier: Instant, later: Instant): number =>
  (epochOfInstant(later) - epochOfInstant(earlier)) / millisecondsPerSecond;

export type SessionState =
  | { readonly kind: "Live"; readonly idleSecondsLeft: number; readonly secondsLeft: number }
  | { readonly kind: "Over"; readonly because: "IDLE" | "TOO_OLD" | "ENDED" | "FROM_THE_FUTURE" };

/** Up to the last millisecond of its time a session lives. One that begins later than now belongs to a clock that was set back. */
export const judgeSession = (
  { createdAt, seenAt, isOver }: Pick<Session, "createdAt" | "seenAt" | "isOver">,
  { idleSecondsMax, secondsMax }: SessionLimits,
  now: Instant,
): SessionState => {
  if (isOver) return { kind: "Over", because: "ENDED" };
  if (secondsBetween(now, createdAt) > toleranceSeconds) return { kind: "Over", because: "FROM_THE_FUTURE" };
  const secondsLeft = secondsMax - secondsBetween(createdAt, now);
  if (secondsLeft < 0) return { kind: "Over", because: "TOO_OLD" };
  const idleSecondsLeft = idleSecondsMax - secondsBetween(seenAt, now);
  if (idleSecondsLeft < 0) return { kind: "Over", because: "IDLE" };
  return { kind: "Live", idleSecondsLeft: Math.min(idleSecondsLeft, idleSecondsMax), secondsLeft };
};

/** Renewed before they are over, so that no page begins with a token that ends on the way; and when a clock was set back behind their beginning. */
export const needTokens = (
  { tokensBeginAt, tokensEndAt }: Pick<Session, "tokensBeginAt" | "tokensEndAt">,
  now: Instant,
): boolean =>
  secondsBetween(now, tokensEndAt) < 2 * toleranceSeconds || secondsBetween(now, tokensBeginAt) > toleranceSeconds;

/** Whether a session is to be written for the sake of when it was last used: once a minute is enough. */
const touchSeconds = 60;
export const isToTouch = ({ seenAt }: Pick<Session, "seenAt">, now: Instant): boolean =>
  Math.abs(secondsBetween(seenAt, now)) >= touchSeconds;
