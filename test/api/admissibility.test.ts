import type { UserId } from "@grants/kernel/id";
import { keys } from "@grants/store/tables/all";
import { getOne } from "@grants/store/read";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aPartner, nch, whileOpen } from "../support/builders.ts";
import { auditBodies } from "../support/evidence.ts";
import { openDatabase } from "../support/dynamodb.ts";
import { createEvaluation, idIn, whileEvaluating } from "../support/evaluation.ts";
import { createRefused } from "../support/refusal.ts";

const reason = "The second partner is needed for its unique data.";

const Rows = z.array(z.looseObject({ acronym: z.string() }));
const Named = z.object({ fileSha256: z.string() });

let database: Awaited<ReturnType<typeof openDatabase>>;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let officer: UserId;
let director: UserId;
let secondDirector: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  evaluation = createEvaluation(api, database.db);
  officer = await evaluation.officer();
  director = await evaluation.director();
  secondDirector = await api.person("deputy director", [{ role: "authorisingOfficer" }]);
});
afterAll(() => database.stop());

const pathOf = (proposalId: string, step = "") => `/v1/admissibility/proposals/${proposalId}${step}`;
const send = (path: string, over: Ask) => api.send("POST", path, { at: whileEvaluating, ...over });
const refused = (path: string, ask: Ask) =>
  createRefused(api, database.db)("POST", path, { at: whileEvaluating, ...ask });
const abroad = {
  "partner.p002": aPartner("p002", { country: "CH" }),
  "budget.p002": { kind: "budget", slot: "p002", categoriesCents: { A: 1_00 } },
};

/** A sealed call with one proposal that meets every check and one with a partner from elsewhere, both looked at by the platform. */
const screened = async () => {
  const callId = await evaluation.thread.publishCall();
  const plain = await evaluation.submitProposal(callId, { acronym: "PLAIN" });
  const swiss = await evaluation.submitProposal(callId, { acronym: "SWISS", parts: abroad });
  await evaluation.sealCall(callId);
  const reply = await send(`/v1/admissibility/calls/${callId}/pages/1`, { as: officer });
  return { callId, plain, swiss, reply };
};
type Screened = Awaited<ReturnType<typeof screened>>;
const found = (proposalId: string, outcome: "PASS" | "FAIL", over: Ask = {}) =>
  send(pathOf(proposalId, "/findings"), {
    as: officer,
    ifMatch: 1,
    body: { check: "ESTABLISHED", outcome, reason },
    ...over,
  });
const question = {
  subject: { kind: "MISSING_OR_UNCLEAR", question: "Why is the partner from Switzerland needed?" },
  whyNotSubstantial: "Neither the work nor the budget changes with the answer.",
  replyByOn: "2027-02-20",
};

describe("screening a page of the sealed list", () => {
  let call: Screened;
  beforeAll(async () => {
    call = await screened();
  });

  test("admits what meets every check, and leaves the rest to a person (ELG-01)", async () => {
    const board = await api.send("GET", `/v1/admissibility/calls/${call.callId}`, { as: officer });
    expect(call.reply).toMatchObject({ status: 200, body: { admitted: 1, open: 1, before: 0 } });
    const rows = Rows.parse(board.body["rows"]).toSorted((a, b) => (a.acronym < b.acronym ? -1 : 1));
    expect(rows).toMatchObject([
      { acronym: "PLAIN", state: "admitted", failing: [], toDecide: [] },
      { acronym: "SWISS", state: "open", failing: [], toDecide: ["ESTABLISHED"] },
    ]);
  });

  test("may be done again, and changes nothing", async () => {
    const again = await send(`/v1/admissibility/calls/${call.callId}/pages/1`, { as: officer });
    expect(again.body).toEqual({ admitted: 0, open: 0, before: 2 });
  });

  test("writes a chain for each proposal, whose head names its file", async () => {
    const page = await api.send("GET", pathOf(call.swiss.proposalId), { as: officer });
    const id = idIn(page.body, "admissibility");
    const [entry] = await auditBodies(database.db, id);
    const { fileSha256 } = Named.parse(page.body["admissibility"]);
    expect(entry).toMatchObject({ type: "ProposalScreened", role: "evaluationOfficer", terms: { [call.callId]: 1 } });
    expect(
      await getOne(database.db, "grants", keys.admissibilityFile(call.swiss.proposalId, fileSha256)),
    ).not.toBeNull();
  });

  test("waits for the sealing", async () => {
    const callId = await evaluation.thread.publishCall();
    expect(await refused(`/v1/admissibility/calls/${callId}/pages/1`, { as: officer })).toMatchObject({
      status: 409,
      body: { code: "CallNotSealed" },
    });
  });

  test("tells the applicant nothing of open checks, and strangers nothing at all", async () => {
    const own = await api.send("GET", pathOf(call.swiss.proposalId), { as: call.swiss.applicant.user });
    const stranger = await api.send("GET", pathOf(call.swiss.proposalId), { as: call.plain.applicant.user });
    expect(own.body).toMatchObject({
      isApplicant: true,
      failing: [],
      toDecide: [],
      file: { checks: [], findings: [] },
    });
    expect(own.body["admissibility"]).toBeUndefined();
    expect(stranger).toMatchObject({ status: 404, body: { code: "AdmissibilityNotFound" } });
  });
});

