import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { awardsPerTransactionMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId } from "../calls/call.ts";
import type { AwardDecision, AwardRow } from "../evaluation/award-decision.ts";
import type { AwardDecisionNotFound, AwardDecisions } from "./award-decisions.ts";
import type { AwardDecisionId } from "./award.ts";
import { commitmentIdOf, globalCommitmentIdOf } from "./commitment.ts";
import { type CommitmentPeriodOver, composeCommitment, refuseAfterPeriod } from "./decide-commitment.ts";
import type { AwardChange, FundsStore, OpenedGlobal, StandingList } from "./funds-store.ts";
import { type Standing, loadStanding } from "./load-standing.ts";
import { type PotRefusal, unionLineOf } from "./pot-line.ts";

/** No money was appropriated to the call yet: the global commitment comes before the award decision's (COMT-02). */
export type GlobalCommitmentMissing = { readonly kind: "GlobalCommitmentMissing"; readonly callId: CallId };
export type CommitFundsDeps = {
  readonly funds: FundsStore;
  readonly decisions: AwardDecisions;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type CommitFundsError =
  | NotAllowed
  | AwardDecisionNotFound
  | GlobalCommitmentMissing
  | CommitmentPeriodOver
  | PotRefusal
  | CommitRefusal;
type CommitFunds = { decisionId: AwardDecisionId; command: Command };

/** How many awards of the decision have their money; all of them, when it went through. The same when the request is sent again. */
export type FundsCommitted = {
  readonly decisionId: AwardDecisionId;
  readonly awards: number;
  readonly committed: number;
};

/** Others may commit awards of the same decision at the same time; each round begins with what they left. */
const roundsMax = 5;
const retryAfterSeconds = 2;

type Committing = Pick<CommitFundsDeps, "funds" | "sha256"> & {
  readonly list: StandingList;
  readonly command: Command;
};

/** Each transaction is a command of its own, named by its awards: another lot of the same request is not a repetition of this one. */
const commitLot = ({ funds, sha256, list, command }: Committing, lot: readonly AwardChange[]) => {
  const name = lot.map(({ award }) => award.aggregate).join(" ");
  const [keyHash, commandHash] = [sha256(`${command.keyHash} ${name}`), sha256(`${command.commandHash} ${name}`)];
  return funds.commitAwards(lot, list, { ...command, keyHash, commandHash });
};

/** In rank order, as many at a time as one transaction holds. A lot that does not fit as a whole is taken one by one, up to the first that does not fit. */
const commitInOrder = async (
  committing: Committing,
  changes: readonly AwardChange[],
): Promise<CommitRefusal | PotRefusal | null> => {
  for (let start = 0; start < changes.length; start += awardsPerTransactionMax) {
    const lot = changes.slice(start, start + awardsPerTransactionMax);
    // oxlint-disable-next-line no-await-in-loop -- awards are committed in rank order.
    const refusal = await commitTogetherOrAlone(committing, lot);
    if (refusal !== null) return refusal;
  }
  return null;
};

const commitTogetherOrAlone = async (
  committing: Committing,
  lot: readonly AwardChange[],
): Promise<CommitRefusal | PotRefusal | null> => {
  const together = await commitLot(committing, lot);
  if (together.ok) return null;
  if (together.error.kind !== "FundsInsufficient" || lot.length === 1) return together.error;
  for (const change of lot) {
    // oxlint-disable-next-line no-await-in-loop -- awards are committed in rank order.
    const alone = await commitLot(committing, [change]);
    if (!alone.ok) return alone.error;
  }
  return null;
};

type Lot = {
  readonly decision: Stored<AwardDecision>;
  readonly rows: readonly AwardRow[];
  readonly role: Capacity;
};

const changesOf = (newId: NewId, { decision, rows, role }: Lot, opened: OpenedGlobal): readonly AwardChange[] => {
  const { id: decisionId, callId, topicId } = decision.state;
  const { global, topicIds } = opened;
  const unionLine = unionLineOf(topicIds, topicId);
  if (unionLine === null) throw new Error(`The decision ${decisionId} is on a topic without a line.`);
  const terms = [
    { id: decisionId, version: decision.version },
    { id: global.state.id, version: global.version },
  ];
  return rows.map((row) => {
    const { award, commitment, journal } = composeCommitment(newId, row, {
      decisionId,
      callId,
      global: global.state,
      unionLine,
    });
    const shared = { before: null, role };
    return {
      // It carries the id of its decision, which has one version.
      award: { ...shared, aggregate: award.id, next: award, type: "AwardMade", terms: [] },
      commitment: { ...shared, aggregate: commitment.id, next: commitment, type: "FundsCommitted", terms, journal },
    };
  });
};

type Round = Standing & { readonly opened: OpenedGlobal | null; readonly open: readonly AwardRow[] };

/** The awards that have no money yet, and what they take it from. */
const loadRound = async (deps: CommitFundsDeps, decision: AwardDecision): Promise<Round> => {
  const { funds, newId } = deps;
  const standing = await loadStanding(deps, decision);
  const { rows } = standing;
  const asked = rows.map(({ awardId }) => ({ awardId, commitmentId: commitmentIdOf(newId, awardId) }));
  const { opened, held } = await funds.loadAwards(decision.callId, globalCommitmentIdOf(newId, decision.callId), asked);
  return { ...standing, opened, open: rows.filter((_, place) => held[place]?.commitment === null) };
};

/** As a rule nothing is committed when this is asked. Where something is, its head refuses, and the next round begins with what is left. */
const firstRound = async (deps: CommitFundsDeps, decision: AwardDecision, today: LocalDate): Promise<Round> => {
  const [standing, opened] = await Promise.all([
    loadStanding(deps, decision),
    deps.funds.loadGlobal(globalCommitmentIdOf(deps.newId, decision.callId)),
  ]);
  return opened !== null && refuseAfterPeriod(opened.global.state, today).ok
    ? { ...standing, opened, open: standing.rows }
    : loadRound(deps, decision);
};

/**
 * Sets the money of an award decision aside, award by award in rank order, before anything is signed (COMT-01, COMT-04). They are the awards as
 * they are now: what a change before the agreement left of them, without those that failed (DSC-09). Every step is one
 * transaction and can be repeated: what is committed stays, what is not is tried again. No line of the pot ever gives more than it has
 * (FIN-12).
 */
export const commitFunds = async (
  deps: CommitFundsDeps,
  { decisionId, command }: CommitFunds,
): Promise<Result<FundsCommitted, CommitFundsError>> => {
  const { funds, decisions, newId, sha256 } = deps;
  const { rights, decision } = await decisions.load(decisionId, command.caller);
  const role = decideAccess("commitFunds", rights, {}, command.at);
  if (!role.ok) return role;
  if (decision === null) return err({ kind: "AwardDecisionNotFound", decisionId });
  const today = dateInZone(command.at);
  let round = await firstRound(deps, decision.state, today);
  for (let count = 1; count <= roundsMax; count += 1) {
    const { opened, rows, open, list } = round;
    if (opened === null) return err({ kind: "GlobalCommitmentMissing", callId: decision.state.callId });
    const inTime = refuseAfterPeriod(opened.global.state, today);
    if (open.length > 0 && !inTime.ok) return inTime;
    const changes = changesOf(newId, { decision, rows: open, role: role.value }, opened);
    // oxlint-disable-next-line no-await-in-loop -- a round begins with what the one before left.
    const refusal = await commitInOrder({ funds, sha256, list, command }, changes);
    if (refusal === null) return ok({ decisionId, awards: rows.length, committed: rows.length });
    if (refusal.kind !== "StaleVersion") return err(refusal);
    // oxlint-disable-next-line no-await-in-loop -- see above.
    round = await loadRound(deps, decision.state);
  }
  return err({ kind: "Busy", retryAfterSeconds });
};
