import { FunderCode } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import type { AwardRow } from "@grants/core/evaluation/award-decision";
import { auditEntryBytesMax, headBytesMax } from "@grants/kernel/limits";
import { Instant } from "@grants/kernel/time";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { freezePot } from "@grants/store/pots";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, auditItems, journalBodies } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";
import { everything } from "../support/unchanged.ts";

const may = "2027-05-03T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, may);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
});
afterAll(() => database.stop());

const pathOf = (decisionId: string) => `/v1/cofunding/decisions/${decisionId}/commitments`;
const commit = async (decisionId: string, over: Ask = {}) =>
  api.send("POST", pathOf(decisionId), { as: await cofunding.director(), ...over });
const read = async (decisionId: string) => api.send("GET", pathOf(decisionId), { as: await cofunding.director() });
const potOf = async (callId: string) => getOne(database.db, "grants", keys.pot(callId));

const belgian = (cents: number) => ({ national: [{ funder: "BE", cents }] });
const numbered = (name: string, count: number, over: Parameters<typeof anAwardRow>[1] = {}): readonly AwardRow[] =>
  Array.from({ length: count }, (_, place) => anAwardRow(`${name} ${place}`, over));

/** A call with Union money, and with Belgian money for its partners. */
const funded = async (unionCents: number, belgianCents = 0): Promise<OpenedJointAction> => {
  const joint = await cofunding.open();
  await cofunding.appropriate(joint.callId, unionCents);
  if (belgianCents === 0) return joint;
  await cofunding.commitLine(joint, "BE", belgianCents);
  await cofunding.setBudget(joint, "BE", belgianCents);
  return joint;
};
const decide = (callId: string, rows: readonly AwardRow[]) => keepDecision(database.db, { callId, topicId: nch, rows });
const funderPath = (path: string) => `${path}/funders/BE`;

