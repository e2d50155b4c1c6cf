import { LocalDeadline } from "@grants/core/calls/call-terms";
import {
  Ballot,
  BallotId,
  BallotRecord,
  BallotTerms,
  BoardMember,
  Tally as BallotTally,
  Vote,
  VoteChoice,
  VoteDelegation,
} from "@grants/core/governance/ballot";
import { createRoute, z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";
import { Cursor, changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";
import { cofundingProblems } from "./problems/cofunding.ts";
import { governanceProblems } from "./problems/governance.ts";

const problems = problemsOf(callProblems, cofundingProblems, governanceProblems);
const tags = ["governance"];
const base = "/v1/governance/ballots";
const params = z.object({ ballotId: BallotId });
const memberParams = z.object({ ballotId: BallotId, member: BoardMember });

const atCommit = ["StaleVersion", "IdempotencyKeyReused", "Busy"] as const;
const localTimeProblems = ["LocalTimeDoesNotExist", "LocalTimeIsAmbiguous", "NotALocalTime"] as const;
const ofBallot = ["NotAllowed", "BallotNotFound", "BallotStepRefused", ...atCommit] as const;

const Version = z.int().min(1);
const BallotHead = z.object({ version: Version, ballot: Ballot }).meta({ id: "BallotHead" });
const VoteHead = z.object({ version: Version, vote: Vote }).meta({ id: "VoteHead" });
const VoteDelegationHead = z
  .object({ version: Version, delegation: VoteDelegation })
  .meta({ id: "VoteDelegationHead" });

const VoteCount = z
  .object({
    members: z.array(z.object({ member: z.string(), weight: z.string(), percent: z.string() })),
    yesShare: z.string(),
    yesPercent: z.string(),
    hasPassed: z.boolean(),
  })
  .meta({
    id: "VoteCount",
    description: "Shares are exact fractions of the votes of all who are entitled; percentages are for display.",
  });

const BallotPage = z
  .object({
    version: Version,
    ballot: Ballot,
    record: BallotRecord,
    jointActionTitle: z.string().nullable(),
    terms: BallotTerms,
    tally: BallotTally.nullable(),
    count: VoteCount.nullable(),
    onTodaysTerms: VoteCount.nullable(),
    suspendedToday: z.array(BoardMember),
    voted: z.array(BoardMember),
    delegations: z.array(VoteDelegation),
    ownVotes: z.array(VoteHead),
    ownMembers: z.array(BoardMember),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "BallotPage" });

const BallotList = z
  .object({
    ballots: z.array(z.object({ version: Version, ballot: Ballot, title: z.string() })),
    next: Cursor.optional(),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "BallotList" });

export const prepareBallotRoute = createRoute({
  method: "post",
  path: base,
  operationId: "prepareBallot",
  summary: "Put a decision to the Governing Board",
  tags,
  security: signedIn,
  request: { headers: commandHeaders, body: jsonBody(BallotRecord) },
  responses: {
    201: jsonWithEtag(BallotHead, "Prepared"),
    ...problems("NotAllowed", "BallotIncomplete", "RevocationUnfounded", "JointActionNotFound", ...atCommit),
  },
});

export const listBallotsRoute = createRoute({
  method: "get",
  path: base,
  operationId: "listBallots",
  summary: "Decisions that were put to the Governing Board, the newest first",
  tags,
  security: signedIn,
  request: { query: z.object({ cursor: Cursor.optional() }) },
  responses: { 200: json(BallotList, "The ballots"), ...problems("NotAllowed", "CursorInvalid") },
});

export const readBallotRoute = createRoute({
  method: "get",
  path: `${base}/{ballotId}`,
  operationId: "readBallot",
  summary: "A ballot: what is asked, what each vote weighs, who has voted, the result counted again",
  tags,
  security: signedIn,
  request: { params },
  responses: { 200: jsonWithEtag(BallotPage, "The ballot"), ...problems("NotAllowed", "BallotNotFound") },
});

const preparationEnd = (operationId: "adoptByConsensus" | "withdrawBallot", path: string, summary: string) =>
  createRoute({
    method: "post",
    path: `${base}/{ballotId}/${path}`,
    operationId,
    summary,
    tags,
    security: signedIn,
    request: { params, headers: changeHeaders },
    responses: { 200: jsonWithEtag(BallotHead, "Ended"), ...problems(...ofBallot) },
  });
export const adoptByConsensusRoute = preparationEnd(
  "adoptByConsensus",
  "consensus",
  "Record that the Board agrees without a vote",
);
export const withdrawBallotRoute = preparationEnd("withdrawBallot", "withdrawal", "Take a prepared question back");

export const openBallotRoute = createRoute({
  method: "post",
  path: `${base}/{ballotId}/opening`,
  operationId: "openBallot",
  summary: "Open a ballot until an instant, on the weights of now",
  tags,
  security: signedIn,
  request: {
    params,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ closes: LocalDeadline }).meta({ id: "BallotOpening" })),
  },
  responses: {
    200: jsonWithEtag(BallotHead, "Open"),
    ...problems(...ofBallot, "ClosingInPast", ...localTimeProblems, "NobodyEntitled"),
  },
});

export const castVoteRoute = createRoute({
  method: "put",
  path: `${base}/{ballotId}/votes/{member}`,
  operationId: "castVote",
  summary: "Vote for one's member, or for the one that it represents",
  tags,
  security: signedIn,
  request: {
    params: memberParams,
    headers: changeHeaders,
    body: jsonBody(z.strictObject({ choice: VoteChoice, isConflicted: z.boolean() }).meta({ id: "CastVote" })),
  },
  responses: { 200: jsonWithEtag(VoteHead, "Cast"), ...problems(...ofBallot, "BallotClosed") },
});

export const delegateVoteRoute = createRoute({
  method: "post",
  path: `${base}/{ballotId}/delegations/{member}`,
  operationId: "delegateVote",
  summary: "Let another member vote for one's own, which will be absent",
  tags,
  security: signedIn,
  request: {
    params: memberParams,
    headers: commandHeaders,
    body: jsonBody(z.strictObject({ to: BoardMember }).meta({ id: "NewVoteDelegation" })),
  },
  responses: {
    201: jsonWithEtag(VoteDelegationHead, "Registered"),
    ...problems(...ofBallot, "BallotClosed", "VoteDelegationRefused"),
  },
});

export const closeBallotRoute = createRoute({
  method: "post",
  path: `${base}/{ballotId}/closing`,
  operationId: "closeBallot",
  summary: "Close a ballot and state its result",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders },
  responses: { 200: jsonWithEtag(BallotHead, "Closed"), ...problems(...ofBallot, "BallotStillOpen", "NobodyEntitled") },
});

export const governanceApi = [
  prepareBallotRoute,
  listBallotsRoute,
  readBallotRoute,
  adoptByConsensusRoute,
  withdrawBallotRoute,
  openBallotRoute,
  castVoteRoute,
  delegateVoteRoute,
  closeBallotRoute,
] as const;
