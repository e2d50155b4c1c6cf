import { accessTable } from "@grants/core/access/access-table";
import { Role } from "@grants/core/access/role";
import type { Command } from "@grants/core/audit/command";
import { Assignment } from "@grants/core/evaluation/assignment";
import type { EvaluationStore } from "@grants/core/evaluation/evaluation-store";
import { recordConsensus } from "@grants/core/evaluation/record-consensus";
import { ReportHead } from "@grants/core/evaluation/report";
import { signConsensus } from "@grants/core/evaluation/sign-consensus";
import { ProposalId } from "@grants/core/proposals/proposal";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { Digest } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { Instant, LocalDate } from "@grants/kernel/time";
import { createCursorSeal } from "@grants/store/cursor";
import { createEvaluationStore } from "@grants/store/evaluation";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { type Key } from "@grants/store/table";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aPartner, whileOpen } from "../support/builders.ts";
import { aLegalEntity, createPayees } from "../support/payee.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import {
  anAssessment,
  createEvaluation,
  declareNoConflict,
  idIn,
  scored,
  whileEvaluating,
} from "../support/evaluation.ts";
import { auditBodies, auditItems } from "../support/evidence.ts";
import { aCommand } from "../support/purse.ts";
import { type Asked, createRefused, problem } from "../support/refusal.ts";
import { everything } from "../support/unchanged.ts";

let database: OpenDatabase;
let api: TestApi;
let evaluation: ReturnType<typeof createEvaluation>;
let callId: string;
let officer: UserId;
let experts: readonly UserId[];
let partnerOrganisation: OrganisationId;
/** Sealed proposals, one for each test that changes one. */
const sealed: { proposalId: string; organisation: OrganisationId }[] = [];
let proposalId: string;
let organisation: OrganisationId;
let unsealedId: string;

const sealedCount = 39;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  evaluation = createEvaluation(api, database.db);
  const { thread } = evaluation;
  callId = await thread.publishCall();
  const partner = await createPayees(api).registered("a partner");
  partnerOrganisation = partner.organisation;
  const partnerPic = aLegalEntity(partnerOrganisation).pic;
  const parts = {
    "partner.p002": aPartner("p002", { pic: partnerPic }),
    "budget.p002": { kind: "budget", slot: "p002", categoriesCents: { A: 100_000_00 } },
  };
  const acronyms = Array.from({ length: sealedCount }, (_, number) => `HUB-${number}`);
  const submitted = await Promise.all(acronyms.map((acronym) => evaluation.submitProposal(callId, { acronym, parts })));
  sealed.push(
    ...submitted.map(({ proposalId: id, applicant }) => ({ proposalId: id, organisation: applicant.organisation })),
  );
  const late = await thread.applicant("never submitted");
  unsealedId = await thread.draftProposal(late, callId);
  await evaluation.sealCall(callId);
  officer = await evaluation.officer();
  experts = await evaluation.experts("eva", "emil", "enzo");
});
afterAll(() => database.stop());
/** A sealed proposal that no test before has touched. */
const takeProposal = () => {
  const next = sealed.shift();
  if (next === undefined) throw new Error("Seal more proposals.");
  ({ proposalId, organisation } = next);
};

const refused = (...asked: Asked) => createRefused(api, database.db)(...asked);
const path = (rest: string, id = proposalId) => `/v1/evaluation/proposals/${id}/${rest}`;
const expert = (place: number): UserId => {
  const found = experts[place];
  if (found === undefined) throw new Error(`There is no expert at place ${place}.`);
  return found;
};
const assign = async (named: readonly UserId[] = experts, over: Ask = {}) => {
  const reply = await api.send("PUT", path("experts"), { as: officer, ifMatch: 0, body: { experts: named }, ...over });
  if (reply.status === 200) await Promise.all(named.map((one) => declareNoConflict(api, proposalId, one)));
  return reply;
};
const handIn = (as: UserId, over: Ask = {}) =>
  api.send("POST", path("report"), { as, body: anAssessment("4 4.5 3"), ...over });
const agree = (over: Ask = {}) =>
  api.send("POST", path("consensus"), { as: expert(0), body: anAssessment("4 4.5 3"), ...over });
const save = (criterion: string, body: object, over: Ask = {}) =>
  api.send("PUT", path(`report/${criterion}`), { as: expert(0), ifMatch: 0, body, ...over });
