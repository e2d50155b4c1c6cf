import type { Child, FC } from "hono/jsx";
import { usePage, type PageContext } from "../page/page-context.ts";
import { StatusLabel, type StatusTone } from "./status-label.tsx";

export type StepState = "done" | "current" | "upcoming";

export type Step = {
  readonly title: string;
  /** Left out for a list that explains rather than reports. */
  readonly state?: StepState | undefined;
  /** Who acts in this step. */
  readonly actor?: string | undefined;
  /** Until when: an instant, or a date. */
  readonly untilAt?: string | undefined;
  readonly untilOn?: string | undefined;
  readonly text?: Child | undefined;
};

const tones: Readonly<Record<StepState, StatusTone>> = { done: "quiet", current: "attention", upcoming: "neutral" };
const words = {
  done: "components.stepDone",
  current: "components.stepCurrent",
  upcoming: "components.stepUpcoming",
} as const satisfies Readonly<Record<StepState, string>>;

const untilWhen = ({ untilAt, untilOn }: Step, { t, format }: PageContext): string | undefined => {
  if (untilAt !== undefined) {
    return t("components.stepUntil", { until: `${format.dateTime(untilAt)} (${t("components.brusselsTime")})` });
  }
  return untilOn === undefined ? undefined : t("components.stepUntil", { until: format.date(untilOn) });
};

const StepItem: FC<{ step: Step }> = ({ step }) => {
  const page = usePage();
  const until = untilWhen(step, page);
  const { t } = page;
  return (
    <li class="ecl-timeline__item" aria-current={step.state === "current" ? "step" : undefined}>
      <div class="ecl-timeline__tooltip">
        <div class="ecl-timeline__tooltip-arrow"></div>
        {step.state !== undefined && (
          <div class="portal-step__state">
            <StatusLabel tone={tones[step.state]}>{t(words[step.state])}</StatusLabel>
          </div>
        )}
        <div class="ecl-timeline__title">{step.title}</div>
        {step.text !== undefined && <div class="ecl-timeline__content">{step.text}</div>}
        {(step.actor !== undefined || until !== undefined) && (
          <div class="portal-step__actor">
            {[step.actor === undefined ? undefined : t("components.stepActor", { actor: step.actor }), until]
              .filter((part) => part !== undefined)
              .join(", ")}
          </div>
        )}
      </div>
    </li>
  );
};

/** Steps in time: what is done, who acts now and until when, what comes later. */
export const StepList: FC<{ readonly steps: readonly Step[] }> = ({ steps }) => (
  <ol class="ecl-timeline">
    {steps.map((step) => (
      <StepItem step={step} />
    ))}
  </ol>
);
