import type { NewId } from "@grants/kernel/id";
import { type Cents, signedCents, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import { lastSigningDay } from "../agreements/commitment-clock.ts";
import type { FunderCode } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";
import type { JournalDraft } from "../ledger/journal.ts";
import type { AwardRow } from "../evaluation/award-decision.ts";
import type { Award, AwardDecisionId } from "./award.ts";
import { type Commitment, type GlobalCommitment, commitmentIdOf, committedLines } from "./commitment.ts";
import { type UnionLine, potAccounts } from "./pot-line.ts";

/** After 31 December N+1 nothing can be signed under the global commitment any more (COMT-03). */
export type CommitmentPeriodOver = { readonly kind: "CommitmentPeriodOver"; readonly signByOn: LocalDate };

export type AwardCommitment = {
  readonly award: Award;
  readonly commitment: Commitment;
  readonly journal: JournalDraft;
};

type Terms = {
  readonly decisionId: AwardDecisionId;
  readonly callId: CallId;
  readonly global: GlobalCommitment;
  readonly unionLine: UnionLine;
};

/** A funder named twice gives both amounts. */
export const nationalCentsOf = ({ national }: AwardRow): Readonly<Record<FunderCode, Cents>> =>
  Object.fromEntries(
    [...Map.groupBy(national, ({ funder }) => funder)].map(([funder, same]) => [
      funder,
      sumCents(same.map(({ cents }) => cents)),
    ]),
  );

const journalOf = (commitment: Commitment): JournalDraft => ({
  type: "FundsCommitted",
  legs: committedLines(commitment).flatMap(({ line, cents }) => [
    { account: potAccounts.available(commitment.callId, line), cents: signedCents(0 - cents) },
    { account: potAccounts.committed(commitment.id, line), cents: signedCents(cents) },
  ]),
});

/** What committing one decided award writes: the award, its individual commitment, and the postings that take the money from each line. */
export const composeCommitment = (
  newId: NewId,
  row: AwardRow,
  { decisionId, callId, global, unionLine }: Terms,
): AwardCommitment => {
  const { awardId, proposalId, rank, coordinator, documentSha256 } = row;
  const commitmentId = commitmentIdOf(newId, awardId);
  const commitment: Commitment = {
    state: "committed",
    id: commitmentId,
    awardId,
    callId,
    budgetYear: global.budgetYear,
    signByOn: lastSigningDay("GLOBAL", global.budgetYear),
    unionLine,
    unionCents: row.unionCents,
    commonPotCents: row.potCents,
    nationalCents: nationalCentsOf(row),
  };
  const award: Award = {
    state: "awarded",
    id: awardId,
    decisionId,
    callId,
    proposalId,
    ...(rank === undefined ? {} : { rank }),
    coordinator,
    documentSha256,
    commitmentId,
  };
  return { award, commitment, journal: journalOf(commitment) };
};

/** The last day itself is in time (COMT-03). */
export const refuseAfterPeriod = (
  { budgetYear }: GlobalCommitment,
  today: LocalDate,
): Result<null, CommitmentPeriodOver> => {
  const signByOn = lastSigningDay("GLOBAL", budgetYear);
  return today <= signByOn ? ok(null) : err({ kind: "CommitmentPeriodOver", signByOn });
};
