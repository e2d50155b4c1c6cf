import { admissibilityApi } from "@grants/contract/admissibility";
import { assignmentApi } from "@grants/contract/assignments";
import { awardsApi } from "@grants/contract/awards";
import { evaluationApi } from "@grants/contract/evaluation";
import { expertApi } from "@grants/contract/experts";
import { letterApi } from "@grants/contract/letters";
import { resultsApi } from "@grants/contract/results";
import { reviewsApi } from "@grants/contract/reviews";
import { Role } from "@grants/core/access/role";
import type { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Reply, type TestApi, createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { anAssessment, createEvaluation, declareNoConflict, idIn, whileEvaluating } from "../support/evaluation.ts";

let database: OpenDatabase;
let api: TestApi;
let callId: string;
let decisionId = `dec_${newId("nowhere")}`;
let proposalId: string;
let otherId: string;
let organisation: string;
let applicant: UserId;
let officer: UserId;
let director: UserId;
let experts: readonly UserId[];
let outsider: UserId;
const people = new Map<string, UserId>();

/** What only those may read who evaluate or decide: words of reports, what was agreed, who evaluates. */
const secretOf = (place: number) => `Words of expert number ${place}, for nobody else before the own are in.`;
const agreedWords = "Words that were agreed, for the officers and the experts of this proposal.";
const officials: readonly Role[] = ["evaluationOfficer", "authorisingOfficer", "auditor"];
const wordsOf = (text: string) => ({ RELEVANCE: text, IMPLEMENTATION: text, IMPACT: text });

/** What can be read anywhere from the checks to the letters. */
const contexts = [
  admissibilityApi,
  assignmentApi,
  awardsApi,
  evaluationApi,
  expertApi,
  letterApi,
  resultsApi,
  reviewsApi,
].flat();
/** Every address of them that can be read, with the ids of this story. */
const readable = () =>
  contexts
    .filter(({ method }) => method === "get")
    .map(({ path }) =>
      path
        .replace("{callId}", callId)
        .replace("{topicId}", nch)
        .replace("{proposalId}", proposalId)
        .replace("{decisionId}", decisionId)
        .replace("{about}", proposalId)
        .replace("{organisationId}", organisation)
        .replace("{user}", outsider),
    );
const readAll = (as: UserId): Promise<readonly Reply[]> =>
  Promise.all(readable().map((path) => api.send("GET", path, { as })));
const textOf = (replies: readonly Reply[]): string => replies.map(({ text }) => text).join("\n");
const path = (rest: string, id = proposalId) => `/v1/evaluation/proposals/${id}/${rest}`;
const expert = (place: number): UserId => experts[place] ?? officer;
const handIn = (place: number, id = proposalId) =>
  api.send("POST", path("report", id), {
    as: expert(place),
    body: anAssessment("4 4.5 3", { comments: wordsOf(secretOf(place)) }),
  });

/** What leaked: nobody but the officials and the experts of the proposal reads anything of it, and nobody learns who evaluates. */
const leaksOf = async (secrets: readonly string[], others: readonly UserId[] = []): Promise<readonly string[]> => {
  const asked = [...others, applicant, outsider];
  const texts = await Promise.all(asked.map(async (as) => textOf(await readAll(as))));
  return secrets.filter((secret) => texts.some((text) => text.includes(secret)));
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileEvaluating);
  const evaluation = createEvaluation(api, database.db);
  const topic = { topicId: nch, title: "Hubs", minGrantCents: 100_000_00, maxGrantCents: 500_000_00 };
  callId = await evaluation.thread.publishCall({ topics: [{ ...topic, budgetCents: 500_000_00 }] });
  const mine = await evaluation.submitProposal(callId, { acronym: "MINE" });
  const other = await evaluation.submitProposal(callId, { acronym: "OTHER" });
  [proposalId, otherId, applicant] = [mine.proposalId, other.proposalId, other.applicant.user];
  organisation = mine.applicant.organisation;
  await evaluation.sealCall(callId);
  await evaluation.admitAll(callId);
  [officer, director] = await Promise.all([evaluation.officer(), evaluation.director()]);
  experts = await evaluation.experts("eva", "emil", "enzo");
  [outsider = officer] = await evaluation.experts("olga");
  for (const role of Role.options) people.set(role, await api.person(`reader ${role}`, [{ role }]));
  for (const id of [proposalId, otherId])
    await evaluation.thread.must("PUT", path("experts", id), { as: officer, ifMatch: 0, body: { experts } });
  for (const id of [proposalId, otherId]) await Promise.all(experts.map((one) => declareNoConflict(api, id, one)));
});
afterAll(() => database.stop());

