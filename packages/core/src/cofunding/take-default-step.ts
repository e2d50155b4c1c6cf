import { addDays } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { LocalDate, dateInZone } from "@grants/kernel/time";
import { z } from "zod";
import type { Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { type ContributionLine, type ContributionStepRefused, refuseStep, statusOf } from "./contribution-line.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "./meet-version.ts";

/** A step of the default procedure: the written notice, the reasonable period, and what follows when that is over (FIN-10). */
export const DefaultStep = z
  .discriminatedUnion("step", [
    z.strictObject({ step: z.literal("NOTIFY") }),
    z.strictObject({ step: z.literal("SET_REMEDY_PERIOD"), remedyByOn: LocalDate }),
    z.strictObject({ step: z.literal("ESTABLISH_DEFAULT") }),
  ])
  .meta({ id: "DefaultStep" });
export type DefaultStep = z.infer<typeof DefaultStep>;

export type RemedyDateInPast = {
  readonly kind: "RemedyDateInPast";
  readonly field: "remedyByOn";
  readonly earliestOn: LocalDate;
};
/** The member still has time. */
export type RemedyPeriodRunning = { readonly kind: "RemedyPeriodRunning"; readonly remedyByOn: LocalDate };
type StepRefusal = ContributionStepRefused | RemedyDateInPast | RemedyPeriodRunning;
export type TakeDefaultStepError = LineRefusal | StepRefusal;

/** Where a step leads on a day. The last day of the period is within it. */
export const decideDefaultStep = (
  line: ContributionLine,
  asked: DefaultStep,
  today: LocalDate,
): Result<ContributionLine, StepRefusal> => {
  switch (asked.step) {
    case "NOTIFY":
      return line.state === "due" && statusOf(line, today) === "overdue"
        ? ok({ ...line, state: "notified", notifiedOn: today })
        : err(refuseStep(line, "notified", today));
    case "SET_REMEDY_PERIOD": {
      if (line.state !== "notified") return err(refuseStep(line, "remedyPeriod", today));
      const { remedyByOn } = asked;
      const earliestOn = addDays(today, 1);
      return remedyByOn < earliestOn
        ? err({ kind: "RemedyDateInPast", field: "remedyByOn", earliestOn })
        : ok({ ...line, state: "remedyPeriod", remedyByOn });
    }
    case "ESTABLISH_DEFAULT":
      if (line.state !== "remedyPeriod") return err(refuseStep(line, "default", today));
      return today <= line.remedyByOn
        ? err({ kind: "RemedyPeriodRunning", remedyByOn: line.remedyByOn })
        : ok({ ...line, state: "default", defaultOn: today });
  }
};

const entryType: Readonly<Record<DefaultStep["step"], string>> = {
  NOTIFY: "ShortfallNotified",
  SET_REMEDY_PERIOD: "RemedyPeriodSet",
  ESTABLISH_DEFAULT: "DefaultEstablished",
};

/**
 * The Executive Director takes the next step of the default procedure. Once default is established, the member's vote on joint actions is
 * suspended until it is remedied (FIN-10, VOTE-05).
 */
export const takeDefaultStep = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { asked, ...step }: LineStep & { readonly asked: DefaultStep },
): Promise<Result<Stored<ContributionLine>, TakeDefaultStepError>> => {
  const found = await findContributionLine(jointActions, "takeDefaultStep", step);
  if (!found.ok) return found;
  const { line, role } = found.value;
  const met = await meetVersion(jointActions, line, step);
  if (met !== null) return met;
  const decided = decideDefaultStep(line.state, asked, dateInZone(step.command.at));
  if (!decided.ok) return decided;
  const change = {
    aggregate: line.state.id,
    before: line,
    next: decided.value,
    type: entryType[asked.step],
    role,
    terms: [],
  };
  return jointActions.commitLine(change, step.command);
};
