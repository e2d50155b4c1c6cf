import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening, closingInstant } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createCofunding } from "../support/joint-action.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { problem } from "../support/refusal.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let officer: UserId;
let colleague: UserId;
let director: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, beforeOpening);
  thread = createThread(api);
  officer = await api.person("programme officer", [{ role: "programmeOfficer" }]);
  colleague = await api.person("another programme officer", [{ role: "programmeOfficer" }]);
  director = await api.person("director", [{ role: "authorisingOfficer" }]);
});
afterAll(() => database.stop());

const Head = z.object({ version: z.int(), call: z.object({ id: z.string(), draftSha256: z.string() }) });
const Programme = z.object({ version: z.int(), workProgramme: z.object({ id: z.string() }) });
type Content = Parameters<typeof aCallContent>[0];

const draft = async (over: Content = {}) =>
  Head.parse(await thread.must("POST", "/v1/calls", { as: officer, body: aCallContent(over) })).call;
const request = (callId: string, ifMatch: number, ask: Ask = {}) =>
  api.send("POST", `/v1/calls/${callId}/publication-request`, {
    as: officer,
    ifMatch,
    body: { reasons: [] },
    ...ask,
  });
const publish = (callId: string, ifMatch: number, draftSha256: string, as = director) =>
  api.send("POST", `/v1/calls/${callId}/publication`, { as, ifMatch, body: { draftSha256 } });
const revise = (callId: string, ifMatch: number, over: Content, as = officer) =>
  api.send("PUT", `/v1/calls/${callId}/draft`, { as, ifMatch, body: aCallContent(over) });
const readDraft = (callId: string) => api.send("GET", `/v1/calls/${callId}/draft`, { as: director });
const versions = (callId: string, query = "") => api.send("GET", `/v1/calls/${callId}/versions${query}`);

describe("publishing a call by two persons (ORG-06)", () => {
  test("takes one who asks and another who publishes what was asked for", async () => {
    const { id, draftSha256 } = await draft();
    expect(await request(id, 1)).toMatchObject({ status: 200, body: { call: { requested: { by: officer } } } });
    expect((await publish(id, 2, draftSha256)).body).toMatchObject({ call: { state: "published", contentVersion: 1 } });
  });

  test("may be by another programme officer", async () => {
    const { id, draftSha256 } = await draft();
    await request(id, 1);
    expect((await publish(id, 2, draftSha256, colleague)).status).toBe(200);
  });

  test("is refused to who wrote the draft, also when somebody else asked", async () => {
    const { id, draftSha256 } = await draft();
    await request(id, 1, { as: colleague });
    expect(await publish(id, 2, draftSha256, officer)).toMatchObject(
      problem(403, "PublisherNotSecond", { because: "WROTE" }),
    );
    expect(await publish(id, 2, draftSha256, colleague)).toMatchObject(
      problem(403, "PublisherNotSecond", { because: "REQUESTED" }),
    );
    expect((await publish(id, 2, draftSha256)).status).toBe(200);
  });

  test("is refused before anybody asked, and once the draft has changed since", async () => {
    const { id, draftSha256 } = await draft();
    expect(await publish(id, 1, draftSha256)).toMatchObject(problem(409, "PublicationNotRequested"));
    await request(id, 1);
    await revise(id, 2, { title: "Written on meanwhile" }, colleague);
    expect(await publish(id, 2, draftSha256)).toMatchObject(problem(412, "StaleVersion"));
    expect(await publish(id, 3, draftSha256)).toMatchObject(problem(409, "PublicationNotRequested"));
    await request(id, 3, { as: officer });
    expect(await publish(id, 4, draftSha256)).toMatchObject(problem(409, "AnotherDraft"));
    expect((await api.send("GET", `/v1/calls/${id}`)).status).toBe(404);
  });

  test("goes back to who wrote it, with the reason that they read", async () => {
    const { id } = await draft();
    const back = (ifMatch: number) =>
      api.send("POST", `/v1/calls/${id}/return`, {
        as: director,
        ifMatch,
        body: { reason: "The budget is last year's." },
      });
    expect(await back(1)).toMatchObject(problem(409, "PublicationNotRequested"));
    await request(id, 1);
    expect((await back(2)).status).toBe(200);
    expect((await readDraft(id)).body).toMatchObject({ returnedBecause: "The budget is last year's." });
    await revise(id, 3, { title: "Mended" });
    expect((await readDraft(id)).body).not.toHaveProperty("returnedBecause");
  });

  test("is told all that stands in its way while the draft is written", async () => {
    const { id } = await draft({ dualUse: true, plannedSignOn: "2029-01-01" });
    expect((await readDraft(id)).body).toMatchObject({
      faults: [
        { kind: "PlannedDateTooLate", field: "plannedSignOn" },
        { kind: "DualUseNeedsRestriction", field: "security" },
      ],
    });
    expect(await request(id, 1)).toMatchObject(problem(422, "PlannedDateTooLate", { field: "plannedSignOn" }));
  });

  test("is done once for a request that is sent twice", async () => {
    const { id, draftSha256 } = await draft();
    await request(id, 1, { key: "request-once" });
    expect((await request(id, 1, { key: "request-once" })).body).toMatchObject({ version: 2 });
    await publish(id, 2, draftSha256);
    expect((await versions(id)).body["versions"]).toHaveLength(1);
  });
});

