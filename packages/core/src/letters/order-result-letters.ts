import type { Sha256 } from "@grants/kernel/digest";
import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import { type CommitRefusal, type Stored, compareCommands } from "../audit/stored.ts";
import type { AwardDecisionId } from "../cofunding/award.ts";
import type { AwardDecision } from "../evaluation/award-decision.ts";
import { type LetterBatch, type LetterBatchId, type LetterOrder, letterBatchIdOf } from "./letter-order.ts";

export type LoadedBatch = {
  readonly rights: Rights | null;
  readonly decision: Stored<AwardDecision> | null;
  /** How many proposals stand in the ranking that was decided on: each applicant gets a letter. */
  readonly proposals: number;
  readonly batch: Stored<LetterBatch> | null;
  readonly sent: number;
};

export type LetterBatchStore = {
  loadBatch(
    ids: { readonly decisionId: AwardDecisionId; readonly batchId: LetterBatchId },
    caller: Command["caller"],
  ): Promise<LoadedBatch>;
  /** The batch with its order, which a worker carries out. */
  commitBatch(
    change: Change<LetterBatch>,
    order: LetterOrder,
    command: Command,
  ): Promise<Result<Stored<LetterBatch>, CommitRefusal>>;
};

export type DecisionNotFound = { readonly kind: "AwardDecisionNotFound"; readonly decisionId: AwardDecisionId };
/** The letters of this decision were ordered before. */
export type LettersAlreadyOrdered = { readonly kind: "LettersAlreadyOrdered"; readonly batchId: LetterBatchId };

export type BatchDeps = { readonly batches: LetterBatchStore; readonly newId: NewId; readonly sha256: Sha256 };
type Ask = { readonly decisionId: AwardDecisionId; readonly command: Command };

export type SendResultLettersError = NotAllowed | DecisionNotFound | LettersAlreadyOrdered | CommitRefusal;

/** Informs every applicant of a topic of the award decision, successful or not, at once (EVA-08, TTG-01). */
export const sendResultLetters = async (
  { batches, newId }: BatchDeps,
  { decisionId, command }: Ask,
): Promise<Result<Stored<LetterBatch>, SendResultLettersError>> => {
  const batchId = letterBatchIdOf(newId, decisionId);
  const loaded = await batches.loadBatch({ decisionId, batchId }, command.caller);
  const role = decideAccess("sendResultLetters", loaded.rights, {}, command.at);
  if (!role.ok) return role;
  const { decision, proposals, batch } = loaded;
  if (decision === null) return err({ kind: "AwardDecisionNotFound", decisionId });
  if (batch !== null)
    return compareCommands(batch, command) === "same-command"
      ? ok(batch)
      : err({ kind: "LettersAlreadyOrdered", batchId });
  const { callId, topicId } = decision.state;
  const next: LetterBatch = {
    state: "ordered",
    id: batchId,
    decisionId,
    callId,
    topicId,
    letters: proposals,
    orderedAt: command.at,
  };
  const terms = [{ id: decisionId, version: decision.version }];
  const change = { aggregate: batchId, before: null, next, type: "ResultLettersOrdered", role: role.value, terms };
  return batches.commitBatch(change, { kind: "results", batchId, decisionId, at: command.at }, command);
};

export type ResultLetters = {
  readonly decision: Stored<AwardDecision>;
  readonly letters: number;
  readonly sent: number;
  readonly batch: Stored<LetterBatch> | null;
  readonly allowedActions: readonly AllowedAction[];
};

/** How far the letters of a decision are. */
export const readResultLetters = async (
  { batches, newId }: BatchDeps,
  { decisionId, command }: Ask,
): Promise<Result<ResultLetters, NotAllowed | DecisionNotFound>> => {
  const batchId = letterBatchIdOf(newId, decisionId);
  const { rights, decision, proposals, batch, sent } = await batches.loadBatch({ decisionId, batchId }, command.caller);
  const role = decideAccess("readResultLetters", rights, {}, command.at);
  if (!role.ok) return role;
  if (decision === null) return err({ kind: "AwardDecisionNotFound", decisionId });
  const access = decideAccess("sendResultLetters", rights, {}, command.at);
  const because = access.ok ? "LettersAlreadyOrdered" : access.error.because;
  const allowed = access.ok && batch === null;
  const action = { action: "sendResultLetters", allowed, ...(allowed ? {} : { because }) } as const;
  return ok({ decision, letters: batch?.state.letters ?? proposals, sent, batch, allowedActions: [action] });
};
