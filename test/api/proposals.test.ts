import { enteredCentsMax } from "@grants/kernel/limits";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { Role } from "@grants/core/access/role";
import { Role as RoleSchema } from "@grants/core/access/role";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { sha256 } from "@grants/store/sha256";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import {
  aBudget,
  aGeneral,
  aPartner,
  aText,
  anOrganisation,
  closingInstant,
  justLate,
  nch,
  whileOpen,
} from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { inHorizonEurope } from "../support/joint-action.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let callId: string;
let ann: { user: UserId; organisation: OrganisationId };
let proposalId: string;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  thread = createThread(api);
  callId = await thread.publishCall();
  ann = await thread.applicant("ann");
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await database.stop();
});
beforeEach(async () => {
  proposalId = await thread.draftProposal(ann, callId);
});

const entriesOf = async (id: string) => {
  const { db } = database;
  const answer = await db.client.send(
    new QueryCommand({
      TableName: db.tables.ledger,
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": `AUDIT#${id}` },
      ConsistentRead: true,
    }),
  );
  return (answer.Items ?? []).map((item): { type: string; version: number } => JSON.parse(String(item["body"])));
};

const put = (path: string, body: unknown, over: object = {}) =>
  api.send("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: ann.user, body, ifMatch: 0, ...over });
const read = async () => api.send("GET", `/v1/proposals/${proposalId}`, { as: ann.user });
const submit = (documentSha256: string, over: object = {}) =>
  api.send("POST", `/v1/proposals/${proposalId}/submission`, {
    as: ann.user,
    ifMatch: 2,
    body: { documentSha256 },
    ...over,
  });

describe("starting a proposal", () => {
  const start = (over: object = {}, body: object = {}) =>
    api.send("POST", "/v1/proposals", {
      as: ann.user,
      body: { callId, topicId: nch, coordinator: ann.organisation, ...body },
      ...over,
    });

  test("is answered again for the same key, and done once", async () => {
    const first = await start({ key: "the-same-key" });
    const second = await start({ key: "the-same-key" });
    expect(second.status).toBe(201);
    expect(second.body).toEqual(first.body);
  });

  test("is refused for the same key with another body", async () => {
    await start({ key: "another-key" });
    const other = await thread.publishCall({ reference: "ANOTHER-CALL" });
    expect(await start({ key: "another-key" }, { callId: other })).toMatchObject({
      status: 422,
      body: { code: "IdempotencyKeyReused" },
    });
  });

  test.each([
    { name: "an unknown call", body: { callId: "call_01J00000000000000000000000" }, status: 404, code: "CallNotFound" },
    { name: "a topic of another call", body: { topicId: "NO-SUCH" }, status: 422, code: "TopicNotFound" },
    {
      name: "somebody else's organisation",
      body: { coordinator: anOrganisation("another") },
      status: 403,
      code: "NotAllowed",
    },
    { name: "an unknown field", body: { colour: "blue" }, status: 400, code: "InputInvalid", field: "colour" },
    { name: "a call id that is none", body: { callId: "call_1" }, status: 400, code: "InputInvalid", field: "callId" },
  ])("is refused for $name", async ({ body, status, code, field }) => {
    expect(await start({}, body)).toMatchObject({ status, body: { code, ...(field === undefined ? {} : { field }) } });
  });

  test("is refused one millisecond after the closing instant", async () => {
    expect(await start({ at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed", closesAt: closingInstant },
    });
  });

  test("needs a person", async () => {
    const reply = await api.send("POST", "/v1/proposals", {
      body: { callId, topicId: nch, coordinator: ann.organisation },
    });
    expect(reply).toMatchObject({ status: 401, body: { code: "NotSignedIn" } });
  });

  test("needs an idempotency key that fits", async () => {
    expect(await start({ key: "short" })).toMatchObject({
      status: 400,
      body: { code: "InputInvalid", field: "idempotency-key" },
    });
  });
});

describe("saving a part", () => {
  test("counts its versions and is found again", async () => {
    expect(await put("general", aGeneral())).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await put("general", aGeneral({ acronym: "SECOND" }), { ifMatch: 1 })).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
    const { body } = await read();
    expect(body["parts"]).toMatchObject([{ path: "general", version: 2, content: { acronym: "SECOND" } }]);
  });

  test("makes no audit entry: drafting is not deciding", async () => {
    await put("general", aGeneral());
    expect(await entriesOf(proposalId)).toMatchObject([{ type: "ProposalDrafted", version: 1 }]);
  });

  test("shows what stands there when somebody else was first, and keeps it", async () => {
    await put("general", aGeneral({ acronym: "FIRST" }));
    const second = await put("general", aGeneral({ acronym: "SECOND" }));
    expect(second).toMatchObject({
      status: 412,
      body: { code: "PartStale", current: { version: 1, content: { acronym: "FIRST" } } },
    });
  });

  test("is answered again when the same person sends the same content again", async () => {
    await put("general", aGeneral());
    expect(await put("general", aGeneral())).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test("keeps two people in different parts apart", async () => {
    const saved = await Promise.all([
      put("general", aGeneral()),
      put("budget.p001", aBudget("p001")),
      put("text.impact", aText("impact")),
    ]);
    expect(saved.map(({ status }) => status)).toEqual([200, 200, 200]);
  });

  test.each([
    {
      name: "an amount with three decimals",
      path: "budget.p001",
      body: aBudget("p001", { categoriesCents: { A: 100.001 } }),
      field: "categoriesCents.A",
    },
    {
      name: "a negative amount",
      path: "budget.p001",
      body: aBudget("p001", { categoriesCents: { A: -1 } }),
      field: "categoriesCents.A",
    },
    {
      name: "an amount of 2^53 cents",
      path: "budget.p001",
      body: aBudget("p001", { categoriesCents: { A: 2 ** 53 } }),
      field: "categoriesCents.A",
    },
    {
      name: "a cent above the most that is entered",
      path: "budget.p001",
      body: aBudget("p001", { categoriesCents: { A: enteredCentsMax + 1 } }),
      field: "categoriesCents.A",
    },
    { name: "an unknown field", path: "general", body: aGeneral({ colour: "blue" }), field: "colour" },
    {
      name: "an unknown cost category",
      path: "budget.p001",
      body: aBudget("p001", { categoriesCents: { Z: 1 } }),
      field: "categoriesCents.Z",
    },
    { name: "a PIC of eight digits", path: "partner.p001", body: aPartner("p001", { pic: "12345678" }), field: "pic" },
    {
      name: "a country that is none",
      path: "partner.p001",
      body: aPartner("p001", { country: "ZZ" }),
      field: "country",
    },
    { name: "an unknown kind", path: "general", body: { kind: "secret" }, field: "kind" },
    { name: "half a character", path: "text.impact", body: aText("impact", { text: "a\ud800b" }), field: "text" },
    { name: "a control character", path: "text.impact", body: aText("impact", { text: "a\u0000b" }), field: "text" },
    { name: "a reversed name", path: "partner.p001", body: aPartner("p001", { name: "Eve\u202e" }), field: "name" },
    { name: "a title of two lines", path: "general", body: aGeneral({ title: "One\ntwo" }), field: "title" },
  ])("is refused for $name, and nothing is written", async ({ path, body, field }) => {
    expect(await put(path, body)).toMatchObject({ status: 400, body: { code: "InputInvalid", field } });
    expect((await read()).body["parts"]).toEqual([]);
  });

  test.each([
    { bytes: 400_000, code: "InputInvalid", status: 400 },
    { bytes: 400_001, code: "BodyTooLarge", status: 413 },
  ])("answers $code to a body of $bytes bytes", async ({ bytes, code, status }) => {
    const frame = JSON.stringify({ kind: "text", section: "impact", text: "" });
    const rawBody = frame.replace('""', `"${"x".repeat(bytes - frame.length)}"`);
    expect(await put("text.impact", undefined, { rawBody })).toMatchObject({ status, body: { code } });
  });

  test.each([
    {
      name: "another content type",
      over: { rawBody: "kind=general", contentType: "application/x-www-form-urlencoded" },
      status: 415,
      code: "ContentTypeNotSupported",
    },
    {
      name: "half a character in the name of a field",
      over: { rawBody: `{"\\udc00":${"[".repeat(31)}${"]".repeat(31)}}` },
      status: 400,
      code: "InputInvalid",
    },
    {
      name: "what is nested as deep as it is long",
      over: { rawBody: `{"\\udc00":${"[".repeat(150_000)}${"]".repeat(150_000)}}` },
      status: 400,
      code: "BodyTooDeep",
    },
    { name: "broken JSON with half a character", over: { rawBody: '{"\\udc00' }, status: 400, code: "BodyNotJson" },
    { name: "broken JSON", over: { rawBody: '{"kind":' }, status: 400, code: "BodyNotJson" },
    { name: "content of another part", over: { body: aBudget("p002") }, status: 422, code: "PartPathMismatch" },
  ])("is refused for $name", async ({ over, status, code }) => {
    expect(await put("budget.p001", undefined, over)).toMatchObject({ status, body: { code } });
  });

  test("keeps paragraphs and every letter as they were written", async () => {
    const text = "Één alinea\n\n\ttwee \u{1F1EA}\u{1F1FA} Ελλάδα";
    expect(await put("text.impact", aText("impact", { text }))).toMatchObject({
      status: 200,
      body: { content: { text } },
    });
  });

  test.each([
    { script: "Latin", letter: "x" },
    { script: "Greek", letter: "ψ" },
    { script: "Chinese", letter: "字" },
    { script: "quoted", letter: '"' },
  ])("takes 3,500 $script characters, and keeps one more that the checklist names (CALL-01)", async ({ letter }) => {
    const full = aText("impact", { text: letter.repeat(3_500) });
    expect(await put("text.impact", full)).toMatchObject({ status: 200, body: { content: full } });
    const before = (await read()).body;
    expect(before["parts"]).toMatchObject([{ content: full }]);
    const over = aText("impact", { text: letter.repeat(3_501) });
    expect(await put("text.impact", over, { ifMatch: 1 })).toMatchObject({ status: 200, body: { content: over } });
    const after = (await read()).body;
    expect(after["parts"]).toMatchObject([{ content: over }]);
    const excess = { code: "TEXT_TOO_LONG", path: "text.impact", unit: "characters", used: 3_501, maximum: 3_500 };
    expect(before["shortcomings"]).not.toContainEqual(excess);
    expect(after["shortcomings"]).toContainEqual(excess);
  });

  test("keeps a text as long as a call may allow, and not one character more", async () => {
    const text = "Two hundred people a year learn here. ".repeat(5_264).slice(0, 200_000);
    expect((await put("text.impact", aText("impact", { text }))).status).toBe(200);
    expect((await put("text.impact", aText("impact", { text: `x${text}` }), { ifMatch: 1 })).status).toBe(400);
    const edited = `${text.slice(0, 90_000)}And then.${text.slice(90_100)}`;
    expect((await put("text.impact", aText("impact", { text: edited }), { ifMatch: 1 })).status).toBe(200);
    expect((await read()).body["parts"]).toMatchObject([{ version: 2, content: { text: edited } }]);
    // Whoever still has the version before is shown what stands there now, whole.
    const stale = await put("text.impact", aText("impact", { text: `${text.slice(1)}y` }), { ifMatch: 1 });
    expect(stale).toMatchObject({ status: 412, body: { code: "PartStale", current: { content: { text: edited } } } });
    expect((await put("text.impact", aText("impact", { text: "Short." }), { ifMatch: 2 })).status).toBe(200);
    expect((await read()).body["parts"]).toMatchObject([{ version: 3, content: { text: "Short." } }]);
  });

  test("shows a long text whole to whoever was second", async () => {
    const first = aText("impact", { text: "ψ".repeat(3_500) });
    await put("text.impact", first);
    expect(await put("text.impact", aText("impact"))).toMatchObject({
      status: 412,
      body: { code: "PartStale", current: { content: first } },
    });
  });

  test("keeps a general part that is only begun; the checklist says what it lacks", async () => {
    const begun = { kind: "general", acronym: "BRIDGE", title: "", abstract: "" };
    expect(await put("general", begun)).toMatchObject({ status: 200, body: { content: begun } });
    const { shortcomings } = (await read()).body;
    expect(shortcomings).toEqual(
      expect.arrayContaining([
        { code: "GENERAL_FIELD_MISSING", path: "general", field: "title" },
        { code: "GENERAL_FIELD_MISSING", path: "general", field: "durationMonths" },
      ]),
    );
  });

  test("names the coordinator by the organisation that writes, and refuses another", async () => {
    expect(await put("partner.p001", aPartner("p001"))).toMatchObject({
      status: 200,
      body: { content: { organisation: ann.organisation } },
    });
    const organisation = anOrganisation("a foreign one");
    const refusal = { status: 422, body: { code: "OrganisationNotItsOwn", field: "organisation" } };
    expect(await put("partner.p001", aPartner("p001", { organisation }), { ifMatch: 1 })).toMatchObject(refusal);
    expect(await put("partner.p002", aPartner("p002", { organisation }))).toMatchObject(refusal);
    const own = aPartner("p002", { organisation: ann.organisation });
    expect(await put("partner.p002", own)).toMatchObject(refusal);
  });

  test("is refused for a text that the call does not ask for", async () => {
    expect(await put("text.excellence", aText("excellence"))).toMatchObject({
      status: 422,
      body: { code: "SectionNotOfCall", field: "section", section: "excellence" },
    });
    expect(await put("text.luck", aText("luck"))).toMatchObject({ status: 400, body: { code: "InputInvalid" } });
  });

  test("asks for the texts of the call's own criteria", async () => {
    const research = await thread.publishCall(inHorizonEurope);
    proposalId = await thread.draftProposal(ann, research);
    expect(await put("text.excellence", aText("excellence"))).toMatchObject({ status: 200 });
    expect(await put("text.relevance", aText("relevance"))).toMatchObject({
      status: 422,
      body: { code: "SectionNotOfCall" },
    });
  });

  test("is refused after the deadline", async () => {
    expect(await put("general", aGeneral(), { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed" },
    });
  });

  test("is possible at the closing instant", async () => {
    expect(await put("general", aGeneral(), { at: closingInstant })).toMatchObject({ status: 200 });
  });
});

describe("taking a part out", () => {
  const remove = (ifMatch: number) =>
    api.send("DELETE", `/v1/proposals/${proposalId}/parts/partner.p001`, { as: ann.user, ifMatch });

  test("is refused for one that never was", async () => {
    const path = `/v1/proposals/${proposalId}/parts/partner.p100`;
    expect(await api.send("DELETE", path, { as: ann.user, ifMatch: 1 })).toMatchObject({
      status: 404,
      body: { code: "PartNotFound", path: "partner.p100" },
    });
  });

  test.each(["partner.p000", "partner.p101", "partner.p999", "budget.p000", "budget.p101", "text.annex"])(
    "is refused at %s, where no part can be",
    async (path) => {
      const ask = { as: ann.user, ifMatch: 0, body: aPartner("p001") };
      expect(await api.send("DELETE", `/v1/proposals/${proposalId}/parts/${path}`, ask)).toMatchObject({ status: 400 });
      expect(await api.send("PUT", `/v1/proposals/${proposalId}/parts/${path}`, ask)).toMatchObject({ status: 400 });
    },
  );

  test("needs the version that stands there, and says when it is gone", async () => {
    await put("partner.p001", aPartner("p001"));
    expect(await remove(7)).toMatchObject({ status: 412, body: { code: "PartStale" } });
    expect((await remove(1)).status).toBe(200);
    expect(await remove(1)).toMatchObject({ status: 404, body: { code: "PartNotFound" } });
    expect((await read()).body["parts"]).toEqual([]);
  });
});

describe("freezing a proposal", () => {
  const freeze = () => api.send("POST", `/v1/proposals/${proposalId}/freeze`, { as: ann.user, ifMatch: 1 });

  test("names everything that is missing, and writes nothing", async () => {
    const reply = await freeze();
    expect(reply).toMatchObject({ status: 422, body: { code: "ProposalIncomplete" } });
    expect(reply.body["shortcomings"]).toHaveLength(5);
    expect((await read()).body["version"]).toBe(1);
  });

  test("keeps a document that can be read by its digest", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    const document = await api.send("GET", `/v1/proposals/${proposalId}/documents/${documentSha256}`, { as: ann.user });
    expect(sha256(document.text)).toBe(documentSha256);
    expect(document.headers.get("etag")).toBe(`"${documentSha256}"`);
    expect(document.headers.get("content-type")).toBe("application/json");
    // 500,000.00 of direct costs and 7 % on top, half of it from the Union.
    expect(document).toMatchObject({
      status: 200,
      body: { general: { acronym: "NATHUB-BE" }, totals: { requestedCents: 267_500_00 } },
    });
  });

  test.each([
    { name: "above the maximum of the topic", cents: 2_000_000_00, code: "AMOUNT_ABOVE_MAXIMUM" },
    { name: "below the minimum of the topic", cents: 1_000_00, code: "AMOUNT_BELOW_MINIMUM" },
  ])("is refused $name by the line that the checklist shows", async ({ cents, code }) => {
    await thread.writeProposal(ann.user, proposalId, {
      "budget.p001": aBudget("p001", { categoriesCents: { A: cents } }),
    });
    const { body } = await read();
    expect(body).toMatchObject({ shortcomings: [{ code, path: "budget.p001" }] });
    expect(await freeze()).toMatchObject({
      status: 422,
      body: { code: "ProposalIncomplete", shortcomings: body["shortcomings"] },
    });
  });
});

describe("submitting a proposal", () => {
  test("gives a receipt that names instant, digest and audit entry", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    const receipt = await submit(documentSha256, { at: closingInstant });
    expect(receipt).toMatchObject({
      status: 200,
      body: { receivedAt: closingInstant, documentSha256, callVersion: 1, version: 3 },
    });
    expect(receipt.headers.get("etag")).toBe('"3"');
    const entries = await entriesOf(proposalId);
    expect(entries.map(({ type }) => type)).toEqual(["ProposalDrafted", "ProposalFrozen", "ProposalSubmitted"]);
  });

  test("leaves a receipt that can be read again, also when the proposal has moved on", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const readAgain = () => api.send("GET", `/v1/proposals/${proposalId}/receipt`, { as: ann.user });
    expect(await readAgain()).toMatchObject({ status: 409, body: { code: "ProposalNotSubmitted", state: "writing" } });
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    const receipt = await submit(documentSha256);
    expect(await readAgain()).toMatchObject({ status: 200, body: receipt.body });
    await thread.freezeProposal(ann.user, proposalId, 3);
    expect(await readAgain()).toMatchObject({ status: 200, body: receipt.body });
  });

  test("leaves a receipt that is nobody else's to read", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    await submit(documentSha256);
    const stranger = await thread.applicant("a stranger to receipts");
    const reply = await api.send("GET", `/v1/proposals/${proposalId}/receipt`, { as: stranger.user });
    expect(reply).toMatchObject({ status: 404, body: { code: "ProposalNotFound" } });
  });

  test("is refused one millisecond late, and nothing is written", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    expect(await submit(documentSha256, { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed", closesAt: closingInstant },
    });
    expect(await entriesOf(proposalId)).toHaveLength(2);
  });

  test("is refused for a document that is not the frozen one", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    expect(await submit("0".repeat(64))).toMatchObject({
      status: 409,
      body: { code: "AnotherDocumentFrozen", frozenSha256: documentSha256 },
    });
  });

  test("does not change with an autosave that lands after the freeze", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    await put("general", aGeneral({ acronym: "LATE-EDIT" }), { ifMatch: 1 });
    expect(await submit(documentSha256)).toMatchObject({ status: 200, body: { documentSha256 } });
  });

  test("may be done again after a revision, and the last one counts", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const first = await thread.freezeProposal(ann.user, proposalId);
    await submit(first.documentSha256);
    await put("general", aGeneral({ acronym: "REVISED" }), { ifMatch: 1 });
    const second = await thread.freezeProposal(ann.user, proposalId, 3);
    expect((await read()).body["proposal"]).toMatchObject({
      state: "submitted",
      submitted: { sha256: first.documentSha256 },
    });
    expect(await submit(second.documentSha256, { ifMatch: 4 })).toMatchObject({
      status: 200,
      body: { documentSha256: second.documentSha256 },
    });
  });

  test("is refused for a version that is no longer the last", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    expect(await submit(documentSha256, { ifMatch: 1 })).toMatchObject({
      status: 412,
      body: { code: "StaleVersion", expectedVersion: 1, actualVersion: 2 },
    });
  });

  test("of one version, 200 at once: one succeeds, 199 are stale, one entry exists", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    const replies = await Promise.all(Array.from({ length: 200 }, () => submit(documentSha256)));
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ body }) => body["code"] === "StaleVersion")).toHaveLength(199);
    expect((await entriesOf(proposalId)).filter(({ type }) => type === "ProposalSubmitted")).toHaveLength(1);
  });

  test("with one key, 200 at once: the same answer, one entry", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    const replies = await Promise.all(
      Array.from({ length: 200 }, () => submit(documentSha256, { key: "one-and-the-same" })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect((await entriesOf(proposalId)).filter(({ type }) => type === "ProposalSubmitted")).toHaveLength(1);
  });
});

