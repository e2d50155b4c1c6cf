import type { UserId } from "@grants/kernel/id";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { createThread } from "../support/thread.ts";
import { getOne } from "@grants/store/read";

const Head = z.object({ version: z.int(), call: z.object({ id: z.string() }) });
const Asked = z.object({ version: z.int(), question: z.object({ id: z.string(), state: z.string() }) });
const Answers = z.object({
  answers: z.array(z.object({ questionId: z.string(), question: z.string(), answer: z.string() })),
  questionsCloseAt: z.string(),
  isOpenForQuestions: z.boolean(),
});

/** Seven days before the deadline of the call, by the clock of Brussels. */
const lastMoment = "2027-01-22T16:00:00.000Z";
const tooLate = "2027-01-22T16:00:00.001Z";

let database: OpenDatabase;
let api: TestApi;
let officer: UserId;
let publisher: UserId;
let auditor: UserId;
let asker: UserId;
let callId: string;

const publish = async (over: object = {}): Promise<string> => {
  const body = aCallContent(over);
  const made = Head.parse((await api.send("POST", "/v1/calls", { as: officer, at: beforeOpening, body })).body);
  const published = { callId: made.call.id, officer, publisher, version: made.version, at: beforeOpening };
  await publishDraft(createThread(api).must, published);
  return made.call.id;
};
const ask = (question: string, over: object = {}) =>
  api.send("POST", `/v1/calls/${callId}/questions`, { as: asker, at: whileOpen, body: { question }, ...over });
const asked = async (question: string) => Asked.parse((await ask(question)).body);
const answersOf = async (at = whileOpen) =>
  Answers.parse((await api.send("GET", `/v1/calls/${callId}/questions`, { at })).body);
const pathOf = ({ question }: z.infer<typeof Asked>) => `/v1/calls/${callId}/questions/${question.id}`;
const words = { question: "May a hub be hosted by two bodies?", answer: "Yes, if one of them coordinates." };
const answer = (of: z.infer<typeof Asked>, over: object = {}) =>
  api.send("PUT", `${pathOf(of)}/answer`, { as: officer, ifMatch: of.version, body: words, ...over });

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  officer = await api.person("officer", [{ role: "programmeOfficer" }]);
  publisher = await api.person("publisher", [{ role: "authorisingOfficer" }]);
  auditor = await api.person("auditor", [{ role: "auditor" }]);
  asker = await api.person("asker", []);
  callId = await publish();
});
afterAll(() => database.stop());

