import type { Mail } from "@grants/core/access/access-store";
import { OrganisationId, UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aCallContent, beforeOpening, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { publishDraft } from "../support/publish-draft.ts";
import { makeReachable } from "../support/reachable.ts";
import { createThread } from "../support/thread.ts";
import { createEvaluation } from "../support/evaluation.ts";

const Applicant = z.object({ user: UserId, organisation: OrganisationId });
const Head = z.object({ version: z.int(), call: z.object({ id: z.string() }) });
const Page = z.object({
  hits: z.array(z.object({ call: z.object({ callId: z.string(), title: z.string(), status: z.string() }) })),
  total: z.int(),
  having: z.string(),
  indexedAt: z.string().nullable(),
});

let database: OpenDatabase;
let api: TestApi;
let officer: UserId;
let publisher: UserId;
let hubs: string;

const publish = async (over: object = {}): Promise<string> => {
  const body = aCallContent(over);
  const made = Head.parse((await api.send("POST", "/v1/calls", { as: officer, at: beforeOpening, body })).body);
  const callId = made.call.id;
  await publishDraft(createThread(api).must, { callId, officer, publisher, version: made.version, at: beforeOpening });
  return callId;
};
const correct = async (callId: string, over: object) => {
  const { version } = Head.parse((await api.send("GET", `/v1/calls/${callId}/draft`, { as: officer })).body);
  const draft = { as: officer, ifMatch: version, body: aCallContent(over) };
  const revised = Head.parse((await api.send("PUT", `/v1/calls/${callId}/draft`, draft)).body);
  const reasons = Object.keys(over).map((field) => ({ field, reason: "The words were not clear enough." }));
  await publishDraft(createThread(api).must, { callId, officer, publisher, version: revised.version, reasons });
};
const search = async (query: string) => Page.parse((await api.send("GET", `/v1/calls/search?${query}`)).body);
const titles = async (query: string) => (await search(query)).hits.map(({ call }) => call.title);

let mailsRead = 0;
/** Those that nobody has asked for yet. */
const newMails = (): readonly Mail[] => {
  const mails = api.mails.slice(mailsRead);
  mailsRead += mails.length;
  return mails;
};
const tokenIn = (text: string) => /\/subscriptions\/([\w-]+)/.exec(text)?.[1] ?? "";
const subscribe = (topic: object, mail = "ada@example.eu") =>
  api.send("POST", "/v1/calls/subscriptions", { body: { mail, language: "en", topic } });
const subscribed = async (topic: object, mail?: string): Promise<void> => {
  await subscribe(topic, mail);
  const [letter] = newMails();
  await api.send("POST", `/v1/calls/subscriptions/links/${tokenIn(letter?.text ?? "")}/confirmation`);
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  officer = await api.person("officer", [{ role: "programmeOfficer" }]);
  publisher = await api.person("publisher", [{ role: "authorisingOfficer" }]);
});
afterAll(() => database.stop());

describe("searching calls", () => {
  test("before the first index finds nothing and says so", async () => {
    expect(await search("text=hubs")).toMatchObject({ total: 0, indexedAt: null });
  });

  test("finds what was published once the worker has passed", async () => {
    hubs = await publish();
    await publish({ reference: "SKILLS-2027", title: "Skills for small hospitals", profile: aCallContent().profile });
    expect(await api.tellCalls()).toMatchObject({ notices: 2, isIndexNew: true });
    expect(await titles("text=hospital")).toEqual(["Skills for small hospitals"]);
    expect((await titles("status=open")).length).toBe(2);
    expect(await titles("status=closed")).toEqual([]);
  });

  test("leaves the index as it is where nothing has changed", async () => {
    expect(await api.tellCalls()).toEqual({ notices: 0, mails: 0, isIndexNew: false });
  });

  test("finds what a corrigendum says, and no longer what it took away", async () => {
    await correct(hubs, { title: "Quantum hubs of the Union" });
    await api.tellCalls();
    expect([await titles("text=quantum"), await titles("text=cross-border")]).toEqual([
      ["Quantum hubs of the Union"],
      [],
    ]);
  });

  test.each(["status=gone", "page=0", "page=999", `text=${"x".repeat(201)}`, "closingWithinDays=15"])(
    "refuses %s",
    async (query) => {
      expect((await api.send("GET", `/v1/calls/search?${query}`)).status).toBe(400);
    },
  );
});

describe("the figures of a call (TRA-03)", () => {
  test("are there once its list is sealed, and tell nothing that single proposals ask for", async () => {
    const evaluation = createEvaluation(api, database.db);
    const callId = await evaluation.thread.publishCall({ reference: "FIGURES" });
    await Promise.all(["A-ONE", "B-TWO", "C-THREE"].map((acronym) => evaluation.submitProposal(callId, { acronym })));
    const path = `/v1/calls/${callId}/statistics`;
    const before = await api.send("GET", path);
    await evaluation.sealCall(callId);
    await api.tellCalls();
    const { body } = await api.send("GET", path);
    expect(before).toMatchObject({ status: 404, body: { code: "NoStatistics" } });
    expect(body).toMatchObject({
      submissions: 3,
      requestedCents: 3 * 267_500_00,
      countries: [{ country: "BE", participations: 3, coordinations: 3 }],
      awarded: null,
    });
  });
});

