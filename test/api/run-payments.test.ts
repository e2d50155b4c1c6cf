import type { BankChannel } from "@grants/core/disbursement/bank-channel";
import { bankMessageIdOf } from "@grants/core/disbursement/bank-message";
import { DueOrder, dueShardOf } from "@grants/core/disbursement/payment-order";
import { PaymentId } from "@grants/core/disbursement/payment-request";
import { RunId } from "@grants/core/disbursement/payment-run";
import type { RunPaymentsDeps } from "@grants/core/disbursement/run-payments";
import { balances } from "@grants/core/ledger/journal";
import { Instant, LocalDate } from "@grants/kernel/time";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDemoBankChannel } from "../../functions/run-payments/demo-bank-channel.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { withContention } from "../support/contention.ts";
import { type CrashWhen, crashingOnce } from "../support/crashing.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { RunReply, createPayables } from "../support/payable.ts";
import { paymentFilesInMemory, paymentWorker, runWorker } from "../support/payment-worker.ts";

const monday = "2027-05-03T09:00:00.000Z";
const prefinancingCents = 214_000_00;

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

const head = (key: { pk: string; sk: string }) => getOne(database.db, "grants", key);

/** A bank that remembers what it was sent, and refuses one account. */
const aBank = () => {
  const received: string[] = [];
  const said: string[] = [];
  const refused = new Set<string>();
  const demo = createDemoBankChannel({ refuse: (endToEndId) => (refused.has(endToEndId) ? "AC04" : null) });
  const bank: BankChannel = {
    send: async ({ messageId }) => {
      received.push(messageId);
      return "received";
    },
    inquire: async (messageId) => (received.includes(messageId) ? "received" : "notReceived"),
    answers: async (file, at) => {
      const texts = await demo.answers(file, at);
      said.splice(0, said.length, ...texts);
      return texts;
    },
  };
  return { bank, received, said, refused };
};

/** Three orders of one day: one that is paid, one whose payee has another account by then, one that the bank refuses. */
const aDay = async (name: string, executionOn: string, refused: Set<string>) => {
  const paid = await payables.authorised(await payables.inForce(`${name} paid`), executionOn);
  const left = await payables.authorised(await payables.inForce(`${name} left out`), executionOn);
  const rejected = await payables.authorised(await payables.inForce(`${name} rejected`), executionOn);
  const { accountant, verifier } = payables.circuit;
  const account = { iban: "BE71 0961 2345 6769", holderName: "Cyber Hub" };
  await payables.payees.changeAccount(left, account, { verifier, accountant });
  const due = await getOne(database.db, "grants", dueKeyOf(database.db, executionOn, rejected.paymentId));
  refused.add(DueOrder.parse(due?.["order"]).endToEndId);
  const asked = await payables.must("POST", "/v1/treasury/runs", { as: accountant, body: { executionOn } });
  return { paid, left, rejected, runId: RunReply.parse(asked).run.id, executionOn };
};
type Day = Awaited<ReturnType<typeof aDay>>;

const dueKeyOf = (db: Database, executionOn: string, paymentId: string) =>
  keys.dueOrder(executionOn, dueShardOf(db.sha256, PaymentId.parse(paymentId)), paymentId);

/** Confirms and releases a run that the worker has prepared. */
const release = async (runId: string) => {
  const path = `/v1/treasury/runs/${runId}`;
  const { accountant, secondAccountant } = payables.circuit;
  const { manifestSha256 } = RunReply.parse(await payables.must("GET", path, { as: accountant })).run;
  await payables.must("POST", `${path}/confirmation`, { as: secondAccountant, ifMatch: 2, body: { manifestSha256 } });
  await payables.must("POST", `${path}/sending`, { as: accountant, ifMatch: 3 });
};

const stateOf = async (runId: string) => (await head(keys.run(runId)))?.["state"];

/** Where everything stands when the run is over: what it must be, however often the worker began again. */
const expectCompleted = async ({ paid, left, rejected, runId }: Day, { received, said }: ReturnType<typeof aBank>) => {
  const { db } = database;
  expect(await head(keys.run(runId))).toMatchObject({ state: "completed", version: 5, nbOfTxs: 2 });
  expect(await head(keys.runWork(runId))).toBeNull();
  expect(await head(keys.runFile(runId, 1))).toMatchObject({ state: "sent" });
  expect(received).toHaveLength(1);

  expect(await head(keys.paymentOrder(paid.paymentId))).toMatchObject({ state: "authorised", version: 1 });
  expect(await head(keys.paymentOrder(left.paymentId))).toMatchObject({ state: "withdrawn", version: 2 });
  expect(await head(keys.paymentOrder(rejected.paymentId))).toMatchObject({ state: "rejected", version: 2 });
  const again = { state: "validated", attempt: 2, version: 4 };
  expect(await head(keys.paymentRequest(left.requestId))).toMatchObject(again);
  expect(await head(keys.paymentRequest(rejected.requestId))).toMatchObject(again);

  const chunk = await head({ pk: `RUNSTATE#${runId}#00`, sk: "CHUNK#0000" });
  const booked = await journalBodies(db, String(chunk?.["id"]));
  expect(booked).toHaveLength(1);
  const ofOrders = await Promise.all([paid, left, rejected].map(({ paymentId }) => journalBodies(db, paymentId)));
  expect(ofOrders.map((entries) => entries.length)).toStrictEqual([1, 2, 2]);
  const sums = balances([...booked, ...ofOrders.flat()].flatMap(({ legs }) => legs));
  expect(sums.get(`paid:${paid.paymentId}:U1`)).toBe(prefinancingCents);
  expect([...sums.values()].filter((cents) => cents !== 0)).toHaveLength(2);

  const messages = await Promise.all(
    said.map((text) => head(keys.bankMessage(bankMessageIdOf(newId, db.sha256(text))))),
  );
  const applied = { state: "applied", version: 2, exceptions: 0, returned: 0 };
  expect(messages).toMatchObject([
    { ...applied, booked: 0, rejected: 1 },
    { ...applied, booked: 1, rejected: 0 },
  ]);
  expect(await auditBodies(db, String(chunk?.["id"]))).toHaveLength(2);
};

