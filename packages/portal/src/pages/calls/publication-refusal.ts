import type { Schemas } from "../../api-client.ts";
import { refusalOfFields, type Refusal } from "../../forms/refusal.ts";
import type { PageContext } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import type { FieldLabels } from "../../forms/field-rules.ts";
import { topicName } from "./call-form-values.ts";

type Content = Schemas["CallContent"];
type Fault = { readonly field: string; readonly rule: string };

const textIn = (problem: Problem, name: string): string => {
  const value = problem[name];
  return typeof value === "string" ? value : "";
};

/** Which of the two local times was refused. */
const localTimeField = (problem: Problem, { opens }: Content): string =>
  opens.local === textIn(problem, "local") ? "opens.local" : "closes.local";

/** The last topic of that identifier: of two equal ones the second is the surprise. */
const topicIndex = (problem: Problem, { topics }: Content): number =>
  Math.max(
    0,
    topics.findLastIndex(({ topicId }) => topicId === textIn(problem, "topicId")),
  );

const faultOf = (problem: Problem, content: Content, { t, format }: PageContext): Fault | null => {
  switch (problem.code) {
    case "LocalTimeDoesNotExist":
      return { field: localTimeField(problem, content), rule: t("calls.rule.localTimeMissing") };
    case "LocalTimeIsAmbiguous":
      return { field: localTimeField(problem, content), rule: t("calls.rule.localTimeTwice") };
    case "NotALocalTime":
      return { field: localTimeField(problem, content), rule: t("calls.rule.localTime") };
    case "CallClosesBeforeItOpens":
      return { field: "closes.local", rule: t("calls.rule.closesBeforeOpens") };
    case "CallAlreadyOver":
      return { field: "closes.local", rule: t("calls.rule.alreadyOver") };
    case "DeadlineMovedEarlier":
      return {
        field: "closes.local",
        rule: t("calls.rule.movedEarlier", { at: format.dateTime(textIn(problem, "closesAt")) }),
      };
    case "PlannedDateTooLate":
      return {
        field: problem.field ?? "plannedInformOn",
        rule: t("calls.rule.tooLate", { latest: format.date(textIn(problem, "latestOn")) }),
      };
    case "TopicNamedTwice":
      return { field: topicName(topicIndex(problem, content), "topicId"), rule: t("calls.rule.topicTwice") };
    case "GrantRangeInvalid":
      return { field: topicName(topicIndex(problem, content), "maxGrantCents"), rule: t("calls.rule.grantRange") };
    case "CriteriaIncomplete":
      return { field: "profile.criteria", rule: t("calls.rule.criteria") };
    case "JointActionOfAnotherCall":
      return {
        field: "nationalFunding.jointActionId",
        rule: t("calls.rule.ownJointAction", { id: textIn(problem, "ownJointActionId") }),
      };
    default:
      return null;
  }
};

/** Why a draft cannot be published, at the field of the form where it is mended; null where no field is to blame. */
export const publicationRefusal = (
  problem: Problem,
  { content, fields, page }: { content: Content; fields: FieldLabels; page: PageContext },
): Refusal | null => {
  const fault = faultOf(problem, content, page);
  if (fault === null) return null;
  const label = fields[fault.field]?.label ?? fault.field;
  return refusalOfFields({ [fault.field]: page.t("forms.fieldRule", { field: label, rule: fault.rule }) });
};
