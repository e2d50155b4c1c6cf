import { CallId } from "@grants/core/calls/call";
import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aBudget, aGeneral, nch, whileOpen } from "../support/builders.ts";
import { centreOf, createDirectAwards } from "../support/direct-award.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { RequestReply, createPayables } from "../support/payable.ts";
import { anAssessment, createEvaluation, whileEvaluating } from "../support/evaluation.ts";

let database: OpenDatabase;
let api: TestApi;
let awards: ReturnType<typeof createDirectAwards>;
let evaluation: ReturnType<typeof createEvaluation>;
let belgian: UserId;
let dutch: UserId;
let director: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  awards = createDirectAwards(api);
  evaluation = createEvaluation(api, database.db);
  [belgian, dutch, director] = [await awards.people("BE"), await awards.people("NL"), await awards.director()];
  await awards.recognise("BE");
  await awards.recognise("NL");
  await awards.list("LU");
});
afterAll(() => database.stop());

const refused = (status: number, code: string, evidence: object = {}) => ({ status, body: { code, ...evidence } });
const start = (callId: string, as: UserId, country: string, at = whileOpen) =>
  api.send("POST", "/v1/proposals", { as, at, body: { callId, topicId: nch, coordinator: centreOf(country) } });
const Started = z.object({ proposal: z.object({ id: z.string() }) });
const Decided = z.object({ decision: z.object({ id: z.string() }) });

/** A whole proposal of a Centre, handed in. */
const submit = async (callId: string, as: UserId, country: string) => {
  const proposalId = Started.parse((await start(callId, as, country)).body).proposal.id;
  await evaluation.thread.writeProposal(as, proposalId, {
    general: aGeneral({ acronym: `CENTRE-${country}` }),
    "budget.p001": aBudget("p001", { categoriesCents: { A: 400_000_00 } }),
  });
  const { documentSha256, version: ifMatch } = await evaluation.thread.freezeProposal(as, proposalId);
  const ask = { as, at: whileOpen, ifMatch, body: { documentSha256 } };
  await evaluation.thread.must("POST", `/v1/proposals/${proposalId}/submission`, ask);
  return proposalId;
};
const assess = async (proposalId: string, scores: string) =>
  evaluation.thread.must("POST", `/v1/evaluation/proposals/${proposalId}/consensus`, {
    as: await evaluation.officer(),
    at: whileEvaluating,
    body: anAssessment(scores),
  });
const topicPath = (callId: string) => `/v1/evaluation/calls/${callId}/topics/${nch}`;
const rank = async (callId: string) =>
  evaluation.thread.must("POST", `${topicPath(callId)}/ranking`, {
    as: await evaluation.officer(),
    at: whileEvaluating,
    ifMatch: 0,
  });
const award = (callId: string, body: object = {}) =>
  api.send("POST", `${topicPath(callId)}/decision`, {
    as: director,
    at: whileEvaluating,
    body: { rankingVersion: 1, ...body },
  });

const Commitments = z.object({ awards: z.array(z.object({ awardId: z.string(), rank: z.int().optional() })) });
const Agreement = z.object({ agreement: z.object({ id: z.string(), sheetSha256: z.string() }) });

/** From the decision to the authorised pre-financing, by the paths of every other grant. */
const pay = async (callId: CallId, decisionId: string) => {
  const { must } = evaluation.thread;
  const { circuit, payees } = await createPayables(api, database.db, callId);
  const amount = { lines: [{ topicId: nch, amountCents: 1_000_000_00 }] };
  await must("PUT", `/v1/cofunding/calls/${callId}/appropriation`, { as: director, ifMatch: 0, body: amount });
  const path = `/v1/cofunding/decisions/${decisionId}/commitments`;
  await must("POST", path, { as: director });
  const [committed] = Commitments.parse(await must("GET", path, { as: director })).awards;
  expect(committed).not.toHaveProperty("rank");
  const { user } = await payees.validated("centre of BE");
  const body = { awardId: committed?.awardId, projectNumber: "101999001", startsOn: "2027-05-10" };
  const { agreement } = Agreement.parse(await must("POST", "/v1/agreements", { as: circuit.officer, body }));
  const signature = { body: { sheetSha256: agreement.sheetSha256 } };
  const signatures = `/v1/agreements/${agreement.id}/signatures`;
  await must("POST", signatures, { as: user, ifMatch: 1, ...signature });
  await must("POST", signatures, { as: director, ifMatch: 2, ...signature });
  const made = await must("POST", "/v1/disbursement/requests", {
    as: circuit.initiator,
    body: { agreementId: agreement.id },
  });
  const request = `/v1/disbursement/requests/${RequestReply.parse(made).request.id}`;
  await must("POST", `${request}/validation`, { as: circuit.verifier, ifMatch: 1 });
  const executionOn = { executionOn: "2027-01-29" };
  return api.send("POST", `${request}/authorisation`, {
    as: circuit.authorisingOfficer,
    ifMatch: 2,
    body: executionOn,
  });
};

