import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, nch } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createCofunding, inHorizonEurope } from "../support/joint-action.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";

const december = "2026-12-10T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const base = "/v1/cofunding";
const appropriation = async (callId: string, body: object, ifMatch = 0): Promise<Asked> => [
  "PUT",
  `${base}/calls/${callId}/appropriation`,
  { as: await cofunding.director(), ifMatch, body },
];
const lines = (amountCents: number) => ({ lines: [{ topicId: nch, amountCents }] });

describe("appropriating Union money", () => {
  test("gives a topic its whole budget and not a cent more", async () => {
    const callId = await cofunding.publishCall();
    const above = await refused(...(await appropriation(callId, lines(2_000_000_01))));
    expect(above).toMatchObject(
      problem(422, "AppropriationAboveBudget", { field: "lines", topicId: nch, budgetCents: 2_000_000_00 }),
    );
    const set = await api.send(...(await appropriation(callId, lines(2_000_000_00))));
    expect(set).toMatchObject({
      status: 200,
      body: { version: 1, commitment: { budgetYear: 2026, contentVersion: 1, linesCents: { U1: 2_000_000_00 } } },
    });
    const page = await api.send("GET", `${base}/calls/${callId}/pot`, { as: await cofunding.director() });
    expect(page.body).toMatchObject({
      lines: [
        {
          line: "U1",
          source: "VOTED",
          topicId: nch,
          appropriatedCents: 2_000_000_00,
          committedCents: 0,
          leftCents: 2_000_000_00,
        },
      ],
    });
  });

  test("keeps its year when it is changed in the next", async () => {
    const callId = await cofunding.publishCall();
    await cofunding.appropriate(callId, 1_000_000_00);
    const [method, path, ask] = await appropriation(callId, lines(1_500_000_00), 1);
    const changed = await api.send(method, path, { ...ask, at: "2027-02-01T09:00:00.000Z" });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, commitment: { budgetYear: 2026 } } });
  });

  test("is refused for a topic that the call does not have, and for one that is named twice", async () => {
    const callId = await cofunding.publishCall();
    const unknown = await refused(
      ...(await appropriation(callId, { lines: [{ topicId: "ANOTHER", amountCents: 1 }] })),
    );
    expect(unknown).toMatchObject(problem(422, "TopicNotFound", { topicId: "ANOTHER" }));
    const line = { topicId: nch, amountCents: 1 };
    const twice = await refused(...(await appropriation(callId, { lines: [line, line] })));
    expect(twice).toMatchObject(problem(400, "InputInvalid"));
  });

  test("is refused for a call that nobody has published", async () => {
    const reply = await refused(...(await appropriation(`call_${newId("none")}`, lines(1))));
    expect(reply).toMatchObject(problem(404, "CallNotFound"));
  });

  test("is refused when nothing would change", async () => {
    const callId = await cofunding.publishCall();
    expect(await refused(...(await appropriation(callId, lines(0))))).toMatchObject(problem(422, "NothingToChange"));
    await cofunding.appropriate(callId, 5_00);
    expect(await refused(...(await appropriation(callId, lines(5_00), 1)))).toMatchObject(
      problem(422, "NothingToChange"),
    );
  });

  test("fills a common pot only where the call has one, and up to it", async () => {
    const plain = await cofunding.publishCall();
    const none = await refused(...(await appropriation(plain, { ...lines(1), commonPotCents: 1 })));
    expect(none).toMatchObject(problem(422, "CommonPotAboveCall", { maximumCents: 0 }));
    const joint = await cofunding.open({}, {}, { selectionMode: "MIXED", commonPotCents: 200_000_00 });
    const above = await refused(
      ...(await appropriation(joint.callId, { ...lines(1_000_000_00), commonPotCents: 200_000_01 })),
    );
    expect(above).toMatchObject(problem(422, "CommonPotAboveCall", { maximumCents: 200_000_00 }));
    const set = await api.send(
      ...(await appropriation(joint.callId, { ...lines(1_000_000_00), commonPotCents: 200_000_00 })),
    );
    expect(set.body).toMatchObject({ commitment: { linesCents: { U0: 200_000_00, U1: 1_000_000_00 } } });
  });

  test("stays within what is mirrored: at the sum of the commitments, not a cent above", async () => {
    const joint = await cofunding.open(inHorizonEurope);
    await cofunding.commitLine(joint, "BE", 300_000_00);
    const above = await refused(...(await appropriation(joint.callId, lines(300_000_01))));
    expect(above).toMatchObject(
      problem(422, "AppropriationAboveUnionShare", { appropriatedCents: 300_000_01, unionShareCents: 300_000_00 }),
    );
    expect(await api.send(...(await appropriation(joint.callId, lines(300_000_00))))).toMatchObject({ status: 200 });
  });

  test("is refused once a correction of the call has moved a topic that has money", async () => {
    const topic = { title: "Another", budgetCents: 500_000_00, minGrantCents: 0, maxGrantCents: 100_000_00 };
    const first = { ...topic, topicId: "FIRST" };
    const second = { ...topic, topicId: "SECOND" };
    const callId = await cofunding.publishCall({ topics: [first, second] });
    const both = {
      lines: [
        { topicId: "FIRST", amountCents: 1_00 },
        { topicId: "SECOND", amountCents: 2_00 },
      ],
    };
    await api.send(...(await appropriation(callId, both)));
    const as = await cofunding.officer();
    const content = aCallContent({ topics: [second, first] });
    await cofunding.must("PUT", `/v1/calls/${callId}/draft`, { as, ifMatch: 3, body: content });
    const request = { as, ifMatch: 4, body: { reasons: [] } };
    const reply = await refused("POST", `/v1/calls/${callId}/publication-request`, request);
    expect(reply).toMatchObject(problem(422, "PublicTopicGone", { topicId: first.topicId }));
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