describe("asking about a call", () => {
  test.each([
    ["before it opens", beforeOpening, 409, "QuestionsNotOpen"],
    ["at the last moment for questions", lastMoment, 201, undefined],
    ["a millisecond later (CLR-CAL-01)", tooLate, 409, "QuestionsClosed"],
  ])("%s", async (_, at, status, code) => {
    const reply = await ask("Is a university a public body?", { at });
    expect([reply.status, reply.body["code"]]).toEqual([status, code]);
  });

  test("follows the days that the call sets", async () => {
    const other = await publish({ reference: "OTHER-CALL", questionDays: 0 });
    const { body } = await api.send("GET", `/v1/calls/${other}/questions`);
    expect(Answers.parse(body).questionsCloseAt).toBe("2027-01-29T16:00:00.000Z");
  });

  test("is for persons, about calls that exist, in words", async () => {
    const replies = await Promise.all([
      api.send("POST", `/v1/calls/${callId}/questions`, { body: { question: "Who may ask this?" } }),
      ask("too short"),
      api.send("POST", `/v1/calls/call_${"0".repeat(26)}/questions`, {
        as: asker,
        body: { question: "Is this a call?" },
      }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([401, 400, 404]);
  });

  test("twice with one key is one question, and its words are nowhere in the chain", async () => {
    const over = { key: "the-same-key-twice" };
    const [first, second] = [
      await ask("Is rent of rooms eligible?", over),
      await ask("Is rent of rooms eligible?", over),
    ];
    expect(second.body).toEqual(first.body);
    const { question } = Asked.parse(first.body);
    const entry = await getOne(database.db, "ledger", keys.auditEntry(question.id, 1));
    expect(entry?.["body"]).not.toContain("rent of rooms");
    expect(entry?.["body"]).toContain('"commitments":{"words"');
  });

  test("shows its asker, and nobody else, what became of it", async () => {
    const stranger = await api.person("stranger", []);
    const mine = async (as: UserId) => (await api.send("GET", `/v1/calls/${callId}/questions/mine`, { as })).body;
    expect(await mine(stranger)).toEqual({ questions: [] });
    expect(JSON.stringify(await mine(asker))).toContain("Is rent of rooms eligible?");
  });
});

describe("answering a question", () => {
  test("publishes it to all at once, without who asked", async () => {
    const of = await asked("Our hub FooCorp has two hosts, is that fine?");
    const answered = Asked.parse((await answer(of)).body);
    expect((await answersOf()).answers).toEqual([]);
    const published = await api.send("POST", `${pathOf(of)}/publication`, { as: officer, ifMatch: answered.version });
    expect(published.status).toBe(200);
    const page = await api.send("GET", `/v1/calls/${callId}/questions`);
    expect(Answers.parse(page.body).answers).toMatchObject([words]);
    expect(page.text).not.toContain(asker);
    expect(page.text).not.toContain("FooCorp");
  });

  test("is refused once it is public, and cannot be published unanswered", async () => {
    const of = await asked("What is a hub in this call?");
    const early = await api.send("POST", `${pathOf(of)}/publication`, { as: officer, ifMatch: 1 });
    await answer(of);
    await api.send("POST", `${pathOf(of)}/publication`, { as: officer, ifMatch: 2 });
    const late = await answer(of, { ifMatch: 3 });
    expect([early.body["code"], late.body["code"]]).toEqual(["QuestionNotAnswered", "QuestionOver"]);
  });

  test("names the version that the officer has read", async () => {
    const of = await asked("Is a stale answer refused?");
    await answer(of);
    expect((await answer(of, { key: "another-key-than-before" })).body["code"]).toBe("StaleVersion");
  });

  test("is the officer's: others are refused, and whoever answers does not see who asked", async () => {
    const of = await asked("Who can read this question?");
    const file = await api.send("GET", pathOf(of), { as: officer });
    const replies = await Promise.all([
      api.send("GET", pathOf(of), { as: asker }),
      api.send("GET", pathOf(of), { as: auditor }),
      answer(of, { as: auditor }),
      answer(of, { as: asker }),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([403, 200, 403, 403]);
    expect(file.body).toMatchObject({ words: "Who can read this question?", question: { state: "asked" } });
    expect(file.text).not.toContain(asker);
  });
});

describe("setting a question aside", () => {
  const aside = (of: z.infer<typeof Asked>, body: object) =>
    api.send("POST", `${pathOf(of)}/setting-aside`, { as: officer, ifMatch: of.version, body });

  test("merges it into another one of the call, which its asker then finds", async () => {
    const [first, second] = [await asked("How many hosts are there?"), await asked("How many hosts may we have?")];
    const reply = await aside(second, { because: "ANSWERED_WITH_ANOTHER", with: first.question.id });
    expect(reply.body).toMatchObject({ question: { state: "setAside", with: first.question.id } });
  });

  test("names another question when it is merged, and none otherwise", async () => {
    const of = await asked("Which question stands for this?");
    const replies = [
      await aside(of, { because: "ANSWERED_WITH_ANOTHER" }),
      await aside(of, { because: "ANSWERED_WITH_ANOTHER", with: of.question.id }),
      await aside(of, { because: "ANSWERED_WITH_ANOTHER", with: `qst_${"0".repeat(26)}` }),
      await aside(of, { because: "NOT_ABOUT_THE_CALL", with: `qst_${"0".repeat(26)}` }),
    ];
    expect(replies.map(({ body }) => body["code"])).toEqual(replies.map(() => "OtherQuestionInvalid"));
  });

  test("takes it off the list of what waits", async () => {
    const of = await asked("Does this one go away?");
    const waiting = async () =>
      (await api.send("GET", `/v1/calls/questions/waiting?callId=${callId}`, { as: officer })).text;
    const before = await waiting();
    await aside(of, { because: "ANSWERED_IN_THE_CALL" });
    expect([before.includes(of.question.id), (await waiting()).includes(of.question.id)]).toEqual([true, false]);
  });
});
