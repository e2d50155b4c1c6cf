import type { JointAction } from "./joint-action.ts";

/** Verdicts are given after the requests are listed and before the ranking locks them. */
export type VerdictsNotOpen = { readonly kind: "VerdictsNotOpen"; readonly state: JointAction["state"] };
