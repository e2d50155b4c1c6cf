import type { NightKind } from "@grants/core/audit/nights/night";
import type { Recompute } from "@grants/core/audit/nights/recomputed";
import { type NightsReport, type ReplayNightsDeps, replayNights } from "@grants/core/audit/nights/replay-nights";
import { createCommitmentRecompute } from "@grants/core/cofunding/recompute-commitment";
import { createPaymentRecompute } from "@grants/core/disbursement/recompute-payment";
import { createAwardDecisionRecompute } from "@grants/core/evaluation/recompute-award-decision";
import { createRankingRecompute } from "@grants/core/evaluation/recompute-ranking";
import { createBallotRecompute } from "@grants/core/governance/recompute-ballot";
import { UserId } from "@grants/kernel/id";
import { instantOfEpoch } from "@grants/kernel/time";
import { createAwardDecisions } from "@grants/store/award-decisions";
import { createBallotStore } from "@grants/store/ballots";
import { createChainPort } from "@grants/store/chain-entries";
import type { CursorSeal } from "@grants/store/cursor";
import type { Database } from "@grants/store/database";
import { createPaymentStore } from "@grants/store/disbursement-payments";
import { createRankingStore } from "@grants/store/evaluation-rankings";
import { createNationalBudgets } from "@grants/store/national-budgets";
import { newId } from "@grants/store/new-id";
import { createDecisionHeads } from "@grants/store/nights";
import { z } from "zod";

/** What the schedule sends every hour. */
const ScheduledEvent = z.object({ time: z.iso.datetime() });

/** How each kind of decision is computed once more, over stores that this worker may only read. */
export const recomputeOn = (db: Database, cursors: CursorSeal): Readonly<Record<NightKind, Recompute>> => {
  const { sha256 } = db;
  const caller = UserId.parse(`usr_${newId("worker:replay-decisions")}`);
  const shared = { heads: createDecisionHeads(db), chains: createChainPort(db), sha256, caller };
  const decisions = createAwardDecisions(db);
  const rankings = createRankingStore(db);
  const nationalBudgets = createNationalBudgets(db);
  return {
    ranking: createRankingRecompute({ ...shared, rankings, nationalBudgets, newId }),
    awardDecision: createAwardDecisionRecompute({ ...shared, decisions }),
    commitment: createCommitmentRecompute({ ...shared, decisions }),
    ballot: createBallotRecompute({ ...shared, ballots: createBallotStore(db, cursors) }),
    payment: createPaymentRecompute({ ...shared, payments: createPaymentStore(db) }),
  };
};

/** One run over the nights that are due, at the event's time. */
export const replayDecisionsOn = async (deps: ReplayNightsDeps, event: unknown): Promise<NightsReport> => {
  const { time } = ScheduledEvent.parse(event);
  return replayNights(deps, instantOfEpoch(Date.parse(time)));
};
