import { reviewIdOf } from "@grants/core/evaluation/redress/review";
import { ProposalId } from "@grants/core/proposals/proposal";
import type { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@grants/core/access/role";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { anAssessment, whileEvaluating } from "../support/evaluation.ts";
import { auditBodies, auditItems } from "../support/evidence.ts";
import { makeReachable } from "../support/reachable.ts";
import { readPdf } from "../support/read-pdf.ts";
import { type ToldTopic, decidedAt, tellTopic } from "../support/told.ts";
import { createThread } from "../support/thread.ts";

const Waiting = z.object({
  reserve: z.object({
    waiting: z.array(z.object({ acronym: z.string(), rank: z.int() })),
    invited: z.array(z.object({ acronym: z.string() })),
  }),
});
const openedAt = "2027-02-12T10:00:00.000Z";
// Thirty days from 12 February are a Sunday: the legal date is Monday 15 March.
const inTime = "2027-03-15T10:00:00.000Z";
const tooLate = "2027-03-15T23:00:00.000Z";
const reason = "The panel used the threshold of another call.";

let database: OpenDatabase;
let api: TestApi;
let told: ToldTopic;
let staff: readonly UserId[];
let newExperts: readonly UserId[];

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  const thread = createThread(api);
  told = await tellTopic(
    { api, db: database.db },
    {
      proposals: [
        { acronym: "FIRST", scores: "5 5 5" },
        { acronym: "SECOND", scores: "4.5 4.5 5" },
        { acronym: "THIRD", scores: "4 4 4" },
        { acronym: "FOURTH", scores: "4 4 3.5" },
        { acronym: "LAST", scores: "5 5 2.5" },
      ],
      applicantOf: thread.applicant,
    },
  );
  for (const acronym of ["THIRD", "LAST"]) {
    const { applicant } = told.of(acronym);
    await makeReachable(database.db, { ...applicant, role: "applicant", language: "nl", mail: undefined });
  }
  staff = await Promise.all(
    (["programmeOfficer", "projectOfficer", "evaluationOfficer"] satisfies readonly Role[]).map((role) =>
      api.person(`a ${role} of the committee`, [{ role }]),
    ),
  );
  newExperts = await Promise.all(
    ["four", "five", "six"].map((name) => api.person(`expert ${name}`, [{ role: "expert" }])),
  );
});
afterAll(() => database.stop());

const pathOf = (acronym: string) => `/v1/results/proposals/${told.of(acronym).proposalId}/review`;
const userOf = (acronym: string) => told.of(acronym).applicant.user;
const send = (acronym: string, step: string, ask: Ask) => api.send("POST", `${pathOf(acronym)}${step}`, ask);
const request = { grounds: ["CRITERIA_NOT_APPLIED"], text: reason };
const codeOf = async (answer: ReturnType<typeof send>) => {
  const { status, body } = await answer;
  return [status, body["code"]];
};
const reserve = async () => {
  const path = `/v1/awards/calls/${told.callId}/topics/${told.topicId}`;
  const { body } = await api.send("GET", path, { as: told.director, at: inTime });
  return body;
};

/** The letter to an applicant that says these words, as the page shows it and as a file; letters of one instant have no order. */
const letterTo = async (acronym: string, template: string, words: string) => {
  const ask = { as: userOf(acronym), at: inTime };
  const letters = (await told.box(acronym)).filter((one) => one.template === template);
  const pages = await Promise.all(
    letters.map(async ({ id }) => {
      await api.send("POST", `/v1/letters/${id}/opening`, ask);
      return { id, page: JSON.stringify((await api.send("GET", `/v1/letters/${id}`, ask)).body) };
    }),
  );
  const found = pages.find(({ page }) => page.includes(words));
  const file = await api.send("GET", `/v1/documents/letters/${found?.id ?? ""}`, ask);
  return { page: found?.page ?? "", pdf: await readPdf(Buffer.from(String(file.body["pdfBase64"]), "base64")) };
};

