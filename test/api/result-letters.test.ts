import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { FunderCode } from "@grants/core/access/rights";
import { AwardDecisionId } from "@grants/core/cofunding/award";
import { awardListIdOf } from "@grants/core/evaluation/award-list";
import { summaryReportIdOf } from "@grants/core/evaluation/summary-report";
import { sendWaitingLetters } from "@grants/core/letters/send-waiting-letters";
import { ProposalId } from "@grants/core/proposals/proposal";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { createCursorSeal } from "@grants/store/cursor";
import { createLetterWork } from "@grants/store/letter-work";
import { createLetterStore } from "@grants/store/letters";
import { newId } from "@grants/store/new-id";
import { proposalKeys } from "@grants/store/tables/proposals";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aPartner, nch } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createEvaluation, idIn, whileEvaluating } from "../support/evaluation.ts";
import { readPdf } from "../support/read-pdf.ts";
import { auditBodies } from "../support/evidence.ts";
import { makeReachable } from "../support/reachable.ts";

const Box = z.object({
  letters: z.array(
    z.looseObject({ letter: z.looseObject({ id: z.string(), template: z.string(), language: z.string() }) }),
  ),
});
const topic = {
  topicId: nch,
  title: "National Cyber Hubs",
  budgetCents: 267_500_00,
  minGrantCents: 100_000_00,
  maxGrantCents: 267_500_00,
};
const reason = "The only partner is established where no partner may be.";
const later = "2027-02-11T09:05:00.000Z";
const decidedAt = "2027-02-11T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let officer: UserId;
let director: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  evaluation = createEvaluation(api, database.db);
  officer = await evaluation.officer();
  director = await evaluation.director();
});
afterAll(() => database.stop());

type Applicant = { readonly user: UserId; readonly organisation: OrganisationId };
const boxOf = async ({ user, organisation }: Applicant) =>
  Box.parse((await api.send("GET", `/v1/letters/organisations/${organisation}/letters`, { as: user })).body).letters;
