import type { CallVersion } from "../calls/call.ts";
import { type CentreNotRecognised, refuseUnrecognised } from "../registry/recognised-centres.ts";
import { needsReasons } from "../calls/direct-award.ts";
import type { AwardRow } from "./award-decision.ts";
import type { RankingStore } from "./ranking-store.ts";

/** On this ground the award decision itself says why there was no call (CALL-08). */
export type DirectAwardNeedsReason = { readonly kind: "DirectAwardNeedsReason"; readonly field: "reason" };

type Awarded = { readonly rows: readonly Pick<AwardRow, "coordinator">[]; readonly reason: string | null };

/** What stands against these awards without a call on the day of the decision: a recognition that was withdrawn since (NCC-03), a reason that is missing. */
export const refuseDirectAward = async (
  rankings: Pick<RankingStore, "loadCentres">,
  { content: { directAward } }: CallVersion,
  { rows, reason }: Awarded,
): Promise<CentreNotRecognised | DirectAwardNeedsReason | null> => {
  if (directAward === undefined) return null;
  if (needsReasons(directAward) && reason === null) return { kind: "DirectAwardNeedsReason", field: "reason" };
  const awarded = directAward.invited.filter(({ organisation }) =>
    rows.some(({ coordinator }) => coordinator === organisation),
  );
  return refuseUnrecognised(awarded, await rankings.loadCentres(awarded.map(({ country }) => country)));
};
