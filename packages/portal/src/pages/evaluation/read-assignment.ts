import { err, ok, type Result } from "@grants/kernel/result";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import type { Problem } from "../../problem.ts";
import type { ShownRun } from "./assignment-words.ts";
import { pageNumberOf } from "./vocabulary.ts";

type Runs = Schemas["AssignmentRunsOfCall"];

export const readRuns = (c: PortalContext, callId: string) =>
  answerOf(apiOf(c).GET("/v1/assignments/calls/{callId}/runs", { params: { path: { callId } } }));

export type ReadRun = { readonly callId: string; readonly call: Runs; readonly shown: ShownRun };

/** The run that an address names, with the call that it is of. */
export const readRun = async (c: PortalContext): Promise<Result<ReadRun, Problem>> => {
  const [callId, runId] = [c.req.param("callId") ?? "", c.req.param("assignmentRunId") ?? ""];
  const [call, shown] = await Promise.all([
    readRuns(c, callId),
    answerOf(apiOf(c).GET("/v1/assignments/runs/{runId}", { params: { path: { runId } } })),
  ]);
  if (!call.ok) return call;
  if (!shown.ok) return shown;
  if (shown.value.run.callId !== callId) return err({ status: 404, code: "AssignmentRunNotFound" });
  return ok({ callId, call: call.value, shown: shown.value });
};

const pageParams = (c: PortalContext) => ({
  path: { runId: c.req.param("assignmentRunId") ?? "" },
  query: { page: Number(pageNumberOf(c.get("page"))) },
});

export const readPlan = (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/assignments/runs/{runId}/plan", { params: pageParams(c) }));
export const readLoads = (c: PortalContext) =>
  answerOf(apiOf(c).GET("/v1/assignments/runs/{runId}/loads", { params: pageParams(c) }));