const openAndRead = async ({ user }: Applicant, letterId: string) => {
  await api.send("POST", `/v1/letters/${letterId}/opening`, { as: user });
  return api.send("GET", `/v1/letters/${letterId}`, { as: user });
};
describe("the letters of an award decision", () => {
  const proposals = [
    { acronym: "BEST", scores: "5 5 4.5" },
    { acronym: "GOOD", scores: "4 4 4" },
    { acronym: "WEAK", scores: "5 5 2.5" },
  ];
  let decisionId: string;
  let applicants: ReadonlyMap<string, Applicant>;
  let proposalIds: ReadonlyMap<string, string>;
  let ofCall: string;
  const topicPath = () => `/v1/awards/calls/${ofCall}/topics/${nch}`;
  const clocksPath = (acronym: string) => `/v1/awards/proposals/${proposalIds.get(acronym) ?? ""}/clocks`;
  const path = () => `/v1/letters/decisions/${decisionId}/results`;
  const order = (over: Ask = {}) => api.send("POST", path(), { as: officer, at: decidedAt, ...over });
  const letterOf = async (acronym: string) => {
    const applicant = applicants.get(acronym);
    if (applicant === undefined) throw new Error(`There is no ${acronym}.`);
    return { applicant, letters: await boxOf(applicant) };
  };

  beforeAll(async () => {
    const callId = await evaluation.thread.publishCall({ topics: [topic] });
    const submitted = await Promise.all(
      proposals.map(async ({ acronym, scores }) => ({
        acronym,
        scores,
        ...(await evaluation.submitProposal(callId, { acronym })),
      })),
    );
    await evaluation.sealCall(callId);
    const experts = await evaluation.experts("one", "two", "three");
    await Promise.all([
      evaluation.admitAll(callId),
      ...submitted.map(({ scores, proposalId }) => evaluation.evaluate(officer, experts, proposalId, scores)),
    ]);
    const ofTopic = `/v1/evaluation/calls/${callId}/topics/${nch}`;
    await api.send("POST", `${ofTopic}/ranking`, { as: officer, ifMatch: 0 });
    const decided = await api.send("POST", `${ofTopic}/decision`, { as: director, body: { rankingVersion: 1 } });
    decisionId = idIn(decided.body, "decision");
    ofCall = callId;
    proposalIds = new Map(submitted.map(({ acronym, proposalId }) => [acronym, proposalId]));
    applicants = new Map(submitted.map(({ acronym, applicant }) => [acronym, applicant]));
    const best = applicants.get("BEST");
    if (best !== undefined)
      await makeReachable(database.db, { ...best, role: "applicant", language: "nl", mail: "joost@hub.example" });
  });

  test("tell nothing before they go out: the information runs, and who is awarded is not to be seen (TTG-01)", async () => {
    const as = applicants.get("BEST")?.user ?? officer;
    const read = await Promise.all(
      [decidedAt, "2027-07-30T08:00:00.000Z"].map((at) => api.send("GET", clocksPath("BEST"), { as, at })),
    );
    expect(read).toMatchObject([
      { body: { inform: { dueOn: "2027-07-29", state: "RUNNING" } } },
      { body: { inform: { state: "OVERDUE", daysLate: 1 } } },
    ]);
    expect(read.map(({ body }) => Object.keys(body))).toEqual([
      ["closedOn", "inform", "isToldHere"],
      ["closedOn", "inform", "isToldHere"],
    ]);
    const page = await api.send("GET", topicPath(), { as: officer, at: decidedAt });
    expect(page.body["clocks"]).toMatchObject({ inform: { state: "RUNNING" }, sign: { state: "RUNNING" } });
  });

  test("reach every applicant once, wherever the sending breaks off (EVA-08)", async () => {
    const first = await order({ key: "letters-of-decision" });
    expect(first).toMatchObject({ status: 201, body: { batch: { letters: 3 } } });
    expect(await order({ key: "letters-of-decision" })).toMatchObject({ status: 201, body: first.body });
    expect(await order()).toMatchObject({ status: 409, body: { code: "LettersAlreadyOrdered" } });

    const { db } = database;
    const letters = createLetterStore(db, createCursorSeal("a secret of the tests, long enough"));
    const work = createLetterWork(db, letters);
    const now = Instant.parse(decidedAt);
    const cutOffAfter = (count: number) => {
      let left = count;
      const send: typeof work.send = async (...letter) => {
        if (left === 0) throw new Error("cut off");
        left -= 1;
        return work.send(...letter);
      };
      const mailText = { pageOf: () => "" };
      const mailer = { send: async () => undefined };
      const shared = { mailer, mailText, newId, sha256: db.sha256, report: () => undefined };
      return sendWaitingLetters({ ...shared, work: { ...work, send } }, now);
    };
    await expect(cutOffAfter(1)).rejects.toThrow("cut off");
    await expect(cutOffAfter(2)).rejects.toThrow("cut off");
    expect((await api.send("GET", path(), { as: officer })).body).toMatchObject({ letters: 3, sent: 0 });

    expect(await api.sendLetters(later)).toMatchObject({ letters: 1 });
    expect(await api.sendLetters(later)).toEqual({ letters: 0, mails: 0 });
    expect((await api.send("GET", path(), { as: officer })).body).toMatchObject({ letters: 3, sent: 3 });
    const boxes = await Promise.all([...applicants.values()].map(boxOf));
    expect(boxes.map((box) => box.length)).toEqual([1, 1, 1]);
  });

  test("keep their report closed until they are open", async () => {
    const reportPath = `/v1/results/proposals/${proposalIds.get("GOOD") ?? ""}/report?language=en`;
    const [closed, seen] = await Promise.all([
      api.send("GET", reportPath, { as: applicants.get("GOOD")?.user ?? officer, at: later }),
      api.send("GET", reportPath, { as: officer, at: later }),
    ]);
    expect(closed).toMatchObject({ status: 409, body: { code: "ResultNotOpened" } });
    expect(seen).toMatchObject({ status: 200, body: { version: 1 } });
  });

  test.each([
    ["BEST", "selected for a grant", "geselecteerd voor een subsidie", "nl"],
    ["GOOD", "stands on the reserve list", "reservelijst", "en"],
    ["WEAK", "did not reach every threshold", "drempel", "en"],
  ])("tell %s its own result, in its language", async (acronym, english, dutch, language) => {
    const { applicant, letters } = await letterOf(acronym);
    const [row] = letters;
    const read = await openAndRead(applicant, row?.letter.id ?? "");
    expect(row?.letter).toMatchObject({ template: "EVALUATION_RESULT", language });
    expect(JSON.stringify(read.body["blocks"])).toContain(language === "en" ? english : dutch);
  });

  describe("come with the evaluation summary report", () => {
    const reportPath = (acronym: string, query = "") =>
      `/v1/results/proposals/${proposalIds.get(acronym) ?? ""}/report?language=en${query}`;
    const userOf = (acronym: string) => applicants.get(acronym)?.user ?? officer;

    test("which gives its applicant each score, threshold and comment, and names no expert (EVA-06, EVA-07)", async () => {
      const read = await api.send("GET", reportPath("WEAK"), { as: userOf("WEAK"), at: later });
      expect(read).toMatchObject({
        status: 200,
        body: {
          version: 1,
          versions: 1,
          report: {
            total: "12.5",
            totalMax: "15",
            isOverallMet: true,
            criteria: [
              { criterion: "RELEVANCE", score: "5", threshold: "3", isMet: true },
              { criterion: "IMPLEMENTATION", score: "5", isMet: true },
              { criterion: "IMPACT", score: "2.5", isMet: false },
            ],
          },
        },
      });
      expect(JSON.stringify(read.body)).not.toContain("usr_");
      expect(JSON.stringify(read.body["blocks"])).toContain("3: not reached");
    });

    test("whose digest stands in the audit entry, and which the letter names", async () => {
      const { body } = await api.send("GET", reportPath("GOOD"), { as: officer, at: later });
      const esr = summaryReportIdOf(newId, ProposalId.parse(proposalIds.get("GOOD")));
      const [entry] = await auditBodies(database.db, esr);
      expect(entry).toMatchObject({ type: "SummaryReportIssued", facts: { reportSha256: body["reportSha256"] } });
      expect(new Set(Object.keys(entry?.terms ?? {}).map((id) => id.slice(0, 4)))).toEqual(new Set(["con_", "dec_"]));
    });

    test("in no version that was not issued, and to nobody else", async () => {
      const asked = await Promise.all([
        api.send("GET", reportPath("GOOD", "&version=2"), { as: userOf("GOOD"), at: later }),
        api.send("GET", reportPath("GOOD"), { as: userOf("WEAK"), at: later }),
        api.send("GET", reportPath("GOOD"), { as: await api.person("an expert with questions", [{ role: "expert" }]) }),
      ]);
      expect(asked.map(({ status, body }) => [status, body["code"]])).toEqual([
        [409, "SummaryReportNotIssued"],
        [404, "ProposalNotFound"],
        [404, "ProposalNotFound"],
      ]);
    });

    test("as a PDF in the language that is asked for", async () => {
      const pdfPath = `/v1/documents/results/${proposalIds.get("GOOD") ?? ""}/report?language=nl`;
      const { body } = await api.send("GET", pdfPath, { as: userOf("GOOD"), at: later });
      const pdf = await readPdf(Buffer.from(String(body["pdfBase64"]), "base64"));
      expect(pdf).toMatchObject({ isMarked: true, conformance: "1", info: { Language: "nl" } });
      expect(pdf.text).toContain("Samenvattend beoordelingsverslag: GOOD");
      expect(pdf.text).toContain("4 van 5");
    });
  });

  describe("stop the clock of the information", () => {
    const clocksOf = async (acronym: string, at = later) => {
      const applicant = applicants.get(acronym);
      return api.send("GET", clocksPath(acronym), { as: applicant?.user ?? officer, at });
    };

    test("for every applicant, and start that of the signature for who is awarded and has read it (TTG-01, TTG-02)", async () => {
      const best = await clocksOf("BEST");
      const inform = { dueOn: "2027-07-29", state: "MET", metOn: "2027-02-11", daysLate: 0 };
      expect(best).toMatchObject({ status: 200, body: { closedOn: "2027-01-29", inform } });
      expect(best.body["sign"]).toMatchObject({ dueOn: "2027-05-11", state: "RUNNING" });
      const [good, weak] = await Promise.all(["GOOD", "WEAK"].map((acronym) => clocksOf(acronym)));
      expect(good?.body).toMatchObject({ inform });
      expect([good?.body, weak?.body].map((body) => Object.keys(body ?? {}))).toEqual([
        ["closedOn", "inform", "isToldHere"],
        ["closedOn", "inform", "isToldHere"],
      ]);
    });

    test("leave an agreement that is not signed overdue from the day after the legal date (TTG-02, CLR-CAL-03)", async () => {
      const states = await Promise.all(
        ["2027-05-11T10:00:00.000Z", "2027-05-12T10:00:00.000Z"].map(async (at) => (await clocksOf("BEST", at)).body),
      );
      expect(states).toMatchObject([{ sign: { state: "RUNNING" } }, { sign: { state: "OVERDUE", daysLate: 1 } }]);
      const page = await api.send("GET", topicPath(), { as: officer, at: "2027-05-12T10:00:00.000Z" });
      expect(page.body["clocks"]).toMatchObject({
        inform: { state: "MET", metOn: "2027-02-11" },
        sign: { state: "OVERDUE", daysLate: 1 },
        agreements: 1,
        inForce: 0,
      });
    });

    test("take a reason where one is exceeded, from the authorising officer alone, and give the averages (TTG-03)", async () => {
      const late = "2027-05-12T10:00:00.000Z";
      const explain = (over: object, ask: Ask = {}) =>
        api.send("POST", `${topicPath()}/excess`, {
          as: director,
          at: late,
          ifMatch: 0,
          body: { limit: "SIGN", ground: "APPLICANT_DELAY", text: "The coordinator asked for more time.", ...over },
          ...ask,
        });
      const refused = await Promise.all([
        explain({ limit: "INFORM" }),
        explain({ ground: "ETHICS_OR_SECURITY" }),
        explain({}, { as: officer }),
      ]);
      expect(refused.map(({ status, body }) => [status, body["code"]])).toEqual([
        [409, "LimitNotExceeded"],
        [422, "GroundOfOtherProgramme"],
        [403, "NotAllowed"],
      ]);
      expect(await explain({})).toMatchObject({ status: 200, body: { version: 1 } });
      expect(await explain({}, { ifMatch: 2 })).toMatchObject({ status: 412 });
      const page = await api.send("GET", topicPath(), { as: officer, at: late });
      expect(page.body).toMatchObject({
        clocks: { daysToInform: "13.0" },
        excess: [{ limit: "SIGN", ground: "APPLICANT_DELAY", daysLate: 1 }],
      });
      const [entry] = await auditBodies(database.db, awardListIdOf(newId, AwardDecisionId.parse(decisionId)));
      expect(entry).toMatchObject({ type: "ExcessExplained" });
    });

    test("and are nobody else's to see", async () => {
      const other = applicants.get("GOOD")?.user ?? officer;
      const expert = await api.person("an expert who looks around", [{ role: "expert" }]);
      const funder = await api.person("a funder who looks around", [
        { role: "funder", funder: FunderCode.parse("BE") },
      ]);
      const answers = await Promise.all(
        [other, expert, funder].map((as) => api.send("GET", clocksPath("BEST"), { as, at: later })),
      );
      expect(answers).toMatchObject(answers.map(() => ({ status: 404, body: { code: "ProposalNotFound" } })));
    });

    test("and tell another partner of the consortium no more than the day, since the letter is the coordinator's", async () => {
      const proposalId = ProposalId.parse(proposalIds.get("BEST"));
      const { client, tables } = database.db;
      const { user, organisation } = applicants.get("WEAK") ?? { user: officer, organisation: "" };
      const Item = {
        ...proposalKeys.member(proposalId, user),
        schema: "member/1",
        user,
        organisation,
        role: "partner",
      };
      await client.send(new PutCommand({ TableName: tables.grants, Item }));
      const read = await api.send("GET", clocksPath("BEST"), { as: user, at: later });
      expect(read).toMatchObject({ status: 200, body: { inform: { state: "MET" } } });
      expect(read.body["isToldHere"]).toBe(false);
      expect(Object.keys(read.body)).toEqual(["closedOn", "inform", "isToldHere"]);
    });
  });

  test("are told of by a mail that says nothing of the result", () => {
    const mails = api.mails.filter(({ to }) => to === "joost@hub.example");
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("Er ligt een brief voor uw organisatie klaar op ECCC Grants");
    expect(mails[0]?.text).not.toContain("BEST");
  });
});

