import { CallId, CriterionName, TieBreakStep } from "@grants/core/calls/call";
import { AssignmentHead } from "@grants/core/evaluation/assignment";
import { AwardDecision, AwardDecisionHead, AwardRow } from "@grants/core/evaluation/award-decision";
import { ConsensusSignatureHead } from "@grants/core/evaluation/consensus-signature";
import { DeclarationHead } from "@grants/core/evaluation/declaration";
import { ConsensusHead, NamedStaff, Theme } from "@grants/core/evaluation/consensus";
import { Ranking, RankingHead, RankingRow, ScoreText, ScoresByCriterion } from "@grants/core/evaluation/ranking";
import { CommentsByCriterion, ReportHead, ReportPart } from "@grants/core/evaluation/report";
import { ProposalDocument } from "@grants/core/proposals/document";
import { Acronym, ProposalId } from "@grants/core/proposals/proposal";
import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "@hono/zod-openapi";
import { Cursor } from "./headers.ts";
import { AllowedAction } from "./allowed-action.ts";

/** What a command answers: the head that its entry left behind. What hangs on it is read with the pages. */
export const AssignmentReply = z
  .object({ version: z.int(), assignment: AssignmentHead })
  .meta({ id: "AssignmentReply" });
export const ReportReply = z.object({ version: z.int(), report: ReportHead }).meta({ id: "ReportReply" });
export const ConsensusReply = z.object({ version: z.int(), consensus: ConsensusHead }).meta({ id: "ConsensusReply" });
export const SignatureReply = z
  .object({ version: z.int(), signature: ConsensusSignatureHead })
  .meta({ id: "SignatureReply" });
export const DeclarationReply = z
  .object({ version: z.int(), declaration: DeclarationHead })
  .meta({ id: "DeclarationReply" });
/** All that is said of a proposal before its expert declares. */
export const MyDeclaration = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    title: z.string(),
    /** The coordinator first. */
    partners: z.array(z.string()),
    declared: z.object({ state: z.enum(["clear", "conflict"]), declaredAt: Instant }).optional(),
  })
  .meta({ id: "MyDeclaration" });
export const RankingReply = z.object({ version: z.int(), ranking: RankingHead }).meta({ id: "RankingReply" });
export const AwardDecisionReply = z
  .object({ version: z.int(), decision: AwardDecisionHead })
  .meta({ id: "AwardDecisionReply" });

const VersionedRanking = z.object({ version: z.int(), ranking: Ranking }).meta({ id: "VersionedRanking" });
const VersionedAwardDecision = z
  .object({ version: z.int(), decision: AwardDecision })
  .meta({ id: "VersionedAwardDecision" });

/** How the call scores: the same numbers that a score is checked against. */
export const ScoringSheet = z
  .object({
    criteria: z.array(CriterionName),
    scoreStep: ScoreText,
    criterionMax: ScoreText,
    criterionThreshold: ScoreText,
    overallThreshold: ScoreText,
    /** What tells equal totals apart, in this order; what it leaves open waits for the panel. */
    tieBreak: z.array(TieBreakStep),
    choices: z.array(ScoreText),
  })
  .meta({ id: "ScoringSheet" });

const allowedActions = z.array(AllowedAction);
const ofProposal = { proposalId: ProposalId, callId: CallId, topicId: z.string(), acronym: Acronym, title: z.string() };
const paged = { page: z.int(), pages: z.int() };

export const ListedAssignment = z
  .object({
    ...ofProposal,
    assignedAt: Instant,
    reportedAt: Instant.optional(),
    isRapporteur: z.boolean(),
    experts: z.int(),
    reportsIn: z.int(),
    task: z.enum(["DECLARE", "WRITE_REPORT", "WAIT_FOR_REPORTS", "WRITE_CONSENSUS", "WAIT_FOR_CONSENSUS", "NOTHING"]),
  })
  .meta({ id: "ListedAssignment" });
export const MyAssignments = z
  .object({ assignments: z.array(ListedAssignment), next: Cursor.optional() })
  .meta({ id: "MyAssignments" });

const assessed = { scores: ScoresByCriterion, comments: CommentsByCriterion };

export const CommentHint = z
  .enum(["SHORT", "PRAISE_ALONE", "WEAKNESS_UNNAMED", "STRENGTH_UNNAMED"])
  .meta({ id: "CommentHint" });

export const MyReport = z
  .object({
    ...ofProposal,
    callTitle: z.string(),
    assignedAt: Instant,
    isRapporteur: z.boolean(),
    sheet: ScoringSheet,
    document: ProposalDocument,
    parts: z.array(ReportPart),
    /** What a second look at the saved comments may mend; nothing is refused for it. */
    hints: z.array(z.object({ criterion: CriterionName, hint: CommentHint })),
    submitted: z.object({ version: z.int(), submittedAt: Instant, ...assessed }).optional(),
    allowedActions,
  })
  .meta({ id: "MyReport" });

