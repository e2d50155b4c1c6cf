import { WorkProgrammeId } from "@grants/core/calls/call-terms";
import { Adoption, WorkProgrammeHead, WorkProgrammeRecord } from "@grants/core/calls/work-programme";
import { createRoute, z } from "@hono/zod-openapi";
import { changeHeaders, commandHeaders, json, jsonBody, jsonWithEtag, signedIn } from "./headers.ts";
import { problemsOf } from "./problem.ts";
import { callProblems } from "./problems/calls.ts";

const problems = problemsOf(callProblems);
const tags = ["calls"];
/** Two words, since one would stand where the identifier of a call does. */
const path = "/v1/calls/work/programmes";
const params = z.object({ workProgrammeId: WorkProgrammeId });
const steps = [
  "WorkProgrammeNotFound",
  "WorkProgrammeAdopted",
  "NotAllowed",
  "StaleVersion",
  "IdempotencyKeyReused",
  "Busy",
] as const;

export const WorkProgrammeFile = z
  .object({ version: z.int(), workProgramme: WorkProgrammeHead, record: WorkProgrammeRecord })
  .meta({ id: "WorkProgrammeFile" });
const Head = z.object({ version: z.int(), workProgramme: WorkProgrammeHead }).meta({ id: "WorkProgrammeAnswer" });

export const listWorkProgrammesRoute = createRoute({
  method: "get",
  path,
  operationId: "listWorkProgrammes",
  summary: "Work programmes with their financing decisions, the latest first",
  tags,
  security: [],
  request: {},
  responses: {
    200: json(
      z.object({ workProgrammes: z.array(WorkProgrammeFile) }).meta({ id: "WorkProgrammeList" }),
      "All of them",
    ),
    ...problems(),
  },
});

export const readWorkProgrammeRoute = createRoute({
  method: "get",
  path: `${path}/{workProgrammeId}`,
  operationId: "readWorkProgramme",
  summary: "A work programme",
  tags,
  security: [],
  request: { params },
  responses: { 200: jsonWithEtag(WorkProgrammeFile, "The work programme"), ...problems("WorkProgrammeNotFound") },
});

export const recordWorkProgrammeRoute = createRoute({
  method: "post",
  path,
  operationId: "recordWorkProgramme",
  summary: "Record a work programme that calls are covered by",
  tags,
  security: signedIn,
  request: { headers: commandHeaders, body: jsonBody(WorkProgrammeRecord) },
  responses: {
    201: jsonWithEtag(Head, "It is recorded"),
    ...problems("NotAllowed", "StaleVersion", "IdempotencyKeyReused", "Busy"),
  },
});

export const reviseWorkProgrammeRoute = createRoute({
  method: "put",
  path: `${path}/{workProgrammeId}`,
  operationId: "reviseWorkProgramme",
  summary: "Replace the record of a work programme that was not adopted yet",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(WorkProgrammeRecord) },
  responses: { 200: jsonWithEtag(Head, "It is recorded"), ...problems(...steps) },
});

export const recordAdoptionRoute = createRoute({
  method: "post",
  path: `${path}/{workProgrammeId}/adoption`,
  operationId: "recordAdoption",
  summary: "Record that the Governing Board adopted a work programme",
  tags,
  security: signedIn,
  request: { params, headers: changeHeaders, body: jsonBody(Adoption) },
  responses: { 200: jsonWithEtag(Head, "Its adoption is recorded"), ...problems(...steps, "AdoptedInFuture") },
});

export const workProgrammeApi = [
  listWorkProgrammesRoute,
  readWorkProgrammeRoute,
  recordWorkProgrammeRoute,
  reviseWorkProgrammeRoute,
  recordAdoptionRoute,
];
