import { setInterval } from "node:timers/promises";

/** Asks at once and then at every interval. False when the answer was still no at the last of them. */
export const becomesTrue = async (
  ask: () => boolean | Promise<boolean>,
  { everyMs, withinMs }: { readonly everyMs: number; readonly withinMs: number },
): Promise<boolean> => {
  if (await ask()) return true;
  let waitedMs = 0;
  for await (const elapsedMs of setInterval(everyMs, everyMs)) {
    if (await ask()) return true;
    waitedMs += elapsedMs;
    if (waitedMs >= withinMs) return false;
  }
  return false;
};