describe("a correction of a call", () => {
  test("is told to whoever takes part in a proposal for it, each in their language, and to nobody else", async () => {
    const { thread, submitProposal } = createEvaluation(api, database.db);
    const [callId, other] = [await publish({ reference: "TOLD-1" }), await publish({ reference: "TOLD-2" })];
    const people = { writer: "nl", quitter: "nl", silent: "en", elsewhere: "en" } as const;
    const contacts = await Promise.all(
      Object.entries(people).map(async ([name, language]) => {
        const applicant = await thread.applicant(`told ${name}`);
        const mail = name === "silent" ? undefined : `${name}@hub.example`;
        await makeReachable(database.db, { ...applicant, role: "applicant", language, mail });
        return applicant;
      }),
    );
    const [writer, quitter, silent, elsewhere] = z.tuple([Applicant, Applicant, Applicant, Applicant]).parse(contacts);
    const proposalId = await thread.draftProposal(writer, callId);
    await thread.draftProposal(silent, callId);
    await thread.draftProposal(elsewhere, other);
    const submitted = await submitProposal(callId, { acronym: "QUITS", applicant: quitter });
    const path = `/v1/proposals/${submitted.proposalId}/withdrawal`;
    await thread.must("POST", path, { as: quitter.user, ifMatch: 3 });
    await api.tellCalls();
    newMails();
    await correct(callId, { reference: "TOLD-1", title: "Hubs of more borders" });
    await api.tellCalls();
    const [mail, ...others] = newMails();
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ to: "writer@hub.example", subject: expect.stringContaining("is gewijzigd") });
    expect(mail?.text).toContain("Hubs of more borders (TOLD-1)");
    expect(mail?.text).toContain(`https://grants.test/nl/calls/${callId}/history?from=1&to=2`);
    expect(mail?.text).toContain(`https://grants.test/nl/proposals/${proposalId}`);
    expect(mail?.text).toContain("Sluit: ");
  });
});

describe("subscribing to news of calls", () => {
  beforeEach(() => void newMails());

  test("keeps nothing before the owner of the address has said yes", async () => {
    expect((await subscribe({ kind: "search", search: {} })).status).toBe(202);
    const [letter] = newMails();
    expect(letter).toMatchObject({ to: "ada@example.eu" });
    await publish({ reference: "NEWS-1" });
    await api.tellCalls();
    expect(newMails()).toEqual([]);
  });

  test("tells of a publication, a change and an answer, one mail for each address", async () => {
    await subscribed({ kind: "search", search: { text: "hospitals" } });
    await subscribed({ kind: "search", search: { programme: "DEP" } });
    await subscribed({ kind: "search", search: { programme: "HE" } }, "elsewhere@example.eu");
    const callId = await publish({ reference: "NEWS-2", title: "Hospitals that share" });
    await api.tellCalls();
    const [first, ...others] = newMails();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ to: "ada@example.eu", subject: "New call: Hospitals that share" });
    expect(first?.headers).toEqual({
      "List-Unsubscribe": `<https://grants.test/en/subscriptions/${tokenIn(first?.text ?? "")}/ending>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    await correct(callId, { reference: "NEWS-2", title: "Hospitals that share more" });
    await api.tellCalls();
    expect(newMails().map(({ subject }) => subject)).toEqual(["Call changed: Hospitals that share more"]);
  });

  test("ends with the link of any mail, at once and as often as it is asked for", async () => {
    await subscribed({ kind: "call", callId: hubs }, "grace@example.eu");
    await correct(hubs, { title: "Quantum hubs, corrected" });
    await api.tellCalls();
    const letter = newMails().find(({ to }) => to === "grace@example.eu");
    const path = `/v1/calls/subscriptions/links/${tokenIn(letter?.text ?? "")}`;
    expect((await api.send("GET", path)).body).toMatchObject({ topic: { kind: "call", callId: hubs } });
    const ended = [await api.send("POST", `${path}/ending`), await api.send("POST", `${path}/ending`)];
    expect(ended.map(({ status }) => status)).toEqual([200, 200]);
    expect((await api.send("GET", path)).body).toEqual({ kind: "subscription" });
    await correct(hubs, { title: "Quantum hubs, corrected again" });
    await api.tellCalls();
    expect(newMails().map(({ to }) => to)).not.toContain("grace@example.eu");
  });

  test("takes a link for three days, and no other", async () => {
    await subscribe({ kind: "search", search: {} });
    const [letter] = newMails();
    const path = `/v1/calls/subscriptions/links/${tokenIn(letter?.text ?? "")}/confirmation`;
    const replies = [
      await api.send("POST", path, { at: "2027-01-13T09:00:00.001Z" }),
      await api.send("POST", `/v1/calls/subscriptions/links/${"x".repeat(60)}/confirmation`),
      await api.send("POST", path, { at: "2027-01-13T09:00:00.000Z" }),
    ];
    expect(replies.map(({ status }) => status)).toEqual([404, 404, 200]);
  });

  test.each(["not an address", "a@b", "x".repeat(250) + "@example.eu"])("refuses %s as an address", async (mail) => {
    expect((await subscribe({ kind: "search", search: {} }, mail)).status).toBe(400);
  });
});
