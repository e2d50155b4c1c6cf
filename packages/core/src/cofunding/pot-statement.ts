import { type Cents, NO_CENTS, cents } from "@grants/kernel/money";
import type { FunderCode } from "../access/rights.ts";
import type { PotState } from "./cofunding-store.ts";
import type { GlobalCommitment } from "./commitment.ts";
import { type MoneySource, type PotLine, UnionLine, commonPotLine, sourceOf } from "./pot-line.ts";

/** A line of a call's pot: appropriated = committed to awards + left. */
export type PotLineState = {
  readonly line: PotLine;
  readonly source: MoneySource;
  /** The topic of a Union line. */
  readonly topicId?: string;
  readonly appropriatedCents: Cents;
  readonly committedCents: Cents;
  readonly leftCents: Cents;
};

type Appropriated = { readonly line: PotLine; readonly topicId?: string; readonly appropriatedCents: Cents };

const stateOf = (pot: PotState | null, { line, appropriatedCents, ...rest }: Appropriated): PotLineState => {
  const leftCents = cents(pot?.lines[line] ?? 0);
  return {
    line,
    source: sourceOf(line),
    ...rest,
    appropriatedCents,
    committedCents: cents(appropriatedCents - leftCents),
    leftCents,
  };
};

/** Union lines in the order of the topics. */
export const unionLineStates = (
  global: GlobalCommitment | null,
  topicIds: readonly string[],
  pot: PotState | null,
): readonly PotLineState[] =>
  topicIds.map((topicId, place) => {
    const line = UnionLine.parse(`U${place + 1}`);
    return stateOf(pot, { line, topicId, appropriatedCents: global?.linesCents[line] ?? NO_CENTS });
  });

/** None where nothing was ever appropriated to it. */
export const commonPotState = (global: GlobalCommitment | null, pot: PotState | null): readonly PotLineState[] => {
  const appropriatedCents = global?.linesCents[commonPotLine];
  return appropriatedCents === undefined ? [] : [stateOf(pot, { line: commonPotLine, appropriatedCents })];
};

export const funderLineState = (
  pot: PotState | null,
  { funder, amountCents }: { readonly funder: FunderCode; readonly amountCents: Cents },
): PotLineState => stateOf(pot, { line: funder, appropriatedCents: amountCents });