describe("an award without a call", () => {
  const asked = async (over: Parameters<typeof awards.contentFor>[2] = {}, countries = ["BE"]) => {
    const callId = await awards.draft(awards.contentFor(await awards.recordProgramme(), countries, over));
    return awards.request(callId);
  };

  test("names its ground, which the work programme allows, or is not opened (CALL-08)", async () => {
    expect(await asked({ directAward: { ground: undefined } })).toMatchObject(refused(422, "DirectAwardGroundMissing"));
    expect(await asked({ directAward: { basis: undefined } })).toMatchObject(refused(422, "DirectAwardGroundMissing"));
    const ground = { ground: "SPECIFIC_COMPETENCE" };
    expect(await asked({ directAward: ground })).toMatchObject(refused(422, "DirectAwardNotInProgramme"));
    const research = { ground: "NAMED_IN_PROGRAMME" };
    expect(await asked({ directAward: research })).toMatchObject(refused(422, "GroundNotOfProgramme"));
    const unnamed = awards.contentFor(await awards.recordProgramme(), ["BE"], {
      content: { workProgrammeId: undefined },
    });
    expect(await awards.request(await awards.draft(unnamed))).toMatchObject(refused(422, "DirectAwardNotInProgramme"));
  });

  test("is for recognised Centres alone (NCC-03)", async () => {
    expect(await asked({}, ["BE", "LU"])).toMatchObject(refused(409, "CentreNotRecognised", { country: "LU" }));
    expect(await asked({}, ["BE", "MT"])).toMatchObject(refused(409, "CentreNotRecognised", { country: "MT" }));
    const another = { invited: [{ country: "BE", organisation: centreOf("NL") }] };
    expect(await asked({ directAward: another })).toMatchObject(refused(409, "CentreNotRecognised", { country: "BE" }));
    expect(await asked({}, ["BE", "BE"])).toMatchObject(refused(422, "CentreInvitedTwice", { country: "BE" }));
  });

  test("is opened by the authorising officer, and never made public (CALL-08)", async () => {
    const callId = await awards.draft(awards.contentFor(await awards.recordProgramme(), ["BE"]));
    const { body } = await awards.request(callId);
    const other = await api.person("second officer", [{ role: "programmeOfficer" }]);
    expect(await awards.decide(callId, body, { as: other })).toMatchObject(refused(403, "NotAllowed"));
    const published = await awards.decide(callId, body, { path: "publication" });
    expect(published).toMatchObject(refused(409, "InvitationNotPublic"));
    expect(await awards.decide(callId, body)).toMatchObject({ status: 200, body: { call: { state: "published" } } });
    const auditor = await api.person("auditor", [{ role: "auditor" }]);
    const { body: trail } = await api.send("GET", `/v1/transparency/trails/${callId}`, { as: auditor });
    expect(JSON.stringify(trail)).toContain("DirectAwardOpened");
    const open = await awards.draft(
      awards.contentFor(await awards.recordProgramme(), ["BE"], { content: { directAward: undefined } }),
    );
    const asOpen = await awards.decide(open, (await awards.request(open)).body);
    expect(asOpen).toMatchObject(refused(409, "NotADirectAward"));
  });

  test("is seen by the invited and the officers, and by nobody else", async () => {
    const callId = await awards.open(["BE"]);
    const read = (as?: UserId) => api.send("GET", `/v1/calls/invited/calls/${callId}`, as === undefined ? {} : { as });
    expect(await read(belgian)).toMatchObject({ status: 200, body: { version: { callId } } });
    expect(await read(director)).toMatchObject({ status: 200 });
    expect(await read(dutch)).toMatchObject(refused(404, "CallNotFound"));
    for (const path of ["", "/versions", "/questions"])
      expect(await api.send("GET", `/v1/calls/${callId}${path}`)).toMatchObject(refused(404, "CallNotFound"));
    const listed = async (as: UserId) =>
      JSON.stringify((await api.send("GET", "/v1/calls/invited/calls", { as })).body);
    expect(await listed(belgian)).toContain(callId);
    expect(await listed(director)).toContain(callId);
    expect(await listed(dutch)).not.toContain(callId);
    expect(JSON.stringify((await api.send("GET", "/v1/calls?status=open")).body)).not.toContain(callId);
  });

  test("stays one when it is corrected, and who is no longer invited no longer sees it", async () => {
    const callId = await awards.open(["BE", "NL"]);
    const officer = await awards.officer();
    const revise = async (content: object, ifMatch: number, reasons: readonly object[]) => {
      await evaluation.thread.must("PUT", `/v1/calls/${callId}/draft`, { as: officer, ifMatch, body: content });
      const body = { reasons };
      return api.send("POST", `/v1/calls/${callId}/publication-request`, { as: officer, ifMatch: ifMatch + 1, body });
    };
    const programme = await awards.recordProgramme();
    const everybody = awards.contentFor(programme, ["BE"], { content: { directAward: undefined } });
    expect(await revise(everybody, 3, [])).toMatchObject(refused(422, "DirectAwardFixed"));
    const fewer = awards.contentFor(programme, ["BE"]);
    const reasons = ["directAward", "workProgrammeId"].map((field) => ({
      field,
      reason: "The Centre has asked for it.",
    }));
    const again = await revise(fewer, 4, reasons);
    expect(await awards.decide(callId, again.body)).toMatchObject({
      status: 200,
      body: { call: { contentVersion: 2 } },
    });
    const { body } = await api.send("GET", "/v1/calls/invited/calls", { as: dutch });
    expect(JSON.stringify(body)).not.toContain(callId);
    expect(await start(callId, dutch, "NL")).toMatchObject(refused(404, "CallNotFound"));
  });

  test("is answered by the invited organisation, while its capacity is recognised (NCC-03)", async () => {
    await awards.recognise("EE");
    const estonian = await awards.people("EE");
    const callId = await awards.open(["EE"]);
    expect(await start(callId, dutch, "NL")).toMatchObject(refused(404, "CallNotFound"));
    const both = await api.person("of two Centres", [
      { role: "applicant", organisation: centreOf("NL") },
      { role: "applicant", organisation: centreOf("EE") },
    ]);
    expect(await start(callId, both, "NL")).toMatchObject(refused(403, "OrganisationNotInvited"));
    expect(await start(callId, both, "EE")).toMatchObject({ status: 201 });
    await awards.review("EE");
    expect(await start(callId, estonian, "EE")).toMatchObject(refused(409, "CentreNotRecognised", { country: "EE" }));
  });
});

