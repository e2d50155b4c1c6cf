import type { AwardRow } from "./award-decision.ts";
import type { AwardListManifest } from "./award-list.ts";

/**
 * The awards of a decision as they are now, in rank order: with what a change before the agreement left of each, and without those that
 * failed (DSC-09). What the common pot and the funders pay stays as it was decided.
 */
export const standingAwards = (
  rows: readonly AwardRow[],
  { changed }: Pick<AwardListManifest, "changed">,
): readonly AwardRow[] =>
  rows.flatMap((row) => {
    const change = changed.findLast(({ proposalId }) => proposalId === row.proposalId);
    if (change === undefined) return [row];
    return change.unionCents === 0 ? [] : [{ ...row, unionCents: change.unionCents }];
  });
