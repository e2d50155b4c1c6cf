import type { Cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import type { JointAction } from "./joint-action.ts";
import { type ContributionLine, type ContributionStepRefused, refuseStep } from "./contribution-line.ts";
import { type AboveLegalCeiling, type LegalCeiling, legalCeilingOn, refuseAbove } from "./legal-ceilings.ts";
import { postCommitment } from "./contribution-postings.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "../audit/meet-version.ts";

/** More than was pledged is another pledge. */
export type CommitmentAbovePledge = {
  readonly kind: "CommitmentAbovePledge";
  readonly field: "amountCents";
  readonly pledgedCents: Cents;
};
export type CommitContributionError = LineRefusal | ContributionStepRefused | CommitmentAbovePledge | AboveLegalCeiling;

/** Nobody bears more of the administrative costs than there are (FIN-04); for the rest the law names no amount (ECCC-R 21(7)). */
const ceilingOf = (
  { purpose }: ContributionLine,
  { administrativeCents }: JointAction,
  today: LocalDate,
): LegalCeiling => {
  const general = legalCeilingOn("MEMBER_STATE", today);
  return purpose === "ADMINISTRATIVE" && administrativeCents < general.ceilingCents
    ? { ceilingCents: administrativeCents, rule: "FIN-04", isAssumption: false }
    : general;
};

/** Turns a pledge, or a part of it, into an obligation: from now on it counts for the Union's share and for budgets (FIN-02, FIN-12). */
export const commitContribution = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { amountCents, ...step }: LineStep & { readonly amountCents: Cents },
): Promise<Result<Stored<ContributionLine>, CommitContributionError>> => {
  const found = await findContributionLine(jointActions, "commitContribution", step);
  if (!found.ok) return found;
  const { line, jointAction, role } = found.value;
  const { command } = step;
  const met = await meetVersion(jointActions, line, step);
  if (met !== null) return met;
  const { state } = line;
  const today = dateInZone(command.at);
  if (state.state !== "pledged") return err(refuseStep(state, "committed", today));
  if (amountCents > state.pledgedCents)
    return err({ kind: "CommitmentAbovePledge", field: "amountCents", pledgedCents: state.pledgedCents });
  const above = refuseAbove(ceilingOf(state, jointAction, today), "amountCents", amountCents);
  if (above !== null) return err(above);
  const journal = postCommitment(state.id, amountCents);
  const next: ContributionLine = { ...state, state: "committed", committedCents: amountCents, committedAt: command.at };
  const change = { aggregate: state.id, before: line, next, type: "ContributionCommitted", role, terms: [], journal };
  return jointActions.commitLine(change, command);
};
