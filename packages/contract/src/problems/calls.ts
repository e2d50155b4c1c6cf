import type { CreateCallError } from "@grants/core/calls/create-call";
import type { ImportCallError } from "@grants/core/calls/import-call";
import type { OpenDirectAwardError } from "@grants/core/calls/open-direct-award";
import type { InviteToSecondStageError } from "@grants/core/calls/invite-to-second-stage";
import type { PublishCallError } from "@grants/core/calls/publish-call";
import type { CallNotFound } from "@grants/core/calls/call";
import type { RecordAdoptionError } from "@grants/core/calls/record-work-programme";
import type { RequestPublicationError } from "@grants/core/calls/request-publication";
import type { ReturnDraftError } from "@grants/core/calls/return-draft";
import type { ReviseCallError } from "@grants/core/calls/revise-call";
import type { ProblemTable, SharedKind } from "./problem-table.ts";

export type CallProblem =
  | CreateCallError
  | ImportCallError
  | ReviseCallError
  | RequestPublicationError
  | PublishCallError
  | OpenDirectAwardError
  | InviteToSecondStageError
  | ReturnDraftError
  | RecordAdoptionError
  | CallNotFound;

export const callProblems = {
  CallNotFound: [404, "There is no such call."],
  CallNotEditable: [409, "This call cannot be changed any more."],
  LocalTimeDoesNotExist: [422, "This local time does not exist: the clocks change in that hour."],
  LocalTimeIsAmbiguous: [422, "This local time happens twice: the clocks change in that hour."],
  NotALocalTime: [422, "This is not a date and time."],
  CallClosesBeforeItOpens: [422, "The call closes before it opens."],
  CallAlreadyOver: [422, "The closing time has passed."],
  PlannedDateTooLate: [422, "The planned date is later than the rules allow."],
  TopicNamedTwice: [422, "Two topics have the same identifier."],
  GrantRangeInvalid: [422, "The grant range of a topic does not fit its budget."],
  CriteriaIncomplete: [422, "The award criteria are not complete."],
  JointActionOfAnotherCall: [422, "The joint action that the call names is the one of another call."],
  TopicClosesOutsidePeriod: [422, "The deadline of a topic lies outside the time in which the call is open."],
  PublicTopicGone: [422, "A topic of a public call cannot be taken out, renamed or moved."],
  FirstStageOutsidePeriod: [422, "The dates of the first stage do not lie between the opening and the deadline."],
  EnvelopeInvalid: [422, "A shared envelope does not fit the topics that it names."],
  NamedTwice: [422, "Two entries of a list have the same name."],
  FstpReasonMissing: [422, "More than the ceiling for one third party needs a reason of the Financial Regulation."],
  FstpRuleMissing: [422, "A grant for financial support says how third parties are supported."],
  FstpCostsNotEligible: [422, "Support to third parties is not among the eligible costs."],
  DualUseNeedsRestriction: [422, "An action with a dual use has the restriction of Article 12(5)."],
  AdmissionNeedsRestriction: [422, "Controlled entities are admitted under the restriction of Article 12(5) only."],
  ConsortiumImpossible: [422, "No consortium can meet the rule that the call sets."],
  EquivalentNeeded: [422, "Where no one scheme is named, an equivalent certificate counts."],
  CertificationNeedsFstp: [422, "A condition on support to third parties needs such support."],
  WorkProgrammeNotRecorded: [422, "There is no such work programme."],
  OutsideWorkProgramme: [422, "The call does not open in a year of its work programme."],
  AnotherProgramme: [422, "The work programme is one of another programme than the call."],
  AboveGrantsEnvelope: [422, "The topics have more money than the work programme has for grants."],
  ChangeReasonMissing: [422, "Each change of a public call needs a reason."],
  NothingChanged: [409, "The draft says what is public already."],
  PublicationNotRequested: [409, "Nobody has asked for this publication."],
  AnotherDraft: [409, "The draft is not the one that you have read."],
  PublisherNotSecond: [403, "Another person than who wrote the draft, or asked for its publication, publishes it."],
  DirectAwardGroundMissing: [
    422,
    "An award without a call names its ground of Article 198 and where the programme has it.",
  ],
  DirectAwardNotInProgramme: [422, "The work programme does not allow awards without a call on this ground."],
  GroundNotOfProgramme: [422, "This ground is one of research, under Horizon Europe."],
  CentreInvitedTwice: [422, "A Centre is invited twice."],
  CentreNotRecognised: [409, "Only a recognised Centre may receive a grant without a call."],
  DirectAwardStandsAlone: [422, "Awards without a call are not ranked, and so not selected by national budgets."],
  DirectAwardFixed: [422, "A call stays a call, and an award without a call stays one."],
  InvitationNotPublic: [409, "An award without a call is opened by the authorising officer, and not made public."],
  FirstStageNationallyFunded: [422, "A call of two stages has no national budgets."],
  FirstStageCriteriaUnknown: [422, "The first stage scores criteria of the call."],
  NotTwoStages: [409, "This call has one stage."],
  FirstStageNotRanked: [409, "A topic of the first stage is not ranked yet."],
  FirstStageRankedAgain: [409, "The first stage was ranked again since you looked."],
  FirstStageTied: [409, "A tie of the first stage waits for the panel."],
  NobodyToInvite: [409, "No proposal of the first stage goes on."],
  SecondStageOver: [409, "The deadline of the second stage has passed."],
  NotADirectAward: [409, "This is a call for everybody: it is published."],
  WorkProgrammeNotFound: [404, "There is no such work programme."],
  WorkProgrammeAdopted: [409, "The work programme is adopted and cannot be changed."],
  AdoptedInFuture: [422, "A decision is recorded once it is taken."],
  DeadlineMovedEarlier: [409, "A correction cannot move the deadline to an earlier time."],
} as const satisfies ProblemTable<Exclude<CallProblem["kind"], SharedKind | "CallGateDown" | "CallNotSealed">>;
