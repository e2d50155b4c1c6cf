import { addDays } from "@grants/kernel/calendar";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import { parameterOn } from "../reference/parameters.ts";

/** The last day for a request for review: so many days after the decision (configurable, [I]). */
export const lastDayForReview = (decidedAt: Instant): LocalDate => {
  const decidedOn = dateInZone(decidedAt);
  return addDays(decidedOn, parameterOn("platform.admissibility.reviewDays", decidedOn).value);
};
