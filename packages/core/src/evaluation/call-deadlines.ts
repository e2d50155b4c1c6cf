import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import { parameterOn } from "../reference/parameters.ts";
import { sampleWorkingCalendar } from "../reference/working-calendar.ts";
import { type AwardDeadlines, awardDeadlines } from "./award-deadlines.ts";

/** By when applicants are informed and agreements signed (TTG-01 … TTG-05); as long as nobody has been informed, what can be planned. */
export const deadlinesOf = (
  { closesAt, content }: Pick<CallVersion, "closesAt" | "content">,
  informedOn: LocalDate | null = null,
): AwardDeadlines => {
  const { informMonths, signMonths, signRule } = content.profile;
  const rejectedNoticeDays = parameterOn("fr.rejectedApplicants.days", dateInZone(closesAt)).value;
  return awardDeadlines(
    closesAt,
    informedOn,
    { informMonths, signMonths, signRule, rejectedNoticeDays },
    sampleWorkingCalendar(),
  );
};
