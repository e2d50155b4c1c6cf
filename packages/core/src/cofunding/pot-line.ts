import type { Cents } from "@grants/kernel/money";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";

/** Union money of one topic: U1 for the call's first topic, U2 for its second; U0 is the common pot of a joint action (MAT-02). */
export const UnionLine = z
  .string()
  .regex(/^U(?:0|[1-9]\d?)$/)
  .brand("UnionLine")
  .meta({ id: "UnionLine", example: "U1" });
export type UnionLine = z.infer<typeof UnionLine>;

/** Union top-up that fills what national budgets lack, in the modes MIXED and REAL (CLR-MAT-01). */
export const commonPotLine = UnionLine.parse("U0");

/** A line of a call's pot: the Union's for a topic, or a funder's, which carries the funder's code. */
export const PotLine = z.union([UnionLine, FunderCode]);
export type PotLine = z.infer<typeof PotLine>;

/** The Union line of a topic, by its place among the call's topics; `null` when it is none of them. */
export const unionLineOf = (topicIds: readonly string[], topicId: string): UnionLine | null => {
  const place = topicIds.indexOf(topicId);
  return place === -1 ? null : UnionLine.parse(`U${place + 1}`);
};

/** Where the money of a line comes from (COMT-07): appropriations voted for the Union, or the revenue of a Member State. */
export const MoneySource = z.enum(["VOTED", "MEMBER_STATE"]).meta({ id: "MoneySource" });
export type MoneySource = z.infer<typeof MoneySource>;

export const sourceOf = (line: PotLine): MoneySource => (UnionLine.safeParse(line).success ? "VOTED" : "MEMBER_STATE");

/** The pot of a call goes by the call's id; its lines are guarded (DATA §8). */
export const potAccounts = {
  available: (callId: CallId, line: PotLine) => `avail:${callId}:${line}`,
  appropriated: (callId: CallId, line: PotLine) => `appropriated:${callId}:${line}`,
  committed: (commitmentId: string, line: PotLine) => `committed:${commitmentId}:${line}`,
} as const;

/** A line has less left than is asked of it. Other lines stay unseen (MAT-02). */
export type FundsInsufficient = {
  readonly kind: "FundsInsufficient";
  readonly pot: string;
  readonly line: string;
  readonly leftCents: Cents;
};
/** The pot's recomputation differed; nothing moves before somebody has found out why (DATA §8). */
export type PotFrozen = { readonly kind: "PotFrozen"; readonly pot: string };
export type PotRefusal = FundsInsufficient | PotFrozen;

/** Nothing would change: the money stands as it is asked for. */
export type NothingToChange = { readonly kind: "NothingToChange" };
