import { FunderCode } from "@grants/core/access/rights";
import { CallId, CallSummary } from "@grants/core/calls/call";
import { Award, AwardDecisionId, AwardId, CommitmentId } from "@grants/core/cofunding/award";
import { GlobalCommitment } from "@grants/core/cofunding/commitment";
import { ContributionLine, contributionStatuses } from "@grants/core/cofunding/contribution-line";
import { JointAction } from "@grants/core/cofunding/joint-action";
import { NationalBudget } from "@grants/core/cofunding/national-budget";
import { NationalRequest } from "@grants/core/cofunding/national-request";
import { NationalVerdict } from "@grants/core/cofunding/national-verdict";
import { MoneySource, PotLine } from "@grants/core/cofunding/pot-line";
import { Acronym, ProposalId } from "@grants/core/proposals/proposal";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";

const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);
const version = z.int().min(1);

export const JointActionHead = z.object({ version, jointAction: JointAction }).meta({ id: "JointActionHead" });
export const ContributionLineHead = z.object({ version, line: ContributionLine }).meta({ id: "ContributionLineHead" });
export const NationalBudgetHead = z.object({ version, budget: NationalBudget }).meta({ id: "NationalBudgetHead" });
export const NationalVerdictHead = z.object({ version, verdict: NationalVerdict }).meta({ id: "NationalVerdictHead" });
export const GlobalCommitmentHead = z
  .object({ version, commitment: GlobalCommitment })
  .meta({ id: "GlobalCommitmentHead" });

const ContributionStatus = z.enum(contributionStatuses).meta({ id: "ContributionStatus" });

export const ShownLine = z
  .object({
    version,
    line: ContributionLine,
    form: z.enum(["FINANCIAL", "IN_KIND"]),
    status: ContributionStatus,
    nextSteps: z.array(ContributionStatus),
  })
  .meta({ id: "ShownLine" });

export const PotLineState = z
  .object({
    line: PotLine,
    source: MoneySource,
    topicId: z.string().optional(),
    appropriatedCents: Cents,
    committedCents: Cents,
    leftCents: Cents,
  })
  .meta({ id: "PotLineState" });

export const FunderContribution = z
  .object({
    funder: FunderCode,
    pledgedCents: Cents,
    committedCents: Cents,
    committedInKindCents: Cents,
    contributedCents: Cents,
    shortfallCents: Cents,
  })
  .meta({ id: "FunderContribution" });

/** The reduction is a proposal: the Commission may reduce and need not (FIN-11). */
export const MatchingStatement = z
  .object({
    funders: z.array(FunderContribution),
    pledgedCents: Cents,
    committedCents: Cents,
    unionShareCents: Cents,
    shortfallCents: Cents,
    unionReductionCents: Cents,
    unionAfterReductionCents: Cents,
    /** Shares of the administrative costs, the Union's first; empty while nobody contributes. */
    administrative: z.array(z.object({ member: z.string(), cents: Cents })),
  })
  .meta({ id: "MatchingStatement" });

export const JointActionList = z
  .object({
    jointActions: z.array(
      z.object({ version, jointAction: JointAction, call: orNull(CallSummary) }).meta({ id: "ListedJointAction" }),
    ),
    ownFunders: z.array(FunderCode),
    ownLines: z.array(ShownLine),
  })
  .meta({ id: "JointActionList" });

export const JointActionPage = z
  .object({
    version,
    jointAction: JointAction,
    call: orNull(CallSummary),
    lines: z.array(ShownLine),
    matching: MatchingStatement,
    budgets: z.array(PotLineState),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "JointActionPage" });

const JudgedRequest = z
  .object({ request: NationalRequest, verdict: orNull(NationalVerdictHead) })
  .meta({ id: "JudgedRequest" });

export const ContributionsPage = z
  .object({
    jointActionVersion: version,
    jointAction: JointAction,
    call: orNull(CallSummary),
    funder: FunderCode,
    lines: z.array(ShownLine),
    totals: FunderContribution,
    budget: orNull(NationalBudgetHead),
    purse: PotLineState,
    /** The most that the budget can be. */
    budgetMaxCents: Cents,
    requests: z.array(JudgedRequest),
    need: z.object({ requestedCents: Cents, eligibleCents: Cents, budgetCents: Cents, missingCents: Cents }),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "ContributionsPage" });

const CommitmentPeriod = z.object({ budgetYear: z.int(), signByOn: LocalDate }).meta({ id: "CommitmentPeriod" });

export const PotPage = z
  .object({
    callId: CallId,
    reference: z.string(),
    title: z.string(),
    topics: z.array(z.object({ topicId: z.string(), title: z.string(), budgetCents: Cents })),
    commonPotCents: Cents,
    commitment: orNull(GlobalCommitmentHead),
    period: orNull(CommitmentPeriod),
    lines: z.array(PotLineState),
    isFrozen: z.boolean(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "PotPage" });

export const CommittedFunds = z
  .object({ decisionId: AwardDecisionId, awards: z.int().min(0), committed: z.int().min(0) })
  .meta({ id: "CommittedFunds" });

const CommitmentLine = z.object({ line: PotLine, source: MoneySource, cents: Cents }).meta({ id: "CommitmentLine" });
const AwardMoney = z
  .object({
    awardId: AwardId,
    proposalId: ProposalId,
    acronym: Acronym,
    rank: z.int().min(1).optional(),
    lines: z.array(CommitmentLine),
    commitmentId: orNull(CommitmentId),
    state: z.enum(["decided", ...Award.options.map(({ shape }) => shape.state.value)]),
  })
  .meta({ id: "AwardMoney" });

export const CommitmentsPage = z
  .object({
    decisionId: AwardDecisionId,
    callId: CallId,
    topicId: z.string(),
    period: orNull(CommitmentPeriod),
    awards: z.array(AwardMoney),
    lines: z.array(
      z
        .object({ line: PotLine, source: MoneySource, decidedCents: Cents, committedCents: Cents, leftCents: Cents })
        .meta({ id: "LineOfDecision" }),
    ),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "CommitmentsPage" });
