import type { FC } from "hono/jsx";
import { Section } from "../../components/section.tsx";
import { StepList, type Step, type StepState } from "../../components/step-list.tsx";
import { usePage } from "../../page/page-context.ts";
import { leadingAccount, type OrganisationFile } from "./registry-facts.tsx";

/** Which of the five steps lie behind: entity and account go their ways side by side. */
const stepsDone = (file: OrganisationFile): readonly boolean[] => {
  const state = leadingAccount(file)?.account.state;
  return [
    true,
    file.organisation.state === "validated",
    state !== undefined,
    state === "verified" || state === "validated",
    state === "validated",
  ];
};

/** Who acts is said of what is still to be done. */
const withState = ({ actor, ...step }: Omit<Step, "state">, state: StepState): Step =>
  state === "done" ? { ...step, state } : { ...step, actor, state };

/** What has to happen before the organisation can be paid, who acts, and where it stands. */
export const OrganisationSteps: FC<{ readonly file: OrganisationFile }> = ({ file }) => {
  const { t } = usePage();
  const done = stepsDone(file);
  const current = done.indexOf(false);
  const stateOf = (index: number): StepState => {
    if (done[index] === true) return "done";
    return index === current ? "current" : "upcoming";
  };
  const steps: readonly Omit<Step, "state">[] = [
    { title: t("registry.step.register"), actor: t("registry.actor.organisation") },
    {
      title: t("registry.step.validate"),
      actor: t("registry.actor.verifier"),
      text: t("registry.step.validateText"),
    },
    { title: t("registry.step.account"), actor: t("registry.actor.organisation") },
    { title: t("registry.step.verify"), actor: t("registry.actor.verifier") },
    {
      title: t("registry.step.validateAccount"),
      actor: t("registry.actor.accountant"),
      text: t("registry.step.validateAccountText"),
    },
  ];
  return (
    <Section title={t("registry.section.steps")}>
      <StepList steps={steps.map((step, index) => withState(step, stateOf(index)))} />
    </Section>
  );
};
