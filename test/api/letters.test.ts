import type { CallId } from "@grants/core/calls/call";
import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { type Awarded, createAwards } from "../support/awarded.ts";
import { anOrganisation } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayees } from "../support/payee.ts";
import { readPdf } from "../support/read-pdf.ts";

const firstOfMarch = "2027-03-01T09:00:00.000Z";
/** The last millisecond of Monday 12 April 2027 in Brussels, and the first of the 13th. */
const lastMoment = "2027-04-12T21:59:59.999Z";
const tooLate = "2027-04-12T22:00:00.000Z";

const Reply = z.object({
  version: z.int(),
  letter: z.looseObject({ id: z.string(), factsSha256: z.string() }),
});
const Prepared = z.object({ agreement: z.object({ id: z.string() }) });
const Box = z.object({
  letters: z.array(z.looseObject({ label: z.string(), letter: z.looseObject({ id: z.string(), state: z.string() }) })),
});

let database: OpenDatabase;
let api: TestApi;
let callId: CallId;
let officer: UserId;
let award: Awarded;
let agreementId: string;

const observations = "The work of the first deliverable had begun; its record was filed under another code.";
const body = {
  language: "en",
  measure: "GRANT_REDUCTION",
  amountCents: 1_250_000,
  reason: "The work of the first deliverable has not begun.",
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, firstOfMarch);
  const awards = createAwards(api, database.db);
  callId = await awards.openCall();
  award = await awards.award(await createPayees(api).applicant("Belgian hub"), { callId, unionCents: 267_500_00 });
  officer = await api.person("project officer", [{ role: "projectOfficer" }]);
  const sheet = { awardId: award.awardId, projectNumber: "101226928", startsOn: "2027-06-01" };
  const made = await api.send("POST", "/v1/agreements", { as: officer, body: sheet });
  agreementId = Prepared.parse(made.body).agreement.id;
});
afterAll(() => database.stop());

const send = (over: Ask = {}) =>
  api.send("POST", `/v1/letters/agreements/${agreementId}/pre-information`, { as: officer, body, ...over });
const sent = async (over: Ask = {}) => Reply.parse((await send(over)).body).letter;
const post = (letterId: string, step: string, ask: Ask) =>
  api.send("POST", `/v1/letters/${letterId}/${step}`, { as: award.user, ...ask });
const read = (letterId: string, ask: Ask = {}) =>
  api.send("GET", `/v1/letters/${letterId}`, { as: award.user, ...ask });
const answer = (letterId: string, at: string) =>
  post(letterId, "answer", { at, ifMatch: 2, body: { text: observations } });

describe("pre-information sent on 1 March 2027 that nobody opens", () => {
  test("counts as received on 11 March (CLR-CAL-05)", async () => {
    const { id } = await sent();
    const before = await read(id, { as: officer, at: "2027-03-10T22:59:59.999Z" });
    const after = await read(id, { as: officer, at: "2027-03-10T23:00:00.000Z" });
    expect(before.body["receipt"]).toBeUndefined();
    expect(after.body).toMatchObject({
      receipt: { receivedOn: "2027-03-11", how: "PRESUMED" },
      reply: { dueOn: "2027-04-10", legalDueOn: "2027-04-12" },
    });
  });

  test("is answered until Monday 12 April, because the 30th day is a Saturday (GA-14, CLR-CAL-03)", async () => {
    const { id } = await sent();
    const opened = await post(id, "opening", { at: lastMoment });
    const answered = await answer(id, lastMoment);
    expect(opened.body).toMatchObject({ letter: { state: "opened", openedBy: award.user } });
    expect(answered).toMatchObject({ status: 200, body: { version: 3, letter: { state: "answered" } } });
    expect(await read(id, { as: officer, at: tooLate })).toMatchObject({
      body: { answer: observations, receipt: { receivedOn: "2027-03-11" } },
    });
  });

  test("takes no answer on 13 April (GA-14, CLR-CAL-05)", async () => {
    const { id } = await sent();
    await post(id, "opening", { at: lastMoment });
    expect(await answer(id, tooLate)).toMatchObject({
      status: 409,
      body: { code: "AnswerTooLate", legalDueOn: "2027-04-12" },
    });
  });
});