describe("a request for review", () => {
  test("is refused before the result is told, before the letter is open, of an award, and to strangers (EVA-09)", async () => {
    expect(await codeOf(send("FOURTH", "", { as: userOf("FOURTH"), at: decidedAt, body: request }))).toEqual([
      409,
      "ResultNotTold",
    ]);
    await told.tell(decidedAt);
    expect(await codeOf(send("FOURTH", "", { as: userOf("FOURTH"), at: openedAt, body: request }))).toEqual([
      409,
      "ResultNotOpened",
    ]);
    await Promise.all(["FIRST", "FOURTH", "LAST"].map((acronym) => told.open(acronym, openedAt)));
    expect(await codeOf(send("FIRST", "", { as: userOf("FIRST"), at: inTime, body: request }))).toEqual([
      409,
      "NothingToReview",
    ]);
    expect(await codeOf(send("FOURTH", "", { as: userOf("THIRD"), at: inTime, body: request }))).toEqual([
      404,
      "ProposalNotFound",
    ]);
    expect(await codeOf(send("FOURTH", "", { as: told.officer, at: inTime, body: request }))).toEqual([
      403,
      "NotAllowed",
    ]);
  });

  test("is taken until the legal date of thirty days from the receipt, and not a day longer (EVA-09, CLR-CAL-05)", async () => {
    expect(await codeOf(send("LAST", "", { as: userOf("LAST"), at: tooLate, body: request }))).toEqual([
      409,
      "EvaluationReviewTooLate",
    ]);
    const ask = { as: userOf("FOURTH"), at: inTime, body: request, key: "request-for-review" };
    const asked = await send("FOURTH", "", ask);
    expect(asked).toMatchObject({ status: 201, body: { version: 1, review: { state: "requested" } } });
    expect(await send("FOURTH", "", ask)).toMatchObject({ status: 201, body: asked.body });
    expect(await codeOf(send("FOURTH", "", { ...ask, key: "another-request" }))).toEqual([
      409,
      "EvaluationReviewAsked",
    ]);
    await send("LAST", "", { as: userOf("LAST"), at: inTime, body: { ...request, grounds: ["MANIFEST_ERROR"] } });
  });

  test("is on the list of the call for the Centre's people alone", async () => {
    const path = `/v1/results/calls/${told.callId}/reviews`;
    const listed = await api.send("GET", path, { as: told.officer, at: inTime });
    expect(listed.body["reviews"]).toHaveLength(2);
    expect(await api.send("GET", path, { as: userOf("FOURTH"), at: inTime })).toMatchObject({ status: 403 });
  });

  test("that is about the experts' judgement is not registered, and ends with a letter (EVA-09)", async () => {
    const body = { isRegistrable: false, reason: "The request disputes the judgement of the experts." };
    const done = await send("LAST", "/registration", { as: told.officer, at: inTime, ifMatch: 1, body });
    expect(done).toMatchObject({ status: 200, body: { version: 2, review: { state: "notRegistrable" } } });
    await api.sendLetters(inTime);
    expect((await told.box("LAST")).map(({ template }) => template)).toContain("REVIEW_OUTCOME");
  });
});

