import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { aBudget, aPartner, anOrganisation, nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";

const december = "2026-12-10T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const idIn = (body: Record<string, unknown>, noun: string) =>
  z.object({ [noun]: z.object({ id: z.string() }) }).parse(body)[noun]?.id ?? "";
const national = (funder: string, requestedCents: number) => ({ national: { funder, requestedCents } });

/** A sealed call with one proposal: a coordinator that asks Belgium, a partner that asks the Netherlands. */
const sealed = async (name: string) => {
  const joint = await cofunding.open();
  const organisation = anOrganisation(name);
  const user = await api.person(name, [{ role: "applicant", organisation }]);
  const proposalId = await cofunding.draftProposal({ user, organisation }, joint.callId);
  await cofunding.writeProposal(user, proposalId, {
    "budget.p001": aBudget("p001", national("BE", 100_000_00)),
    "partner.p002": aPartner("p002", { country: "NL" }),
    "budget.p002": aBudget("p002", national("NL", 50_000_00)),
  });
  const { documentSha256, version } = await cofunding.freezeProposal(user, proposalId);
  await cofunding.must("POST", `/v1/proposals/${proposalId}/submission`, {
    as: user,
    at: "2027-01-10T09:00:00.000Z",
    ifMatch: version,
    body: { documentSha256 },
  });
  await cofunding.seal(joint.callId);
  const verdictPath = (funder: string, slot: string) =>
    `${joint.path}/funders/${funder}/verdicts/${proposalId}/${slot}`;
  const list = async () => api.send("POST", `${joint.path}/requests`, { as: await cofunding.officer(), ifMatch: 1 });
  return { ...joint, proposalId, verdictPath, list };
};

describe("judging partners", () => {
  test("begins with the list of who asks whom, made once from the sealed documents", async () => {
    const { path, proposalId, list } = await sealed("lists");
    expect(await list()).toMatchObject({ status: 200, body: { jointAction: { state: "inVerdicts", requests: 2 } } });
    const as = await cofunding.officer();
    const again = await refused("POST", `${path}/requests`, { as, ifMatch: 2 });
    expect(again).toMatchObject(problem(409, "RequestsAlreadyListed"));
    const own = await api.send("GET", `${path}/funders/NL`, { as: await cofunding.funder("NL") });
    expect(own.body).toMatchObject({
      requests: [
        {
          request: { proposalId, slot: "p002", funder: "NL", country: "NL", requestedCents: 50_000_00 },
          verdict: null,
        },
      ],
      need: { requestedCents: 50_000_00, eligibleCents: 50_000_00, budgetCents: 0, missingCents: 50_000_00 },
    });
  });

  test("waits for the seal", async () => {
    const joint = await cofunding.open();
    const reply = await refused("POST", `${joint.path}/requests`, { as: await cofunding.officer(), ifMatch: 1 });
    expect(reply).toMatchObject(problem(409, "CallNotSealed"));
    const verdict = await refused("PUT", `${joint.path}/funders/BE/verdicts/prop_${newId("none")}/p001`, {
      as: await cofunding.funder("BE"),
      ifMatch: 0,
      body: { outcome: "ELIGIBLE" },
    });
    expect(verdict).toMatchObject(problem(409, "VerdictsNotOpen", { state: "open" }));
  });

  test("takes a funder's word on its own partner, with the reason kept apart", async () => {
    const { path, verdictPath, list } = await sealed("judges");
    await list();
    const as = await cofunding.funder("NL");
    const body = { outcome: "VETO", reason: "The money is needed elsewhere this year." };
    const given = await api.send("PUT", verdictPath("NL", "p002"), { as, ifMatch: 0, body });
    expect(given).toMatchObject({ status: 200, body: { version: 1, verdict: { outcome: "VETO" } } });
    const [entry] = await auditBodies(database.db, idIn(given.body, "verdict"));
    expect(entry).toMatchObject({ commitments: { reason: expect.any(String) } });
    expect(JSON.stringify(entry)).not.toContain("elsewhere");
    const own = await api.send("GET", `${path}/funders/NL`, { as });
    expect(own.body).toMatchObject({ need: { requestedCents: 50_000_00, eligibleCents: 0, missingCents: 0 } });
    const changed = await api.send("PUT", verdictPath("NL", "p002"), {
      as,
      ifMatch: 1,
      body: { outcome: "ELIGIBLE" },
    });
    expect(changed).toMatchObject({ status: 200, body: { version: 2, verdict: { outcome: "ELIGIBLE" } } });
  });

  test("is refused without a reason, on a partner of somebody else, and to another funder", async () => {
    const { verdictPath, list } = await sealed("refuses");
    await list();
    const as = await cofunding.funder("NL");
    const silent = await refused("PUT", verdictPath("NL", "p002"), { as, ifMatch: 0, body: { outcome: "INELIGIBLE" } });
    expect(silent).toMatchObject(problem(400, "InputInvalid", { field: "reason" }));
    const body = { outcome: "ELIGIBLE" };
    const foreign = await refused("PUT", verdictPath("NL", "p001"), { as, ifMatch: 0, body });
    expect(foreign).toMatchObject(problem(404, "NationalRequestNotFound", { funder: "NL", slot: "p001" }));
    const other = await refused("PUT", verdictPath("BE", "p001"), { as, ifMatch: 0, body });
    expect(other).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
  });

  test("counts no request twice whose money is committed", async () => {
    const { callId, path, proposalId, list, ...joint } = await sealed("counts once");
    await list();
    const opened = { callId, path, jointActionId: joint.jointActionId };
    await cofunding.appropriate(callId, 1_000_000_00);
    await cofunding.commitLine(opened, "NL", 60_000_00);
    await cofunding.setBudget(opened, "NL", 60_000_00);
    const row = anAwardRow("counts once", { proposalId, national: [{ funder: "NL", cents: 50_000_00 }] });
    const decisionId = await keepDecision(database.db, { callId, topicId: nch, rows: [row] });
    await cofunding.must("POST", `/v1/cofunding/decisions/${decisionId}/commitments`, {
      as: await cofunding.director(),
      at: "2027-05-03T09:00:00.000Z",
    });
    const own = await api.send("GET", `${path}/funders/NL`, { as: await cofunding.funder("NL") });
    expect(own.body).toMatchObject({
      purse: { appropriatedCents: 60_000_00, committedCents: 50_000_00, leftCents: 10_000_00 },
      need: { requestedCents: 50_000_00, eligibleCents: 50_000_00, budgetCents: 60_000_00, missingCents: 0 },
    });
  });

  test("ends when every partner has its verdict and the officer locks them", async () => {
    const { path, jointActionId, verdictPath, list } = await sealed("locks");
    await list();
    const officer = await cofunding.officer();
    const body = { outcome: "ELIGIBLE" };
    await api.send("PUT", verdictPath("NL", "p002"), { as: await cofunding.funder("NL"), ifMatch: 0, body });
    const missing = await refused("POST", `${path}/verdict-lock`, { as: officer, ifMatch: 2 });
    expect(missing).toMatchObject(problem(409, "VerdictsMissing", { requests: 2, given: 1 }));
    await api.send("PUT", verdictPath("BE", "p001"), { as: await cofunding.funder("BE"), ifMatch: 0, body });
    const locked = await api.send("POST", `${path}/verdict-lock`, { as: officer, ifMatch: 2 });
    expect(locked).toMatchObject({ status: 200, body: { jointAction: { state: "verdictsLocked" } } });
    const late = await refused("PUT", verdictPath("NL", "p002"), {
      as: await cofunding.funder("NL"),
      ifMatch: 1,
      body: { outcome: "VETO", reason: "Too late, but still tried." },
    });
    expect(late).toMatchObject(problem(409, "VerdictsNotOpen", { state: "verdictsLocked" }));
    const head = await getOne(database.db, "grants", keys.jointAction(jointActionId));
    expect(itemBytes(head ?? {})).toBeLessThanOrEqual(headBytesMax);
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
