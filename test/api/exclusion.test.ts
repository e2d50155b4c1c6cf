import type { UserId } from "@grants/kernel/id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { createPayables } from "../support/payable.ts";
import type { Payee } from "../support/payee.ts";

const monday = "2027-05-03T09:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;
let director: UserId;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, monday);
  payables = await createPayables(api, database.db, await createAwards(api, database.db).openCall());
  director = payables.circuit.authorisingOfficer;
});
afterAll(() => database.stop());

const anExclusion = (over: object = {}) => ({
  status: "EXCLUDED",
  ground: "c",
  from: "2027-05-03",
  to: "2029-05-03",
  heardOn: "2027-04-20",
  ...over,
});
const record = async ({ organisation }: Pick<Payee, "organisation">, exclusion: object | null, over: object = {}) => {
  const head = await getOne(database.db, "grants", keys.organisation(organisation));
  return api.send("POST", `/v1/registry/organisations/${organisation}/exclusion`, {
    as: director,
    ifMatch: z.int().parse(head?.["version"]),
    body: {
      exclusion: exclusion ?? { status: "NONE" },
      because: "DECISION",
      reason: "Decision of the panel in the case.",
      ...over,
    },
  });
};

describe("an excluded organisation", () => {
  test("gets no payment order, and gets one again when the exclusion is over", async () => {
    const made = await payables.validated(await payables.inForce("excluded payee"));
    expect((await record(made, anExclusion({ to: "2027-05-03" }))).status).toBe(200);
    const authorise = (at: string) =>
      api.send("POST", `${made.path}/authorisation`, {
        as: director,
        at,
        ifMatch: 2,
        body: { executionOn: "2027-05-07" },
      });
    const lastMoment = await authorise("2027-05-03T21:59:59.999Z");
    expect(lastMoment).toMatchObject({
      status: 409,
      body: { code: "ParticipantExcluded", organisationId: made.organisation, untilOn: "2027-05-03" },
    });
    expect((await authorise("2027-05-03T22:00:00.000Z")).status).toBe(200);
  });

  test("leaves the run whose orders were authorised before", async () => {
    const executionOn = "2027-05-11";
    const made = await payables.authorised(await payables.inForce("excluded before the run"), executionOn);
    await record(made, anExclusion());
    const as = payables.circuit.accountant;
    await payables.must("POST", "/v1/treasury/runs", { as, body: { executionOn } });
    await api.runPayments();
    const order = await getOne(database.db, "grants", keys.paymentOrder(made.paymentId));
    expect(order).toMatchObject({ state: "withdrawn", because: "PAYEE_EXCLUDED" });
  });

  test("signs no agreement, and nobody signs one with it", async () => {
    const payee = await payables.payees.validated("excluded signatory");
    await record(payee, anExclusion({ from: "2027-05-01" }));
    await expect(payables.sign(payee)).rejects.toThrow("ParticipantExcluded");
  });

  test("is paid all the same where the system only warns", async () => {
    const made = await payables.validated(await payables.inForce("early detection"));
    const warning = { status: "EARLY_DETECTION", from: "2027-05-01", to: "2028-05-01" };
    expect((await record(made, warning)).status).toBe(200);
    const ask = { as: director, ifMatch: 2, body: { executionOn: "2027-05-12" } };
    expect((await api.send("POST", `${made.path}/authorisation`, ask)).status).toBe(200);
  });
});

describe("recording an exclusion", () => {
  test("keeps the reason apart and every step in the trail", async () => {
    const payee = await payables.payees.registered("in the trail");
    await record(payee, anExclusion());
    await record(payee, null);
    const entries = await auditBodies(database.db, payee.organisation);
    expect(entries.map(({ type }) => type)).toEqual(["OrganisationRegistered", "ExclusionRecorded", "ExclusionEnded"]);
    expect(entries[1]?.facts).toMatchObject({ exclusion: { ground: "c", from: "2027-05-03", to: "2029-05-03" } });
    expect(entries[1]?.commitments).toHaveProperty("reason");
  });

  test.each([
    [anExclusion({ to: "2030-05-04" }), 422, { code: "ExclusionTooLong", latestOn: "2030-05-03" }],
    [anExclusion({ heardOn: "2027-05-03" }), 422, { code: "ExclusionDatesInvalid", because: "NOT_HEARD_BEFORE" }],
    [{ status: "EXCLUDED", ground: "z" }, 400, { code: "InputInvalid" }],
  ])("refuses %o, and writes nothing", async (exclusion, status, body) => {
    const payee = await payables.payees.registered(`refused ${JSON.stringify(exclusion)}`);
    expect(await record(payee, exclusion)).toMatchObject({ status, body });
    expect(await auditBodies(database.db, payee.organisation)).toHaveLength(1);
  });

  test("does not end for remedial measures on fraud", async () => {
    const payee = await payables.payees.registered("fraud");
    await record(payee, anExclusion({ ground: "d" }));
    const refused = await record(payee, null, { because: "REMEDY" });
    expect(refused).toMatchObject({ status: 409, body: { code: "RemedyNotPossible" } });
    expect((await record(payee, null)).status).toBe(200);
  });
});
