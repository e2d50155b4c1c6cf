import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserId } from "@grants/kernel/id";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let auditor: UserId;
let proposalId: string;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  const thread = createThread(api);
  const ann = await thread.applicant("ann");
  proposalId = await thread.draftProposal(ann, await thread.publishCall());
  await thread.writeProposal(ann.user, proposalId);
  await thread.freezeProposal(ann.user, proposalId);
  auditor = await api.person("auditor", [{ role: "auditor" }]);
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await database.stop();
});

const trailOf = (aggregate: string, as?: UserId) =>
  api.send("GET", `/v1/transparency/trails/${aggregate}`, as === undefined ? {} : { as });

describe("the timeline of a proposal", () => {
  test("shows every decision, on its terms, and that the chain holds", async () => {
    const { status, body } = await trailOf(proposalId, auditor);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      brokenLink: null,
      entries: [
        { body: { type: "ProposalDrafted", version: 1, role: "applicant", facts: { state: "writing" } } },
        { body: { type: "ProposalFrozen", version: 2, facts: { state: "frozen" } } },
      ],
    });
  });

  test("holds no name and no text of the proposal", async () => {
    const { body } = await trailOf(proposalId, auditor);
    expect(JSON.stringify(body)).not.toMatch(/NATHUB|Belgium|Partner p001/);
  });

  test("is for the auditor alone", async () => {
    const officer = await api.person("officer", [{ role: "evaluationOfficer" }]);
    expect(await trailOf(proposalId, officer)).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });

  test.each([
    { id: "prop_01J00000000000000000000000", status: 404, code: "AggregateNotFound" },
    { id: "nonsense", status: 400, code: "InputInvalid" },
  ])("answers $code for $id", async ({ id, status, code }) => {
    expect(await trailOf(id, auditor)).toMatchObject({ status, body: { code } });
  });
});

describe("a timeline that is longer than a page", () => {
  test.each([
    { entries: 100, pages: [100] },
    { entries: 101, pages: [100, 1] },
    { entries: 202, pages: [100, 100, 2] },
  ])(
    "of $entries entries is told on $pages.length pages, each linked to the one before",
    async ({ entries, pages }) => {
      const as = await api.person("programme officer", [{ role: "programmeOfficer" }]);
      const made = await api.send("POST", "/v1/calls", { as, at: beforeOpening, body: aCallContent() });
      const callId = String(Object(made.body["call"]).id);
      for (let version = 1; version < entries; version += 1) {
        const body = aCallContent({ title: `Version ${version}` });
        expect((await api.send("PUT", `/v1/calls/${callId}/draft`, { as, body, ifMatch: version })).status).toBe(200);
      }
      const told: unknown[] = [];
      let after = "";
      do {
        const { body } = await api.send("GET", `/v1/transparency/trails/${callId}${after}`, { as: auditor });
        expect(body).toMatchObject({ brokenLink: null });
        told.push(Object(body["entries"]).length);
        after = body["next"] === undefined ? "" : `?after=${Number(body["next"])}`;
      } while (after !== "");
      expect(told).toEqual(pages);
    },
  );

  test.each(["0", "-1", "x", "12345678"])("has no place %s", async (after) => {
    const reply = await api.send("GET", `/v1/transparency/trails/${proposalId}?after=${after}`, { as: auditor });
    expect(reply).toMatchObject({ status: 400, body: { code: "InputInvalid" } });
  });

  test("has nothing behind its end", async () => {
    const reply = await api.send("GET", `/v1/transparency/trails/${proposalId}?after=9`, { as: auditor });
    expect(reply).toMatchObject({ status: 404, body: { code: "AggregateNotFound" } });
  });
});

test("the health of the platform is public and tells its time", async () => {
  expect(await api.send("GET", "/health")).toMatchObject({ status: 200, body: { status: "ok", at: whileOpen } });
});

test("the description of the API is public and of version 3.1", async () => {
  const { status, body } = await api.send("GET", "/openapi.json");
  expect(status).toBe(200);
  expect(body["openapi"]).toBe("3.1.0");
});

test("an address that does not exist is a problem document", async () => {
  const reply = await api.send("GET", "/v1/calls/no/such/thing");
  expect(reply).toMatchObject({ status: 404, body: { code: "RouteNotFound" } });
  expect(reply.headers.get("content-type")).toBe("application/problem+json");
});