describe("withdrawing a proposal", () => {
  const withdraw = (ifMatch: number, over: object = {}) =>
    api.send("POST", `/v1/proposals/${proposalId}/withdrawal`, { as: ann.user, ifMatch, ...over });

  test("is possible until the deadline, and the proposal may be submitted again", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
    await submit(documentSha256);
    expect(await withdraw(3, { at: justLate })).toMatchObject({ status: 409, body: { code: "CallClosed" } });
    expect(await withdraw(3)).toMatchObject({ status: 200, body: { proposal: { state: "withdrawn" } } });
    expect(await submit(documentSha256, { ifMatch: 4 })).toMatchObject({ status: 200 });
  });

  test("is refused for what was not submitted", async () => {
    expect(await withdraw(1)).toMatchObject({ status: 409, body: { code: "ProposalNotSubmitted" } });
  });
});

describe("who may do what with a proposal", () => {
  const readers: readonly Role[] = ["evaluationOfficer", "projectOfficer", "authorisingOfficer", "auditor"];
  const others = RoleSchema.options.filter((role) => !readers.includes(role));

  test.each(readers)("%s reads it and changes nothing", async (role) => {
    const user = await api.person(`reader ${role}`, [{ role }]);
    expect((await api.send("GET", `/v1/proposals/${proposalId}`, { as: user })).status).toBe(200);
    expect(await put("general", aGeneral(), { as: user })).toMatchObject({
      status: 403,
      body: { code: "NotAllowed", because: "ROLE" },
    });
  });

  test.each(others)("for %s, who is not on it, it does not exist", async (role) => {
    const user = await api.person(`stranger ${role}`, [{ role, organisation: ann.organisation }]);
    const asks = [
      api.send("GET", `/v1/proposals/${proposalId}`, { as: user }),
      put("general", aGeneral(), { as: user }),
      submit("0".repeat(64), { as: user }),
    ];
    const replies = await Promise.all(asks);
    expect(replies.map(({ body }) => body["code"])).toEqual([
      "ProposalNotFound",
      "ProposalNotFound",
      "ProposalNotFound",
    ]);
  });

  test("a person without any rights sees nothing", async () => {
    const nobody = await api.person("nobody", []);
    expect(await api.send("GET", `/v1/proposals/${proposalId}`, { as: nobody })).toMatchObject({ status: 404 });
    expect(await api.send("GET", "/v1/proposals", { as: nobody })).toMatchObject({
      status: 403,
      body: { because: "ROLE" },
    });
  });

  test("a member whose role at the organisation has ended sees nothing, whatever their roles elsewhere", async () => {
    const carl = await thread.applicant("carl");
    const own = await thread.draftProposal(carl, callId);
    await api.person("carl", [{ role: "applicant", organisation: anOrganisation("elsewhere") }]);
    expect((await api.send("GET", `/v1/proposals/${own}`, { as: carl.user })).status).toBe(404);
  });

  test("a role that has run out gives nothing", async () => {
    const user = await api.person("former", [{ role: "auditor", validTo: LocalDate.parse("2027-01-09") }]);
    expect((await api.send("GET", `/v1/proposals/${proposalId}`, { as: user })).status).toBe(404);
  });

  test("the applicant's list comes in pages, each proposal once", async () => {
    const bob = await thread.applicant("bob");
    const made = await Promise.all(Array.from({ length: 27 }, () => thread.draftProposal(bob, callId)));
    const first = await api.send("GET", "/v1/proposals", { as: bob.user });
    const second = await api.send("GET", `/v1/proposals?cursor=${String(first.body["next"])}`, { as: bob.user });
    expect(second.body["next"]).toBeUndefined();
    const listed = JSON.stringify([first.body, second.body]);
    expect(made.filter((id) => listed.split(`"id":"${id}"`).length !== 2)).toEqual([]);
  });

  test("a page's address is of no use to another person", async () => {
    const bob = await thread.applicant("bob");
    const { body } = await api.send("GET", "/v1/proposals", { as: bob.user });
    const stolen = await api.send("GET", `/v1/proposals?cursor=${String(body["next"])}`, { as: ann.user });
    expect(stolen).toMatchObject({ status: 400, body: { code: "CursorInvalid" } });
  });
});

