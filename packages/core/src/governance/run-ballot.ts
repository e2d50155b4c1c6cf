import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import { type LocalTimeInvalid, dateInZone, zonedInstant } from "@grants/kernel/time";
import type { LocalDeadline } from "../calls/call-terms.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { Ballot, BallotNotFound, BallotStepRefused } from "./ballot.ts";
import type { BallotStore } from "./ballot-store.ts";
import { composeTerms } from "./ballot-terms.ts";
import type { NobodyEntitled } from "./count-votes.ts";
import { type BallotStillOpen, type ClosingInPast, decideClosing, decideOpening, tallyOf } from "./decide-ballot.ts";
import { findBallot } from "./find-ballot.ts";
import type { BallotStep } from "./prepare-ballot.ts";

type Deps = { readonly ballots: BallotStore; readonly sha256: Sha256 };
type Common = NotAllowed | BallotNotFound | BallotStepRefused | NobodyEntitled | CommitRefusal;
export type OpenBallotError = Common | ClosingInPast | (LocalTimeInvalid & { readonly field: "closes" });

/** Opens a ballot on the terms of this instant: who has a vote, and what it weighs. They stay with it (VOTE-08). */
export const openBallot = async (
  { ballots, sha256 }: Deps,
  { ballotId, closes, expectedVersion, command }: BallotStep & { readonly closes: LocalDeadline },
): Promise<Result<Stored<Ballot>, OpenBallotError>> => {
  const found = findBallot(await ballots.load(ballotId, command.caller), { action: "openBallot", ballotId, command });
  if (!found.ok) return found;
  const { head, papers } = found.value.ballot;
  const met = await meetVersion(ballots, head, { expectedVersion, command });
  if (met !== null) return met;
  const closesAt = zonedInstant(closes.local, closes.zone);
  if (!closesAt.ok) return err({ ...closesAt.error, field: "closes" });
  const ground = await ballots.loadGround(papers.record.jointActionId);
  const terms = composeTerms(papers.record, ground, dateInZone(command.at));
  const opening = { closesAt: closesAt.value, termsSha256: sha256(canonicalJson(terms)), at: command.at };
  const decided = decideOpening(head.state, terms, opening);
  if (!decided.ok) return decided;
  const { role } = found.value;
  const change = { aggregate: ballotId, before: head, next: decided.value, type: "BallotOpened", role, terms: [] };
  return ballots.commitBallot(change, { ...papers, terms }, command);
};

export type CloseBallotError = Common | BallotStillOpen;

/** Closes a ballot and states its result, from the votes that are in it and from nothing else. */
export const closeBallot = async (
  { ballots, sha256 }: Deps,
  { ballotId, expectedVersion, command }: BallotStep,
): Promise<Result<Stored<Ballot>, CloseBallotError>> => {
  const { votes, delegations, entered, ...loaded } = await ballots.loadWhole(ballotId, command.caller);
  const found = findBallot(loaded, { action: "closeBallot", ballotId, command });
  if (!found.ok) return found;
  const { head, papers } = found.value.ballot;
  const met = await meetVersion(ballots, head, { expectedVersion, command });
  if (met !== null) return met;
  const tally = tallyOf(
    votes.map(({ state }) => state),
    delegations.map(({ state }) => state),
  );
  if (papers.terms === undefined) return err({ kind: "BallotStepRefused", state: head.state.state });
  const counted = { terms: papers.terms, tally, tallySha256: sha256(canonicalJson(tally)) };
  const decided = decideClosing(head.state, counted, command.at);
  if (!decided.ok) return decided;
  const { role } = found.value;
  const change = { aggregate: ballotId, before: head, next: decided.value, type: "BallotClosed", role, terms: [] };
  return ballots.commitClosing(change, { papers: { ...papers, tally }, entered }, command);
};
