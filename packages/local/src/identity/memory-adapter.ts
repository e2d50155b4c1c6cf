import type { Adapter, AdapterPayload } from "oidc-provider";

const entriesMax = 5_000;
const millisecondsPerSecond = 1_000;

/**
 * What the provider remembers, as long as it runs: who signed in dies with it, so that a restart leads to a fresh sign-in. The oldest
 * goes when there is too much.
 */
export const createMemoryAdapter = () => {
  const kept = new Map<string, AdapterPayload>();
  const byUid = new Map<string, string>();
  const byGrant = new Map<string, Set<string>>();
  const alive = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    if (found?.exp === undefined || found.exp * millisecondsPerSecond > Date.now()) return found;
    kept.delete(key);
    return undefined;
  };
  const makeRoom = () => {
    const [oldest] = kept.keys();
    if (kept.size > entriesMax && oldest !== undefined) kept.delete(oldest);
  };
  return (model: string): Adapter => {
    const keyOf = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload) => {
        const key = keyOf(id);
        kept.set(key, payload);
        if (payload.uid !== undefined) byUid.set(payload.uid, key);
        if (payload.grantId !== undefined)
          byGrant.set(payload.grantId, (byGrant.get(payload.grantId) ?? new Set()).add(key));
        makeRoom();
      },
      find: async (id) => alive(keyOf(id)),
      findByUid: async (uid) => alive(byUid.get(uid) ?? ""),
      // For devices without a browser, which this provider does not serve.
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const found = kept.get(keyOf(id));
        if (found !== undefined) found.consumed = Math.floor(Date.now() / millisecondsPerSecond);
      },
      destroy: async (id) => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const key of byGrant.get(grantId) ?? []) kept.delete(key);
        byGrant.delete(grantId);
      },
    };
  };
};
