import type { NewId } from "@grants/kernel/id";
import { Cents, type Cents as Amount, sumCents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { lastSigningDay } from "../agreements/commitment-clock.ts";
import { CallId } from "../calls/call.ts";
import { AwardId, CommitmentId } from "./award.ts";
import { type MoneySource, type PotLine, UnionLine, commonPotLine, sourceOf } from "./pot-line.ts";

/** An award has one commitment: the same award makes the same id. */
export const commitmentIdOf = (newId: NewId, awardId: AwardId): CommitmentId =>
  CommitmentId.parse(`cmt_${newId(`commitment:${awardId}`)}`);

/** A call has one global commitment, from which all its individual ones take (COMT-02). */
export const globalCommitmentIdOf = (newId: NewId, callId: CallId): CommitmentId =>
  CommitmentId.parse(`cmt_${newId(`global-commitment:${callId}`)}`);

/** Year of the global commitment: individual ones may be signed until 31 December of the year after (COMT-03). */
const budgetYear = z.int().min(2021).max(2100);

const CommittedCommitment = z
  .object({
    state: z.literal("committed"),
    id: CommitmentId,
    awardId: AwardId,
    callId: CallId,
    budgetYear,
    /** Last day for the legal commitment, 31 December N+1 (COMT-03). */
    signByOn: LocalDate,
    unionLine: UnionLine,
    unionCents: Cents,
    /** From the common pot, where national money was short (MAT-02). */
    commonPotCents: Cents,
    /** By the funder's code, which is its line. */
    nationalCents: z.record(FunderCode, Cents),
  })
  .meta({ id: "CommittedCommitment" });

/** Money set aside for one award before anything is signed (COMT-01, COMT-04): what each line of the call's pot gave. */
export const Commitment = z.discriminatedUnion("state", [CommittedCommitment]).meta({ id: "Commitment" });
export type Commitment = z.infer<typeof Commitment>;

const GlobalCommitmentOpen = z
  .object({
    state: z.literal("open"),
    id: CommitmentId,
    callId: CallId,
    budgetYear,
    /** The call version whose topics, in their order, are the lines. */
    contentVersion: z.int().min(1),
    /** Appropriated per Union line. */
    linesCents: z.record(UnionLine, Cents),
  })
  .meta({ id: "OpenGlobalCommitment" });

/** The Union's money for a call before its recipients are known (COMT-02): what was appropriated to each topic. */
export const GlobalCommitment = z.discriminatedUnion("state", [GlobalCommitmentOpen]).meta({ id: "GlobalCommitment" });
export type GlobalCommitment = z.infer<typeof GlobalCommitment>;

/** The year that the money belongs to, and until when agreements may be signed under it (COMT-03). */
export type CommitmentPeriod = { readonly budgetYear: number; readonly signByOn: LocalDate };

/** `null` before the first appropriation. */
export const periodOf = (global: GlobalCommitment | null): CommitmentPeriod | null =>
  global === null ? null : { budgetYear: global.budgetYear, signByOn: lastSigningDay("GLOBAL", global.budgetYear) };

export type CommittedLine = { readonly line: PotLine; readonly source: MoneySource; readonly cents: Amount };

type Amounts = Pick<Commitment, "unionLine" | "unionCents" | "commonPotCents" | "nationalCents">;

/** What each line gives, the Union's first, then the funders' by code; lines that give nothing are left out. */
export const committedLines = (amounts: Amounts): readonly CommittedLine[] => {
  const { unionLine, unionCents, commonPotCents, nationalCents } = amounts;
  const national = Object.entries(nationalCents).map(([funder, cents]) => ({ line: FunderCode.parse(funder), cents }));
  const lines = [
    { line: unionLine, cents: unionCents },
    { line: commonPotLine, cents: commonPotCents },
    ...national.toSorted((a, b) => (a.line < b.line ? -1 : 1)),
  ];
  return lines.filter(({ cents }) => cents > 0).map(({ line, cents }) => ({ line, source: sourceOf(line), cents }));
};

export const committedTotalCents = (amounts: Amounts): Amount =>
  sumCents(committedLines(amounts).map(({ cents }) => cents));