describe("a letter", () => {
  test("is closed until somebody of its organisation opens it, and received on that day (CLR-CAL-05)", async () => {
    const { id } = await sent();
    const at = "2027-03-04T10:00:00.000Z";
    expect(await read(id, { at })).toMatchObject({ status: 409, body: { code: "LetterNotOpened" } });
    await post(id, "opening", { at });
    const again = await post(id, "opening", { at: "2027-03-05T10:00:00.000Z" });
    expect(again.body).toMatchObject({ version: 2, letter: { openedAt: at } });
    expect(await read(id, { at })).toMatchObject({
      status: 200,
      body: {
        isReceiver: true,
        receipt: { receivedOn: "2027-03-04", how: "OPENED" },
        allowedActions: [{ action: "answerLetter", allowed: true }],
      },
    });
  });

  test("is sent once, however often it is asked for, and its chain tells who did what", async () => {
    const first = await send({ key: "letter-sent-twice" });
    const second = await send({ key: "letter-sent-twice" });
    const { letter } = Reply.parse(first.body);
    await post(letter.id, "opening", {});
    await answer(letter.id, firstOfMarch);
    const bodies = await auditBodies(database.db, letter.id);
    expect(second.body).toEqual(first.body);
    expect(bodies.map(({ type, role }) => [type, role])).toEqual([
      ["LetterSent", "projectOfficer"],
      ["LetterOpened", "applicant"],
      ["LetterAnswered", "applicant"],
    ]);
    expect(bodies[0]).toMatchObject({ terms: { [agreementId]: 1 }, facts: { factsSha256: letter.factsSha256 } });
  });

  test("lies in the box of its organisation and under its agreement, the newest first", async () => {
    const { id } = await sent({ at: "2027-03-02T09:00:00.000Z" });
    const boxOf = `/v1/letters/organisations/${award.organisation}/letters`;
    const own = Box.parse((await api.send("GET", boxOf, { as: award.user })).body).letters;
    const about = await api.send("GET", `/v1/letters/subjects/${agreementId}/letters`, { as: officer });
    expect(own[0]).toMatchObject({ letter: { id, state: "sent" } });
    expect(own[0]?.label).toContain("101226928");
    expect(Box.parse(about.body).letters.map(({ letter }) => letter.id)).toEqual(own.map(({ letter }) => letter.id));
  });

  test("does not exist for strangers, and is answered once", async () => {
    const { id } = await sent();
    const organisation = anOrganisation("somebody else");
    const stranger = await api.person("stranger", [{ role: "applicant", organisation }]);
    expect(await read(id, { as: stranger })).toMatchObject({ status: 404, body: { code: "LetterNotFound" } });
    expect(await post(id, "opening", { as: stranger })).toMatchObject({ status: 404 });
    expect(await post(id, "opening", { as: officer })).toMatchObject({ status: 403 });
    await post(id, "opening", {});
    await answer(id, firstOfMarch);
    expect(await post(id, "answer", { ifMatch: 3, body: { text: observations } })).toMatchObject({
      status: 409,
      body: { code: "LetterAnswered" },
    });
  });

  test("goes to a party of the agreement only", async () => {
    const refused = await send({ body: { ...body, organisation: anOrganisation("somebody else") } });
    expect(refused).toMatchObject({ status: 422, body: { code: "RecipientNotParty" } });
  });

  test.each([
    ["en", "Information before a decision", "at the latest 10 days"],
    ["nl", "Voorafgaande informatie over een besluit", "uiterlijk 10 dagen"],
  ])("says the same on the page and as a tagged PDF, in its language: %s", async (language, title, rule) => {
    const { id } = await sent({ body: { ...body, language } });
    await post(id, "opening", {});
    const page = await read(id);
    const file = await api.send("GET", `/v1/documents/letters/${id}`, { as: award.user });
    const pdf = await readPdf(Buffer.from(String(file.body["pdfBase64"]), "base64"));
    const said = JSON.stringify(page.body["blocks"]);
    expect(page.body["title"]).toContain(title);
    expect(said).toContain(body.reason);
    expect(said).toContain(rule);
    expect(pdf).toMatchObject({ isMarked: true, conformance: "1", info: { Language: language } });
    expect(pdf.text).toContain(title);
  });
});
