import type { NewId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound, CallVersion } from "../calls/call.ts";
import { type GlobalCommitment, globalCommitmentIdOf } from "./commitment.ts";
import {
  type AppropriationRefusal,
  type TopicAmount,
  decideAppropriation,
  topicIdsOf,
} from "./decide-appropriation.ts";
import type { FundsStore } from "./funds-store.ts";
import { JointActionId, type JointActionNotFound } from "./joint-action.ts";
import { stateMatching } from "./matching-statement.ts";
import { meetVersion } from "../audit/meet-version.ts";
import type { PotRefusal } from "./pot-line.ts";

export type AppropriateUnionBudgetDeps = { readonly funds: FundsStore; readonly newId: NewId };
export type AppropriateUnionBudgetError =
  | NotAllowed
  | CallNotFound
  | JointActionNotFound
  | AppropriationRefusal
  | PotRefusal
  | CommitRefusal;
type AppropriateUnionBudget = {
  callId: CallId;
  amounts: readonly TopicAmount[];
  commonPotCents: Cents;
  expectedVersion: number;
  command: Command;
};

const unionShareOf = async (
  funds: FundsStore,
  { content }: CallVersion,
  { at }: Command,
): Promise<Result<Cents | null, JointActionNotFound>> => {
  if (content.nationalFunding.kind === "none") return { ok: true, value: null };
  const jointActionId = JointActionId.parse(content.nationalFunding.jointActionId);
  const found = await funds.loadJointAction(jointActionId);
  if (found === null) return err({ kind: "JointActionNotFound", jointActionId });
  const { unionShareCents } = stateMatching(found.jointAction, found.lines, dateInZone(at));
  return { ok: true, value: unionShareCents };
};

/** The global commitment of a call's Union money (COMT-02): sets what each topic has, within its budget and the Union's share. */
export const appropriateUnionBudget = async (
  { funds, newId }: AppropriateUnionBudgetDeps,
  { callId, amounts, commonPotCents, expectedVersion, command }: AppropriateUnionBudget,
): Promise<Result<Stored<GlobalCommitment>, AppropriateUnionBudgetError>> => {
  const id = globalCommitmentIdOf(newId, callId);
  const { rights, call, opened } = await funds.loadCallFunds(callId, id, command.caller);
  const role = decideAccess("appropriateUnionBudget", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null) return err({ kind: "CallNotFound", callId });
  const before = opened?.global ?? null;
  const met = await meetVersion(funds, before, { expectedVersion, command });
  if (met !== null) return met;
  const share = await unionShareOf(funds, call, command);
  if (!share.ok) return share;
  const decided = decideAppropriation(
    {
      id,
      before: before?.state ?? null,
      topicIdsBefore: opened?.topicIds ?? [],
      call,
      amounts,
      commonPotCents,
      unionShareCents: share.value,
    },
    command.at,
  );
  if (!decided.ok) return decided;
  const { next, journal } = decided.value;
  const terms = [{ id: callId, version: call.contentVersion }];
  const change = { aggregate: id, before, next, type: "UnionBudgetAppropriated", role: role.value, terms, journal };
  return funds.commitGlobal(change, topicIdsOf(call), command);
};
