import type { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { openDatabase } from "../support/dynamodb.ts";
import { createEvaluation, declareNoConflict, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies } from "../support/evidence.ts";
import { guardedDatabase } from "../support/permission-guard.ts";

const Run = z.looseObject({ id: z.string(), state: z.string() });
const Shown = z.looseObject({
  version: z.int(),
  run: Run,
  progress: z.looseObject({ phase: z.string(), done: z.int(), refused: z.array(z.unknown()) }).optional(),
  moves: z.array(z.looseObject({ delta: z.int() })),
  allowedActions: z.array(z.looseObject({ action: z.string(), allowed: z.boolean() })),
});
const Expert = z.looseObject({ user: z.string(), score: z.int(), choice: z.int(), isNew: z.boolean().optional() });
const PlanPage = z.looseObject({
  pages: z.int(),
  rows: z.array(
    z.looseObject({
      proposalId: z.string(),
      experts: z.array(Expert),
      alternatives: z.array(z.looseObject({ user: z.string(), score: z.int() })),
    }),
  ),
});
const Loads = z.looseObject({ rows: z.array(z.looseObject({ user: z.string(), load: z.int(), most: z.int() })) });

const guarded: readonly string[] = ["assignments", "propose-assignments"];
const wanted = {
  topics: [{ topicId: nch, keywords: ["CRYPTOLOGY", "NETWORKS"] }],
  language: "en",
  expertsPerProposal: 3,
  loadMin: 0,
  loadMax: 2,
  on: "2027-02-15",
};
const reason = "The panel asked for somebody who knows the field better.";

let database: Awaited<ReturnType<typeof openDatabase>>;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let officer: UserId;
let callId: string;
let proposalIds: readonly string[];
let lastOrganisation: OrganisationId;
/** Tied to the first proposal: a member of its organisation, and somebody who left it. */
let own: UserId;
let former: UserId;
let free: readonly UserId[];

const profile = (over: object = {}) => ({
  expertise: ["CRYPTOLOGY"],
  expertiseText: "Ciphers.",
  languages: ["en"],
  country: "BE",
  sector: "ACADEMIA",
  availability: [],
  reportsMax: 6,
  interests: [],
  coAuthors: [],
  ...over,
});
const describeExpert = async (user: UserId, over: object = {}) =>
  evaluation.thread.must("PUT", "/v1/experts/me", { as: user, at: whileEvaluating, ifMatch: 0, body: profile(over) });
const asOfficer = (method: string, path: string, ask: Ask = {}) =>
  api.send(method, `/v1/assignments${path}`, { as: officer, ...ask });
const read = async (runId: string) => Shown.parse((await asOfficer("GET", `/runs/${runId}`)).body);
const planOf = async (runId: string) => PlanPage.parse((await asOfficer("GET", `/runs/${runId}/plan`)).body).rows;
const loadsOf = async (runId: string) => Loads.parse((await asOfficer("GET", `/runs/${runId}/loads`)).body).rows;
const propose = async (over: object = {}) => {
  const started = await asOfficer("POST", `/calls/${callId}/runs`, { body: { ...wanted, ...over } });
  expect([started.status, started.body["code"]]).toEqual([201, undefined]);
  return Run.parse(started.body["run"]).id;
};
const solved = async (over: object = {}) => {
  const runId = await propose(over);
  await api.proposeAssignments();
  return runId;
};
const pool = (): readonly UserId[] => [own, former, ...free];
const rowOf = <T extends { readonly proposalId: string }>(rows: readonly T[], proposalId: string | undefined): T => {
  const row = rows.find((one) => one.proposalId === proposalId);
  if (row === undefined) throw new Error("The plan has no such proposal.");
  return row;
};
const usersOf = (rows: Awaited<ReturnType<typeof planOf>>, proposalId: string | undefined) =>
  rowOf(rows, proposalId).experts.map(({ user }) => user);
const Assigned = z.looseObject({ experts: z.array(z.string()) });
const assignedTo = async (proposalId: string) => {
  const head = await getOne(database.db, "grants", keys.assignment(proposalId));
  return head === null ? [] : Assigned.parse(head).experts;
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating, {
    databaseOf: (name) => (guarded.includes(name) ? guardedDatabase(database.db, name) : database.db),
  });
  evaluation = createEvaluation(api, database.db);
  officer = await evaluation.officer();
  callId = await evaluation.thread.publishCall();
  const submitted = [];
  for (const acronym of ["ALFA", "BRAVO", "CHARLIE"])
    submitted.push(await evaluation.submitProposal(callId, { acronym }));
  proposalIds = submitted.map(({ proposalId }) => proposalId);
  const [organisation, , last] = submitted.map(({ applicant }) => applicant.organisation);
  await evaluation.sealCall(callId);
  await evaluation.admitAll(callId);
  if (organisation === undefined || last === undefined) throw new Error("A proposal is missing.");
  lastOrganisation = last;
  const validTo = LocalDate.parse("2024-12-31");
  own = await api.person("own", [{ role: "expert" }, { role: "applicant", organisation }]);
  former = await api.person("former", [{ role: "expert" }, { role: "applicant", organisation, validTo }]);
  free = await evaluation.experts("f1", "f2", "f3", "f4");
  // Who is tied suits best: without the conflict they would be given the first proposal.
  await describeExpert(own, { expertise: ["CRYPTOLOGY", "NETWORKS"] });
  await describeExpert(former, { expertise: ["CRYPTOLOGY", "NETWORKS"] });
  await Promise.all(free.map((user) => describeExpert(user)));
});
afterAll(() => database.stop());