// One story in its order: what must be kept from whom changes with each stage.
describe("who learns what of an evaluation", () => {
  test("before reports: nobody outside learns who evaluates", async () => {
    expect(await leaksOf([...experts])).toEqual([]);
  });

  test("an expert who has not handed in sees no word, score or name of another, whoever has", async () => {
    await handIn(0);
    await handIn(1);
    const text = textOf(await readAll(expert(2)));
    const secrets = [secretOf(0), secretOf(1), expert(0), expert(1), '4.5"}'];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(await leaksOf([...experts, secretOf(0), secretOf(1)])).toEqual([]);
  });

  test("an expert who has handed in reads the others by their places, not by their names", async () => {
    await handIn(2);
    const text = textOf(await readAll(expert(2)));
    expect([0, 1].map((place) => text.includes(secretOf(place)))).toEqual([true, true]);
    expect([0, 1].map((place) => text.includes(expert(place)))).toEqual([false, false]);
  });

  test("what was agreed is read by the experts of the proposal and the officials, and by no applicant", async () => {
    const body = anAssessment("4 4.5 3", { comments: wordsOf(agreedWords) });
    await api.send("POST", path("consensus"), { as: expert(0), body });
    expect(textOf(await readAll(expert(1)))).toContain(agreedWords);
    const others = [...people].flatMap(([role, user]) => (officials.some((name) => name === role) ? [] : [user]));
    expect(await leaksOf([agreedWords, ...experts, secretOf(0)], others)).toEqual([]);
  });

  test("ranking and decision tell no applicant and no expert who stands where", async () => {
    for (const place of [0, 1, 2]) await handIn(place, otherId);
    await api.send("POST", path("consensus", otherId), { as: officer, body: anAssessment("5 5 5") });
    const topic = `/v1/evaluation/calls/${callId}/topics/${nch}`;
    await api.send("POST", `${topic}/ranking`, { as: officer, ifMatch: 0 });
    const decided = await api.send("POST", `${topic}/decision`, { as: director, body: { rankingVersion: 1 } });
    decisionId = idIn(decided.body, "decision");
    const replies = (await Promise.all([expert(0), applicant, outsider].map(readAll))).flat();
    const ofLists = replies.filter(({ text }) => text.includes('"rank"') || text.includes('"unionCents"'));
    expect(decided.status).toBe(200);
    expect(ofLists).toEqual([]);
  });

  test("how far an evaluation is, and how many stand where, is counted for no applicant and no stranger", async () => {
    const counts = ["reportsIn", "withdrawn", "checked", "submissions", "above", "tieNeedsPanel", "open"];
    const read = await Promise.all([applicant, outsider].map(readAll));
    const texts = read.flat().flatMap(({ status, text }) => (status < 300 ? [text] : []));
    const told = counts.filter((word) => texts.some((text) => text.includes(`"${word}"`)));
    const officers = textOf(await readAll(officer));
    expect(told).toEqual([]);
    // The officer is told: what is looked for is there to be found.
    expect(["reportsIn", "checked", "submissions"].filter((word) => !officers.includes(`"${word}"`))).toEqual([]);
  });

  test("who reads nothing of it meets refusals that carry no fact of it", async () => {
    const secrets = [agreedWords, secretOf(0), secretOf(1), ...experts, "MINE"];
    const read = await Promise.all([outsider, applicant].map(readAll));
    const refusals = read.flat().filter(({ status }) => status >= 400);
    expect(refusals.length).toBeGreaterThan(contexts.length / 2);
    expect(secrets.filter((secret) => refusals.some(({ text }) => text.includes(secret)))).toEqual([]);
  });

  test("an evaluation that one is not of, and one that is not, are refused in the same words", async () => {
    const nowhere = `prop_${newId("nowhere")}`;
    const addresses = [
      ...["declaration", "report", "consensus"].map((rest) => (id: string) => path(rest, id)),
      (id: string) => `/v1/documents/evaluations/${id}`,
      (id: string) => `/v1/results/proposals/${id}/report`,
      (id: string) => `/v1/results/proposals/${id}/review`,
      (id: string) => `/v1/experts/conflicts/${id}`,
      (id: string) => `/v1/admissibility/proposals/${id}`,
    ];
    for (const of of addresses) {
      const [real, none] = await Promise.all(
        [proposalId, nowhere].map((id) => api.send("GET", of(id), { as: outsider })),
      );
      const told = ({ body }: Reply) => [body["status"], body["code"], body["title"], body["detail"]];
      expect(told(real ?? { status: 0, body: {}, headers: new Headers(), text: "" })).toEqual(
        told(none ?? { status: 1, body: {}, headers: new Headers(), text: "" }),
      );
    }
  });

  test("an applicant's own proposal says nothing of the result before it is told", async () => {
    const own = await api.send("GET", `/v1/proposals/${otherId}`, { as: applicant });
    expect(own.status).toBe(200);
    expect(["weightedTotal", '"rank"', "consensus", "MAIN"].filter((word) => own.text.includes(word))).toEqual([]);
  });
});
