import type { FC } from "hono/jsx";
import { Section } from "../../components/section.tsx";
import { StepList, type Step, type StepState } from "../../components/step-list.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import type { ShownRequest, Stage } from "./payment-facts.tsx";

/** The way of the money, in the words of the one who waits for it. */
const steps = ["requested", "checked", "authorised", "sent", "booked"] as const;
type StepName = (typeof steps)[number];

/** The step that is being done while a payment is at a stage. */
const currentStep: Readonly<Record<Stage, StepName | null>> = {
  received: "checked",
  suspended: "checked",
  validated: "authorised",
  authorised: "sent",
  inRun: "sent",
  confirmed: "sent",
  sending: "sent",
  sent: "booked",
  accepted: "booked",
  settled: "booked",
  rejected: "authorised",
  booked: null,
};

const stateOf = (step: StepName, current: StepName | null): StepState => {
  if (current === null) return "done";
  const [place, now] = [steps.indexOf(step), steps.indexOf(current)];
  if (place === now) return "current";
  return place < now ? "done" : "upcoming";
};

const textOf = (step: StepName, shown: ShownRequest | null, { t, format }: PageContext): string | undefined => {
  if (shown === null) return undefined;
  const { stage, request, clock } = shown;
  const isNow = currentStep[stage] === step;
  if (step === "checked" && isNow && stage === "suspended") return t("disbursement.step.suspendedText");
  if (step === "sent" && request.state === "authorised")
    return t("disbursement.step.runOn", { on: format.date(request.executionOn) });
  if (step === "booked" && clock.paidOn !== null)
    return t("disbursement.step.paidOn", { on: format.date(clock.paidOn) });
  return isNow ? t(`disbursement.stageText.${stage}`) : undefined;
};

/** Requested, checked, authorised, sent, booked: what is done, who acts now and until when. */
export const PaymentSteps: FC<{ readonly shown: ShownRequest | null }> = ({ shown }) => {
  const page = usePage();
  const { t } = page;
  const current = shown === null ? "requested" : currentStep[shown.stage];
  const list = steps.map((step): Step => {
    const state = stateOf(step, current);
    return {
      title: t(`disbursement.step.${step}`),
      state,
      actor: state === "done" ? undefined : t(`disbursement.actor.${step}`),
      untilOn: state === "current" ? (shown?.clock.dueOn ?? undefined) : undefined,
      text: textOf(step, shown, page),
    };
  });
  return (
    <Section title={t("disbursement.section.steps")}>
      <StepList steps={list} />
    </Section>
  );
};
