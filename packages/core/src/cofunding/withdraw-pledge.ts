import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { type ContributionLine, type ContributionStepRefused, refuseStep } from "./contribution-line.ts";
import { type LineRefusal, type LineStep, findContributionLine } from "./find-contribution-line.ts";
import { meetVersion } from "../audit/meet-version.ts";

export type WithdrawPledgeError = LineRefusal | ContributionStepRefused;

/** Takes back a pledge: an intention binds nobody until it is committed (FIN-10). What is committed stays owed. */
export const withdrawPledge = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  step: LineStep,
): Promise<Result<Stored<ContributionLine>, WithdrawPledgeError>> => {
  const found = await findContributionLine(jointActions, "withdrawPledge", step);
  if (!found.ok) return found;
  const { line, role } = found.value;
  const { command } = step;
  const met = await meetVersion(jointActions, line, step);
  if (met !== null) return met;
  const { state } = line;
  if (state.state !== "pledged") return err(refuseStep(state, "withdrawn", dateInZone(command.at)));
  const next: ContributionLine = { ...state, state: "withdrawn", withdrawnAt: command.at };
  const change = { aggregate: state.id, before: line, next, type: "PledgeWithdrawn", role, terms: [] };
  return jointActions.commitLine(change, command);
};
