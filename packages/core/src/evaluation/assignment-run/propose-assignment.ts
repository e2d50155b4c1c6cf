import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, UserId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type NotAllowed, decideAccess } from "../../access/decide-access.ts";
import type { Change } from "../../audit/change.ts";
import type { Command } from "../../audit/command.ts";
import type { CommitRefusal, Stored } from "../../audit/stored.ts";
import type { CallId, CallNotFound } from "../../calls/call.ts";
import { type TopicOfCallNotFound, findSealedTopic } from "../gather-ranking.ts";
import type { RankingStore } from "../ranking-store.ts";
import type { CallNotSealed } from "../sealed-list.ts";
import {
  type AssignmentRun,
  AssignmentRunId,
  type QueuedRun,
  type RunTerms,
  type WantedAssignment,
} from "./assignment-run.ts";
import { type AssignmentRunNotFound, type AssignmentRunNotOpen, findRun } from "./find-run.ts";
import type { AssignmentRunStore } from "./run-store.ts";

export type AssignmentRunDeps = {
  readonly runs: AssignmentRunStore;
  readonly rankings: Pick<RankingStore, "loadCall" | "loadProgress">;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
type Started = Result<Stored<AssignmentRun>, StartError>;
type StartError = NotAllowed | CommitRefusal;
export type ProposeAssignmentError = StartError | CallNotFound | CallNotSealed | TopicOfCallNotFound;
export type ReplaceExpertError = StartError | AssignmentRunNotFound | AssignmentRunNotOpen;

type Start = {
  readonly callId: CallId;
  readonly terms: RunTerms;
  readonly basedOn: AssignmentRunId | null;
  readonly role: Change<AssignmentRun>["role"];
  readonly command: Command;
};

/** A run that waits for its worker. The request's key is its id: the same request again is the same run. */
const startRun = async (
  { runs, newId, sha256 }: AssignmentRunDeps,
  { callId, terms, basedOn, role, command }: Start,
): Promise<Started> => {
  const id = AssignmentRunId.parse(`asr_${newId(command.keyHash)}`);
  const next: QueuedRun = {
    state: "queued",
    id,
    callId,
    termsSha256: sha256(canonicalJson(terms)),
    ...(basedOn === null ? {} : { basedOn }),
  };
  const change: Change<AssignmentRun> = {
    aggregate: id,
    before: null,
    next,
    type: basedOn === null ? "AssignmentProposed" : "ReplacementProposed",
    role,
    terms: [],
  };
  const order = { kind: "solve", runId: id, at: command.at } as const;
  return runs.commitRun(change, { attached: { terms }, order }, command);
};

type ProposeAssignment = {
  readonly callId: CallId;
  readonly wanted: WantedAssignment;
  readonly command: Command;
};

/** Asks for the best assignment of the pool's experts to the proposals of a sealed call; a worker finds and proves it (EVA-01 … EVA-03). */
export const proposeAssignment = async (
  deps: AssignmentRunDeps,
  { callId, wanted, command }: ProposeAssignment,
): Promise<Result<Stored<AssignmentRun>, ProposeAssignmentError>> => {
  const loaded = await deps.rankings.loadCall(callId, command.caller);
  const role = decideAccess("proposeAssignment", loaded.rights, {}, command.at);
  if (!role.ok) return role;
  for (const { topicId } of wanted.topics) {
    const topic = findSealedTopic(loaded, { callId, topicId });
    if (!topic.ok) return topic;
  }
  return startRun(deps, { callId, terms: { wanted, lost: [] }, basedOn: null, role: role.value, command });
};

type ReplaceExpert = {
  readonly runId: AssignmentRunId;
  /** None where only places that were ended or given back are to be filled: their former holders are barred from them. */
  readonly lost: readonly UserId[];
  readonly command: Command;
};

/** Asks for the same assignment without experts who are lost, with as few changes as there can be. */
export const replaceExpert = async (
  deps: AssignmentRunDeps,
  { runId, lost, command }: ReplaceExpert,
): Promise<Result<Stored<AssignmentRun>, ReplaceExpertError>> => {
  const found = await findRun(deps.runs, { runId, action: "replaceExpert", command });
  if (!found.ok) return found;
  const { run, terms } = found.value.loaded;
  const { state } = run;
  if (state.state !== "solved" && state.state !== "adopted")
    return err({ kind: "AssignmentRunNotOpen", state: state.state });
  return startRun(deps, {
    callId: state.callId,
    terms: { ...terms, lost: [...new Set([...terms.lost, ...lost])] },
    basedOn: runId,
    role: found.value.role,
    command,
  });
};