describe("a decision on admissibility", () => {
  test("sends its question and its refusal by letter, with reasons and means of redress (EVA-04, FR 154)", async () => {
    const callId = await evaluation.thread.publishCall();
    const { proposalId, applicant } = await evaluation.submitProposal(callId, {
      acronym: "SWISS",
      parts: {
        "partner.p002": aPartner("p002", { country: "CH" }),
        "budget.p002": { kind: "budget", slot: "p002", categoriesCents: { A: 1_00 } },
      },
    });
    await evaluation.sealCall(callId);
    await api.send("POST", `/v1/admissibility/calls/${callId}/pages/1`, { as: officer });
    const step = (name: string, as: UserId, ifMatch: number, body: object, at = whileEvaluating) =>
      api.send("POST", `/v1/admissibility/proposals/${proposalId}/${name}`, { as, ifMatch, body, at });
    const question = "Why is the partner from Switzerland needed?";
    await step("clarifications", officer, 1, {
      subject: { kind: "MISSING_OR_UNCLEAR", question },
      whyNotSubstantial: "Neither the work nor the budget changes with the answer.",
      replyByOn: "2027-02-20",
    });
    await step("findings", officer, 2, { check: "ESTABLISHED", outcome: "FAIL", reason });
    await step("refusal", director, 3, { grounds: ["ESTABLISHED"], reason }, "2027-02-22T09:00:00.000Z");
    await api.sendLetters("2027-02-22T09:01:00.000Z");
    const box = await boxOf(applicant);
    expect(box.map(({ letter }) => letter.template).toSorted()).toEqual([
      "ADMISSIBILITY_REFUSED",
      "EVIDENCE_REQUESTED",
    ]);
    const said = await Promise.all(box.map(async ({ letter }) => (await openAndRead(applicant, letter.id)).body));
    const text = JSON.stringify(said);
    expect(text).toContain(question);
    expect(text).toContain("20 February 2027");
    expect(text).toContain(reason);
    expect(text).toContain("DEP-01");
    expect(text).toContain("European Ombudsman");
  });
});