describe("a proposed assignment", () => {
  test("is worked on at its own instant, although a schedule tells the time in whole seconds", async () => {
    const runId = await propose();
    const beforeTheAdmissions = "2027-01-01T00:00:00.000Z";
    expect(await api.proposeAssignments(beforeTheAdmissions)).toEqual({ solved: 1, assigned: 0 });
    expect((await read(runId)).run).toMatchObject({ state: "solved", proposals: 3 });
  });

  test("waits for its worker, is proven, and keeps everybody from whom they are tied to (EVA-02, EVA-03)", async () => {
    const runId = await propose();
    expect((await read(runId)).run).toMatchObject({ state: "queued", callId });
    expect((await asOfficer("GET", `/runs/${runId}/plan`)).body["code"]).toBe("AssignmentRunNotOpen");
    expect(await api.proposeAssignments()).toEqual({ solved: 1, assigned: 0 });
    const { run, progress } = await read(runId);
    expect(run).toMatchObject({ state: "solved", proposals: 3, experts: 6, gap: 0 });
    expect(progress).toMatchObject({ phase: "SOLVED" });
    const rows = await planOf(runId);
    expect(rows.map(({ experts }) => experts.length)).toEqual([3, 3, 3]);
    const ofFirst = usersOf(rows, proposalIds[0]);
    expect(ofFirst.filter((user) => user === own || user === former)).toEqual([]);
    expect(usersOf(rows, proposalIds[1])).toEqual(expect.arrayContaining([own, former]));
    const loads = await loadsOf(runId);
    expect(loads.reduce((sum, { load }) => sum + load, 0)).toBe(9);
    expect(loads.filter(({ load, most }) => load > most)).toEqual([]);
    expect((await auditBodies(database.db, runId)).map(({ type }) => type)).toEqual([
      "AssignmentProposed",
      "AssignmentSolved",
    ]);
  });

  test("gives a place to somebody whose conflict was set aside (EVA-03)", async () => {
    const path = `/v1/experts/people/${former}/conflicts/${proposalIds[0] ?? ""}/override`;
    const body = { reason: "They left long before this call was written." };
    expect((await api.send("POST", path, { as: officer, ifMatch: 0, body })).status).toBe(200);
    const rows = await planOf(await solved({ loadMax: 3 }));
    expect(usersOf(rows, proposalIds[0])).toContain(former);
    expect(usersOf(rows, proposalIds[0])).not.toContain(own);
  });

  test("says what is missing where experts are too few, and changes nothing", async () => {
    const runId = await solved({ loadMax: 1 });
    const { run, allowedActions } = await read(runId);
    expect(run).toMatchObject({ state: "impossible", because: "TooFewExperts", missing: 3 });
    expect(allowedActions.map(({ allowed }) => allowed)).toEqual([false, false, false]);
    const adopted = await asOfficer("POST", `/runs/${runId}/adoption`, { ifMatch: 2 });
    expect([adopted.status, adopted.body["code"]]).toEqual([409, "AssignmentRunNotOpen"]);
  });

  test("is the same run when the request comes twice, and is worked on once", async () => {
    const ask = { key: "the-same-request", body: wanted };
    const first = await asOfficer("POST", `/calls/${callId}/runs`, ask);
    const again = await asOfficer("POST", `/calls/${callId}/runs`, ask);
    expect(again.body).toEqual(first.body);
    expect(await api.proposeAssignments()).toEqual({ solved: 1, assigned: 0 });
    expect(await api.proposeAssignments()).toEqual({ solved: 0, assigned: 0 });
  });

  test.each([
    ["a topic that the call does not have", { topics: [{ topicId: "NO-SUCH-TOPIC", keywords: [] }] }, 404],
    ["two experts for a proposal", { expertsPerProposal: 2 }, 400],
    ["less at most than at least", { loadMin: 3 }, 400],
  ])("is refused with %s", async (_, over, status) => {
    expect((await asOfficer("POST", `/calls/${callId}/runs`, { body: { ...wanted, ...over } })).status).toBe(status);
  });
});

