import { yearOf } from "@grants/kernel/calendar";
import type { NewId } from "@grants/kernel/id";
import { linesPerFunderMax } from "@grants/kernel/limits";
import type { Cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { FunderCode } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import {
  type ContributionChannel,
  type ContributionLine,
  ContributionLineId,
  type ContributionPurpose,
  formOf,
} from "./contribution-line.ts";
import { findJointAction } from "./find-joint-action.ts";
import { parameterOn } from "../reference/parameters.ts";
import type { JointActionId, JointActionNotFound } from "./joint-action.ts";

/** Administrative costs of a joint action are borne in money (FIN-04). */
export type AdministrativeCostsInKind = { readonly kind: "AdministrativeCostsInKind"; readonly field: "channel" };
/** A funder's page and a joint action's sums are read whole, so what they hold is bounded. */
export type TooManyContributions = { readonly kind: "TooManyContributions"; readonly linesMax: number };
/** A contribution is meant for a year that is not over, within the mandate of the ECCC (ORG-08). */
export type PledgeYearOutside = {
  readonly kind: "PledgeYearOutside";
  readonly field: "forYear";
  readonly earliestYear: number;
  readonly latestYear: number;
};
export type PledgeContributionDeps = { readonly jointActions: JointActionStore; readonly newId: NewId };
export type PledgeContributionError =
  | NotAllowed
  | JointActionNotFound
  | AdministrativeCostsInKind
  | PledgeYearOutside
  | TooManyContributions
  | CommitRefusal;
type PledgeContribution = {
  jointActionId: JointActionId;
  funder: FunderCode;
  pledge: {
    readonly purpose: ContributionPurpose;
    readonly channel: ContributionChannel;
    readonly amountCents: Cents;
    /** This year where none is named. */
    readonly forYear?: number | undefined;
  };
  command: Command;
};

const refuseYear = (forYear: number, today: LocalDate): PledgeYearOutside | null => {
  const [earliestYear, latestYear] = [yearOf(today), yearOf(parameterOn("eccc.mandate.end", today).value)];
  return forYear < earliestYear || forYear > latestYear
    ? { kind: "PledgeYearOutside", field: "forYear", earliestYear, latestYear }
    : null;
};

/** A funder says what it means to contribute; nothing is owed before it commits (FIN-01, FIN-10). */
export const pledgeContribution = async (
  { jointActions, newId }: PledgeContributionDeps,
  { jointActionId, funder, pledge, command }: PledgeContribution,
): Promise<Result<Stored<ContributionLine>, PledgeContributionError>> => {
  const loaded = await jointActions.loadFunder(jointActionId, funder, command.caller);
  const found = findJointAction(loaded, { action: "pledgeContribution", jointActionId, funder, command });
  if (!found.ok) return found;
  const today = dateInZone(command.at);
  const { purpose, channel, amountCents, forYear = yearOf(today) } = pledge;
  if (purpose === "ADMINISTRATIVE" && formOf(channel) === "IN_KIND")
    return err({ kind: "AdministrativeCostsInKind", field: "channel" });
  const refused = refuseYear(forYear, today);
  if (refused !== null) return err(refused);
  const id = ContributionLineId.parse(`lin_${newId(command.keyHash)}`);
  // A repeated pledge finds its own line, and is answered again.
  const others = loaded.lines.filter(({ state }) => state.id !== id);
  if (others.length >= linesPerFunderMax) return err({ kind: "TooManyContributions", linesMax: linesPerFunderMax });
  const next: ContributionLine = {
    state: "pledged",
    id,
    jointActionId,
    funder,
    purpose,
    channel,
    forYear,
    pledgedCents: amountCents,
  };
  const { role } = found.value;
  const change = { aggregate: id, before: null, next, type: "ContributionPledged", role, terms: [] };
  return jointActions.commitLine(change, command);
};
