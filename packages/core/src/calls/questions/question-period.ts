import { addDays } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, LocalDate, LocalDateTime, addMilliseconds, zonedInstant } from "@grants/kernel/time";
import type { CallVersion } from "../call.ts";

/** Days before the deadline at which questions end, unless the call says otherwise: what is answered later helps nobody. */
export const questionDaysUsual = 7;

const dayMs = 86_400_000;

/** The last instant at which a question may be asked: the call's own local time, so many days before its deadline. */
export const questionsCloseAt = ({ content, closesAt }: Pick<CallVersion, "content" | "closesAt">): Instant => {
  const days = content.questionDays ?? questionDaysUsual;
  const [date = "", time = ""] = content.closes.local.split("T");
  const local = LocalDateTime.parse(`${addDays(LocalDate.parse(date), 0 - days)}T${time}`);
  const instant = zonedInstant(local, content.closes.zone);
  // On a day whose clock skips or repeats that hour, days of 24 hours are counted.
  return instant.ok ? instant.value : addMilliseconds(closesAt, 0 - days * dayMs);
};

export type QuestionsNotOpen = { readonly kind: "QuestionsNotOpen"; readonly opensAt: Instant };
export type QuestionsClosed = { readonly kind: "QuestionsClosed"; readonly closedAt: Instant };
export type QuestionPeriodError = QuestionsNotOpen | QuestionsClosed;

/** Questions are taken while the call is open; exactly at their last instant is in time, one millisecond later is late (CLR-CAL-01). */
export const refuseQuestion = (version: CallVersion, now: Instant): Result<Instant, QuestionPeriodError> => {
  const closedAt = questionsCloseAt(version);
  if (now < version.opensAt) return err({ kind: "QuestionsNotOpen", opensAt: version.opensAt });
  return now > closedAt ? err({ kind: "QuestionsClosed", closedAt }) : ok(closedAt);
};
