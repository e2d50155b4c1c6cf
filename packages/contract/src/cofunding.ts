import { FunderCode } from "@grants/core/access/rights";
import { CallId } from "@grants/core/calls/call";
import { AwardDecisionId } from "@grants/core/cofunding/award";
import { ContributionChannel, ContributionLineId, ContributionPurpose } from "@grants/core/cofunding/contribution-line";
import { JointActionId } from "@grants/core/cofunding/joint-action";
import { DefaultStep } from "@grants/core/cofunding/take-default-step";
import { PartnerSlot } from "@grants/core/proposals/part";
import { ProposalId } from "@grants/core/proposals/proposal";
import { topicsPerCallMax } from "@grants/kernel/limits";
import { EnteredCents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { LocalDate } from "@grants/kernel/time";
import { createRoute, z } from "@hono/zod-openapi";
import {
  CommitmentsPage,
  CommittedFunds,
  ContributionLineHead,
  ContributionsPage,
  GlobalCommitmentHead,
  JointActionHead,
  JointActionList,
  JointActionPage,
  NationalBudgetHead,
  NationalVerdictHead,
  PotPage,
} from "./cofunding-views.ts";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { proposalProblems } from "./problems/proposals.ts";

const problems = problemsOf(callProblems, cofundingProblems, proposalProblems);
const tags = ["cofunding"];
const base = "/v1/cofunding";
const params = z.object({ jointActionId: JointActionId });
const funderParams = z.object({ jointActionId: JointActionId, funder: FunderCode });
const lineParams = z.object({ jointActionId: JointActionId, funder: FunderCode, lineId: ContributionLineId });
const verdictParams = z.object({
  jointActionId: JointActionId,
  funder: FunderCode,
  proposalId: ProposalId,
  slot: PartnerSlot,
});
const callParams = z.object({ callId: CallId });
const decisionParams = z.object({ decisionId: AwardDecisionId });

const atCommit = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const ofFunder = ["NotAllowed", "JointActionNotFound"] as const;
/** An amount that is something. */
const PositiveCents = EnteredCents.refine((cents) => cents > 0, "An amount is more than nothing.");

export const createJointActionRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions`,
  operationId: "createJointAction",
  summary: "Open the joint action of a call",
  tags,
  security: signedIn,
  request: {
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          callId: CallId,
          unionAmountCents: EnteredCents,
          unionCapCents: EnteredCents,
          administrativeCents: EnteredCents,
        })
        .meta({ id: "NewJointAction" }),
    ),
  },
  responses: {
    201: jsonWithEtag(JointActionHead, "The joint action is open for contributions"),
    ...problems("NotAllowed", "CallNotFound", "UnionAmountAboveCap", "AboveLegalCeiling", ...atCommit),
  },
});

export const listJointActionsRoute = createRoute({
  method: "get",
  path: `${base}/joint-actions`,
  operationId: "listJointActions",
  summary: "Joint actions, with the contributions of one's own funders",
  tags,
  security: signedIn,
  responses: { 200: json(JointActionList, "The joint actions"), ...problems("NotAllowed") },
});

export const readJointActionRoute = createRoute({
  method: "get",
  path: `${base}/joint-actions/{jointActionId}`,
  operationId: "readJointAction",
  summary: "A joint action: the Union's side, who commits what, what is missing, who bears the administrative costs",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(JointActionPage, "The joint action"), ...problems(...ofFunder) },
});

export const readContributionsRoute = createRoute({
  method: "get",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}`,
  operationId: "readContributions",
  summary: "A funder's own side of a joint action",
  tags,
  security: signedIn,
  request: { params: funderParams },
  responses: { 200: json(ContributionsPage, "The funder's side"), ...problems(...ofFunder) },
});

