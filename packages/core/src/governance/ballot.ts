import { Digest } from "@grants/kernel/digest";
import { prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { LineText, ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { JointActionId } from "../cofunding/joint-action.ts";
import { memberStates } from "../reference/states.ts";
import { unionMember } from "./count-votes.ts";
import { type DecisionPoint, decisionPoints } from "./decision-points.ts";

export const BallotId = prefixedId("bal").brand("BallotId").meta({ id: "BallotId" });
export type BallotId = z.infer<typeof BallotId>;

/** A member of the ECCC: a Member State, or the Union (ORG-01). */
export const BoardMember = z
  .enum([unionMember, ...memberStates])
  .meta({ id: "BoardMember", description: "A Member State, or EU for the Union.", example: "BE" });
export type BoardMember = z.infer<typeof BoardMember>;

export const boardMembers: readonly BoardMember[] = BoardMember.options;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of the table are the points.
const points = Object.keys(decisionPoints) as [DecisionPoint, ...DecisionPoint[]];
export const DecisionPointCode = z.enum(points).meta({
  id: "DecisionPoint",
  description: "A letter of Article 13(3), ASSETS for Article 22(6), or REVOCATION for Article 21(10).",
});

/** What a work programme must have heard before anybody votes on it, by the day on which the input and the reply to it stood (GOV-06). */
export const ProgrammeInputs = z
  .strictObject({ advisoryGroupOn: LocalDate, communityOn: LocalDate, observersOn: LocalDate })
  .meta({ id: "ProgrammeInputs" });
export type ProgrammeInputs = z.infer<typeof ProgrammeInputs>;

/** Whose vote the Board revokes, or gives back (VOTE-05 (ii)). The Union owes no contribution that it could be in default with. */
export const VoteRevocation = z
  .strictObject({ member: BoardMember.exclude([unionMember]), effect: z.enum(["REVOKE", "RESTORE"]) })
  .meta({ id: "VoteRevocation" });
export type VoteRevocation = z.infer<typeof VoteRevocation>;

/** What the Board is asked. */
export const BallotRecord = z
  .strictObject({
    point: DecisionPointCode,
    title: LineText.min(3).max(200),
    text: ParagraphText.trim().min(10).max(4_000),
    /** Whose description or assets it is about; of a work programme or an allocation: whether it includes a joint action (CLR-VOTE-03). */
    jointActionId: JointActionId.optional(),
    /** Who proposes to appoint, extend or remove the Executive Director (VOTE-07). */
    proposedBy: z.array(BoardMember).max(boardMembers.length).optional(),
    inputs: ProgrammeInputs.optional(),
    onVoteOf: VoteRevocation.optional(),
  })
  .meta({ id: "BallotRecord" });
export type BallotRecord = z.infer<typeof BallotRecord>;

/** What is counted with, as it was when the ballot opened: it does not move with what comes after (VOTE-08, FIN-16). */
export const BallotTerms = z
  .object({
    concernsJointAction: z.boolean(),
    suspended: z.array(BoardMember),
    revoked: z.array(BoardMember),
    /** What each member contributes to the joint action, those that contribute nothing left out (MAT-08). Empty in the other regimes. */
    contributions: z.array(z.object({ member: BoardMember, contributedCents: Cents })),
  })
  .meta({ id: "BallotTerms" });
export type BallotTerms = z.infer<typeof BallotTerms>;

export const VotingRegimeName = z.enum(["R26", "RPROP", "R1"]).meta({ id: "VotingRegime" });

const shared = { id: BallotId, point: DecisionPointCode, regime: VotingRegimeName, recordSha256: Digest };
const Prepared = z.object({ state: z.literal("prepared"), ...shared }).meta({ id: "PreparedBallot" });
const opened = { ...shared, termsSha256: Digest, openedAt: Instant, closesAt: Instant };
const Open = z.object({ state: z.literal("open"), ...opened }).meta({ id: "OpenBallot" });
/** Who voted how: codes of members, so that whoever has it and the terms can count again. */
export const Tally = z
  .object({
    yes: z.array(BoardMember),
    no: z.array(BoardMember),
    abstained: z.array(BoardMember),
    /** Of those who abstained, who declared a conflict of interest. */
    conflicted: z.array(BoardMember),
    /** In the order of their registration: who was represented, and by whom. */
    delegations: z.array(z.object({ from: BoardMember, to: BoardMember })),
  })
  .meta({ id: "BallotTally" });
export type Tally = z.infer<typeof Tally>;
const Closed = z
  .object({
    state: z.literal("closed"),
    ...opened,
    closedAt: Instant,
    tallySha256: Digest,
    /** Of the votes of all who are entitled, exactly. */
    yesShare: z.string(),
    hasPassed: z.boolean(),
  })
  .meta({ id: "ClosedBallot" });
/** Nobody objected, so nobody voted (ECCC-R 15(1)). */
const Consensus = z
  .object({ state: z.literal("consensus"), ...shared, adoptedAt: Instant })
  .meta({ id: "ConsensusBallot" });
const Withdrawn = z
  .object({ state: z.literal("withdrawn"), ...shared, withdrawnAt: Instant })
  .meta({ id: "WithdrawnBallot" });

/** A decision of the Governing Board on its way: by consensus, or by a vote where there is none. */
export const Ballot = z
  .discriminatedUnion("state", [Prepared, Open, Closed, Consensus, Withdrawn])
  .meta({ id: "Ballot" });
export type Ballot = z.infer<typeof Ballot>;
export type OpenBallotState = z.infer<typeof Open>;
export type ClosedBallot = z.infer<typeof Closed>;

/** What a ballot's head names by its digests: the question, the terms from its opening on, the tally once it is closed. */
export const BallotPapers = z.object({
  record: BallotRecord,
  terms: BallotTerms.optional(),
  tally: Tally.optional(),
});
export type BallotPapers = z.infer<typeof BallotPapers>;

export const VoteChoice = z.enum(["YES", "NO", "ABSTAIN"]).meta({ id: "VoteChoice" });
export type VoteChoice = z.infer<typeof VoteChoice>;

export const VoteId = prefixedId("vot").brand("VoteId").meta({ id: "VoteId" });
/** The vote of one member, by its own representative or by the member that represents it: replaced until the ballot closes. */
export const Vote = z
  .object({
    state: z.literal("cast"),
    id: VoteId,
    ballotId: BallotId,
    member: BoardMember,
    /** Who acted: the member itself, or the one that represents it. */
    castBy: BoardMember,
    choice: VoteChoice,
    isConflicted: z.boolean(),
  })
  .meta({ id: "Vote" });
export type Vote = z.infer<typeof Vote>;

export const VoteDelegationId = prefixedId("vdl").brand("VoteDelegationId").meta({ id: "VoteDelegationId" });
/** An absent member lets another represent it in one ballot. */
export const VoteDelegation = z
  .object({
    state: z.literal("registered"),
    id: VoteDelegationId,
    ballotId: BallotId,
    from: BoardMember,
    to: BoardMember,
    registeredAt: Instant,
  })
  .meta({ id: "VoteDelegation" });
export type VoteDelegation = z.infer<typeof VoteDelegation>;

export type BallotNotFound = { readonly kind: "BallotNotFound"; readonly ballotId: BallotId };
/** The ballot is at another step. */
export type BallotStepRefused = { readonly kind: "BallotStepRefused"; readonly state: Ballot["state"] };
