import { DueOrder, PaymentOrder, dueShardOf, endToEndIdOf, paymentIdOf } from "@grants/core/disbursement/payment-order";
import { PaymentId, PaymentRequest } from "@grants/core/disbursement/payment-request";
import { RunManifest } from "@grants/core/disbursement/payment-run";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { ProjectNumber } from "@grants/core/agreements/agreement";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadItems } from "../bench/bulk.ts";
import { createMeter } from "../bench/meter.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { journalBodies } from "../support/evidence.ts";
import { RunReply, createPayables } from "../support/payable.ts";

const monday = "2027-05-03T09:00:00.000Z";
const executionOn = "2027-05-12";
/** More parts than are looked at together, and the last one is not full. */
const payments = 950;
const chunks = 10;
const writeUnitsPerPaymentMax = 0.8;

let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, monday);
  const callId = await createAwards(api, database.db).openCall();
  payables = await createPayables(api, database.db, callId);
});
afterAll(() => database.stop());

const dueOf = async (db: Database, paymentId: DueOrder["paymentId"]) => {
  const item = await getOne(db, "grants", keys.dueOrder(executionOn, dueShardOf(db.sha256, paymentId), paymentId));
  return DueOrder.parse(item?.["order"]);
};

/** Orders like a given one, each of a project of its own, as authorisation would leave them. */
const loadOrdersLike = async (db: Database, like: DueOrder, count: number): Promise<void> => {
  const digest = db.sha256("bulk");
  const envelope = { version: 1, chainHash: digest, keyHash: digest, commandHash: digest };
  const numbers = Array.from({ length: count }, (_, number) => number);
  const items = numbers.flatMap((number) => {
    const projectNumber = ProjectNumber.parse(`${102_000_000 + number}`);
    const endToEndId = endToEndIdOf({ projectNumber, paymentNumber: 1, attempt: 1 });
    const paymentId = paymentIdOf(newId, endToEndId);
    const requestId = `req_${newId(endToEndId)}`;
    const order = DueOrder.parse({ ...like, paymentId, endToEndId, projectNumber, requestId });
    const { amountCents } = order;
    const orderSha256 = db.sha256(canonicalJson(order));
    const head = PaymentOrder.parse({ state: "authorised", id: paymentId, amountCents, executionOn, orderSha256 });
    const { agreementId, commitmentId, payee: coordinator, initiatedBy, verifiedBy, authorisedBy } = order;
    const request = PaymentRequest.parse({
      state: "authorised",
      id: requestId,
      agreementId,
      commitmentId,
      coordinator,
      kind: "PREFINANCING",
      amountCents,
      clockFromOn: "2027-05-03",
      limitDays: 30,
      initiatedBy,
      verifiedBy,
      authorisedBy,
      attempt: 1,
      executionOn,
      paymentId,
    });
    const shard = dueShardOf(db.sha256, paymentId);
    return [
      { ...keys.dueOrder(executionOn, shard, paymentId), schema: "due-order/1", order },
      { ...keys.paymentOrder(paymentId), schema: "payment-order/1", ...envelope, ...head },
      { ...keys.paymentRequest(requestId), schema: "payment-request/1", ...envelope, ...request },
    ];
  });
  await loadItems(db, items);
};

describe("a run of many payments", () => {
  test("is prepared, sent and booked part by part, at a cost that payments share", async () => {
    const { db } = database;
    const { paymentId } = await payables.authorised(await payables.inForce("one of many"), executionOn);
    await loadOrdersLike(db, await dueOf(db, PaymentId.parse(paymentId)), payments - 1);

    const { accountant, secondAccountant } = payables.circuit;
    const day = await payables.must("GET", `/v1/treasury/due/${executionOn}`, { as: accountant });
    expect(day).toMatchObject({ hasMore: true });
    const asked = await payables.must("POST", "/v1/treasury/runs", { as: accountant, body: { executionOn } });
    const { id } = RunReply.parse(asked).run;
    const path = `/v1/treasury/runs/${id}`;
    const measure = createMeter(db);
    const preparing = await measure(() => api.runPayments());
    const prepared = await payables.must("GET", path, { as: accountant });
    expect(prepared).toMatchObject({ run: { state: "prepared", nbOfTxs: payments } });
    const { manifestSha256 } = RunReply.parse(prepared).run;
    expect(RunManifest.parse(prepared["manifest"]).chunks).toHaveLength(chunks);

    await payables.must("POST", `${path}/confirmation`, { as: secondAccountant, ifMatch: 2, body: { manifestSha256 } });
    await payables.must("POST", `${path}/sending`, { as: accountant, ifMatch: 3 });
    const booking = await measure(() => api.runPayments());
    expect(await payables.must("GET", `${path}?chunk=9`, { as: accountant })).toMatchObject({
      run: { state: "completed" },
      payments: Array.from({ length: 50 }, () => ({ status: "booked", bookedOn: executionOn })),
    });
    const states = await Promise.all(
      Array.from({ length: chunks }, (_, chunk) =>
        getOne(db, "grants", { pk: `RUNSTATE#${id}#0${chunk % 8}`, sk: `CHUNK#000${chunk}` }),
      ),
    );
    const entries = await Promise.all(states.map((state) => journalBodies(db, String(state?.["id"]))));
    expect(entries.map((ofChunk) => ofChunk.length)).toStrictEqual(states.map(() => 1));
    // A list, a file and the bank's answers; most of it is the two legs of each payment in the journal.
    const writeUnits = preparing.cost.writeUnits + booking.cost.writeUnits;
    expect(writeUnits / payments).toBeLessThanOrEqual(writeUnitsPerPaymentMax);
  }, 60_000);
});
