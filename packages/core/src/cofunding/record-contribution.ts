import { type Cents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { type ContributionLine, type ContributionStepRefused, refuseStep } from "./contribution-line.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "./meet-version.ts";

/** More than was committed is another contribution. */
export type ContributionAboveCommitment = {
  readonly kind: "ContributionAboveCommitment";
  readonly field: "amountCents";
  readonly openCents: Cents;
};
export type RecordContributionError = LineRefusal | ContributionStepRefused | ContributionAboveCommitment;
type Received = {
  readonly amountCents: Cents;
  /** What proves it: the bank's advice, the national authority's payment (MAT-05), the auditor's certificate of a value in kind (FIN-07). */
  readonly evidence: string;
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
  if (state.state !== "due") return err(refuseStep(state, "paid", dateInZone(step.command.at)));
  const openCents = minusAtLeastZero(state.committedCents, state.contributedCents);
  const { amountCents, evidence } = received;
  if (amountCents > openCents) return err({ kind: "ContributionAboveCommitment", field: "amountCents", openCents });
  const contributedCents = sumCents([state.contributedCents, amountCents]);
  const isWhole = contributedCents === state.committedCents;
  const next: ContributionLine = { ...state, state: isWhole ? "paid" : "due", contributedCents };
  const type = "ContributionRecorded";
  const change = { aggregate: state.id, before: line, next, type, role, terms: [], notes: { evidence } };
  return jointActions.commitLine(change, step.command);
};
