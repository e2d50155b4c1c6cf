import { type Json, canonicalJson } from "@grants/kernel/canonical-json";

type Members = Readonly<Record<string, Json | undefined>>;

const defined = (members: Members) =>
  Object.entries(members).filter((member): member is [string, Json] => member[1] !== undefined);

/**
 * The smallest patch that turns `before` into `after`: changed members whole, removed ones as null. One level of RFC 7396: what lies inside
 * a member is replaced, not merged. A state says that something is absent by leaving it out; null is taken, so a state with it throws.
 */
export const mergePatch = (before: Members, after: Members): Record<string, Json> => {
  const was = new Map(defined(before));
  const is = new Map(defined(after));
  const unsaid = [...is].find(([, value]) => value === null);
  if (unsaid !== undefined) throw new Error(`A patch cannot say that ${unsaid[0]} is null.`);
  const removed = [...was.keys()].filter((name) => !is.has(name));
  const changed = [...is].filter(([name, value]) => !isSame(was.get(name), value));
  return Object.fromEntries([...removed.map((name) => [name, null] as const), ...changed]);
};

/** The patch applied; folding a chain's patches gives the head. */
export const applyPatch = (before: Members, patch: Members): Record<string, Json> =>
  Object.fromEntries(defined({ ...before, ...patch }).filter(([, value]) => value !== null));

const isSame = (a: Json | undefined, b: Json) => a !== undefined && canonicalJson(a) === canonicalJson(b);
