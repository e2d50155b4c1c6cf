import { FstpExceptionReason } from "@grants/core/calls/call-terms";
import { decideAwards, missingForCeiling } from "@grants/core/cascade/decide-ceiling";
import { Cents } from "@grants/kernel/money";
import { z } from "zod";

const Input = z.object({
  ceilingCents: Cents,
  defaultCeilingCents: Cents,
  exceptionReason: FstpExceptionReason.nullable(),
  reportedInActivityReport: z.boolean(),
  awards: z.array(z.object({ subCall: z.string(), thirdParty: z.string(), cents: Cents })),
});

export const adapt = (raw: unknown) => {
  const { ceilingCents, defaultCeilingCents, exceptionReason, reportedInActivityReport, awards } = Input.parse(raw);
  const missing = missingForCeiling(
    { ceilingCents, exceptionReason, isReportedInActivityReport: reportedInActivityReport },
    defaultCeilingCents,
  );
  const decided = decideAwards(
    ceilingCents,
    awards.map(({ cents: awardCents, ...award }) => ({ ...award, awardCents })),
  );
  return {
    ceilingCents,
    ceilingAboveDefault: ceilingCents > defaultCeilingCents,
    ceilingAccepted: missing.length === 0,
    missing,
    awards: decided.awards.map(({ awardCents, isAccepted, ...award }) => ({
      ...award,
      cents: awardCents,
      accepted: isAccepted,
    })),
    totalsCents: Object.fromEntries(decided.totalCentsByThirdParty),
  };
};
