import { type AccessPattern, type Key, pageKey } from "../table.ts";

/** Runs that wait for their worker. */
const waiting = "ASSIGNWORK";

export const assignmentKeys = {
  assignmentRun: (runId: string): Key => ({ pk: `ARUN#${runId}`, sk: "META" }),
  runProgress: (runId: string): Key => ({ pk: `ARUN#${runId}`, sk: "PROGRESS" }),
  planPage: (runId: string, planSha256: string, page: number): Key => ({
    pk: `ARUN#${runId}`,
    sk: `PLAN#${planSha256}#${pageKey(page)}`,
  }),
  loadPage: (runId: string, planSha256: string, page: number): Key => ({
    pk: `ARUN#${runId}`,
    sk: `LOADS#${planSha256}#${pageKey(page)}`,
  }),
  runOfCall: (callId: string, at: string, runId: string): Key => ({ pk: `ARUN#${callId}`, sk: `RUN#${at}#${runId}` }),
  runOrder: (at: string, runId: string, kind: string): Key => ({ pk: waiting, sk: `ORDER#${at}#${runId}#${kind}` }),
} as const;

export const assignmentPatterns = {
  assignmentRun: {
    asks: "officer, propose-assignments: a run, its terms and moves, and how far its worker is",
    owner: "evaluation",
    table: "grants",
    pk: "ARUN#<runId>",
    sk: "META, PROGRESS",
    itemsMax: 1,
  },
  assignmentPlan: {
    asks: "officer, propose-assignments: a page of a plan, or of the experts with their loads",
    owner: "evaluation",
    table: "grants",
    pk: "ARUN#<runId>",
    sk: "PLAN#<sha256>#P#<n4>, LOADS#<sha256>#P#<n4>",
    itemsMax: 1,
  },
  runsOfCall: {
    asks: "officer: the runs of a call, the newest first",
    owner: "evaluation",
    table: "grants",
    pk: "ARUN#<callId>",
    sk: "RUN#*",
    itemsMax: 25,
  },
  runOrders: {
    asks: "propose-assignments: runs that wait to be solved or carried out, the oldest first",
    owner: "evaluation",
    table: "grants",
    pk: waiting,
    sk: "ORDER#*",
    itemsMax: 25,
  },
} as const satisfies Readonly<Record<string, AccessPattern>>;
