import { addMonths } from "@grants/kernel/calendar";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, type LocalTimeInvalid, dateInZone, zonedInstant } from "@grants/kernel/time";
import type { JointActionId } from "../cofunding/joint-action.ts";
import type { CallContent, CallId, CallVersion } from "./call.ts";

/** Why a content cannot be published; each names the field to mend. */
export type CallContentInvalid =
  | LocalTimeInvalid
  | {
      readonly kind: "CallClosesBeforeItOpens";
      readonly field: "closes";
      readonly opensAt: Instant;
      readonly closesAt: Instant;
    }
  | { readonly kind: "CallAlreadyOver"; readonly field: "closes"; readonly closesAt: Instant }
  | {
      readonly kind: "PlannedDateTooLate";
      readonly field: "plannedInformOn" | "plannedSignOn";
      readonly latestOn: string;
    }
  | { readonly kind: "TopicNamedTwice"; readonly field: "topics"; readonly topicId: string }
  | { readonly kind: "GrantRangeInvalid"; readonly field: "topics"; readonly topicId: string }
  | { readonly kind: "CriteriaIncomplete"; readonly field: "profile" }
  | JointActionOfAnotherCall;

/** A call is funded by its own joint action: money and verdicts of another one were given for other proposals (MAT-01). */
export type JointActionOfAnotherCall = {
  readonly kind: "JointActionOfAnotherCall";
  readonly field: "nationalFunding";
  readonly ownJointActionId: JointActionId;
};

export type DeadlineMovedEarlier = { readonly kind: "DeadlineMovedEarlier"; readonly closesAt: Instant };

type Published = Pick<CallVersion, "contentVersion" | "closesAt">;

const firstRepeated = (names: readonly string[]) => names.find((name, index) => names.indexOf(name) !== index);

/** CALL-02, TTG-01, TTG-02, TTG-04: the planned dates keep the months to inform and to sign. */
const plannedDatesFault = (content: CallContent, closesAt: Instant): CallContentInvalid | null => {
  const { informMonths, signMonths, signRule } = content.profile;
  const closesOn = dateInZone(closesAt);
  const informBy = addMonths(closesOn, informMonths);
  if (content.plannedInformOn > informBy)
    return { kind: "PlannedDateTooLate", field: "plannedInformOn", latestOn: informBy };
  const signBy =
    signRule === "FROM_CLOSING" ? addMonths(closesOn, signMonths) : addMonths(content.plannedInformOn, signMonths);
  return content.plannedSignOn > signBy
    ? { kind: "PlannedDateTooLate", field: "plannedSignOn", latestOn: signBy }
    : null;
};

const topicsFault = ({ topics }: CallContent): CallContentInvalid | null => {
  const twice = firstRepeated(topics.map(({ topicId }) => topicId));
  if (twice !== undefined) return { kind: "TopicNamedTwice", field: "topics", topicId: twice };
  const wrong = topics.find(
    ({ minGrantCents, maxGrantCents, budgetCents }) =>
      minGrantCents > maxGrantCents || maxGrantCents > budgetCents || maxGrantCents === 0,
  );
  return wrong === undefined ? null : { kind: "GrantRangeInvalid", field: "topics", topicId: wrong.topicId };
};

const fundingFault = ({ nationalFunding }: CallContent, ownJointActionId: JointActionId): CallContentInvalid | null =>
  nationalFunding.kind === "none" || nationalFunding.jointActionId === ownJointActionId
    ? null
    : { kind: "JointActionOfAnotherCall", field: "nationalFunding", ownJointActionId };

type Draft = {
  readonly callId: CallId;
  readonly content: CallContent;
  readonly before: Published | null;
  /** The one that the call has or would have. */
  readonly ownJointActionId: JointActionId;
};

/**
 * The version that a publication would make (CALL-01 … CALL-03). Deadlines become instants here, once. A corrigendum never moves the
 * deadline to an earlier instant (assumption, configurable by work programme): who planned by the old one must not be late by the new one.
 */
export const decidePublication = (
  { callId, content, before, ownJointActionId }: Draft,
  now: Instant,
): Result<CallVersion, CallContentInvalid | DeadlineMovedEarlier> => {
  const opens = zonedInstant(content.opens.local, content.opens.zone);
  if (!opens.ok) return opens;
  const closes = zonedInstant(content.closes.local, content.closes.zone);
  if (!closes.ok) return closes;
  const [opensAt, closesAt] = [opens.value, closes.value];
  if (closesAt <= opensAt) return err({ kind: "CallClosesBeforeItOpens", field: "closes", opensAt, closesAt });
  if (closesAt <= now) return err({ kind: "CallAlreadyOver", field: "closes", closesAt });
  if (before !== null && closesAt < before.closesAt)
    return err({ kind: "DeadlineMovedEarlier", closesAt: before.closesAt });
  const fault = topicsFault(content) ?? plannedDatesFault(content, closesAt) ?? fundingFault(content, ownJointActionId);
  if (fault !== null) return err(fault);
  if (content.profile.criteria.some((name, index, all) => all.indexOf(name) !== index))
    return err({ kind: "CriteriaIncomplete", field: "profile" });
  const contentVersion = (before?.contentVersion ?? 0) + 1;
  return ok({ callId, contentVersion, publishedAt: now, opensAt, closesAt, content });
};
