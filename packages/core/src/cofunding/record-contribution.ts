import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { CalledByDebitNote } from "./call-contribution.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import {
  type ContributionLine,
  type ContributionStatus,
  type ContributionStepRefused,
  calledOf,
  refuseStep,
  statusOf,
} from "./contribution-line.ts";
import { postReceipt } from "./contribution-postings.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "../audit/meet-version.ts";

/** More than was committed is another contribution. */
export type ContributionAboveCommitment = {
  readonly kind: "ContributionAboveCommitment";
  readonly field: "amountCents";
  readonly openCents: Cents;
};
export type RecordContributionError =
  | LineRefusal
  | ContributionStepRefused
  | ContributionAboveCommitment
  | CalledByDebitNote;
type Received = {
  readonly amountCents: Cents;
  /** What proves it: the bank's advice, the national authority's payment (MAT-05), the auditor's certificate of a value in kind (FIN-07). */
  readonly evidence: string;
};

type CommittedPart = Extract<ContributionLine, { readonly committedCents: unknown }>;
type CalledPart = Pick<CalledLine, "dueOn" | "contributedCents" | "calledCents" | "tranches">;
type CalledLine = Extract<ContributionLine, { readonly dueOn: unknown }>;
/** A line that is called, by another day or for more, or again: without what a default procedure that is over has left on it. */
export const asDue = (
  { id, jointActionId, funder, purpose, channel, forYear, pledgedCents, committedCents, committedAt }: CommittedPart,
  { dueOn, contributedCents, calledCents, tranches }: CalledPart,
): ContributionLine => ({
  state: "due",
  id,
  jointActionId,
  funder,
  purpose,
  channel,
  forYear,
  pledgedCents,
  committedCents,
  committedAt,
  dueOn,
  contributedCents,
  calledCents,
  tranches,
});

const isSettled: ReadonlySet<ContributionStatus> = new Set(["paid", "remedied"]);

/** Of a line that was called: when all that was called is there it is paid, or remedied once a period to remedy was set (FIN-10). */
export const withMore = (line: CalledLine, contributedCents: Cents): ContributionLine => {
  if (contributedCents < calledOf(line)) return { ...line, contributedCents };
  return "remedyByOn" in line
    ? { ...line, state: "remedied", contributedCents }
    : { ...line, state: "paid", contributedCents };
};

/** Books what has come of a contribution that was called. An entry is never edited: a correction is a reversal (FIN-16). */
export const recordContribution = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { received, ...step }: LineStep & { readonly received: Received },
): Promise<Result<Stored<ContributionLine>, RecordContributionError>> => {
  const found = await findContributionLine(jointActions, "recordContribution", step);
  if (!found.ok) return found;
  const { line, role } = found.value;
  const met = await meetVersion(jointActions, line, step);
  if (met !== null) return met;
  const { state } = line;
  const today = dateInZone(step.command.at);
  if (state.channel === "VIA_ECCC") return err({ kind: "CalledByDebitNote" });
  if (!("dueOn" in state) || isSettled.has(statusOf(state, today))) return err(refuseStep(state, "paid", today));
  const openCents = minusAtLeastZero(state.committedCents, state.contributedCents);
  const { amountCents, evidence } = received;
  if (amountCents > openCents) return err({ kind: "ContributionAboveCommitment", field: "amountCents", openCents });
  const contributedCents = sumCents([state.contributedCents, amountCents]);
  const next = withMore(state, contributedCents);
  const type = "ContributionRecorded";
  const journal = postReceipt(state.id, amountCents);
  const change = { aggregate: state.id, before: line, next, type, role, terms: [], notes: { evidence }, journal };
  return jointActions.commitLine(change, step.command);
};
