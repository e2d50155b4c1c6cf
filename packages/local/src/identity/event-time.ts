import type { PlatformClock } from "../clock.ts";

const millisecondsPerSecond = 1_000;
const rememberedMax = 10_000;

const nameOf = (account: string, machineSeconds: number) => `${machineSeconds} ${account}`;

/**
 * The provider runs by the machine's clock; what it writes into a token is met by the platform's, which may stand in any week. Tokens are
 * written in the platform's time, and the instant of a sign-in is kept as it was there: moving the clock on makes nobody fresh.
 */
export const createEventTime = (clock: Pick<PlatformClock, "nowMs" | "shifted">) => {
  const signIns = new Map<string, number>();
  const shifted = (machineSeconds: number) =>
    Math.floor(clock.shifted(machineSeconds * millisecondsPerSecond) / millisecondsPerSecond);
  return {
    nowSeconds: () => Math.floor(clock.nowMs() / millisecondsPerSecond),
    shifted,
    /** Notes a sign-in, and gives its time by the machine. */
    noteSignIn: (account: string): number => {
      const machineSeconds = Math.floor(Date.now() / millisecondsPerSecond);
      const [oldest] = signIns.keys();
      if (signIns.size >= rememberedMax && oldest !== undefined) signIns.delete(oldest);
      signIns.set(nameOf(account, machineSeconds), shifted(machineSeconds));
      return machineSeconds;
    },
    signedInAt: (account: string, machineSeconds: number): number =>
      signIns.get(nameOf(account, machineSeconds)) ?? shifted(machineSeconds),
  };
};
export type EventTime = ReturnType<typeof createEventTime>;
