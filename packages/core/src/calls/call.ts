import { Digest } from "@grants/kernel/digest";
import { FractionText, Rate } from "@grants/kernel/fraction";
import { UserId, prefixedId } from "@grants/kernel/id";
import { topicsPerCallMax } from "@grants/kernel/limits";
import { EnteredCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { CostCategory } from "../agreements/build-up-costs.ts";
import { AskedDeclarations } from "./asked-declarations.ts";
import { CriterionName, LocalDeadline, callTerms } from "./call-terms.ts";
import { DirectAward } from "./direct-award.ts";
import { SecondStage } from "./second-stage.ts";

export const CallId = prefixedId("call").brand("CallId").meta({ id: "CallId" });
export type CallId = z.infer<typeof CallId>;

/** The gate came down: the call's list is being sealed and nothing enters or leaves it any more (DATA §7). */
export type CallGateDown = { readonly kind: "CallGateDown"; readonly callId: CallId };
export type CallNotFound = { readonly kind: "CallNotFound"; readonly callId: CallId };

/** Digital Europe or Horizon Europe: the programme decides criteria, rates and deadlines (calls.md). */
export const Programme = z.enum(["DEP", "HE"]).meta({ id: "Programme" });
export type Programme = z.infer<typeof Programme>;

export const ActionType = z.enum(["SG", "SME", "CSA", "GP", "GFS", "LS", "JP", "RIA", "IA"]).meta({ id: "ActionType" });
export type ActionType = z.infer<typeof ActionType>;

/** Class of a beneficiary that decides its rate: the rate is per beneficiary, not per action (DEP SME, HSC-07). */
export const RateClass = z.enum(["DEFAULT", "SME", "NON_PROFIT"]).meta({ id: "RateClass" });
export type RateClass = z.infer<typeof RateClass>;

export { CriterionName };

export const TieBreakStep = z
  .enum([
    "COVERED_THEME",
    "RELEVANCE",
    "IMPLEMENTATION",
    "IMPACT",
    "EXCELLENCE",
    "GENDER_BALANCE",
    "GEOGRAPHICAL_DIVERSITY",
  ])
  .meta({ id: "TieBreakStep" });

/** Scores are decimal text, so that no float touches a threshold. */
const Score = z.string().regex(/^\d{1,2}(?:\.\d)?$/);

/** How proposals of a call are scored, ranked, funded and paid: read from the call, never hard-coded (calls.md). */
export const ProgrammeProfile = z
  .strictObject({
    programme: Programme,
    actionType: ActionType,
    criteria: z.array(CriterionName).min(1).max(6),
    /** Weights of the ranking only; thresholds use unweighted scores (HSC-03). */
    weights: z.partialRecord(CriterionName, FractionText),
    scoreStep: Score,
    criterionMax: Score,
    criterionThreshold: Score,
    overallThreshold: Score,
    tieBreak: z.array(TieBreakStep).max(8),
    /** From which spread of the reports on a criterion is shown as divergent; 1.5 where the call does not say it. */
    divergenceSpread: Score.optional(),
    rates: z.record(RateClass, Rate),
    costCategories: z.array(CostCategory).min(1),
    indirectBase: z.array(CostCategory),
    indirectRate: Rate,
    prefinancingRate: Rate,
    interimCeilingRate: Rate,
    /** Insurance retention, 0 where the programme has none (GA-03). */
    mutualInsuranceRate: Rate,
    informMonths: z.int().min(1).max(12),
    signMonths: z.int().min(1).max(12),
    signRule: z.enum(["FROM_INFORMED", "FROM_CLOSING"]),
  })
  .meta({ id: "ProgrammeProfile" });
export type ProgrammeProfile = z.infer<typeof ProgrammeProfile>;

/** A topic: one budget envelope, one ranking list (DSC-04). */
export const Topic = z
  .strictObject({
    topicId: z.string().regex(/^[A-Z0-9-]{3,60}$/),
    title: LineText.min(3).max(200),
    budgetCents: EnteredCents,
    /** Requested Union contribution of one proposal, both included. */
    minGrantCents: EnteredCents,
    maxGrantCents: EnteredCents,
    /** A deadline of its own, not later than the one of the call; absent: the one of the call. */
    closes: LocalDeadline.optional(),
  })
  .meta({ id: "Topic" });
export type Topic = z.infer<typeof Topic>;

/** A page of a source; nothing else may stand behind a link that the platform shows. */
const SourceUrl = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(500);

/** Where a statement of the call comes from, or that it was made up for the demonstration. */
const Provenance = z
  .strictObject({
    sourceUrl: SourceUrl.optional(),
    /** Fields that no source gives and that were completed for the demonstration. */
    syntheticFields: z.array(LineText.max(60)).max(40),
  })
  .meta({ id: "Provenance" });

/** How the money of Member States meets the call: not at all (MAT-01), or as a joint action with a selection mode (MAT-02). */
export const NationalFunding = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({
      kind: z.literal("jointAction"),
      jointActionId: z.string().regex(/^ja_[0-9A-HJKMNP-TV-Z]{26}$/),
      selectionMode: z.enum(["STRICT", "SKIP", "MIXED", "REAL"]),
      /** Common pot of MIXED and REAL; nothing in the other modes (CLR-MAT-01). */
      commonPotCents: EnteredCents,
    }),
  ])
  .meta({ id: "NationalFunding" });

