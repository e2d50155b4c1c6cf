import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aText, closingInstant, nch, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { makeReachable } from "../support/reachable.ts";
import { readPdf } from "../support/read-pdf.ts";
import { createTwoStages, whileFirstIsAssessed } from "../support/two-stages.ts";

const assessing = whileFirstIsAssessed;
const Box = z.object({ letters: z.tuple([z.object({ letter: z.looseObject({ id: z.string() }) })]) });

let database: OpenDatabase;
let api: TestApi;
let stages: Awaited<ReturnType<typeof createTwoStages>>;
let evaluation: typeof stages.evaluation;
let send: typeof stages.send;
let officer: UserId;
let director: UserId;
let callId: string;

const refused = (status: number, code: string, evidence: object = {}) => ({ status, body: { code, ...evidence } });
const topicPath = () => `/v1/evaluation/calls/${callId}/topics/${nch}`;
const invite = (rankings: readonly object[], as = director, key = "an-invitation-of-the-tests") =>
  api.send("POST", `/v1/calls/${callId}/second-stage`, { as, at: assessing, key, body: { rankings } });
const copy = (proposalId: string, as: UserId, into: string) =>
  api.send("POST", `/v1/proposals/${proposalId}/copies`, { as, at: assessing, body: { callId: into, topicId: nch } });

type Short = Awaited<ReturnType<typeof stages.submitShort>>;
let best: Short;
let second: Short;
let weak: Short;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  stages = await createTwoStages(api, database.db);
  ({ evaluation, officer, director, send } = stages);
  callId = await stages.publish();
  [best, second, weak] = await Promise.all([
    stages.submitShort(callId, "BEST"),
    stages.submitShort(callId, "SECOND"),
    stages.submitShort(callId, "WEAK"),
  ]);
});
afterAll(() => database.stop());