describe("two proposals of one coordinator in a topic", () => {
  test("are for a person to tell apart (PRI-04)", async () => {
    const callId = await evaluation.thread.publishCall();
    const acronym = "TWICE";
    await evaluation.submitProposal(callId, { acronym });
    const applicant = await evaluation.thread.applicant(acronym);
    const second = await evaluation.thread.draftProposal(applicant, callId, nch);
    await evaluation.thread.writeProposal(applicant.user, second);
    const { documentSha256, version } = await evaluation.thread.freezeProposal(applicant.user, second);
    const submission = { as: applicant.user, at: whileOpen, ifMatch: version, body: { documentSha256 } };
    await evaluation.thread.must("POST", `/v1/proposals/${second}/submission`, submission);
    await evaluation.sealCall(callId);
    const reply = await send(`/v1/admissibility/calls/${callId}/pages/1`, { as: officer });
    expect(reply.body).toEqual({ admitted: 0, open: 2, before: 0 });
  });
});

describe("a question to the applicant (EVA-04, EVA-05)", () => {
  let open: Screened;
  beforeAll(async () => {
    open = await screened();
  });

  test("holds the decision until it is answered, and its answer is kept beside what was submitted", async () => {
    const { swiss } = await screened();
    const path = pathOf(swiss.proposalId);
    const asked = await send(`${path}/clarifications`, { as: officer, ifMatch: 1, body: question });
    const early = await refused(`${path}/admission`, { as: officer, ifMatch: 2 });
    const answer = { answer: { kind: "GIVEN", text: "It alone holds the data." } };
    const answered = await send(`${path}/clarifications/1/answer`, {
      as: swiss.applicant.user,
      ifMatch: 2,
      body: answer,
    });
    const twice = await refused(`${path}/clarifications/1/answer`, {
      as: swiss.applicant.user,
      ifMatch: 3,
      body: answer,
    });
    await found(swiss.proposalId, "PASS", { ifMatch: 3 });
    const admitted = await send(`${path}/admission`, { as: officer, ifMatch: 4 });
    expect(asked.status).toBe(200);
    expect(early).toMatchObject({ status: 409, body: { code: "ClarificationOpen", replyByOn: "2027-02-20" } });
    expect(answered.status).toBe(200);
    expect(twice).toMatchObject({ status: 409, body: { code: "ClarificationAnswered" } });
    expect(admitted).toMatchObject({ status: 200, body: { admissibility: { state: "admitted" } } });
  });

  test("is not answered after its last day, nor by who was not asked", async () => {
    const { swiss, plain } = await screened();
    const path = pathOf(swiss.proposalId);
    await send(`${path}/clarifications`, { as: officer, ifMatch: 1, body: question });
    const body = { answer: { kind: "GIVEN", text: "Too late, perhaps." } };
    const late = { as: swiss.applicant.user, ifMatch: 2, body, at: "2027-02-20T23:00:00.000Z" };
    expect(await refused(`${path}/clarifications/1/answer`, late)).toMatchObject({ body: { code: "ReplyTooLate" } });
    const stranger = { ...late, as: plain.applicant.user, at: whileEvaluating };
    expect(await refused(`${path}/clarifications/1/answer`, stranger)).toMatchObject({ status: 404 });
  });

  test.each([
    ["no day after today", { ...question, replyByOn: "2027-02-10" }, 422, "ReplyDateInvalid"],
    [
      "an amount as a clerical error",
      { ...question, subject: { kind: "CLERICAL_ERROR", field: "AMOUNT", stands: "1", proposed: "2" } },
      400,
      "InputInvalid",
    ],
    ["no reason", { ...question, whyNotSubstantial: "" }, 400, "InputInvalid"],
    ["an unknown field", { ...question, urgent: true }, 400, "InputInvalid"],
  ])("with %s is refused (CLR-CLAR-01)", async (_, body, status, code) => {
    const reply = await refused(pathOf(open.swiss.proposalId, "/clarifications"), { as: officer, ifMatch: 1, body });
    expect(reply).toMatchObject({ status, body: { code } });
  });
});