describe("committing the funds of an award decision", () => {
  test("sets aside what each line gives, award by award", async () => {
    const { callId } = await funded(1_000_000_00, 300_000_00);
    const rows = [
      anAwardRow("union and Belgium", { unionCents: 400_000_00, ...belgian(100_000_00) }),
      anAwardRow("union only", { unionCents: 250_000_00 }),
    ];
    const decisionId = await decide(callId, rows);
    expect(await commit(decisionId)).toMatchObject({ status: 200, body: { decisionId, awards: 2, committed: 2 } });
    expect(await potOf(callId)).toMatchObject({ lU1: 350_000_00, lBE: 200_000_00, n: 4 });
    const page = await read(decisionId);
    expect(page.body).toMatchObject({
      callId,
      topicId: nch,
      period: { budgetYear: 2027, signByOn: "2028-12-31" },
      awards: [
        {
          awardId: rows[0]?.awardId,
          rank: 1,
          state: "awarded",
          lines: [
            { line: "U1", source: "VOTED", cents: 400_000_00 },
            { line: "BE", source: "MEMBER_STATE", cents: 100_000_00 },
          ],
        },
        { rank: 2, state: "awarded", lines: [{ line: "U1", cents: 250_000_00 }] },
      ],
      lines: [
        { line: "U1", decidedCents: 650_000_00, committedCents: 650_000_00, leftCents: 350_000_00 },
        { line: "BE", decidedCents: 100_000_00, committedCents: 100_000_00, leftCents: 200_000_00 },
      ],
      allowedActions: [{ action: "commitFunds", allowed: false, because: "AllCommitted" }],
    });
  });

  test("leaves postings that balance, named by the entry of the commitment", async () => {
    const { callId } = await funded(1_000_000_00, 300_000_00);
    const decisionId = await decide(callId, [anAwardRow("balances", { unionCents: 400_000_00, ...belgian(1_00) })]);
    await commit(decisionId);
    const { awards } = z
      .object({ awards: z.array(z.object({ awardId: z.string(), commitmentId: z.string() })) })
      .parse((await read(decisionId)).body);
    const [{ awardId, commitmentId } = { awardId: "", commitmentId: "" }] = awards;
    expect(await journalBodies(database.db, commitmentId)).toMatchObject([
      {
        type: "FundsCommitted",
        legs: [
          { account: `avail:${callId}:U1`, cents: -400_000_00 },
          { account: `committed:${commitmentId}:U1`, cents: 400_000_00 },
          { account: `avail:${callId}:BE`, cents: -1_00 },
          { account: `committed:${commitmentId}:BE`, cents: 1_00 },
        ],
      },
    ]);
    expect(await auditBodies(database.db, commitmentId)).toMatchObject([
      { type: "FundsCommitted", role: "authorisingOfficer", journal: expect.any(String) },
    ]);
    expect(await auditBodies(database.db, awardId)).toMatchObject([{ type: "AwardMade" }]);
  });

  test("takes from the common pot what national money lacks", async () => {
    const joint = await cofunding.open({}, {}, { selectionMode: "REAL", commonPotCents: 50_000_00 });
    await cofunding.appropriate(joint.callId, 1_000_000_00, { commonPotCents: 50_000_00 });
    const decisionId = await decide(joint.callId, [anAwardRow("topped up", { potCents: 20_000_00 })]);
    await commit(decisionId);
    expect(await potOf(joint.callId)).toMatchObject({ lU0: 30_000_00, lU1: 900_000_00 });
    const pot = await api.send("GET", `/v1/cofunding/calls/${joint.callId}/pot`, { as: await cofunding.director() });
    expect(pot.body).toMatchObject({
      lines: [
        { line: "U1", committedCents: 100_000_00 },
        { line: "U0", source: "VOTED", appropriatedCents: 50_000_00, committedCents: 20_000_00 },
      ],
    });
  });

  test("commits more awards than one transaction holds", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, numbered("many", 45, { unionCents: 20_000_00 }));
    expect(await commit(decisionId)).toMatchObject({ status: 200, body: { awards: 45, committed: 45 } });
    expect(await potOf(callId)).toMatchObject({ lU1: 100_000_00, n: 46 });
  });

  test("answers a repeated request again, and another request finds nothing left to do", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, numbered("repeated", 3));
    const first = await commit(decisionId, { key: "commit-once" });
    const before = await everything(database.db);
    expect(await commit(decisionId, { key: "commit-once" })).toMatchObject({ status: 200, body: first.body });
    expect(await commit(decisionId)).toMatchObject({ status: 200, body: first.body });
    expect(await everything(database.db)).toEqual(before);
  });

  test("commits in rank order up to the first award that does not fit, and the rest when money comes", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, numbered("short", 5, { unionCents: 300_000_00 }));
    const short = await commit(decisionId);
    expect(short).toMatchObject(problem(409, "FundsInsufficient", { pot: callId, line: "U1", leftCents: 100_000_00 }));
    const states = z.object({ awards: z.array(z.object({ state: z.string() })) });
    const page = states.parse((await read(decisionId)).body);
    expect(page.awards.map(({ state }) => state)).toEqual(["awarded", "awarded", "awarded", "decided", "decided"]);
    await cofunding.appropriate(callId, 1_500_000_00, {}, 1);
    expect(await commit(decisionId)).toMatchObject({ status: 200, body: { committed: 5 } });
  });

  test("is refused to the cent when a funder has less than it is asked for, and says nothing of other lines", async () => {
    const { callId } = await funded(1_000_000_00, 99_999_99);
    const decisionId = await decide(callId, [anAwardRow("Belgian", belgian(100_000_00))]);
    const reply = await refused("POST", pathOf(decisionId), { as: await cofunding.director() });
    expect(reply).toMatchObject(problem(409, "FundsInsufficient", { line: "BE", leftCents: 99_999_99 }));
    expect(JSON.stringify(reply.body)).not.toContain("U1");
  });

  test("is refused when a funder has no budget at all", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, [anAwardRow("no budget", { national: [{ funder: "MT", cents: 1 }] })]);
    const reply = await refused("POST", pathOf(decisionId), { as: await cofunding.director() });
    expect(reply).toMatchObject(problem(409, "FundsInsufficient", { line: "MT", leftCents: 0 }));
  });

  test("keeps a budget and an appropriation from falling below what is committed", async () => {
    const joint = await funded(1_000_000_00, 300_000_00);
    const decisionId = await decide(joint.callId, [
      anAwardRow("guards", { unionCents: 400_000_00, ...belgian(200_000_00) }),
    ]);
    await commit(decisionId);
    const lower = await api.send("PUT", `${joint.path}/funders/BE/budget`, {
      as: await cofunding.funder("BE"),
      ifMatch: 1,
      body: { amountCents: 199_999_99 },
    });
    expect(lower).toMatchObject(problem(409, "FundsInsufficient", { line: "BE", leftCents: 100_000_00 }));
    await cofunding.setBudget(joint, "BE", 200_000_00, 1);
    const less = await api.send("PUT", `/v1/cofunding/calls/${joint.callId}/appropriation`, {
      as: await cofunding.director(),
      ifMatch: 1,
      body: { lines: [{ topicId: nch, amountCents: 399_999_99 }] },
    });
    expect(less).toMatchObject(problem(409, "FundsInsufficient", { line: "U1", leftCents: 600_000_00 }));
    await cofunding.appropriate(joint.callId, 400_000_00, {}, 1);
    expect(await potOf(joint.callId)).toMatchObject({ lU1: 0, lBE: 0 });
  });

  test("is refused before any Union money was appropriated", async () => {
    const callId = await cofunding.publishCall();
    const decisionId = await decide(callId, [anAwardRow("too early")]);
    const reply = await refused("POST", pathOf(decisionId), { as: await cofunding.director() });
    expect(reply).toMatchObject(problem(409, "GlobalCommitmentMissing", { callId }));
    expect(await read(decisionId)).toMatchObject({ status: 200, body: { period: null } });
  });

  test("is in time on 31 December of the next year and late one millisecond after", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, [anAwardRow("last day")]);
    const as = await cofunding.director();
    const late = await refused("POST", pathOf(decisionId), { as, at: "2028-12-31T23:00:00.000Z" });
    expect(late).toMatchObject(problem(409, "CommitmentPeriodOver", { signByOn: "2028-12-31" }));
    expect(await commit(decisionId, { at: "2028-12-31T22:59:59.999Z" })).toMatchObject({ status: 200 });
    const after = { status: 200, body: { awards: 1, committed: 1 } };
    expect(await commit(decisionId, { at: "2028-12-31T23:00:00.000Z" })).toMatchObject(after);
  });

  test("is refused for a decision that does not exist", async () => {
    const as = await cofunding.director();
    const reply = await refused("POST", pathOf(`dec_${newId("none")}`), { as });
    expect(reply).toMatchObject(problem(404, "AwardDecisionNotFound"));
    expect(await read(`dec_${newId("none")}`)).toMatchObject(problem(404, "AwardDecisionNotFound"));
  });

  test("is refused while the pot is frozen", async () => {
    const { callId } = await funded(1_000_000_00);
    const decisionId = await decide(callId, [anAwardRow("frozen")]);
    await freezePot(database.db, callId, Instant.parse(may));
    const reply = await refused("POST", pathOf(decisionId), { as: await cofunding.director() });
    expect(reply).toMatchObject(problem(409, "PotFrozen", { pot: callId }));
  });

  test("composes an entry within its bytes for 27 funders too: the money decides, not the length", async () => {
    const { callId } = await funded(1_000_000_00);
    const codes = Array.from({ length: 27 }, (_, place) => `A${String.fromCodePoint(65 + (place % 26))}-REG${place}`);
    const national = codes.map((funder) => ({ funder, cents: 999_999_999_99 }));
    const decisionId = await decide(callId, [anAwardRow("everybody", { national })]);
    const reply = await refused("POST", pathOf(decisionId), { as: await cofunding.director() });
    expect(reply).toMatchObject(problem(409, "FundsInsufficient", { leftCents: 0 }));
  });

  test("keeps heads and entries within their bytes", async () => {
    const { callId } = await funded(1_000_000_00, 300_000_00);
    const row = anAwardRow("bytes", { rank: 999, unionCents: 400_000_01, ...belgian(99_999_99) });
    const decisionId = await decide(callId, [row]);
    await commit(decisionId);
    const award = await getOne(database.db, "grants", keys.award(row.awardId));
    const commitmentId = z.string().parse(award?.["commitmentId"]);
    const commitment = await getOne(database.db, "grants", keys.commitment(commitmentId));
    const sizes = [award, commitment].map((item) => itemBytes(item ?? {}));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(headBytesMax);
    const entries = [...(await auditItems(database.db, row.awardId)), ...(await auditItems(database.db, commitmentId))];
    const entryBytes = entries.map((item) => itemBytes(item));
    expect(Math.max(...entryBytes)).toBeLessThanOrEqual(auditEntryBytesMax);
  });
});

