import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionNotFound } from "../cofunding/joint-action.ts";
import { meetVersion } from "../audit/meet-version.ts";
import { type Ballot, BallotId, type BallotNotFound, type BallotRecord, type BallotStepRefused } from "./ballot.ts";
import type { BallotStore } from "./ballot-store.ts";
import { type BallotIncomplete, type RevocationUnfounded, refuseRecord, refuseRevocation } from "./decide-ballot.ts";
import { decisionPoints } from "./decision-points.ts";
import { memberOf } from "./ballot-terms.ts";
import { findBallot } from "./find-ballot.ts";

export type PrepareBallotDeps = { readonly ballots: BallotStore; readonly newId: NewId; readonly sha256: Sha256 };
export type PrepareBallotError =
  | NotAllowed
  | BallotIncomplete
  | RevocationUnfounded
  | JointActionNotFound
  | CommitRefusal;

/** Puts a decision of Article 13(3) to the Governing Board. */
export const prepareBallot = async (
  { ballots, newId, sha256 }: PrepareBallotDeps,
  { record, command }: { readonly record: BallotRecord; readonly command: Command },
): Promise<Result<Stored<Ballot>, PrepareBallotError>> => {
  const id = BallotId.parse(`bal_${newId(command.keyHash)}`);
  const [{ rights, ballot }, ground] = await Promise.all([
    ballots.load(id, command.caller),
    ballots.loadGround(record.jointActionId),
  ]);
  const role = decideAccess("prepareBallot", rights, {}, command.at);
  if (!role.ok) return role;
  if (ballot !== null) return ballots.settle(ballot.head, 0, command);
  const refused = refuseRecord(record, dateInZone(command.at));
  if (refused !== null) return err(refused);
  const { jointActionId } = record;
  if (jointActionId !== undefined && ground.jointAction === null)
    return err({ kind: "JointActionNotFound", jointActionId });
  const inDefault = ground.inDefault.map(memberOf);
  const unfounded = refuseRevocation(record, { inDefault, revoked: ground.revoked });
  if (unfounded !== null) return err(unfounded);
  const { point } = record;
  const next: Ballot = {
    state: "prepared",
    id,
    point,
    regime: decisionPoints[point],
    recordSha256: sha256(canonicalJson(record)),
  };
  const change = { aggregate: id, before: null, next, type: "BallotPrepared", role: role.value, terms: [] };
  return ballots.commitBallot(change, { record }, command);
};

export type BallotStep = {
  readonly ballotId: BallotId;
  readonly expectedVersion: number;
  readonly command: Command;
};
export type EndPreparationError = NotAllowed | BallotNotFound | BallotStepRefused | CommitRefusal;

const ends = {
  adoptByConsensus: (at: Command["at"]) => ({ state: "consensus", adoptedAt: at }) as const,
  withdrawBallot: (at: Command["at"]) => ({ state: "withdrawn", withdrawnAt: at }) as const,
};
const endTypes = { adoptByConsensus: "AdoptedByConsensus", withdrawBallot: "BallotWithdrawn" } as const;

/** Ends a prepared ballot without a vote: the Board agrees (ECCC-R 15(1)), or the question is taken back. */
export const endPreparation = async (
  { ballots }: Pick<PrepareBallotDeps, "ballots">,
  action: keyof typeof ends,
  { ballotId, expectedVersion, command }: BallotStep,
): Promise<Result<Stored<Ballot>, EndPreparationError>> => {
  const found = findBallot(await ballots.load(ballotId, command.caller), { action, ballotId, command });
  if (!found.ok) return found;
  const { head, papers } = found.value.ballot;
  const met = await meetVersion(ballots, head, { expectedVersion, command });
  if (met !== null) return met;
  const { state } = head;
  if (state.state !== "prepared") return err({ kind: "BallotStepRefused", state: state.state });
  const next: Ballot = { ...state, ...ends[action](command.at) };
  const { role } = found.value;
  const change = { aggregate: ballotId, before: head, next, type: endTypes[action], role, terms: [] };
  return ballots.commitBallot(change, papers, command);
};