describe("refusing a proposal", () => {
  test("needs a check that fails and a second person, and may be reversed on review by a third", async () => {
    const { callId, swiss } = await screened();
    const { user } = swiss.applicant;
    const path = pathOf(swiss.proposalId);
    const body = { grounds: ["ESTABLISHED"], reason };
    const tooEarly = await refused(`${path}/refusal`, { as: director, ifMatch: 1, body });
    await found(swiss.proposalId, "FAIL");
    const decided = await send(`${path}/refusal`, { as: director, ifMatch: 2, body });
    const told = await api.send("GET", path, { as: user });
    const experts = await evaluation.experts("e1", "e2", "e3");
    const assigned = await api.send("PUT", `/v1/evaluation/proposals/${swiss.proposalId}/experts`, {
      as: officer,
      ifMatch: 0,
      body: { experts },
    });
    const review = { as: user, ifMatch: 3, body: { reason: "The partner asks for no money at all." } };
    const late = await refused(`${path}/review`, { ...review, at: "2027-03-12T23:00:00.000Z" });
    const asked = await send(`${path}/review`, review);
    const own = await refused(`${path}/review/decision`, {
      as: director,
      ifMatch: 4,
      body: { outcome: "UPHELD", reason },
    });
    const reversed = await send(`${path}/review/decision`, {
      as: secondDirector,
      ifMatch: 4,
      body: { outcome: "REVERSED", reason },
    });
    const board = await api.send("GET", `/v1/admissibility/calls/${callId}`, { as: officer });
    expect(tooEarly).toMatchObject({ status: 422, body: { code: "GroundNotFailing", check: "ESTABLISHED" } });
    expect(decided).toMatchObject({
      status: 200,
      body: { admissibility: { state: "refused", reviewByOn: "2027-03-12" } },
    });
    expect(told.body).toMatchObject({
      file: { decision: { reason }, findings: [{ check: "ESTABLISHED", outcome: "FAIL" }] },
    });
    expect(assigned).toMatchObject({ status: 409, body: { code: "ProposalNotAdmitted" } });
    expect(late).toMatchObject({ status: 409, body: { code: "ReviewTooLate" } });
    expect(asked).toMatchObject({ body: { admissibility: { state: "underReview" } } });
    expect(own).toMatchObject({ status: 403, body: { code: "AnotherPersonDecides", because: "DECIDED_IT" } });
    expect(reversed).toMatchObject({ body: { admissibility: { state: "admitted" } } });
    expect(board.body["rows"]).toEqual(
      expect.arrayContaining([expect.objectContaining({ acronym: "SWISS", state: "admitted" })]),
    );
  });

  test("is not for who found the ground", async () => {
    const { swiss } = await screened();
    const both = await api.person("both", [{ role: "evaluationOfficer" }, { role: "authorisingOfficer" }]);
    await found(swiss.proposalId, "FAIL", { as: both });
    const body = { grounds: ["ESTABLISHED"], reason };
    expect(await refused(pathOf(swiss.proposalId, "/refusal"), { as: both, ifMatch: 2, body })).toMatchObject({
      status: 403,
      body: { code: "AnotherPersonDecides", because: "FOUND_THE_GROUND" },
    });
  });
});

describe("a ranking", () => {
  test("waits for the admission of every proposal, and leaves out what was refused", async () => {
    const { callId, plain, swiss } = await screened();
    const experts = await evaluation.experts("e1", "e2", "e3");
    await evaluation.evaluate(officer, experts, plain.proposalId, "4 4 4");
    await evaluation.evaluate(officer, experts, swiss.proposalId, "5 5 5");
    const topic = `/v1/evaluation/calls/${callId}/topics/${nch}/ranking`;
    const early = await refused(topic, { as: officer, ifMatch: 0 });
    await found(swiss.proposalId, "FAIL");
    await send(pathOf(swiss.proposalId, "/refusal"), {
      as: director,
      ifMatch: 2,
      body: { grounds: ["ESTABLISHED"], reason },
    });
    await send(topic, { as: officer, ifMatch: 0 });
    const ranking = await api.send("GET", topic, { as: officer });
    expect(early).toMatchObject({
      status: 409,
      body: { code: "AdmissionMissing", missing: 1, proposalIds: [swiss.proposalId] },
    });
    expect(ranking.body["rows"]).toMatchObject([{ acronym: "PLAIN", rank: 1, status: "MAIN" }]);
  });
});

describe("steps on one proposal", () => {
  let screenedOnce: Screened;
  beforeAll(async () => {
    screenedOnce = await screened();
  });

  test("are held to the version that was read, and repeated as one", async () => {
    const { swiss } = screenedOnce;
    const first = await found(swiss.proposalId, "PASS", { key: "found-it-once" });
    const again = await found(swiss.proposalId, "PASS", { key: "found-it-once" });
    const stale = await found(swiss.proposalId, "FAIL", { key: "found-otherwise" });
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    expect(again.body).toEqual(first.body);
    expect(stale).toMatchObject({ status: 412, body: { code: "StaleVersion", actualVersion: 2 } });
  });

  test("end with the decision", async () => {
    const { plain } = screenedOnce;
    expect(await refused(pathOf(plain.proposalId, "/checks"), { as: officer, ifMatch: 1 })).toMatchObject({
      body: { code: "AlreadyDecided", state: "admitted" },
    });
  });

  test("may begin with the platform's checks once more", async () => {
    const { swiss } = screenedOnce;
    const again = await send(pathOf(swiss.proposalId, "/checks"), { as: officer, ifMatch: 2 });
    expect(again).toMatchObject({ status: 200, body: { version: 3, admissibility: { state: "open", toDecide: 0 } } });
  });
});