/** Reports carry the expert's place, not the name: they are read for what they say. */
const PlacedReport = z
  .object({ place: z.int().min(1), version: z.int(), submittedAt: Instant, ...assessed })
  .meta({ id: "PlacedReport" });

const Divergence = z
  .object({
    criterion: CriterionName,
    lowest: ScoreText,
    highest: ScoreText,
    spread: ScoreText,
    isDivergent: z.boolean(),
  })
  .meta({ id: "Divergence" });

const PlacedSignature = z
  .object({ place: z.int().min(1), signedAt: Instant, minorityView: z.string().optional() })
  .meta({ id: "PlacedSignature" });

export const ConsensusPage = z
  .object({
    ...ofProposal,
    callTitle: z.string(),
    sheet: ScoringSheet,
    /** The theme that the applicant names; what counts is the one that the experts tag. */
    applicantTheme: z.string().optional(),
    experts: z.int(),
    reports: z.array(PlacedReport),
    /** How far the reports are apart, criterion by criterion. */
    divergences: z.array(Divergence),
    signatures: z.array(PlacedSignature),
    consensus: z
      .object({
        bodySha256: Digest,
        version: z.int(),
        agreedAt: Instant,
        theme: Theme.optional(),
        namedStaff: NamedStaff.optional(),
        ...assessed,
      })
      .optional(),
    allowedActions,
  })
  .meta({ id: "ConsensusPage" });

const PeriodEnd = z
  .object({ dueOn: LocalDate, legalDueOn: LocalDate, calendarVersion: z.string() })
  .meta({ id: "PeriodEnd" });
/** Planned dates, and beside them the legal ones, which lateness is judged by (CLR-CAL-03). */
const CallDeadlines = z.object({ inform: PeriodEnd, latestSign: PeriodEnd }).meta({ id: "CallDeadlines" });

const BoardRow = z
  .object({
    ...ofProposal,
    coordinator: OrganisationId,
    requestedCents: Cents,
    receivedAt: Instant,
    documentSha256: Digest,
    step: z.enum(["NOT_ADMITTED", "UNASSIGNED", "REPLACEMENT_DUE", "REPORTS_DUE", "CONSENSUS_DUE", "AGREED"]),
    /** To be named when the experts are assigned; 0 before the first time. */
    assignmentVersion: z.int(),
    experts: z.array(UserId),
    /** Experts whose place a conflict of interest ended. */
    withdrawn: z.array(UserId),
    reportsIn: z.int(),
    consensus: z.object({ scores: ScoresByCriterion, total: ScoreText, isAboveThresholds: z.boolean() }).optional(),
    allowedActions,
  })
  .meta({ id: "BoardRow" });

const BoardTopic = z
  .object({
    topicId: z.string(),
    title: z.string(),
    budgetCents: Cents,
    ranking: VersionedRanking.optional(),
    decision: VersionedAwardDecision.optional(),
    allowedActions,
  })
  .meta({ id: "BoardTopic" });

export const EvaluationBoard = z
  .object({
    callId: CallId,
    reference: z.string(),
    title: z.string(),
    state: z.enum(["draft", "imported", "published", "sealed"]),
    closesAt: Instant,
    sealed: z.object({ sealedAt: Instant, submissions: z.int(), listSha256: Digest }).optional(),
    deadlines: CallDeadlines,
    topics: z.array(BoardTopic),
    /** Of two stages the first: who goes on is invited, and nobody is awarded. */
    isFirstStage: z.boolean().optional(),
    proposals: z.array(BoardRow),
    ...paged,
  })
  .meta({ id: "EvaluationBoard" });

export const RankingPage = z
  .object({
    callId: CallId,
    callTitle: z.string(),
    topicId: z.string(),
    topicTitle: z.string(),
    budgetCents: Cents,
    version: z.int(),
    ranking: Ranking,
    decision: VersionedAwardDecision.optional(),
    sheet: ScoringSheet,
    deadlines: CallDeadlines,
    rows: z.array(RankingRow),
    ...paged,
    allowedActions,
  })
  .meta({ id: "RankingPage" });

export const AwardDecisionPage = z
  .object({ version: z.int(), decision: AwardDecision, awards: z.array(AwardRow), ...paged })
  .meta({ id: "AwardDecisionPage" });

const TopicDecision = z
  .object({ topicId: z.string(), title: z.string(), ...VersionedAwardDecision.shape })
  .meta({ id: "TopicDecision" });

export const AwardDecisionList = z
  .object({ callId: CallId, reference: z.string(), title: z.string(), topics: z.array(TopicDecision) })
  .meta({ id: "AwardDecisionList" });