describe("a call of two stages (HSC-04)", () => {
  test("has a first stage of fewer criteria, and invites on nothing before it is sealed and ranked", async () => {
    expect(await invite([])).toMatchObject(refused(409, "CallNotSealed"));
    await stages.sealFirst(callId);
    const late = { callId, topicId: nch, coordinator: best.organisation };
    const started = await api.send("POST", "/v1/proposals", { as: best.user, at: assessing, body: late });
    expect(started).toMatchObject(refused(409, "FirstStageClosed"));
    expect(await invite([])).toMatchObject(refused(409, "FirstStageNotRanked", { topicId: nch }));
  });

  test("is ranked by thresholds of its own, up to a multiple of the budget, and awards nothing", async () => {
    await stages.admit(callId);
    await Promise.all([
      stages.assess(best.proposalId, "5", "5"),
      stages.assess(second.proposalId, "4", "4"),
      stages.assess(weak.proposalId, "5", "3.5"),
    ]);
    await stages.rank(callId);
    const { body } = await api.send("GET", `${topicPath()}/ranking`, { as: officer, at: assessing });
    expect(body["rows"]).toMatchObject([
      { proposalId: best.proposalId, status: "MAIN" },
      { proposalId: second.proposalId, status: "RESERVE" },
      { proposalId: weak.proposalId, status: "REJECTED" },
    ]);
    const award = { as: director, at: assessing, body: { rankingVersion: 1 } };
    const awarded = await api.send("POST", `${topicPath()}/decision`, award);
    expect(awarded).toMatchObject(refused(409, "FirstStageNotAwarded"));
  });

  test("invites once, by the authorising officer, on the ranking that was looked at", async () => {
    expect(await invite([{ topicId: nch, version: 1 }], officer)).toMatchObject(refused(403, "NotAllowed"));
    expect(await invite([{ topicId: nch, version: 2 }])).toMatchObject(
      refused(409, "FirstStageRankedAgain", { actualVersion: 1 }),
    );
    const invited = await invite([{ topicId: nch, version: 1 }]);
    expect(invited).toMatchObject({ status: 201, body: { call: { state: "published" } } });
    const again = await invite([{ topicId: nch, version: 1 }]);
    expect(again.body["call"]).toEqual(invited.body["call"]);
    expect(await invite([{ topicId: nch, version: 1 }], director, "another-one-of-the-tests")).toMatchObject(
      refused(412, "StaleVersion"),
    );
  });

  test("tells everybody of the first stage by letter, with the experts' findings, once (HSC-04, EVA-08)", async () => {
    await makeReachable(database.db, { ...weak, role: "applicant", language: "nl", mail: undefined });
    expect(await api.sendLetters(assessing)).toMatchObject({ letters: 3 });
    expect(await api.sendLetters(assessing)).toMatchObject({ letters: 0 });
    const letterTo = async ({ user, organisation, proposalId }: Short) => {
      const as = { as: user, at: assessing };
      const box = await api.send("GET", `/v1/letters/organisations/${organisation}/letters`, as);
      const [{ letter }] = Box.parse(box.body).letters;
      const report = `/v1/results/proposals/${proposalId}/report?language=en`;
      const closed = await api.send("GET", report, as);
      await api.send("POST", `/v1/letters/${letter.id}/opening`, as);
      const [read, file, open] = [
        await api.send("GET", `/v1/letters/${letter.id}`, as),
        await api.send("GET", `/v1/documents/letters/${letter.id}`, as),
        await api.send("GET", report, as),
      ];
      const pdf = await readPdf(Buffer.from(String(file.body["pdfBase64"]), "base64"));
      return {
        closed: closed.body["code"],
        text: JSON.stringify(read.body["blocks"]),
        pdf,
        report: open.body["report"],
      };
    };
    const [toBest, toSecond, toWeak] = [await letterTo(best), await letterTo(second), await letterTo(weak)];
    expect(toBest.text).toContain("Your proposal is invited to the second stage.");
    expect(toBest.text).toContain('"term":"Full proposal until","detail":"29 January 2027 at 17:00"');
    expect(toBest.text).not.toContain("to review how your proposal was evaluated");
    expect(toSecond.text).toContain("yours is not among them");
    expect(toSecond.text).toContain("within 30 days from the day on which you receive this letter");
    expect(toWeak.text).toContain("Uw voorstel haalde niet elke drempel");
    expect(toWeak.text).toContain('"term":"Impact","detail":"3.5 (Onder de drempel)"');
    for (const [told, language] of [
      [toBest, "en"],
      [toSecond, "en"],
      [toWeak, "nl"],
    ] as const) {
      expect(told.closed).toBe("ResultNotOpened");
      expect(told.report).toMatchObject({ basis: "CONSENSUS" });
      expect(told.pdf).toMatchObject({ isMarked: true, conformance: "1", info: { Language: language } });
    }
    expect([toBest, toSecond, toWeak].every(({ text }) => !text.includes("Place in the ranking"))).toBe(true);
  });

  test("shows its second stage to the invited alone, who begin with what the short proposal says", async () => {
    const listed = await api.send("GET", "/v1/calls/invited/calls", { as: best.user, at: assessing });
    const [{ callId: into }] = z.tuple([z.object({ callId: z.string() })]).parse(listed.body["invitations"]);
    const seen = (as: UserId) => api.send("GET", `/v1/calls/invited/calls/${into}`, { as, at: assessing });
    expect((await seen(best.user)).status).toBe(200);
    expect(await seen(second.user)).toMatchObject(refused(404, "CallNotFound"));
    expect((await api.send("GET", `/v1/calls/${into}`)).status).toBe(404);
    expect(await copy(second.proposalId, second.user, into)).toMatchObject(refused(404, "CallNotFound"));
    const blank = { callId: into, topicId: nch, coordinator: best.organisation };
    const started = await api.send("POST", "/v1/proposals", { as: best.user, at: assessing, body: blank });
    expect(started).toMatchObject(refused(409, "ShortProposalFirst", { proposalId: best.proposalId }));
    const begun = await copy(best.proposalId, best.user, into);
    expect(begun).toMatchObject({ status: 201, body: { proposal: { callId: into, state: "writing" } } });
    expect(begun.body["carried"]).toEqual(expect.arrayContaining(["general", "text.relevance", "budget.p001"]));
    const full = z.object({ id: z.string() }).parse(begun.body["proposal"]).id;
    const implementation = { ifMatch: 0, body: aText("implementation") };
    await send("PUT", `/v1/proposals/${full}/parts/text.implementation`, best.user, assessing, implementation);
    const { documentSha256, version } = await evaluation.thread.freezeProposal(best.user, full, 1, assessing);
    const submission = { as: best.user, at: closingInstant, ifMatch: version, body: { documentSha256 } };
    expect((await api.send("POST", `/v1/proposals/${full}/submission`, submission)).status).toBe(200);
  });

  test("is for a call that has two", async () => {
    const other = await evaluation.thread.publishCall();
    const asked = await api.send("POST", `/v1/calls/${other}/second-stage`, { as: director, body: { rankings: [] } });
    expect(asked).toMatchObject(refused(409, "NotTwoStages"));
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
