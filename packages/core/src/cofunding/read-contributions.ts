import { type Cents, NO_CENTS } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { FunderCode, Rights } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallSummary } from "../calls/call.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import { type JudgedRequest, type OwnNeed, needOf } from "./funder-need.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";
import { type FunderContribution, contributionsByFunder, operationalMoneyCents } from "./matching-statement.ts";
import type { NationalBudget } from "./national-budget.ts";
import type { NationalRequest } from "./national-request.ts";
import type { NationalVerdict } from "./national-verdict.ts";
import { type PotLineState, funderLineState } from "./pot-statement.ts";
import { type ShownLine, showLine } from "./read-joint-action.ts";

export type ReadContributions = {
  readonly jointAction: Stored<JointAction>;
  readonly call: CallSummary | null;
  readonly funder: FunderCode;
  readonly lines: readonly ShownLine[];
  readonly totals: FunderContribution;
  readonly budget: Stored<NationalBudget> | null;
  /** The funder's line of the pot. */
  readonly purse: PotLineState;
  /** The most that the budget can be: what the funder committed in money. */
  readonly budgetMaxCents: Cents;
  readonly requests: readonly JudgedRequest[];
  readonly need: OwnNeed;
  readonly allowedActions: readonly AllowedAction[];
};

const nothingYet = (funder: FunderCode): FunderContribution => ({
  funder,
  pledgedCents: NO_CENTS,
  committedCents: NO_CENTS,
  committedInKindCents: NO_CENTS,
  contributedCents: NO_CENTS,
  shortfallCents: NO_CENTS,
});

const isOf = ({ state }: Stored<NationalVerdict>, { proposalId, slot }: NationalRequest) =>
  state.proposalId === proposalId && state.slot === slot;

const actions = [
  "pledgeContribution",
  "commitContribution",
  "withdrawPledge",
  "setNationalBudget",
  "recordVerdict",
] as const;

const allowedActions = (
  rights: Rights | null,
  { funder, state }: { funder: FunderCode; state: JointAction["state"] },
  { at }: Command,
): readonly AllowedAction[] =>
  actions.map((action) => {
    const access = decideAccess(action, rights, { funder }, at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    return action === "recordVerdict" && state !== "inVerdicts"
      ? { action, allowed: false, because: "VerdictsNotOpen" }
      : { action, allowed: true };
  });

/** A funder's own page of a joint action: what it gives, what its partners ask, what is left, which verdicts are open. */
export const readContributions = async (
  { jointActions }: { readonly jointActions: JointActionStore },
  { jointActionId, funder, command }: { jointActionId: JointActionId; funder: FunderCode; command: Command },
): Promise<Result<ReadContributions, NotAllowed | JointActionNotFound>> => {
  const loaded = await jointActions.loadFunderWhole(jointActionId, funder, command.caller);
  const found = findJointAction(loaded, { action: "readContributions", jointActionId, funder, command });
  if (!found.ok) return found;
  const { call, lines, budget, verdicts, pot, rights } = loaded;
  const { jointAction } = found.value;
  const today = dateInZone(command.at);
  const states = lines.map(({ state }) => state);
  const purse = funderLineState(pot, { funder, amountCents: budget?.state.amountCents ?? NO_CENTS });
  const requests = loaded.requests.map((request) => ({
    request,
    verdict: verdicts.find((verdict) => isOf(verdict, request)) ?? null,
  }));
  return ok({
    jointAction,
    call,
    funder,
    lines: lines.map((line) => showLine(line, today)),
    totals: contributionsByFunder(states, today)[0] ?? nothingYet(funder),
    budget,
    purse,
    budgetMaxCents: operationalMoneyCents(states),
    requests,
    need: needOf(requests, purse),
    allowedActions: allowedActions(rights, { funder, state: jointAction.state.state }, command),
  });
};
