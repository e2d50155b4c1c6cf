import type { JointActionId } from "../cofunding/joint-action.ts";
import type { Instant } from "@grants/kernel/time";
import { type Result, err, ok } from "@grants/kernel/result";
import type { CallContent, CallId, CallVersion, ChangeReason } from "./call.ts";
import { changedFields } from "./compare-contents.ts";
import type { ListedCentre } from "../registry/recognised-centres.ts";
import { type DirectAwardFault, directAwardFaults } from "./direct-award-faults.ts";
import { type ContentFault, type LocalTimeFault, contentFaults, momentsOf } from "./content-faults.ts";
import { type ProgrammeFault, type WorkProgramme, programmeFaults } from "./work-programme.ts";
import { closingOf } from "./topic-closing.ts";

/** A call is funded by its own joint action: money and verdicts of another one were given for other proposals (MAT-01). */
export type JointActionOfAnotherCall = {
  readonly kind: "JointActionOfAnotherCall";
  readonly field: "nationalFunding";
  readonly ownJointActionId: JointActionId;
};
/** A correction never takes time away from who planned by the deadline that was public (an assumption, configurable by work programme). */
export type DeadlineMovedEarlier = { readonly kind: "DeadlineMovedEarlier"; readonly closesAt: Instant };
/** Each changed part of a public call needs its reason (CALL-03). */
export type ChangeReasonMissing = { readonly kind: "ChangeReasonMissing"; readonly fields: readonly string[] };
export type NothingChanged = { readonly kind: "NothingChanged" };

/** Proposals answer a topic of a public call, and money is kept for it by its place: it neither goes nor moves. */
export type PublicTopicGone = { readonly kind: "PublicTopicGone"; readonly field: "topics"; readonly topicId: string };

/** Why a content cannot be published. */
export type CallContentInvalid =
  | LocalTimeFault
  | ContentFault
  | ProgrammeFault
  | PublicTopicGone
  | DirectAwardFault
  | JointActionOfAnotherCall;
export type PublicationFault = CallContentInvalid | DeadlineMovedEarlier;

export type Draft = {
  readonly callId: CallId;
  readonly content: CallContent;
  readonly before: CallVersion | null;
  /** The one that the call has or would have. */
  readonly ownJointActionId: JointActionId;
  /** The recorded one that the content names; `null` where it names none, or there is none of that name. */
  readonly workProgramme: WorkProgramme | null;
  /** The Centres of the countries that an award without a call names; none where there is no such award. */
  readonly centres?: readonly ListedCentre[];
};

const fundingFaults = ({ content, ownJointActionId }: Draft): readonly CallContentInvalid[] => {
  const { nationalFunding } = content;
  return nationalFunding.kind === "none" || nationalFunding.jointActionId === ownJointActionId
    ? []
    : [{ kind: "JointActionOfAnotherCall", field: "nationalFunding", ownJointActionId }];
};

/** The first public deadline that a correction would move to an earlier instant, of the call or of one of its topics. */
const movedEarlier = (before: CallVersion | null, after: Pick<CallVersion, "closesAt" | "topicClosesAt">) => {
  if (before === null) return null;
  const deadlines = [
    ...before.content.topics.map(({ topicId }) => [closingOf(before, topicId), closingOf(after, topicId)] as const),
    [before.closesAt, after.closesAt] as const,
  ];
  return deadlines.find(([was, is]) => is < was)?.[0] ?? null;
};

const goneTopics = ({ before, content }: Draft): readonly PublicTopicGone[] => {
  const gone = before?.content.topics.find(({ topicId }, place) => content.topics[place]?.topicId !== topicId);
  return gone === undefined ? [] : [{ kind: "PublicTopicGone", field: "topics", topicId: gone.topicId }];
};

/** Everything that stands in the way of publishing a draft now, in the order of the call. */
export const publicationFaults = (draft: Draft, now: Instant): readonly PublicationFault[] => {
  const { moments, faults } = momentsOf(draft.content);
  if (moments === null) return faults;
  const moved = movedEarlier(draft.before, moments);
  return [
    ...(moved === null ? [] : [{ kind: "DeadlineMovedEarlier", closesAt: moved } as const]),
    ...contentFaults(draft.content, moments, now),
    ...goneTopics(draft),
    ...programmeFaults(draft.content, draft.workProgramme, moments.opensAt),
    ...fundingFaults(draft),
    ...directAwardFaults(draft.content, draft.before?.content ?? null, {
      workProgramme: draft.workProgramme,
      centres: draft.centres ?? [],
    }),
  ];
};

/** What a change log must say, and does not: the changed parts of a public call without a reason. */
export const changeLogFault = (
  { content, before }: Pick<Draft, "content" | "before">,
  reasons: readonly ChangeReason[],
): ChangeReasonMissing | NothingChanged | null => {
  if (before === null) return null;
  const changed = changedFields(before.content, content);
  if (changed.length === 0) return { kind: "NothingChanged" };
  const fields = changed.filter((field) => !reasons.some((reason) => reason.field === field));
  return fields.length === 0 ? null : { kind: "ChangeReasonMissing", fields };
};

/** The version that a publication would make (CALL-01 … CALL-07). Deadlines become instants here, once. */
export const decidePublication = (
  draft: Draft,
  reasons: readonly ChangeReason[],
  now: Instant,
): Result<CallVersion, PublicationFault | ChangeReasonMissing | NothingChanged> => {
  const [fault] = publicationFaults(draft, now);
  if (fault !== undefined) return err(fault);
  const unexplained = changeLogFault(draft, reasons);
  if (unexplained !== null) return err(unexplained);
  const { moments } = momentsOf(draft.content);
  if (moments === null) throw new Error("A content without faults has its instants.");
  const { callId, content, before } = draft;
  const { opensAt, closesAt, firstClosesAt, topicClosesAt } = moments;
  const changed = before === null ? [] : changedFields(before.content, content);
  return ok({
    callId,
    contentVersion: (before?.contentVersion ?? 0) + 1,
    publishedAt: now,
    opensAt,
    closesAt,
    ...(Object.keys(topicClosesAt).length === 0 ? {} : { topicClosesAt }),
    ...(firstClosesAt === null ? {} : { firstClosesAt }),
    content,
    ...(before === null ? {} : { changeLog: reasons.filter(({ field }) => changed.includes(field)) }),
  });
};