describe("correcting a public call", () => {
  const relaunched = { closes: { local: "2027-03-31T17:00", zone: "Europe/Brussels" as const } };
  const why = { field: "closes", reason: "The guide for applicants came late." };
  const corrected = async () => {
    const callId = await thread.publishCall();
    await revise(callId, 3, relaunched);
    return callId;
  };

  test("needs the reason of each change, and shows both to everybody (CALL-03)", async () => {
    const callId = await corrected();
    expect(await request(callId, 4)).toMatchObject(problem(422, "ChangeReasonMissing", { fields: ["closes"] }));
    await publishDraft(thread.must, { callId, officer, publisher: director, version: 4, reasons: [why] });
    expect((await versions(callId)).body).toMatchObject({
      versions: [{ contentVersion: 1 }, { contentVersion: 2, changeLog: [why] }],
      from: 1,
      to: 2,
      changes: [{ field: "closes", path: "closes.local", after: "2027-03-31T17:00" }],
    });
    expect((await versions(callId, "?from=1&to=1")).body).toMatchObject({ from: 1, to: 1, changes: [] });
  });

  test("shows the publisher what changes, with its reasons", async () => {
    const callId = await corrected();
    await request(callId, 4, { body: { reasons: [why] } });
    expect((await readDraft(callId)).body).toMatchObject({ reasons: [why], changes: [{ path: "closes.local" }] });
  });

  test("never takes time away, and is refused when nothing changed", async () => {
    const callId = await thread.publishCall();
    await revise(callId, 3, { closes: { local: "2027-01-29T16:59", zone: "Europe/Brussels" } });
    expect(await request(callId, 4)).toMatchObject(problem(409, "DeadlineMovedEarlier", { closesAt: closingInstant }));
    await revise(callId, 4, {});
    expect(await request(callId, 5)).toMatchObject(problem(409, "NothingChanged"));
  });

  test("is over once the list of submissions is sealed", async () => {
    const cofunding = createCofunding(api, database.db);
    const callId = await corrected();
    await cofunding.seal(callId);
    expect(await request(callId, 5, { at: closingInstant, body: { reasons: [why] } })).toMatchObject(
      problem(409, "CallNotEditable"),
    );
    expect(await revise(callId, 5, {})).toMatchObject(problem(409, "CallNotEditable"));
  });
});

describe("a work programme", () => {
  const record = (over: object = {}) => ({
    title: "Cybersecurity work programme 2025-2027",
    programme: "DEP",
    yearFrom: 2025,
    yearTo: 2027,
    basicAct: "Regulation (EU) 2021/694, Article 24",
    budgetLine: "02 04 01 11",
    objectives: "Cyber hubs, certification and skills across the Union.",
    method: "Grants in direct management.",
    applicants: "Legal entities of Member States.",
    grantsEnvelopeCents: 390_000_000_00,
    ...over,
  });
  const base = "/v1/calls/work/programmes";
  const recorded = async (over: object = {}) =>
    Programme.parse(await thread.must("POST", base, { as: officer, body: record(over) })).workProgramme.id;
  const adoption = { adoptedOn: "2026-03-28", reference: "GB/2026/7" };
  const adopt = (id: string, ask: Ask = {}) =>
    api.send("POST", `${base}/${id}/adoption`, { as: director, ifMatch: 1, body: adoption, ...ask });

  test("is public with its financing decision (CALL-06), and adopted by hand once (WP-03)", async () => {
    const id = await recorded();
    expect((await adopt(id)).body).toMatchObject({ workProgramme: { state: "adopted", ...adoption } });
    expect((await api.send("GET", `${base}/${id}`)).body).toMatchObject({ version: 2, record: record() });
    expect(await adopt(id, { ifMatch: 2 })).toMatchObject(problem(409, "WorkProgrammeAdopted"));
    const revised = await api.send("PUT", `${base}/${id}`, { as: officer, ifMatch: 2, body: record() });
    expect(revised).toMatchObject(problem(409, "WorkProgrammeAdopted"));
  });

  test("is not adopted tomorrow", async () => {
    const id = await recorded();
    const body = { ...adoption, adoptedOn: "2026-11-21" };
    expect(await adopt(id, { body })).toMatchObject(problem(422, "AdoptedInFuture", { today: "2026-11-20" }));
  });

  test("covers a call: until it is adopted the call is public subject to it (WP-03)", async () => {
    const workProgrammeId = await recorded();
    const callId = await thread.publishCall({ workProgrammeId });
    const named = async () => (await api.send("GET", `/v1/calls/${callId}`)).body["workProgramme"];
    expect(await named()).toMatchObject({ id: workProgrammeId, isAdopted: false });
    await adopt(workProgrammeId);
    expect(await named()).toMatchObject({ isAdopted: true });
  });

  test("that nobody recorded covers nothing", async () => {
    const { id } = await draft({ workProgrammeId: "wp_01J00000000000000000000000" });
    expect(await request(id, 1)).toMatchObject(problem(422, "WorkProgrammeNotRecorded"));
    expect((await api.send("GET", `${base}/wp_01J00000000000000000000000`)).status).toBe(404);
  });

  test("is found in the list of all", async () => {
    const id = await recorded({ title: "Found in the list", yearTo: 2028 });
    const { body } = await api.send("GET", base);
    expect(body["workProgrammes"]).toContainEqual(
      expect.objectContaining({ workProgramme: expect.objectContaining({ id }) }),
    );
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