describe("a move by hand", () => {
  const move = (runId: string, body: object, ifMatch = 2) =>
    asOfficer("POST", `/runs/${runId}/moves`, { ifMatch, body: { reason, ...body } });

  test("keeps all limits, says what it costs, and stands in the plan and in the loads", async () => {
    const runId = await solved({ loadMax: 3 });
    const before = (await read(runId)).run;
    const { proposalId, experts, alternatives } = rowOf(await planOf(runId), proposalIds[1]);
    const [from, to] = [experts[0], alternatives[0]];
    const moved = await move(runId, { proposalId, from: from?.user, to: to?.user });
    expect(moved.status).toBe(200);
    const delta = (to?.score ?? 0) - (from?.score ?? 0);
    const after = await read(runId);
    expect(after.moves).toMatchObject([{ from: from?.user, to: to?.user, delta }]);
    expect(after.run["points"]).toBe(Number(before["points"]) + delta);
    const users = usersOf(await planOf(runId), proposalId);
    expect([users.includes(from?.user ?? ""), users.includes(to?.user ?? "")]).toEqual([false, true]);
    const stale = await move(runId, { proposalId, from: to?.user, to: from?.user });
    expect(stale.body["code"]).toBe("StaleVersion");
  });

  test("is refused where it would break a limit, each with its own reason (EVA-02)", async () => {
    const runId = await solved();
    const rows = await planOf(runId);
    const [first, second] = [rowOf(rows, proposalIds[0]), rowOf(rows, proposalIds[1])];
    const held = first.experts[0]?.user;
    const elsewhere = (await loadsOf(runId)).find(
      ({ user, load, most }) => load >= most && !second.experts.some((expert) => expert.user === user),
    );
    const refusals = await Promise.all([
      move(runId, { proposalId: first.proposalId, from: held, to: own }),
      move(runId, { proposalId: first.proposalId, from: held, to: first.experts[1]?.user }),
      move(runId, { proposalId: first.proposalId, from: own, to: held }),
      move(runId, { proposalId: second.proposalId, from: second.experts[0]?.user, to: elsewhere?.user }),
      move(runId, { proposalId: first.proposalId, from: held, to: officer }),
      move(runId, { proposalId: `prop_${"0".repeat(26)}`, from: held, to: own }),
    ]);
    expect(new Set(refusals.map(({ body }) => body["code"]))).toEqual(new Set(["MoveRefused", "NotInPlan"]));
    expect(refusals.map(({ body }) => body["because"] ?? body["field"])).toEqual([
      "BarredFromProposal",
      "AlreadyOnProposal",
      "NotOnProposal",
      "ExpertFull",
      "to",
      "proposalId",
    ]);
    expect((await read(runId)).version).toBe(2);
  });
});

