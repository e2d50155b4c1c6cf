import { type Result, err, ok } from "@grants/kernel/result";
import { coordinatorSlot } from "./part.ts";
import type { PartScope } from "./membership.ts";
import type { Member } from "./proposal.ts";

/** Somebody reads this part and does not write it; `because` says whose it is. */
export type PartNotYours = {
  readonly kind: "PartNotYours";
  readonly path: string;
  readonly because: "VIEWER" | "COORDINATOR_ONLY" | "ANOTHER_PARTNER" | "NOT_GRANTED" | "PARTNER_ANSWERS_ITSELF";
};

type Writer = Pick<Member, "role" | "slot" | "writes">;

/** The partner that a part is about: "budget.p002.wp01" is of p002. `null`: of the whole proposal. */
export const slotOfPath = (path: string): string | null =>
  path.split(".").find((segment) => /^p\d{3}$/.test(segment)) ?? null;

const kindOf = (path: string): string => path.split(".")[0] ?? "";

/** Kinds of parts that are work packages or annexes, by the first word of their path. */
const scopeByKind: Readonly<Record<string, PartScope>> = {
  wp: "workPackages",
  workPackage: "workPackages",
  workpackage: "workPackages",
  annex: "annexes",
};

const isGranted = ({ writes = [] }: Writer, path: string): boolean => {
  const scope = scopeByKind[kindOf(path)];
  return writes.some((granted) => granted === scope || path === granted || path.startsWith(`${granted}.`));
};

/**
 * Who writes which part. The coordinator writes everything but what a partner declares of itself; a partner its own parts, and what the
 * coordinator lets it write; a viewer nothing.
 */
export const decidePartAccess = (member: Writer, path: string): Result<null, PartNotYours> => {
  const refuse = (because: PartNotYours["because"]) => err({ kind: "PartNotYours", path, because });
  const { role, slot: own = coordinatorSlot } = member;
  const slot = slotOfPath(path);
  if (role === "viewer") return refuse("VIEWER");
  const isDeclaration = kindOf(path) === "declaration";
  if (slot !== null && slot !== own) {
    if (isDeclaration) return refuse("PARTNER_ANSWERS_ITSELF");
    return role === "coordinator" ? ok(null) : refuse("ANOTHER_PARTNER");
  }
  if (slot === own || role === "coordinator" || isGranted(member, path)) return ok(null);
  return refuse(kindOf(path) === "general" || isDeclaration ? "COORDINATOR_ONLY" : "NOT_GRANTED");
};
