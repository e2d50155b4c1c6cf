import { WorkingCalendar } from "@grants/kernel/calendar";
import publicHolidays from "./public-holidays.json" with { type: "json" };

/** A sample, to be replaced by the list that the ECCC publishes (CLR-CAL-03). */
export const sampleWorkingCalendar = (): WorkingCalendar =>
  WorkingCalendar.parse({
    version: "sample-2026-2027",
    policy: "WORKING_DAY",
    holidays: publicHolidays.days,
  });