describe("a registered request", () => {
  test("goes from step to step, each by who may take it, and by nobody who had a part in it (EVA-01, EVA-02)", async () => {
    const registration = { isRegistrable: true, reason: "The request says that the procedure was not followed." };
    expect(
      await codeOf(send("FOURTH", "/registration", { as: told.director, at: inTime, ifMatch: 1, body: registration })),
    ).toEqual([403, "NotAllowed"]);
    await send("FOURTH", "/registration", { as: told.officer, at: inTime, ifMatch: 1, body: registration });
    const appoint = (members: readonly UserId[]) =>
      send("FOURTH", "/committee", { as: told.director, at: inTime, ifMatch: 2, body: { members } });
    const [one, two, three] = staff;
    const expert = newExperts[0] ?? told.officer;
    expect((await appoint([...staff.slice(0, 2), expert])).body).toMatchObject({
      code: "ReviewerNotIndependent",
      because: "ROLE",
    });
    expect((await appoint([...staff.slice(0, 2), staff[0] ?? expert])).body).toMatchObject({ because: "TWICE" });
    expect(await appoint(staff)).toMatchObject({ status: 200, body: { review: { state: "underReview" } } });

    const advice = { outcome: "RE_EVALUATION", reason };
    expect(await codeOf(send("FOURTH", "/advice", { as: told.officer, at: inTime, ifMatch: 3, body: advice }))).toEqual(
      [403, "NotOfCommittee"],
    );
    await send("FOURTH", "/advice", { as: one ?? expert, at: inTime, ifMatch: 3, body: advice });
    expect(
      await codeOf(send("FOURTH", "/advice", { as: two ?? expert, at: inTime, ifMatch: 4, body: advice })),
    ).toEqual([409, "ReviewNotAtStep"]);
    expect(
      await codeOf(send("FOURTH", "/decision", { as: three ?? expert, at: inTime, ifMatch: 4, body: advice })),
    ).toEqual([403, "NotAllowed"]);
    expect(
      await send("FOURTH", "/decision", { as: told.director, at: inTime, ifMatch: 4, body: advice }),
    ).toMatchObject({ status: 200, body: { review: { state: "reEvaluation" } } });
    expect(
      await codeOf(send("FOURTH", "/decision", { as: told.director, at: inTime, ifMatch: 3, body: advice })),
    ).toEqual([412, "StaleVersion"]);
  });

  test("shows its applicant what was decided and no name of who looked at it", async () => {
    const read = await api.send("GET", pathOf("FOURTH"), { as: userOf("FOURTH"), at: inTime });
    expect(read.body).toMatchObject({
      period: { dueOn: "2027-03-14", legalDueOn: "2027-03-15" },
      review: { state: "reEvaluation", decision: { outcome: "RE_EVALUATION", reason } },
    });
    expect(JSON.stringify(read.body)).not.toContain("usr_");
    expect(read.body["review"]).not.toHaveProperty("advice");
  });

  test("is evaluated again by new experts alone, on the scale of the call (EVA-09, CLR-RANK-07)", async () => {
    const record = (experts: readonly UserId[], scores = "4.5 4 4") =>
      send("FOURTH", "/assessment", {
        as: told.officer,
        at: inTime,
        ifMatch: 5,
        body: { experts, ...anAssessment(scores) },
      });
    const [former] = told.experts;
    expect((await record([...newExperts.slice(0, 2), former ?? told.officer])).body).toMatchObject({
      code: "ReviewerNotIndependent",
      field: "experts",
      because: "EVALUATED",
    });
    expect((await record(newExperts, "4.5 4 4.3")).body).toMatchObject({ code: "ScoreNotOnStep" });
    expect(await record(newExperts)).toMatchObject({ status: 200, body: { review: { state: "reEvaluated" } } });
  });

  test("flips two places of the reserve list, and nothing of the awards (EVA-09, DSC-09)", async () => {
    const order = (body: Record<string, unknown>) =>
      Waiting.parse(body).reserve.waiting.map(({ acronym, rank }) => `${rank} ${acronym}`);
    const before = await reserve();
    expect(order(before)).toEqual(["3 THIRD", "4 FOURTH"]);
    const ask = { as: told.director, at: inTime, ifMatch: 6, body: {}, key: "correct-the-ranking" };
    const done = await send("FOURTH", "/correction", ask);
    expect(done).toMatchObject({ status: 200, body: { review: { state: "corrected" } } });
    expect(await send("FOURTH", "/correction", ask)).toMatchObject({ status: 200, body: done.body });
    const after = await reserve();
    expect(order(after)).toEqual(["3 FOURTH", "4 THIRD"]);
    expect(after["awards"]).toEqual(before["awards"]);
  });

  test("tells both of them, each of its own place alone, with a second report for the one (EVA-08, EVA-09)", async () => {
    await api.sendLetters(inTime);
    await Promise.all(["THIRD", "FOURTH"].map((acronym) => told.open(acronym, inTime)));
    const { page: moved } = await letterTo("THIRD", "PLACE_CORRECTED", "Plaats tot nu toe");
    expect(moved).toContain('"term":"Plaats tot nu toe","detail":"3"');
    expect(moved).toContain('"term":"Plaats in de rangschikking","detail":"4"');
    expect(moved).not.toContain("FOURTH");
    expect((await told.box("SECOND")).map(({ template }) => template)).toEqual(["EVALUATION_RESULT"]);

    const path = `/v1/results/proposals/${told.of("FOURTH").proposalId}/report?language=en`;
    const [last, first] = await Promise.all([
      api.send("GET", path, { as: userOf("FOURTH"), at: inTime }),
      api.send("GET", `${path}&version=1`, { as: userOf("FOURTH"), at: inTime }),
    ]);
    expect(last.body).toMatchObject({ version: 2, versions: 2, report: { basis: "REVIEW", total: "12.5" } });
    expect(first.body).toMatchObject({ version: 1, report: { basis: "CONSENSUS", total: "11.5" } });
  });

  test.each([
    ["FOURTH", "REVIEW_OUTCOME", "en", "New experts evaluate your proposal again"],
    ["FOURTH", "REVIEW_OUTCOME", "en", "12.5"],
    ["LAST", "REVIEW_OUTCOME", "nl", "The request disputes the judgement of the experts."],
    ["THIRD", "PLACE_CORRECTED", "nl", "Plaats tot nu toe"],
  ])("says the same to %s on the page and as a tagged PDF: %s in %s", async (acronym, template, language, words) => {
    const { page, pdf } = await letterTo(acronym, template, words);
    expect(page).toContain(words);
    expect(pdf).toMatchObject({ isMarked: true, conformance: "1", info: { Language: language } });
    expect(pdf.text).toContain(words);
  });

  test("has the corrected list called in its order, when money becomes free (DSC-09)", async () => {
    const path = `/v1/awards/calls/${told.callId}/topics/${told.topicId}`;
    const ask = { as: told.director, at: inTime };
    const body = { shares: [], reason: "The coordinator gave the award up." };
    const given = await api.send("POST", `${path}/awards/${told.of("SECOND").proposalId}/shares`, {
      ...ask,
      ifMatch: 1,
      body,
    });
    expect(given).toMatchObject({ status: 200, body: { version: 2 } });
    await api.send("POST", `${path}/reserve`, { ...ask, ifMatch: 2 });
    const { reserve: left } = Waiting.parse(await reserve());
    expect(left.invited.map(({ acronym }) => acronym)).toEqual(["FOURTH"]);
    expect(left.waiting.map(({ acronym }) => acronym)).toEqual(["THIRD"]);
  });

  test("stands in the auditor's trail with every step, none of them larger than an entry may be", async () => {
    const id = reviewIdOf(newId, ProposalId.parse(told.of("FOURTH").proposalId));
    const bodies = await auditBodies(database.db, id);
    expect(bodies.map(({ type }) => type)).toEqual([
      "EvaluationReviewRequested",
      "EvaluationReviewRegistered",
      "ReviewCommitteeAppointed",
      "ReviewAdvised",
      "EvaluationReviewDecided",
      "ProposalReEvaluated",
      "RankingCorrected",
    ]);
    const auditor = await api.person("an auditor who reads along", [{ role: "auditor" }]);
    const trail = await api.send("GET", `/v1/transparency/trails/${id}`, { as: auditor, at: inTime });
    expect(trail.status).toBe(200);
    const sizes = (await auditItems(database.db, id)).map(({ body }) => Buffer.byteLength(body));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(900);
  });
});