const onCall = () => `/v1/evaluation/calls/${callId}`;
const entries = async () => (await everything(database.db)).filter((item) => item.startsWith("AUDIT#"));
const itemAt = (key: Key) => getOne(database.db, "grants", key);

describe("assigning experts", () => {
  beforeEach(takeProposal);

  test("names them in their order with the document that they judge, by a digest in the entry", async () => {
    const reply = await assign();
    const item = await itemAt(keys.assignment(proposalId));
    const { callId: ofCall, documentSha256, experts: named } = Assignment.parse(item);
    const manifestSha256 = database.db.sha256(canonicalJson({ callId: ofCall, documentSha256, experts: named }));
    expect(reply).toMatchObject({
      status: 200,
      body: { version: 1, assignment: { state: "assigned", manifestSha256 } },
    });
    expect(reply.headers.get("etag")).toBe('"1"');
    expect(named).toEqual(experts);
  });

  test("puts the proposal on each expert's list", async () => {
    const alone = await evaluation.experts("ines", "ivo", "ida");
    await assign(alone);
    const mine = await api.send("GET", "/v1/evaluation/assignments", { as: alone[1] ?? officer });
    expect(mine.body["assignments"]).toMatchObject([
      { proposalId, callId, isRapporteur: false, experts: 3, reportsIn: 0, task: "WRITE_REPORT" },
    ]);
  });

  test("is answered again for the same key, and done once", async () => {
    const first = await assign(experts, { key: "the-same-assignment" });
    const second = await assign(experts, { key: "the-same-assignment" });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(await auditItems(database.db, idIn(first.body, "assignment"))).toHaveLength(1);
  });

  test("is refused on an older version than the last one", async () => {
    await assign();
    const reply = await refused("PUT", path("experts"), { as: officer, ifMatch: 0, body: { experts } });
    expect(reply).toMatchObject(problem(412, "StaleVersion", { expectedVersion: 0, actualVersion: 1 }));
  });

  test("is refused for two experts and for eight", async () => {
    const eight = await evaluation.experts("a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8");
    const two = await refused("PUT", path("experts"), {
      as: officer,
      ifMatch: 0,
      body: { experts: eight.slice(0, 2) },
    });
    const many = await refused("PUT", path("experts"), { as: officer, ifMatch: 0, body: { experts: eight } });
    expect([two, many]).toMatchObject([problem(400, "InputInvalid"), problem(400, "InputInvalid")]);
  });

  test("takes seven experts, with a head and an entry that keep their size", async () => {
    const seven = await evaluation.experts("s1", "s2", "s3", "s4", "s5", "s6", "s7");
    const reply = await assign(seven);
    const head = await itemAt(keys.assignment(proposalId));
    expect(reply.status).toBe(200);
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test.each(["coordinator", "partner"])("refuses an expert of the %s's organisation", async (which) => {
    const own = { coordinator: organisation, partner: partnerOrganisation }[which] ?? organisation;
    const grants = [{ role: "expert" as const }, { role: "applicant" as const, organisation: own }];
    const torn = await api.person(`torn ${which}`, grants);
    const body = { experts: [expert(0), torn, expert(1)] };
    const reply = await refused("PUT", path("experts"), { as: officer, ifMatch: 0, body });
    expect(reply).toMatchObject(
      problem(422, "ConflictOfInterest", { field: "experts", expert: torn, organisation: own }),
    );
  });

  test("takes an expert of a registered organisation that is not of the consortium", async () => {
    const other = await createPayees(api).registered("an organisation apart");
    const grants = [{ role: "expert" as const }, { role: "applicant" as const, organisation: other.organisation }];
    const free = await api.person("free", grants);
    expect((await assign([expert(0), free, expert(1)])).status).toBe(200);
  });

  test("refuses a person who is no expert, or is none any more", async () => {
    const former = await api.person("former", [{ role: "expert", validTo: LocalDate.parse("2027-01-31") }]);
    const replies = await Promise.all(
      [officer, former].map((user) =>
        api.send("PUT", path("experts"), { as: officer, ifMatch: 0, body: { experts: [expert(0), expert(1), user] } }),
      ),
    );
    expect(replies).toMatchObject([
      problem(422, "NotAnExpert", { expert: officer }),
      problem(422, "NotAnExpert", { expert: former }),
    ]);
  });

  test("refuses an expert named twice", async () => {
    const body = { experts: [expert(0), expert(1), expert(0)] };
    const reply = await refused("PUT", path("experts"), { as: officer, ifMatch: 0, body });
    expect(reply).toMatchObject(problem(422, "ExpertNamedTwice", { expert: expert(0) }));
  });

  test("replaces an expert whose report is not in, and takes the place away", async () => {
    const [other = officer] = await evaluation.experts("olga");
    await assign();
    const reply = await assign([expert(0), expert(1), other], { ifMatch: 1 });
    const gone = await api.send("GET", path("report"), { as: expert(2) });
    const come = await api.send("GET", path("report"), { as: other });
    expect(reply).toMatchObject({ status: 200, body: { version: 2 } });
    expect(gone).toMatchObject(problem(404, "EvaluationNotFound"));
    expect(come).toMatchObject({ status: 200, body: { proposalId } });
  });

  test("keeps an expert whose report is in", async () => {
    const [other = officer] = await evaluation.experts("olga");
    await assign();
    await handIn(expert(2));
    const body = { experts: [expert(0), expert(1), other] };
    const reply = await refused("PUT", path("experts"), { as: officer, ifMatch: 1, body });
    expect(reply).toMatchObject(problem(409, "ReportAlreadyIn", { expert: expert(2) }));
  });

  test("knows nothing of a proposal that was not submitted", async () => {
    const reply = await refused("PUT", path("experts", unsealedId), { as: officer, ifMatch: 0, body: { experts } });
    expect(reply).toMatchObject(problem(404, "EvaluationNotFound"));
  });
});

describe("declaring before the proposal opens", () => {
  beforeEach(takeProposal);
  const named = () => api.send("PUT", path("experts"), { as: officer, ifMatch: 0, body: { experts } });
  const declare = (interest: string, as = expert(1)) =>
    api.send("POST", path("declaration"), { as, body: { interest } });

  test("an expert sees whose proposal it is, and nothing of it before the declaration (EVA-02)", async () => {
    await named();
    const shown = await api.send("GET", path("declaration"), { as: expert(1) });
    const early = await Promise.all(
      ["report", "consensus"].map((rest) => api.send("GET", path(rest), { as: expert(1) })),
    );
    const sent = await refused("POST", path("report"), { as: expert(1), body: anAssessment("4 4 4") });
    const saved = await save("IMPACT", { comment: "Too early." }, { as: expert(1) });
    const declared = await declare("NONE");
    const after = await api.send("GET", path("report"), { as: expert(1) });
    expect(Object.keys(shown.body).toSorted()).toEqual(["acronym", "partners", "proposalId", "title"]);
    for (const reply of [...early, sent, saved]) expect(reply).toMatchObject(problem(403, "DeclarationMissing"));
    expect([declared.status, after.status]).toEqual([200, 200]);
    expect(await auditBodies(database.db, idIn(declared.body, "declaration"))).toMatchObject([
      { type: "NoConflictDeclared", role: "expert" },
    ]);
  });

  test("a declared conflict ends the assignment at once, and its kind stays out of the chain (EVA-02, EVA-03)", async () => {
    await named();
    const declared = await declare("FAMILY");
    const rests = ["declaration", "report", "consensus"];
    const after = await Promise.all(rests.map((rest) => api.send("GET", path(rest), { as: expert(1) })));
    const mine = await api.send("GET", "/v1/evaluation/assignments", { as: expert(1) });
    const board = await api.send("GET", onCall(), { as: officer });
    const rows = z.array(z.looseObject({ proposalId: z.string() })).parse(board.body["proposals"]);
    const entry = await auditBodies(database.db, idIn(declared.body, "declaration"));
    const again = await refused("PUT", path("experts"), { as: officer, ifMatch: 1, body: { experts } });
    const [other = officer] = await evaluation.experts("one instead");
    const instead = [expert(0), other, expert(2)];
    const replaced = await api.send("PUT", path("experts"), { as: officer, ifMatch: 1, body: { experts: instead } });
    expect(declared.status).toBe(200);
    for (const reply of after) expect(reply).toMatchObject(problem(404, "EvaluationNotFound"));
    expect(mine.text).not.toContain(proposalId);
    expect(rows.find((row) => row.proposalId === proposalId)).toMatchObject({
      step: "REPLACEMENT_DUE",
      withdrawn: [expert(1)],
    });
    expect(entry).toMatchObject([{ type: "ConflictDeclared" }]);
    expect(JSON.stringify(entry)).not.toContain("FAMILY");
    expect(again).toMatchObject(problem(422, "ConflictOfInterest", { severity: "DISQUALIFYING" }));
    expect(replaced.status).toBe(200);
  });

  test("a conflict that is found late ends access, and the report counts no more (EVA-02)", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    const body = { reason: "A spouse works for the coordinator, as came out." };
    const withdrawn = await api.send("POST", path(`experts/${expert(1)}/withdrawal`), { as: officer, body });
    const after = await api.send("GET", path("report"), { as: expert(1) });
    const agreed = await refused("POST", path("consensus"), { as: officer, body: anAssessment("4 4 4") });
    const byExpert = await refused("POST", path(`experts/${expert(2)}/withdrawal`), { as: expert(0), body });
    expect(withdrawn.status).toBe(200);
    expect(await auditBodies(database.db, idIn(withdrawn.body, "declaration"))).toMatchObject([
      { type: "NoConflictDeclared" },
      { type: "ExpertWithdrawn", role: "evaluationOfficer" },
    ]);
    expect(after).toMatchObject(problem(404, "EvaluationNotFound"));
    expect(agreed).toMatchObject(problem(409, "ReportsMissing", { experts: 3, reportsIn: 2 }));
    expect(byExpert).toMatchObject(problem(403, "NotAllowed"));
  });
});

describe("writing a report", () => {
  beforeEach(takeProposal);

  test("saves one criterion at a time, without an entry", async () => {
    await assign();
    const before = await entries();
    const saved = await save("RELEVANCE", { score: "4.0", comment: "It answers the topic." });
    const read = await api.send("GET", path("report"), { as: expert(0) });
    expect(saved).toMatchObject({ status: 200, body: { criterion: "RELEVANCE", version: 1, score: "4" } });
    expect(read.body["parts"]).toMatchObject([{ criterion: "RELEVANCE", comment: "It answers the topic." }]);
    expect(await entries()).toEqual(before);
  });

  test("hints at what a second look may mend, to the writer alone, and refuses nothing for it", async () => {
    await assign();
    await save("RELEVANCE", { score: "5", comment: "Excellent." });
    const read = await api.send("GET", path("report"), { as: expert(0) });
    const other = await api.send("GET", path("report"), { as: expert(1) });
    expect(read.body["hints"]).toEqual([
      { criterion: "RELEVANCE", hint: "SHORT" },
      { criterion: "RELEVANCE", hint: "PRAISE_ALONE" },
    ]);
    expect(other.body["hints"]).toEqual([]);
  });

  test("shows both texts when a criterion was saved since", async () => {
    await assign();
    await save("IMPACT", { score: "3", comment: "In one window." });
    const reply = await save("IMPACT", { score: "3.5", comment: "In another window." });
    expect(reply).toMatchObject(
      problem(412, "ReportPartStale", { current: { version: 1, comment: "In one window." } }),
    );
  });

  test("refuses 4.3 where the step is 0.5, and names the criterion", async () => {
    await assign();
    const saved = await refused("PUT", path("report/IMPACT"), {
      as: expert(0),
      ifMatch: 0,
      body: { score: "4.3", comment: "Between the steps." },
    });
    const body = anAssessment("4 4.3 3");
    const submitted = await refused("POST", path("report"), { as: expert(0), body });
    const evidence = { score: "4.3", step: "0.5", maximum: "5" };
    expect(saved).toMatchObject(problem(422, "ScoreNotOnStep", { field: "score", criterion: "IMPACT", ...evidence }));
    expect(submitted).toMatchObject(problem(422, "ScoreNotOnStep", { field: "scores.IMPLEMENTATION", ...evidence }));
  });

  test.each(["5.5", "-0.5", "4,5", "four", "1e0"])("refuses the score %s", async (score) => {
    await assign();
    const body = anAssessment(`4 4 ${score}`);
    const reply = await api.send("POST", path("report"), { as: expert(0), body });
    expect(reply).toMatchObject(problem(422, "ScoreNotOnStep", { field: "scores.IMPACT", score }));
  });

  test("refuses a report without a score or without a comment", async () => {
    await assign();
    const scores = { ...scored("4 4 4"), IMPACT: undefined };
    const comments = { ...anAssessment("4 4 4").comments, RELEVANCE: "  " };
    const noScore = await refused("POST", path("report"), { as: expert(0), body: anAssessment("4 4 4", { scores }) });
    const noWords = await refused("POST", path("report"), { as: expert(0), body: anAssessment("4 4 4", { comments }) });
    expect(noScore).toMatchObject(problem(422, "ScoreMissing", { field: "scores.IMPACT" }));
    expect(noWords).toMatchObject(problem(422, "CommentMissing", { field: "comments.RELEVANCE" }));
  });

  test("refuses a criterion that the call does not score, and a field that nobody knows", async () => {
    await assign();
    const scores = { ...scored("4 4 4"), EXCELLENCE: "4" };
    const foreign = await refused("POST", path("report"), { as: expert(0), body: anAssessment("4 4 4", { scores }) });
    const saved = await save("EXCELLENCE", { comment: "Not asked for." });
    const unknown = await refused("POST", path("report"), { as: expert(0), body: anAssessment("4 4 4", { mood: 5 }) });
    expect(foreign).toMatchObject(problem(422, "CriterionNotOfCall", { criterion: "EXCELLENCE" }));
    expect(saved).toMatchObject(problem(422, "CriterionNotOfCall", { criterion: "EXCELLENCE" }));
    expect(unknown).toMatchObject(problem(400, "InputInvalid", { field: "mood" }));
  });

  test("hands it in once; the same request is answered again", async () => {
    await assign();
    const first = await handIn(expert(0), { key: "the-same-report" });
    const second = await handIn(expert(0), { key: "the-same-report" });
    const other = await handIn(expert(0), { body: anAssessment("1 1 1") });
    const saved = await save("RELEVANCE", { comment: "Too late." });
    expect(first).toMatchObject({ status: 200, body: { report: { scores: scored("4 4.5 3") } } });
    expect(second).toMatchObject({ status: 200, body: first.body });
    expect(other).toMatchObject(problem(412, "StaleVersion"));
    expect(saved).toMatchObject(problem(409, "ReportAlreadyIn"));
  });

  test("keeps the words beside the head, which names them by their digest, and out of the chain", async () => {
    await assign();
    const reply = await handIn(expert(0));
    const { id, bodySha256 } = ReportHead.parse(reply.body["report"]);
    const head = await itemAt(keys.report(proposalId, expert(0)));
    const words = await itemAt(keys.assessmentBody(proposalId, bodySha256));
    const [entry] = await auditBodies(database.db, id);
    expect(words).toMatchObject({ body: { comments: { IMPACT: "The results will be used." } } });
    expect(entry).toMatchObject({ type: "ReportSubmitted", role: "expert", terms: { [callId]: 1 } });
    expect(JSON.stringify(entry)).not.toContain("The results will be used.");
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("is nobody else's business: to a stranger the evaluation does not exist", async () => {
    await assign();
    const [stranger = officer] = await evaluation.experts("stranger");
    const read = await api.send("GET", path("report"), { as: stranger });
    const sent = await refused("POST", path("report"), { as: stranger, body: anAssessment("1 1 1") });
    const official = await api.send("GET", path("report"), { as: officer });
    expect([read, sent]).toMatchObject([problem(404, "EvaluationNotFound"), problem(404, "EvaluationNotFound")]);
    expect(official).toMatchObject(problem(403, "NotAllowed", { because: "ROLE" }));
  });
});

/** An expert's conflict is found, and ends the place. */
const leave = async (leaver: UserId): Promise<void> => {
  const body = { reason: "A shared grant was found." };
  const left = await api.send("POST", path(`experts/${leaver}/withdrawal`), { as: officer, body });
  expect(left.status).toBe(200);
};

/** The store of a use case that is overtaken between what it reads and what it writes. */
const overtaken = (by: () => Promise<void>): EvaluationStore => {
  const store = createEvaluationStore({
    db: database.db,
    cursors: createCursorSeal("x".repeat(32)),
    now: () => Instant.parse(whileEvaluating),
  });
  return {
    ...store,
    commitConsensus: async (...parts) => {
      await by();
      return store.commitConsensus(...parts);
    },
    commitSignature: async (...parts) => {
      await by();
      return store.commitSignature(...parts);
    },
  };
};

const here = () => ({ proposalId: ProposalId.parse(proposalId) });
const commandOf = (caller: UserId): Command => ({
  ...aCommand({ key: `${caller} on ${proposalId}`, at: Instant.parse(whileEvaluating) }),
  caller,
});

describe("agreeing on a consensus", () => {
  beforeEach(takeProposal);

  test("shows nobody else's report before the own is in", async () => {
    await assign();
    await handIn(expert(0));
    const before = await api.send("GET", path("consensus"), { as: expert(1) });
    await handIn(expert(1));
    const after = await api.send("GET", path("consensus"), { as: expert(1) });
    expect(before).toMatchObject(problem(403, "OwnReportFirst"));
    expect(after.body["reports"]).toMatchObject([{ place: 1 }, { place: 2 }]);
  });

  test("waits for every report", async () => {
    await assign();
    await handIn(expert(0));
    const reply = await refused("POST", path("consensus"), { as: expert(0), body: anAssessment("4 4 4") });
    expect(reply).toMatchObject(problem(409, "ReportsMissing", { experts: 3, reportsIn: 1 }));
  });

  test("is recorded by the rapporteur, and by no other expert", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    const other = await refused("POST", path("consensus"), { as: expert(1), body: anAssessment("4 4 4") });
    const reply = await agree({ body: anAssessment("4 4.5 3", { theme: "operational technology" }) });
    const again = await refused("POST", path("consensus"), { as: officer, body: anAssessment("4 4 4") });
    const replaced = await refused("PUT", path("experts"), { as: officer, ifMatch: 1, body: { experts } });
    const head = await itemAt(keys.consensus(proposalId));
    expect(other).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
    expect(reply).toMatchObject({ status: 200, body: { consensus: { scores: scored("4 4.5 3") } } });
    expect(await auditBodies(database.db, idIn(reply.body, "consensus"))).toMatchObject([
      { type: "ConsensusRecorded", role: "expert" },
    ]);
    expect(again).toMatchObject(problem(412, "StaleVersion"));
    expect(replaced).toMatchObject(problem(409, "ConsensusRecorded"));
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });

  test("shows how far the reports are apart, from the call's spread on as something to talk about", async () => {
    await assign();
    await handIn(expert(0), { body: anAssessment("4 4.5 3") });
    await handIn(expert(1), { body: anAssessment("4 3 3.5") });
    const page = await api.send("GET", path("consensus"), { as: expert(0) });
    expect(page.body["divergences"]).toMatchObject([
      { criterion: "RELEVANCE", spread: "0", isDivergent: false },
      { criterion: "IMPLEMENTATION", lowest: "3", highest: "4.5", spread: "1.5", isDivergent: true },
      { criterion: "IMPACT", spread: "0.5", isDivergent: false },
    ]);
  });

  test("is signed once by each expert, with a minority view where one sees it differently", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    const sign = (as: UserId, body: object) => api.send("POST", path("consensus/signature"), { as, body });
    const early = await sign(expert(0), { consensusSha256: "0".repeat(64) });
    const { consensusSha256 } = z
      .object({ consensus: z.object({ bodySha256: z.string() }) })
      .transform(({ consensus }) => ({ consensusSha256: consensus.bodySha256 }))
      .parse((await agree()).body);
    const unread = await refused("POST", path("consensus/signature"), {
      as: expert(0),
      body: { consensusSha256: "0".repeat(64) },
    });
    const first = await sign(expert(0), { consensusSha256 });
    const second = await sign(expert(2), { consensusSha256, minorityView: "The risks are larger than agreed." });
    const again = await sign(expert(2), { consensusSha256 });
    const byOfficer = await sign(officer, { consensusSha256 });
    const page = await api.send("GET", path("consensus"), { as: expert(1) });
    expect([early, unread]).toMatchObject([problem(409, "ConsensusNotRecorded"), problem(409, "ConsensusDiffers")]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect([again, byOfficer]).toMatchObject([problem(412, "StaleVersion"), problem(403, "NotAllowed")]);
    expect(page.body["signatures"]).toMatchObject([
      { place: 1 },
      { place: 3, minorityView: "The risks are larger than agreed." },
    ]);
    expect(await auditBodies(database.db, idIn(second.body, "signature"))).toMatchObject([{ type: "ConsensusSigned" }]);
    expect(JSON.stringify(await auditBodies(database.db, idIn(second.body, "signature")))).not.toContain("risks");
  });

  test("is not recorded by somebody who counts the report of an expert who leaves at that moment (EVA-02)", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    const evaluations = overtaken(() => leave(expert(2)));
    const command = commandOf(expert(0));
    const entered = { ...anAssessment("4 4.5 3"), theme: undefined, namedStaff: undefined };
    const recorded = await recordConsensus({ evaluations, newId, sha256 }, { ...here(), entered, command });
    expect(recorded).toEqual({ ok: false, error: { kind: "AssignmentChanged" } });
    expect(await itemAt(keys.consensus(proposalId))).toBeNull();
  });

  test("is not signed by an expert who leaves at that moment (EVA-02)", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    const agreed = z.object({ consensus: z.object({ bodySha256: Digest }) }).parse((await agree()).body);
    const evaluations = overtaken(() => leave(expert(2)));
    const words = { consensusSha256: agreed.consensus.bodySha256, minorityView: "I see it differently." };
    const command = commandOf(expert(2));
    const signed = await signConsensus({ evaluations, newId, sha256 }, { ...here(), ...words, command });
    expect(signed).toEqual({ ok: false, error: { kind: "NotAssignedAnyMore" } });
    const page = await api.send("GET", path("consensus"), { as: expert(0) });
    expect(page.body["signatures"]).toEqual([]);
  });

  test("shows on the board how far the proposal is", async () => {
    await assign();
    await Promise.all(experts.map((one) => handIn(one)));
    await agree();
    const board = await api.send("GET", `/v1/evaluation/calls/${callId}`, { as: officer });
    const rows = z.array(z.looseObject({ proposalId: z.string() })).parse(board.body["proposals"]);
    expect(board.body).toMatchObject({ state: "sealed", sealed: { submissions: sealedCount }, page: 1, pages: 1 });
    expect(rows.find((row) => row.proposalId === proposalId)).toMatchObject({
      step: "AGREED",
      reportsIn: 3,
      consensus: { total: "11.5", isAboveThresholds: true },
      allowedActions: [
        { action: "assignExperts", allowed: false, because: "ConsensusRecorded" },
        { action: "recordConsensus", allowed: false, because: "ConsensusRecorded" },
      ],
    });
  });
});