export const pledgeContributionRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines`,
  operationId: "pledgeContribution",
  summary: "Pledge a contribution of one's own funder",
  tags,
  security: signedIn,
  request: {
    params: funderParams,
    headers: commandHeaders,
    body: jsonBody(
      z
        .strictObject({
          purpose: ContributionPurpose,
          channel: ContributionChannel,
          amountCents: PositiveCents,
          forYear: z.int().min(2000).max(9999).optional().describe("The financial year; this one where none is named."),
        })
        .meta({ id: "NewPledge" }),
    ),
  },
  responses: {
    201: jsonWithEtag(ContributionLineHead, "Pledged"),
    ...problems(...ofFunder, "AdministrativeCostsInKind", "PledgeYearOutside", "TooManyContributions", ...atCommit),
  },
});

const lineProblems = [...ofFunder, "ContributionLineNotFound", "ContributionStepRefused", ...atCommit] as const;

export const commitContributionRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/commitment`,
  operationId: "commitContribution",
  summary: "Commit to a pledge, or to a part of it",
  tags,
  security: signedIn,
  request: {
    params: lineParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ amountCents: PositiveCents }).meta({ id: "ContributionCommitment" })),
  },
  responses: {
    200: jsonWithEtag(ContributionLineHead, "Committed"),
    ...problems(...lineProblems, "CommitmentAbovePledge", "AboveLegalCeiling"),
  },
});

export const withdrawPledgeRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/withdrawal`,
  operationId: "withdrawPledge",
  summary: "Take back a pledge of one's own funder that is not committed",
  tags,
  security: signedIn,
  request: { params: lineParams, headers: changeHeaders },
  responses: { 200: jsonWithEtag(ContributionLineHead, "Withdrawn"), ...problems(...lineProblems) },
});

export const callContributionRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/call`,
  operationId: "callContribution",
  summary: "Call what a funder committed to give by itself, for a day",
  tags,
  security: signedIn,
  request: {
    params: lineParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ dueOn: LocalDate }).meta({ id: "ContributionCall" })),
  },
  responses: {
    200: jsonWithEtag(ContributionLineHead, "Called"),
    ...problems(...lineProblems, "DueDateInPast", "CalledByDebitNote"),
  },
});

export const recordContributionRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/receipts`,
  operationId: "recordContribution",
  summary: "Record what has come of a contribution, with what proves it",
  tags,
  security: signedIn,
  request: {
    params: lineParams,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({ amountCents: PositiveCents, evidence: LineText.min(3).max(500) })
        .meta({ id: "ContributionReceipt" }),
    ),
  },
  responses: {
    200: jsonWithEtag(ContributionLineHead, "Recorded"),
    ...problems(...lineProblems, "ContributionAboveCommitment", "CalledByDebitNote"),
  },
});

export const takeDefaultStepRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/lines/{lineId}/default-steps`,
  operationId: "takeDefaultStep",
  summary: "Take the next step about a contribution that is missing: notice, period to remedy, default",
  tags,
  security: signedIn,
  request: { params: lineParams, headers: changeHeaders, body: jsonBody(DefaultStep) },
  responses: {
    200: jsonWithEtag(ContributionLineHead, "Taken"),
    ...problems(...lineProblems, "RemedyDateInPast", "RemedyPeriodRunning"),
  },
});

export const setNationalBudgetRoute = createRoute({
  method: "put",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/budget`,
  operationId: "setNationalBudget",
  summary: "Set what one's own funder puts up for its partners",
  tags,
  security: signedIn,
  request: {
    params: funderParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ amountCents: EnteredCents }).meta({ id: "NationalBudgetAmount" })),
  },
  responses: {
    200: jsonWithEtag(NationalBudgetHead, "The budget is set"),
    ...problems(
      ...ofFunder,
      "BudgetAboveContribution",
      "NothingToChange",
      "FundsInsufficient",
      "PotFrozen",
      ...atCommit,
    ),
  },
});

export const listNationalRequestsRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/requests`,
  operationId: "listNationalRequests",
  summary: "List, once, which partners of the sealed proposals ask which funder for money",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(JointActionHead, "Verdicts can be given"),
    ...problems(...ofFunder, "CallNotSealed", "RequestsAlreadyListed", ...atCommit),
  },
});

const Verdict = z
  .discriminatedUnion("outcome", [
    z.strictObject({ outcome: z.literal("ELIGIBLE"), reason: ParagraphText.trim().max(500).optional() }),
    z.strictObject({ outcome: z.literal("INELIGIBLE"), reason: ParagraphText.trim().min(10).max(500) }),
    z.strictObject({ outcome: z.literal("VETO"), reason: ParagraphText.trim().min(10).max(500) }),
  ])
  .meta({ id: "Verdict" });