/** An instant that is later at each call, by more than a call of the bank can be on its way. */
const aClock = () => {
  let passes = 0;
  return (): string => Instant.parse(new Date(Date.parse(monday) + (passes += 1) * 31 * 60_000).toISOString());
};

/** Passes until the run stands where it was to come, at most so many. */
const passUntil = async (runId: string, state: string, pass: () => Promise<unknown>) => {
  const passesMax = 200;
  for (let passes = 1; (await stateOf(runId)) !== state; passes += 1) {
    if (passes > passesMax) throw new Error(`The run is ${String(await stateOf(runId))} after ${passesMax} passes.`);
    await pass();
  }
};

describe("the worker of payment runs", () => {
  test.each(["before", "after"] as const)(
    "makes the same run when it breaks down %s each of its steps once",
    async (when: CrashWhen) => {
      const bank = aBank();
      const day = await aDay(`crash ${when}`, when === "before" ? "2027-05-11" : "2027-05-12", bank.refused);
      const { deps, crashes } = crashingOnce(
        paymentWorker(database.db, { files: paymentFilesInMemory(), bank: bank.bank }),
        when,
      );
      const now = aClock();
      const pass = () => runWorker(deps, now()).catch(() => undefined);
      await passUntil(day.runId, "prepared", pass);
      await release(day.runId);
      await passUntil(day.runId, "completed", pass);
      await expectCompleted(day, bank);
      expect(crashes()).toBeGreaterThan(30);
    },
    30_000,
  );

  test("does no harm when two of them are at it at once, on a database that conflicts and falls silent", async () => {
    const bank = aBank();
    const day = await aDay("race", "2027-05-13", bank.refused);
    const files = paymentFilesInMemory();
    const weights = { conflict: 0.1, throttled: 0.05, inProgress: 0.05, lostRequest: 0.05, lostAnswer: 0.1 };
    const worker = (seed: string): RunPaymentsDeps =>
      paymentWorker(withContention(database.db, seed, weights).db, { files, bank: bank.bank });
    const [first, second] = [worker("first"), worker("second")];
    const now = aClock();
    const pass = async () => {
      const time = now();
      await Promise.all([runWorker(first, time), runWorker(second, time)]);
    };
    await passUntil(day.runId, "prepared", pass);
    await release(day.runId);
    await passUntil(day.runId, "completed", pass);
    expect(bank.received).toHaveLength(1);
    await expectCompleted(day, bank);
  });

  test("stops in time and goes on in the next pass", async () => {
    const bank = aBank();
    const day = await aDay("out of time", "2027-05-14", bank.refused);
    const deps = paymentWorker(database.db, { files: paymentFilesInMemory(), bank: bank.bank });
    let looks = 0;
    const shortOf = (looksMax: number) => () => ((looks += 1) > looksMax ? 0 : 600_000);
    const report = await runWorker(deps, monday, shortOf(2));
    expect(report).toStrictEqual({ done: [], later: [day.runId], failed: [] });
    expect(await stateOf(day.runId)).toBe("requested");
    expect((await runWorker(deps, monday)).done).toStrictEqual([day.runId]);
    await release(day.runId);
    looks = 0;
    expect((await runWorker(deps, monday, shortOf(2))).later).toStrictEqual([day.runId]);
    await runWorker(deps, monday);
    await expectCompleted(day, bank);
  });

  test("lets a task that fails hold up no other, and tells of it", async () => {
    const bank = aBank();
    const broken = await aDay("broken", "2027-05-18", bank.refused);
    const whole = await aDay("whole", "2027-05-19", bank.refused);
    const deps = paymentWorker(database.db, { files: paymentFilesInMemory(), bank: bank.bank });
    const { work } = deps;
    const failing: RunPaymentsDeps = {
      ...deps,
      work: {
        ...work,
        loadOrders: async (executionOn, ordersMax) => {
          if (executionOn === broken.executionOn) throw new Error("The table is on fire.");
          return work.loadOrders(executionOn, ordersMax);
        },
      },
    };
    await expect(runWorker(failing, monday)).rejects.toThrow(/Payments stand still:.*on fire/);
    expect([await stateOf(broken.runId), await stateOf(whole.runId)]).toStrictEqual(["requested", "prepared"]);
    await runWorker(deps, monday);
    expect(await stateOf(broken.runId)).toBe("prepared");
  });

  test("closes no day and opens none for a run that has gone on without it", async () => {
    const bank = aBank();
    const day = await aDay("overtaken", "2027-05-20", bank.refused);
    const deps = paymentWorker(database.db, { files: paymentFilesInMemory(), bank: bank.bank });
    const stale = await deps.work.closeDay(
      { runId: RunId.parse(day.runId), version: 2 },
      LocalDate.parse(day.executionOn),
    );
    expect(stale).toMatchObject({ ok: false, error: { kind: "RunMoved" } });
    expect(await head(keys.dueGate(day.executionOn, 0))).toBeNull();
    await runWorker(deps, monday);
    expect(await stateOf(day.runId)).toBe("prepared");
  });
});
