import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import type { Stored } from "../audit/stored.ts";
import type { NationalRequest } from "./national-request.ts";
import type { NationalVerdict } from "./national-verdict.ts";
import type { PotLineState } from "./pot-statement.ts";

/** A partner that asks for the funder's money, with the verdict on it if there is one. */
export type JudgedRequest = { readonly request: NationalRequest; readonly verdict: Stored<NationalVerdict> | null };

/** What the funder's partners ask for against what it set aside for them (MAT-02: its own shortfall, nobody else's). */
export type OwnNeed = {
  readonly requestedCents: Cents;
  /** Of partners that it did not refuse. */
  readonly eligibleCents: Cents;
  /** The whole budget: what awards took of it is asked by partners of this list. */
  readonly budgetCents: Cents;
  /** What it would have to add if all of these were selected. */
  readonly missingCents: Cents;
};

/** All requests are held against the whole budget, so that a request whose money is committed is not counted a second time. */
export const needOf = (
  requests: readonly JudgedRequest[],
  { appropriatedCents }: Pick<PotLineState, "appropriatedCents">,
): OwnNeed => {
  const amounts = (some: readonly JudgedRequest[]) => sumCents(some.map(({ request }) => request.requestedCents));
  const eligibleCents = amounts(
    requests.filter(({ verdict }) => verdict === null || verdict.state.outcome === "ELIGIBLE"),
  );
  return {
    requestedCents: amounts(requests),
    eligibleCents,
    budgetCents: appropriatedCents,
    missingCents: minusAtLeastZero(eligibleCents, appropriatedCents),
  };
};
