import { dateInZone, Instant } from "@grants/kernel/time";
import type { FC } from "hono/jsx";
import { Section } from "../../components/section.tsx";
import { StepList, type Step, type StepState } from "../../components/step-list.tsx";
import { DateTimeOf } from "../../components/time.tsx";
import { usePage } from "../../page/page-context.ts";

export type Timetable = {
  /** Where short proposals come first. */
  readonly firstClosesAt?: string | undefined;
  readonly opensAt: string;
  readonly closesAt: string;
  readonly plannedInformOn: string;
  readonly plannedSignOn: string;
};

/** How many steps of the four lie behind: the fourth is never said to be done, since nobody told. */
const stepsDone = ({ opensAt, closesAt, plannedInformOn }: Timetable, now: string): number => {
  if (now < opensAt) return 0;
  if (now <= closesAt) return 1;
  // Planned dates are civil dates in Brussels (TTG-05).
  return dateInZone(Instant.parse(now)) <= plannedInformOn ? 2 : 3;
};

const stateOf = (index: number, done: number): StepState => {
  if (index < done) return "done";
  return index === done ? "current" : "upcoming";
};

/** What happens when, who acts, and where the call stands now. */
export const TimetableSection: FC<{ readonly timetable: Timetable }> = ({ timetable }) => {
  const { t, now } = usePage();
  const steps: readonly Omit<Step, "state">[] = [
    { title: t("calls.step.opens"), text: <DateTimeOf at={timetable.opensAt} /> },
    {
      title: t("calls.step.deadline"),
      actor: t("calls.actor.applicants"),
      untilAt: timetable.closesAt,
      text: t("calls.step.deadlineText"),
    },
    { title: t("calls.step.inform"), actor: t("calls.actor.experts"), untilOn: timetable.plannedInformOn },
    {
      title: t("calls.step.sign"),
      actor: t("calls.actor.both"),
      untilOn: timetable.plannedSignOn,
      text: t("calls.step.indicative"),
    },
  ];
  const done = stepsDone(timetable, now);
  return (
    <Section title={t("calls.section.timetable")}>
      <StepList steps={steps.map((step, index) => ({ ...step, state: stateOf(index, done) }))} />
    </Section>
  );
};