describe("a draft that is submitted", () => {
  beforeEach(async () => {
    ann = await thread.applicant("a writer of few");
    proposalId = await thread.draftProposal(ann, callId);
  });

  const submitted = async () => {
    await thread.writeProposal(ann.user, proposalId);
    const { documentSha256, version } = await thread.freezeProposal(ann.user, proposalId);
    await submit(documentSha256, { ifMatch: version });
  };
  const listed = async () => {
    const { body } = await api.send("GET", "/v1/proposals", { as: ann.user });
    const rows = z.array(z.looseObject({ proposal: z.object({ id: z.string() }) })).parse(body["proposals"]);
    return rows.find(({ proposal }) => proposal.id === proposalId);
  };

  test("is told from one that was written on, also in the list", async () => {
    expect((await read()).body).toMatchObject({ isDraftUnsubmitted: false });
    await submitted();
    expect((await read()).body).toMatchObject({ isDraftUnsubmitted: false });
    expect(await listed()).toMatchObject({ isDraftUnsubmitted: false, acronym: "NATHUB-BE" });
    await put("text.impact", aText("impact", { text: "Written on." }), { ifMatch: 1 });
    expect((await read()).body).toMatchObject({ isDraftUnsubmitted: true });
    expect(await listed()).toMatchObject({ isDraftUnsubmitted: true });
    await put("text.impact", aText("impact"), { ifMatch: 2 });
    expect((await read()).body).toMatchObject({ isDraftUnsubmitted: false });
  });

  test("is told from one that lost a part", async () => {
    await submitted();
    await api.send("DELETE", `/v1/proposals/${proposalId}/parts/text.impact`, { as: ann.user, ifMatch: 1 });
    expect(await listed()).toMatchObject({ isDraftUnsubmitted: true });
  });

  test("is listed with the call that it answers", async () => {
    expect(await listed()).toMatchObject({
      acronym: "",
      call: { title: "National and cross-border cyber hubs", closesAt: closingInstant, plannedInformOn: "2027-06-30" },
    });
  });
});