export const recordVerdictRoute = createRoute({
  method: "put",
  path: `${base}/joint-actions/{jointActionId}/funders/{funder}/verdicts/{proposalId}/{slot}`,
  operationId: "recordVerdict",
  summary: "Say whether a partner is eligible for one's own funder's money",
  tags,
  security: signedIn,
  request: { params: verdictParams, headers: changeHeaders, body: jsonBody(Verdict) },
  responses: {
    200: jsonWithEtag(NationalVerdictHead, "The verdict is given"),
    ...problems(...ofFunder, "VerdictsNotOpen", "NationalRequestNotFound", ...atCommit),
  },
});

export const lockVerdictsRoute = createRoute({
  method: "post",
  path: `${base}/joint-actions/{jointActionId}/verdict-lock`,
  operationId: "lockVerdicts",
  summary: "End the time of the national verdicts, so that the ranking can be made",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: {
    200: jsonWithEtag(JointActionHead, "The verdicts are locked"),
    ...problems(...ofFunder, "VerdictsNotOpen", "VerdictsMissing", ...atCommit),
  },
});

export const appropriateUnionBudgetRoute = createRoute({
  method: "put",
  path: `${base}/calls/{callId}/appropriation`,
  operationId: "appropriateUnionBudget",
  summary: "Set the Union money of each topic: the global commitment of the call",
  tags,
  security: signedIn,
  request: {
    params: callParams,
    headers: changeHeaders,
    body: jsonBody(
      z
        .strictObject({
          lines: z
            .array(z.strictObject({ topicId: LineText.max(60), amountCents: EnteredCents }))
            .min(1)
            .max(topicsPerCallMax)
            .refine(
              (lines) => new Set(lines.map(({ topicId }) => topicId)).size === lines.length,
              "A topic is named once.",
            ),
          commonPotCents: EnteredCents.optional(),
        })
        .meta({ id: "Appropriation" }),
    ),
  },
  responses: {
    200: jsonWithEtag(GlobalCommitmentHead, "The money is appropriated"),
    ...problems(
      "NotAllowed",
      "CallNotFound",
      "JointActionNotFound",
      "TopicNotFound",
      "AppropriationAboveBudget",
      "AppropriationAboveEnvelope",
      "CommonPotAboveCall",
      "AppropriationAboveUnionShare",
      "TopicsReordered",
      "NothingToChange",
      "FundsInsufficient",
      "PotFrozen",
      ...atCommit,
    ),
  },
});

export const readPotRoute = createRoute({
  method: "get",
  path: `${base}/calls/{callId}/pot`,
  operationId: "readPot",
  summary: "The money of a call, line by line",
  tags,
  security: signedIn,
  request: { params: callParams },
  responses: { 200: json(PotPage, "The pot"), ...problems("NotAllowed", "CallNotFound") },
});

export const commitFundsRoute = createRoute({
  method: "post",
  path: `${base}/decisions/{decisionId}/commitments`,
  operationId: "commitFunds",
  summary: "Set the money of an award decision aside, in rank order; what is set aside already stays",
  tags,
  security: signedIn,
  request: { params: decisionParams, headers: commandHeaders },
  responses: {
    200: json(CommittedFunds, "Every award has its money"),
    ...problems(
      "NotAllowed",
      "AwardDecisionNotFound",
      "GlobalCommitmentMissing",
      "CommitmentPeriodOver",
      "FundsInsufficient",
      "PotFrozen",
      ...atCommit,
    ),
  },
});

export const readCommitmentsRoute = createRoute({
  method: "get",
  path: `${base}/decisions/{decisionId}/commitments`,
  operationId: "readCommitments",
  summary: "What the Union and each funder give to each award of a decision",
  tags,
  security: signedIn,
  request: { params: decisionParams },
  responses: {
    200: json(CommitmentsPage, "The money of the decision"),
    ...problems("NotAllowed", "AwardDecisionNotFound"),
  },
});

export const cofundingApi = [
  createJointActionRoute,
  listJointActionsRoute,
  readJointActionRoute,
  readContributionsRoute,
  pledgeContributionRoute,
  commitContributionRoute,
  withdrawPledgeRoute,
  callContributionRoute,
  recordContributionRoute,
  takeDefaultStepRoute,
  setNationalBudgetRoute,
  listNationalRequestsRoute,
  recordVerdictRoute,
  lockVerdictsRoute,
  appropriateUnionBudgetRoute,
  readPotRoute,
  commitFundsRoute,
  readCommitmentsRoute,
];
