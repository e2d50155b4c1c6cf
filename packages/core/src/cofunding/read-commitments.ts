import type { NewId, UserId } from "@grants/kernel/id";
import { type Cents, cents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { AwardRow } from "../evaluation/award-decision.ts";
import type { AwardDecisionNotFound, AwardDecisions } from "./award-decisions.ts";
import type { Award, AwardDecisionId, AwardId, CommitmentId } from "./award.ts";
import type { PotState } from "./cofunding-store.ts";
import {
  type CommitmentPeriod,
  type CommittedLine,
  commitmentIdOf,
  committedLines,
  globalCommitmentIdOf,
  periodOf,
} from "./commitment.ts";
import { nationalCentsOf } from "./decide-commitment.ts";
import type { FundsStore, HeldAward, OpenedGlobal } from "./funds-store.ts";
import { loadStanding } from "./load-standing.ts";
import { type MoneySource, type PotLine, type UnionLine, unionLineOf } from "./pot-line.ts";

/** One award of a decision: what it takes from each line, and whether the money is set aside. */
export type AwardMoney = {
  readonly awardId: AwardId;
  readonly proposalId: ProposalId;
  readonly acronym: string;
  readonly rank?: number;
  readonly lines: readonly CommittedLine[];
  readonly commitmentId: CommitmentId | null;
  /** `decided`: there is no money set aside yet. */
  readonly state: "decided" | Award["state"];
};
export type LineOfDecision = {
  readonly line: PotLine;
  readonly source: MoneySource;
  readonly decidedCents: Cents;
  readonly committedCents: Cents;
  /** In the pot, after everything that was committed. */
  readonly leftCents: Cents;
};
export type ReadCommitments = {
  readonly decisionId: AwardDecisionId;
  readonly callId: CallId;
  readonly topicId: string;
  /** `null` before money was appropriated to the call. */
  readonly period: CommitmentPeriod | null;
  readonly awards: readonly AwardMoney[];
  readonly lines: readonly LineOfDecision[];
  readonly allowedActions: readonly AllowedAction[];
};

/** What a row takes; nothing can be said before the topics have their lines. */
const amountsOf = (row: AwardRow, unionLine: UnionLine | null): readonly CommittedLine[] =>
  unionLine === null
    ? []
    : committedLines({
        unionLine,
        unionCents: row.unionCents,
        commonPotCents: row.potCents,
        nationalCents: nationalCentsOf(row),
      });

const moneyOf = (
  rows: readonly AwardRow[],
  unionLine: UnionLine | null,
  held: readonly HeldAward[],
): readonly AwardMoney[] =>
  rows.map((row, place) => {
    const { awardId, proposalId, acronym, rank } = row;
    const { award = null, commitment = null } = held[place] ?? {};
    return {
      awardId,
      proposalId,
      acronym,
      ...(rank === undefined ? {} : { rank }),
      lines: commitment === null ? amountsOf(row, unionLine) : committedLines(commitment.state),
      commitmentId: commitment?.state.id ?? null,
      state: award?.state.state ?? "decided",
    };
  });

const linesOf = (awards: readonly AwardMoney[], pot: PotState | null): readonly LineOfDecision[] => {
  const given = awards.flatMap(({ lines, commitmentId }) =>
    lines.map((line) => ({ ...line, isCommitted: commitmentId !== null })),
  );
  return [...Map.groupBy(given, ({ line }) => line)].flatMap(([line, same]) => {
    const [first] = same;
    if (first === undefined) return [];
    return [
      {
        line,
        source: first.source,
        decidedCents: sumCents(same.map((one) => one.cents)),
        committedCents: sumCents(same.filter(({ isCommitted }) => isCommitted).map((one) => one.cents)),
        leftCents: cents(pot?.lines[line] ?? 0),
      },
    ];
  });
};

const commitAction = (
  rights: Rights | null,
  { awards, opened }: { awards: readonly AwardMoney[]; opened: OpenedGlobal | null },
  now: Instant,
): AllowedAction => {
  const access = decideAccess("commitFunds", rights, {}, now);
  const action = "commitFunds";
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  if (opened === null) return { action, allowed: false, because: "GlobalCommitmentMissing" };
  return awards.every(({ commitmentId }) => commitmentId !== null)
    ? { action, allowed: false, because: "AllCommitted" }
    : { action, allowed: true };
};

/** The money of an award decision: what the Union and each funder give to each award, and what each line has left. */
export const readCommitments = async (
  {
    funds,
    decisions,
    newId,
  }: { readonly funds: FundsStore; readonly decisions: AwardDecisions; readonly newId: NewId },
  { decisionId, caller, now }: { decisionId: AwardDecisionId; caller: UserId; now: Instant },
): Promise<Result<ReadCommitments, NotAllowed | AwardDecisionNotFound>> => {
  const { rights, decision } = await decisions.load(decisionId, caller);
  const role = decideAccess("readCommitments", rights, {}, now);
  if (!role.ok) return role;
  if (decision === null) return err({ kind: "AwardDecisionNotFound", decisionId });
  const { callId, topicId } = decision.state;
  const { rows } = await loadStanding({ decisions, newId }, decision.state);
  const asked = rows.map(({ awardId }) => ({ awardId, commitmentId: commitmentIdOf(newId, awardId) }));
  const { opened, pot, held } = await funds.loadAwards(callId, globalCommitmentIdOf(newId, callId), asked);
  const awards = moneyOf(rows, unionLineOf(opened?.topicIds ?? [], topicId), held);
  return ok({
    decisionId,
    callId,
    topicId,
    period: periodOf(opened?.global.state ?? null),
    awards,
    lines: linesOf(awards, pot),
    allowedActions: [commitAction(rights, { awards, opened }, now)],
  });
};