describe("an adopted assignment", () => {
  let adoptedId: string;

  test("names experts by the rules of any assignment, and says which proposal it could not give any (EVA-02)", async () => {
    adoptedId = await solved({ loadMax: 3 });
    const rows = await planOf(adoptedId);
    const adopted = await asOfficer("POST", `/runs/${adoptedId}/adoption`, { ifMatch: 2 });
    expect(adopted.status).toBe(200);
    // Between the plan and its adoption an expert of the last proposal turns out to be tied to it.
    const place = free.findIndex((user) => usersOf(rows, proposalIds[2]).includes(user));
    await api.person(`f${String(place + 1)}`, [
      { role: "expert" },
      { role: "applicant", organisation: lastOrganisation },
    ]);
    expect(await api.proposeAssignments()).toEqual({ solved: 0, assigned: 2 });
    expect((await read(adoptedId)).progress).toMatchObject({
      phase: "CARRIED_OUT",
      done: 3,
      refused: [{ proposalId: proposalIds[2], kind: "ConflictOfInterest" }],
    });
    const named = await Promise.all(rows.map(({ proposalId }) => assignedTo(proposalId)));
    const planned = rows.map(({ proposalId, experts }) =>
      proposalId === proposalIds[2] ? [] : experts.map(({ user }) => user),
    );
    expect(named).toEqual(planned);
  });

  test("that follows a loss leaves a proposal as it is where the report of the lost expert is in", async () => {
    const [proposalId = ""] = proposalIds;
    const rows = await planOf(adoptedId);
    const [reporter] = usersOf(rows, proposalId);
    const expert = pool().find((user) => user === reporter) ?? officer;
    await declareNoConflict(api, proposalId, expert);
    const body = {
      scores: { RELEVANCE: "4", IMPLEMENTATION: "4", IMPACT: "4" },
      comments: { RELEVANCE: "Relevant.", IMPLEMENTATION: "Sound.", IMPACT: "Useful." },
    };
    await evaluation.thread.must("POST", `/v1/evaluation/proposals/${proposalId}/report`, { as: expert, body });
    const lost = await asOfficer("POST", `/runs/${adoptedId}/replacements`, { body: { lost: [expert] } });
    expect(lost.status).toBe(201);
    const { id } = Run.parse(lost.body["run"]);
    await api.proposeAssignments();
    expect((await read(id)).run).toMatchObject({ state: "solved", basedOn: adoptedId });
    await asOfficer("POST", `/runs/${id}/adoption`, { ifMatch: 2 });
    await api.proposeAssignments();
    expect((await read(id)).progress?.refused).toEqual([{ proposalId, kind: "ReportAlreadyIn" }]);
    expect(await assignedTo(proposalId)).toContain(expert);
  });

  test("is changed only where it must when an expert is lost (EVA-02)", async () => {
    const runId = await solved({ loadMax: 3 });
    const before = await planOf(runId);
    const lost = (await loadsOf(runId)).find(({ load, user }) => load > 0 && free.some((one) => one === user));
    const asked = await asOfficer("POST", `/runs/${runId}/replacements`, { body: { lost: [lost?.user] } });
    const { id } = Run.parse(asked.body["run"]);
    await api.proposeAssignments();
    const { run } = await read(id);
    expect(run).toMatchObject({ state: "solved", gap: 0, changes: lost?.load });
    const after = await planOf(id);
    const added = after.flatMap(({ experts }) => experts.filter(({ isNew }) => isNew === true));
    expect(added).toHaveLength(lost?.load ?? 0);
    const untouched = before.filter(({ experts }) => !experts.some(({ user }) => user === lost?.user));
    for (const { proposalId, experts } of untouched)
      expect(usersOf(after, proposalId).toSorted()).toEqual(experts.map(({ user }) => user).toSorted());
  });
});

describe("what experts learn of a run", () => {
  test("is nothing: not that there is one, not whom it bars, by no status and no word (EVA-02)", async () => {
    const runId = await solved();
    const paths = (id: string) => [
      `/calls/${callId}/runs`,
      ...["", "/plan", "/loads"].map((rest) => `/runs/${id}${rest}`),
    ];
    const ask = async (id: string, as: UserId) => {
      const replies = await Promise.all([
        ...paths(id).map((path) => api.send("GET", `/v1/assignments${path}`, { as })),
        api.send("POST", `/v1/assignments/calls/${callId}/runs`, { as, body: wanted }),
        api.send("POST", `/v1/assignments/runs/${id}/adoption`, { as, ifMatch: 2 }),
        api.send("POST", `/v1/assignments/runs/${id}/replacements`, { as, body: { lost: [as] } }),
        api.send("POST", `/v1/assignments/runs/${id}/moves`, {
          as,
          ifMatch: 2,
          body: { reason, proposalId: proposalIds[0], from: free[0], to: as },
        }),
      ]);
      return replies.map(({ status, body }) => [status, body["code"], body["because"]]);
    };
    const unknown = `asr_${"0".repeat(26)}`;
    const conflicted = await ask(runId, own);
    expect(conflicted.every(([status, code]) => status === 403 && code === "NotAllowed")).toBe(true);
    expect(conflicted).toEqual(await ask(unknown, own));
    expect(conflicted).toEqual(await ask(runId, free[0] ?? own));
    const entries = JSON.stringify(await auditBodies(database.db, runId));
    expect([own, former, ...free].filter((user) => entries.includes(user))).toEqual([]);
  });
});