const textMax = 5_000;

/** What a call says: the mandatory content of FR 197(1) (CALL-01) and what its calculations read. Immutable once published. */
export const CallContent = z
  .strictObject({
    reference: z.string().regex(/^[A-Z0-9-]{3,60}$/),
    title: LineText.min(3).max(200),
    objectives: ParagraphText.trim().min(20).max(textMax),
    eligibility: ParagraphText.trim().min(20).max(textMax),
    exclusionAndSelection: ParagraphText.trim().min(20).max(textMax),
    financing: ParagraphText.trim().min(20).max(textMax),
    submissionArrangements: ParagraphText.trim().min(20).max(textMax),
    /** The adopted work programme that covers the call (WP-03). */
    workProgramme: LineText.min(3).max(200),
    opens: LocalDeadline,
    closes: LocalDeadline,
    plannedInformOn: LocalDate,
    plannedSignOn: LocalDate,
    topics: z.array(Topic).min(1).max(topicsPerCallMax),
    profile: ProgrammeProfile,
    nationalFunding: NationalFunding,
    /** Days before the deadline at which questions about the call end; seven unless it says otherwise. */
    questionDays: z.int().min(0).max(90).optional(),
    provenance: Provenance,
    ...callTerms,
    /** An award without a call (FR 198): it is shown to who is invited, and to nobody else. */
    directAward: DirectAward.optional(),
    /** The second of two stages: written by the platform when the invitations are decided. */
    secondStage: SecondStage.optional(),
    /** What the proposal has to declare, beside what its restriction asks for. */
    declarations: AskedDeclarations,
  })
  .meta({ id: "CallContent" });
export type CallContent = z.infer<typeof CallContent>;

/** The instants that a publication fixed, once, from local time and zone. `closesAt` is the last of all closing instants. */
const Period = { opensAt: Instant, closesAt: Instant };

/** Why one part of a published call was changed; the public reads it (CALL-03). */
export const ChangeReason = z
  .strictObject({ field: z.string().regex(/^[a-zA-Z]{2,40}$/), reason: ParagraphText.trim().min(10).max(1_000) })
  .meta({ id: "ChangeReason" });
export type ChangeReason = z.infer<typeof ChangeReason>;

/** A published version: the terms every later decision names. */
export const CallVersion = z
  .object({
    callId: CallId,
    contentVersion: z.int().min(1),
    publishedAt: Instant,
    ...Period,
    /** Topics that close before the call does, by their names. */
    topicClosesAt: z.record(z.string(), Instant).optional(),
    /** Where short proposals come first. */
    firstClosesAt: Instant.optional(),
    content: CallContent,
    /** What changed against the version before, and why (CLR-CALL-01). */
    changeLog: z.array(ChangeReason).optional(),
  })
  .meta({ id: "CallVersion" });
export type CallVersion = z.infer<typeof CallVersion>;