/** Every action of co-funding with the request that takes it, and the roles that may; a funder acts for Belgium. */
const requests = (joint: OpenedJointAction, decisionId: string) => {
  const line = `${funderPath(joint.path)}/lines/lin_${newId("any")}`;
  const call = `/v1/cofunding/calls/${joint.callId}`;
  const proposal = `prop_${newId("any")}`;
  const union = { unionAmountCents: 0, unionCapCents: 0, administrativeCents: 0 };
  const pledge = { purpose: "OPERATIONAL", channel: "VIA_ECCC", amountCents: 1 };
  const appropriation = { lines: [{ topicId: nch, amountCents: 1 }] };
  return [
    ["POST", "/v1/cofunding/joint-actions", { body: { callId: joint.callId, ...union } }, ["programmeOfficer"]],
    [
      "GET",
      "/v1/cofunding/joint-actions",
      {},
      ["programmeOfficer", "authorisingOfficer", "accountingOfficer", "funder", "auditor"],
    ],
    ["GET", joint.path, {}, ["programmeOfficer", "authorisingOfficer", "accountingOfficer", "auditor"]],
    ["GET", funderPath(joint.path), {}, ["funder", "auditor"]],
    ["POST", `${funderPath(joint.path)}/lines`, { body: pledge }, ["funder"]],
    ["POST", `${line}/commitment`, { ifMatch: 1, body: { amountCents: 1 } }, ["funder"]],
    ["POST", `${line}/call`, { ifMatch: 1, body: { dueOn: "2027-06-01" } }, ["programmeOfficer"]],
    ["POST", `${line}/receipts`, { ifMatch: 1, body: { amountCents: 1, evidence: "none" } }, ["accountingOfficer"]],
    ["POST", `${line}/default-steps`, { ifMatch: 1, body: { step: "NOTIFY" } }, ["authorisingOfficer"]],
    ["PUT", `${funderPath(joint.path)}/budget`, { ifMatch: 9, body: { amountCents: 1 } }, ["funder"]],
    ["POST", `${joint.path}/requests`, { ifMatch: 9 }, ["programmeOfficer"]],
    [
      "PUT",
      `${funderPath(joint.path)}/verdicts/${proposal}/p001`,
      { ifMatch: 9, body: { outcome: "ELIGIBLE" } },
      ["funder"],
    ],
    ["POST", `${joint.path}/verdict-lock`, { ifMatch: 9 }, ["programmeOfficer"]],
    ["PUT", `${call}/appropriation`, { ifMatch: 9, body: appropriation }, ["authorisingOfficer"]],
    ["GET", `${call}/pot`, {}, ["programmeOfficer", "authorisingOfficer", "auditor"]],
    ["POST", pathOf(decisionId), {}, ["authorisingOfficer"]],
    ["GET", pathOf(decisionId), {}, ["programmeOfficer", "projectOfficer", "authorisingOfficer", "auditor"]],
  ] as const satisfies readonly (readonly [string, string, Ask, readonly Role[]])[];
};

describe("who may touch money of the Union and the Member States", () => {
  test.each(Role.options)("%s: what the table says, and everything else is refused", async (role) => {
    const joint = await cofunding.open();
    const as = await api.person(`matrix ${role}`, [{ role, funder: FunderCode.parse("BE") }]);
    const rows = requests(joint, `dec_${newId("any")}`);
    const replies = await Promise.all(rows.map(([method, path, ask]) => api.send(method, path, { as, ...ask })));
    const allowed = replies.map(({ status }) => status !== 403);
    const expected = rows.map(([, , , roles]) => roles.some((one) => one === role));
    expect(allowed).toEqual(expected);
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
