import { toDecimal } from "@grants/kernel/fraction";
import { daysBetween } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { ProgrammeProfile } from "../calls/call.ts";
import type { AwardClock } from "./award-clocks.ts";
import type { ExcessGround, ExceedableLimit } from "./award-list.ts";

/** The limit is kept, or still runs: there is nothing to give a reason for. */
export type LimitNotExceeded = { readonly kind: "LimitNotExceeded"; readonly limit: ExceedableLimit };
/** Ethics assessment and security scrutiny lengthen the periods of Horizon Europe alone (TTG-04). */
export type GroundOfOtherProgramme = { readonly kind: "GroundOfOtherProgramme"; readonly field: "ground" };

/** Whether a reason can be given for exceeding a limit: it is exceeded, and the programme knows the ground (TTG-03, TTG-04). */
export const decideExcess = (
  clock: Pick<AwardClock, "daysLate"> | null,
  {
    limit,
    ground,
    signRule,
  }: {
    readonly limit: ExceedableLimit;
    readonly ground: ExcessGround;
    readonly signRule: ProgrammeProfile["signRule"];
  },
): Result<number, LimitNotExceeded | GroundOfOtherProgramme> => {
  if (clock === null || clock.daysLate === 0) return err({ kind: "LimitNotExceeded", limit });
  const isForeign = ground === "ETHICS_OR_SECURITY" && signRule !== "FROM_CLOSING";
  return isForeign ? err({ kind: "GroundOfOtherProgramme", field: "ground" }) : ok(clock.daysLate);
};

/** Days from one day to each of others, on average, to a tenth; `null` where there is none (TTG-03: averages of the annual report). */
export const averageDays = (from: LocalDate | null, days: readonly LocalDate[]): string | null => {
  if (from === null || days.length === 0) return null;
  const sum = days.reduce((total, day) => total + daysBetween(from, day), 0);
  return toDecimal({ numerator: BigInt(sum), denominator: BigInt(days.length) }, 1);
};
