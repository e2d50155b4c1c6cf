import type { Group, Row } from "../row.ts";
import { threadCosts } from "./thread.ts";

const group = "roundtrips";
/** Three calls of the database one after the other (DATA §9), one of them a write. */
const wavesMax = 3;
const writeWavesMax = 1;

/** Decisions of an office that ask about what only their second read names. Nobody types while they wait. */
const fourWaves: ReadonlySet<string> = new Set([
  // The ranking, its rows, whether one of their coordinators is excluded today (EXC-03).
  "decideAward",
  // The sealed list, which of its proposals were looked at, what the registry knows of the partners of the others.
  "screenProposals",
  // The grant, what was handed on of it, the rights of everybody whom that touches.
  "endGrant",
  // The ballot, the joint action that its record names, whose votes are revoked over its contributions.
  "openBallot",
  // Which letters there are about the proposal, the one with its result, what that says. Asked once, with thirty days to write it.
  "requestEvaluationReview",
  // The review, what ties those who are named to the proposal, which conflicts were set aside.
  "appointReviewCommittee",
]);
/** The upload is let go once its file stands in the draft: a loss between the two leaves a row that ends by itself. */
const twoWriteWaves: ReadonlySet<string> = new Set(["registerAnnex"]);
/** Each credit of a statement is booked in a transaction of its own, so that a booking that is cut off goes on: what it costs grows with them. */
const perCredit: ReadonlySet<string> = new Set(["bookBankStatement"]);
const creditsOfStory = 1;
const wavesPerCredit = 3;

export const roundtrips: Group = async () =>
  [...(await threadCosts())].flatMap(([name, { waves, writeWaves }]): readonly Row[] => {
    const bounds = {
      waves: wavesMax + Number(fourWaves.has(name)) + (perCredit.has(name) ? wavesPerCredit * creditsOfStory : 0),
      writeWaves: writeWavesMax + Number(twoWriteWaves.has(name)) + (perCredit.has(name) ? creditsOfStory : 0),
    };
    return [
      { group, name, instrument: "waves", figure: waves, baseline: null, bound: bounds.waves },
      { group, name, instrument: "write waves", figure: writeWaves, baseline: null, bound: bounds.writeWaves },
    ];
  });