describe("the proposals of an award without a call", () => {
  test("are assessed by officers or experts, not ranked, awarded one by one, signed and paid (CALL-08)", async () => {
    const callId = await awards.open(["BE", "NL"]);
    const [good, weak] = [await submit(callId, belgian, "BE"), await submit(callId, dutch, "NL")];
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    await assess(good, "4 4 4");
    const experts = await evaluation.experts("first expert", "second expert", "third expert");
    await evaluation.evaluate(await evaluation.officer(), experts, weak, "4 2 4");
    await rank(callId);
    const { body } = await api.send("GET", `${topicPath(callId)}/ranking`, { as: director, at: whileEvaluating });
    const [first, second] = z.array(z.record(z.string(), z.unknown())).parse(body["rows"]);
    expect(first).toMatchObject({ proposalId: good, status: "MAIN", isTied: false });
    expect(second).toMatchObject({ proposalId: weak, status: "REJECTED" });
    expect(first).not.toHaveProperty("rank");
    const decided = await award(callId);
    expect(decided).toMatchObject({ status: 200 });
    const { id } = Decided.parse(decided.body).decision;
    const page = await api.send("GET", `/v1/evaluation/decisions/${id}`, { as: director, at: whileEvaluating });
    expect(page.body["awards"]).toMatchObject([{ proposalId: good, coordinator: centreOf("BE") }]);
    expect(await pay(CallId.parse(callId), id)).toMatchObject({
      status: 200,
      body: { request: { state: "authorised" } },
    });
  });

  test("are not awarded once the recognition is withdrawn (NCC-03)", async () => {
    await awards.recognise("FI");
    const callId = await awards.open(["FI"]);
    const proposalId = await submit(callId, await awards.people("FI"), "FI");
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    await assess(proposalId, "4 4 4");
    await rank(callId);
    await awards.review("FI");
    expect(await award(callId)).toMatchObject(refused(409, "CentreNotRecognised", { country: "FI" }));
  });

  test("are awarded with reasons where the ground asks for them (CALL-08)", async () => {
    const callId = await awards.open(["BE"], { directAward: { ground: "MONOPOLY" } });
    const proposalId = await submit(callId, belgian, "BE");
    await evaluation.sealCall(callId);
    await evaluation.admitAll(callId);
    await assess(proposalId, "4 4 4");
    await rank(callId);
    expect(await award(callId)).toMatchObject(refused(422, "DirectAwardNeedsReason", { field: "reason" }));
    const reason = "No other body in the Member State may run this service.";
    expect(await award(callId, { reason })).toMatchObject({ status: 200 });
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