const unknownTopic = "NO-SUCH-TOPIC";

describe("who may do what", () => {
  const operations: readonly (readonly [keyof typeof accessTable, string, () => string, Ask])[] = [
    ["readEvaluation", "GET", onCall, {}],
    ["listMyAssignments", "GET", () => "/v1/evaluation/assignments", {}],
    ["rankTopic", "POST", () => `${onCall()}/topics/${unknownTopic}/ranking`, { ifMatch: 0 }],
    ["readRanking", "GET", () => `${onCall()}/topics/${unknownTopic}/ranking`, {}],
    [
      "decideTie",
      "POST",
      () => `${onCall()}/topics/${unknownTopic}/ties`,
      { ifMatch: 1, body: { order: [`prop_${newId("a")}`, `prop_${newId("b")}`], reason: "A reason in words." } },
    ],
    ["decideAward", "POST", () => `${onCall()}/topics/${unknownTopic}/decision`, { body: { rankingVersion: 1 } }],
    ["readAwardDecision", "GET", () => `/v1/evaluation/decisions/dec_${newId("unknown")}`, {}],
  ];
  const cases = operations.flatMap((operation) => Role.options.map((role) => [role, ...operation] as const));

  test.each(cases)("%s: %s", async (role, action, method, pathOf, ask) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const reply = await api.send(method, pathOf(), { as: person, ...ask });
    const allowed: readonly string[] = accessTable[action].map((row) => row.role);
    expect(reply.body["code"] === "NotAllowed").toBe(!allowed.includes(role));
  });

  test.each(Role.options)("%s: naming the experts of a proposal", async (role) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const reply = await assign(experts, { as: person, ifMatch: 9 });
    const expected: Partial<Record<Role, string>> = {
      evaluationOfficer: "StaleVersion",
      authorisingOfficer: "NotAllowed",
      auditor: "NotAllowed",
    };
    expect(reply.body["code"]).toBe(expected[role] ?? "EvaluationNotFound");
  });

  test("nobody without a name", async () => {
    const reply = await api.send("GET", onCall(), { at: whileOpen });
    expect(reply).toMatchObject(problem(401, "NotSignedIn"));
  });
});