/** Where a draft stands between those who write and those who publish: two persons, never the same (ORG-06). */
const Writing = {
  draftSha256: Digest,
  /** Who saved the draft last. */
  writtenBy: UserId.optional(),
  /** Who asked for its publication; the reasons of its changes are kept beside it, under their digest. */
  requested: z.object({ by: UserId, logSha256: Digest }).optional(),
  /** Who sent it back; why is told by the note of that version. */
  returnedBy: UserId.optional(),
};

const DraftCall = z.object({ state: z.literal("draft"), id: CallId, ...Writing }).meta({ id: "DraftCall" });
const PublishedCall = z
  .object({
    state: z.literal("published"),
    id: CallId,
    ...Writing,
    contentVersion: z.int().min(1),
    contentSha256: Digest,
    ...Period,
    /** Shards of the register of proposals, fixed when the call is first published (DATA §2). */
    registerShards: z.int().min(1).max(64),
  })
  .meta({ id: "PublishedCall" });
const SealedCall = PublishedCall.omit({ writtenBy: true, requested: true, returnedBy: true })
  .extend({
    state: z.literal("sealed"),
    sealedAt: Instant,
    submissions: z.int().min(0),
    /** Digest of the sealed list of receipts. */
    listSha256: Digest,
  })
  .meta({ id: "SealedCall" });

const ImportedCallHead = z
  .object({ state: z.literal("imported"), id: CallId, recordSha256: Digest })
  .meta({ id: "ImportedCallHead" });

/** The head of a call. `sealed`: the list of its submissions is frozen (DATA §7). */
export const Call = z
  .discriminatedUnion("state", [DraftCall, PublishedCall, SealedCall, ImportedCallHead])
  .meta({ id: "Call" });
export type Call = z.infer<typeof Call>;

/** What the clock makes of a call (never stored). */
export const CallStatus = z.enum(["forthcoming", "open", "closed", "unknown"]).meta({ id: "CallStatus" });
export type CallStatus = z.infer<typeof CallStatus>;

const unknowable = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

/** A row of the public list. Imported records carry null where their sources are silent, and it is shown as unknown. */
export const CallSummary = z
  .object({
    callId: CallId,
    origin: z.enum(["platform", "imported"]),
    reference: unknowable(z.string()),
    title: z.string(),
    programme: Programme,
    actionType: unknowable(ActionType),
    budgetCents: unknowable(z.int().min(0)),
    fundingRate: unknowable(Rate),
    minGrantCents: unknowable(z.int().min(0)),
    maxGrantCents: unknowable(z.int().min(0)),
    opensAt: unknowable(Instant),
    closesAt: unknowable(Instant),
    /** The source gives a date only; 17:00 in Brussels is assumed (TTG-05). */
    isTimeAssumed: z.boolean(),
    topics: z.array(z.string()).max(topicsPerCallMax),
    sourceUrl: unknowable(SourceUrl),
    note: unknowable(z.string()),
    /** Fields that were made up for the demonstration. */
    syntheticFields: z.array(z.string()),
  })
  .meta({ id: "CallSummary" });
export type CallSummary = z.infer<typeof CallSummary>;

/** A draft that is not public, as officers find it again. */
export const CallDraftRow = z
  .object({
    callId: CallId,
    reference: z.string(),
    title: z.string(),
    /** Whether the call is public already, and this is its next version. */
    isPublished: z.boolean(),
    /** Whether it waits for somebody else to publish it. */
    isRequested: z.boolean(),
    savedAt: Instant,
  })
  .meta({ id: "CallDraftRow" });
export type CallDraftRow = z.infer<typeof CallDraftRow>;

/** A record of a call that ran elsewhere, as its sources tell it. */
export const ImportedCall = CallSummary.omit({ callId: true, origin: true, syntheticFields: true })
  .extend({
    reference: unknowable(LineText.min(1).max(100)),
    title: LineText.min(3).max(200),
    budgetCents: unknowable(EnteredCents),
    minGrantCents: unknowable(EnteredCents),
    maxGrantCents: unknowable(EnteredCents),
    topics: z.array(LineText.min(1).max(100)).max(topicsPerCallMax),
    note: unknowable(ParagraphText.trim().max(2_000)),
  })
  .strict()
  .meta({ id: "ImportedCall" });
export type ImportedCall = z.infer<typeof ImportedCall>;
