import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { expertsPerProposalMax, expertsPerProposalMin, topicsPerCallMax } from "@grants/kernel/limits";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../../calls/call.ts";
import { ExpertLanguage, Expertise, expertiseMax } from "../../experts/expert-profile.ts";
import { Acronym, ProposalId } from "../../proposals/proposal.ts";

export const AssignmentRunId = prefixedId("asr").brand("AssignmentRunId").meta({ id: "AssignmentRunId" });
export type AssignmentRunId = z.infer<typeof AssignmentRunId>;

const loadsMax = 100;
/** Experts that one run replaces; an officer who loses more of them starts anew. */
export const lostExpertsMax = 50;
/** Moves by hand on one plan: they stand on the head's item, which is at most 60 kB. */
export const movesPerRunMax = 200;

const ProfiledTopic = z.strictObject({
  topicId: z.string(),
  /** What its proposals ask of their experts; without any, everybody knows the field as well as anybody. */
  keywords: z.array(Expertise).max(expertiseMax),
});

/** What an officer asks for. Topics that are not named are left as they are. */
export const WantedAssignment = z
  .strictObject({
    topics: z.array(ProfiledTopic).min(1).max(topicsPerCallMax),
    /** The language in which the proposals are read. */
    language: ExpertLanguage,
    expertsPerProposal: z.int().min(expertsPerProposalMin).max(expertsPerProposalMax),
    loadMin: z.int().min(0).max(loadsMax),
    loadMax: z.int().min(1).max(loadsMax),
    /** The day on which an expert has to be available. */
    on: LocalDate,
  })
  .refine(({ loadMin, loadMax }) => loadMin <= loadMax, {
    path: ["loadMax"],
    message: "The most is less than the least.",
  })
  .meta({ id: "WantedAssignment" });
export type WantedAssignment = z.infer<typeof WantedAssignment>;

/** The terms of a run: what was asked for, and who is not there any more. The head names them by their digest. */
export const RunTerms = z
  .object({ wanted: WantedAssignment, lost: z.array(UserId) })
  .meta({ id: "AssignmentRunTerms" });
export type RunTerms = z.infer<typeof RunTerms>;

/** A place that a person gave to somebody else, and what it adds to the total; below 0: what it costs. */
export const MoveByHand = z
  .object({ proposalId: ProposalId, from: UserId, to: UserId, score: z.int(), delta: z.int(), at: Instant })
  .meta({ id: "MoveByHand" });
export type MoveByHand = z.infer<typeof MoveByHand>;

const base = {
  id: AssignmentRunId,
  callId: CallId,
  termsSha256: Digest,
  /** The run whose plan this one changes as little as it can. */
  basedOn: AssignmentRunId.optional(),
};
const found = {
  ...base,
  /** Proposals, profiles with their versions, bars and terms: what was solved. */
  inputSha256: Digest,
  /** Who is to evaluate what, and with how much to do. */
  planSha256: Digest,
  proposals: z.int().min(0),
  experts: z.int().min(0),
  /** The sum of the matches, moves by hand included. */
  points: z.int(),
  /** What no assignment could have more; 0: proven to be the best. Moves by hand are not counted. */
  gap: z.int(),
  /** Places that are held by somebody else than in the run before. */
  changes: z.int().min(0).optional(),
  movesSha256: Digest.optional(),
};

/** A run from the question to the experts' places. Its chain names no expert: who is in it stands beside, by digests. */
export const AssignmentRun = z
  .discriminatedUnion("state", [
    z.object({ state: z.literal("queued"), ...base }),
    z.object({ state: z.literal("solved"), ...found }),
    z.object({
      state: z.literal("impossible"),
      ...base,
      inputSha256: Digest,
      because: z.enum(["TooFewExperts", "MinimumLoadsNotMet", "NothingToAssign"]),
      /** Places that nobody can take, or reports that were promised and are not there. */
      missing: z.int().min(0),
    }),
    z.object({ state: z.literal("adopted"), ...found }),
  ])
  .meta({ id: "AssignmentRun" });
export type AssignmentRun = z.infer<typeof AssignmentRun>;
export type QueuedRun = Extract<AssignmentRun, { state: "queued" }>;
export type FoundRun = Extract<AssignmentRun, { state: "solved" | "adopted" }>;

/** Where experts are too few, or have too little: the first ones by id. */
export const Shortage = z
  .object({ proposals: z.array(z.object({ proposalId: ProposalId, acronym: Acronym })), experts: z.array(UserId) })
  .meta({ id: "AssignmentShortage" });
export type Shortage = z.infer<typeof Shortage>;

/** The first id of each page: which page a proposal or an expert is on. */
export const PlanIndex = z.object({ plan: z.array(ProposalId), loads: z.array(UserId) });
export type PlanIndex = z.infer<typeof PlanIndex>;

/** What rides on the head's item. */
export const RunBeside = z.object({
  terms: RunTerms,
  shortage: Shortage.optional(),
  index: PlanIndex.optional(),
  movesByHand: z.array(MoveByHand).optional(),
});
export type RunBeside = z.infer<typeof RunBeside>;

/** How far a worker is; it is no decision, and no entry tells of it. */
export const RunProgress = z
  .object({
    phase: z.enum(["READING", "SOLVING", "SOLVED", "CARRYING_OUT", "CARRIED_OUT"]),
    at: Instant,
    done: z.int().min(0),
    total: z.int().min(0),
    /** Proposals that kept the experts they had: why they could not be given others. */
    refused: z.array(z.object({ proposalId: ProposalId, kind: z.string() })),
  })
  .meta({ id: "AssignmentRunProgress" });
export type RunProgress = z.infer<typeof RunProgress>;

/** What a worker is to do. */
export const RunOrder = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("solve"), runId: AssignmentRunId, at: Instant }),
  z.object({ kind: z.literal("carryOut"), runId: AssignmentRunId, at: Instant, by: UserId }),
]);
export type RunOrder = z.infer<typeof RunOrder>;
