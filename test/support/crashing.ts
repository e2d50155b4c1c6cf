import type { RunPaymentsDeps } from "@grants/core/disbursement/run-payments";

export type CrashWhen = "before" | "after";

/** What a call is about, whatever the time and the version: a step that is repeated is the same step. */
const nameOf = (method: string, [asked]: readonly unknown[]): string => {
  const { type, aggregate } = Object(asked);
  return `${method} ${type === undefined ? JSON.stringify(asked) : `${type} ${aggregate}`}`;
};

/**
 * The worker's ports, each call of which breaks down once: before it did anything, or after it did all and nobody heard of it. Every pass thus
 * gets one step further than the one before.
 */
export const crashingOnce = (deps: RunPaymentsDeps, when: CrashWhen) => {
  const crashed = new Set<string>();
  const breakDown = (name: string): void => {
    if (crashed.has(name)) return;
    crashed.add(name);
    throw new Error(`Broken down ${when} ${name}.`);
  };
  const crashing = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, method) => {
        const call: unknown = Reflect.get(target, method);
        if (typeof call !== "function") return call;
        return async (...asked: readonly unknown[]) => {
          const name = nameOf(String(method), asked);
          if (when === "before") breakDown(name);
          const answer: unknown = await Reflect.apply(call, target, asked);
          if (when === "after") breakDown(name);
          return answer;
        };
      },
    });
  return {
    crashes: () => crashed.size,
    deps: {
      ...deps,
      work: crashing(deps.work),
      orderEnds: crashing(deps.orderEnds),
      files: crashing(deps.files),
      bank: crashing(deps.bank),
    } satisfies RunPaymentsDeps,
  };
};
