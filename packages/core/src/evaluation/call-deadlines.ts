import { dateInZone } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import { parameterOn } from "../reference/parameters.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import { type AwardDeadlines, awardDeadlines } from "./award-deadlines.ts";

/** By when applicants are informed and agreements signed (TTG-01 … TTG-05), as long as nobody has been informed. */
export const deadlinesOf = ({ closesAt, content }: CallVersion): AwardDeadlines => {
  const { informMonths, signMonths, signRule } = content.profile;
  const rejectedNoticeDays = parameterOn("fr.rejectedApplicants.days", dateInZone(closesAt)).value;
  return awardDeadlines(
    closesAt,
    null,
    { informMonths, signMonths, signRule, rejectedNoticeDays },
    sampleWorkingCalendar(),
  );
};
