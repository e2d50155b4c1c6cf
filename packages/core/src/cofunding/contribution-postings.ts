import { type Cents, signedCents } from "@grants/kernel/money";
import type { JournalDraft } from "../ledger/journal.ts";
import type { ContributionLineId } from "./contribution-line.ts";
import type { DebitNoteId } from "./debit-note.ts";

/** Accounts of one contribution; none has a guard, each is the sum of its legs (DATA §8). */
export const contributionAccounts = {
  /** What the Member State still owes of it. */
  owed: (lineId: ContributionLineId) => `owed:${lineId}`,
  /** What it obliged itself to, as the other side of what it owes. */
  obliged: (lineId: ContributionLineId) => `obliged:${lineId}`,
  /** What has come of it. */
  contributed: (lineId: ContributionLineId) => `contributed:${lineId}`,
} as const;

const move = (type: string, from: string, to: string, amount: Cents): JournalDraft => ({
  type,
  legs: [
    { account: to, cents: signedCents(amount) },
    { account: from, cents: signedCents(0 - amount) },
  ],
});

/** With the commitment the amount is owed (FIN-10). */
export const postCommitment = (lineId: ContributionLineId, amount: Cents): JournalDraft =>
  move("ContributionCommitted", contributionAccounts.obliged(lineId), contributionAccounts.owed(lineId), amount);

/** What comes of it is owed no more. */
export const postReceipt = (lineId: ContributionLineId, amount: Cents): JournalDraft =>
  move("ContributionReceived", contributionAccounts.owed(lineId), contributionAccounts.contributed(lineId), amount);

/** What was booked by mistake is owed again; the entry names the one that it reverses (FIN-16). */
export const postReversal = (lineId: ContributionLineId, amount: Cents, version: number): JournalDraft => ({
  ...move("ContributionReversed", contributionAccounts.contributed(lineId), contributionAccounts.owed(lineId), amount),
  reverses: { aggregate: lineId, version },
});

/** What the money earned is the ECCC's own: it comes to revenue, and to no contribution (FIN-13). */
export const postInterest = (debitNoteId: DebitNoteId, amount: Cents): JournalDraft =>
  move("InterestReceived", `revenue:${debitNoteId}`, `interest:${debitNoteId}`, amount);

export const postInterestReversal = (debitNoteId: DebitNoteId, amount: Cents, version: number): JournalDraft => ({
  ...move("InterestReversed", `interest:${debitNoteId}`, `revenue:${debitNoteId}`, amount),
  reverses: { aggregate: debitNoteId, version },
});
