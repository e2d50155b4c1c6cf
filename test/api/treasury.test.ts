import { GrantId } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import type { BankChannel, Delivery } from "@grants/core/disbursement/bank-channel";
import { EndToEndId } from "@grants/core/disbursement/payment-text";
import { balances } from "@grants/core/ledger/journal";
import type { UserId } from "@grants/kernel/id";
import { headBytesMax } from "@grants/kernel/limits";
import { err } from "@grants/kernel/result";
import { itemBytes } from "@grants/store/item-bytes";
import { newId } from "@grants/store/new-id";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createDemoBankChannel } from "../../functions/run-payments/demo-bank-channel.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createAwards } from "../support/awarded.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { RequestReply, RunReply, createPayables } from "../support/payable.ts";
import { paymentFilesInMemory, paymentWorker, runWorker } from "../support/payment-worker.ts";

const monday = "2027-05-03T09:00:00.000Z";
/** 80 % of 267 500 euro. */
const prefinancingCents = 214_000_00;

let database: OpenDatabase;
let api: TestApi;
let payables: Awaited<ReturnType<typeof createPayables>>;

/** What the bank refuses and whether it answers, told by each test. */
const refusedBy = new Map<string, string>();
let delivery: Delivery = "received";
let known: Delivery = "notReceived";
const sentNames: string[] = [];
/** Days on which the bank has something to say. */
const spoken = new Set<string>();
const demo = createDemoBankChannel({ refuse: (endToEndId) => refusedBy.get(endToEndId) ?? null });
const bank: BankChannel = {
  ...demo,
  send: async (file) => {
    sentNames.push(file.messageId);
    return delivery;
  },
  inquire: async () => known,
  answers: async (file, at) => (spoken.has(file.executionOn) ? demo.answers(file, at) : []),
};
/** The bank says what it has to say about a day, and the worker asks. */
const answered = async (executionOn: string) => {
  spoken.add(executionOn);
  return api.runPayments();
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, monday, { bank });
  const callId = await createAwards(api, database.db).openCall();
  payables = await createPayables(api, database.db, callId);
});
afterAll(() => database.stop());

const read = (path: string, as: UserId) => api.send("GET", path, { as });
const post = (path: string, as: UserId, over: object = {}) => api.send("POST", path, { as, ...over });
const head = (key: { pk: string; sk: string }) => getOne(database.db, "grants", key);
const Shown = z.looseObject({
  stage: z.string(),
  clock: z.looseObject({ clock: z.string(), dueOn: z.string().nullable(), paidOn: z.string().nullable() }),
  allowedActions: z.array(z.looseObject({ action: z.string(), allowed: z.boolean() })),
});
const shownRequest = async (path: string, as: UserId) => Shown.parse((await read(path, as)).body);

describe("a payment run", () => {
  test("goes from orders to booked payments, and the ledger balances", async () => {
    const executionOn = "2027-05-12";
    const first = await payables.authorised(await payables.inForce("paid first"), executionOn);
    const second = await payables.authorised(await payables.inForce("paid second"), executionOn);
    const run = await payables.sentRun(executionOn);
    const file = await read(`${run.path}/file`, payables.circuit.accountant);
    expect(file.body["text"]).toContain("<NbOfTxs>2</NbOfTxs>");
    expect(file.body["text"]).toContain("<CtrlSum>428000.00</CtrlSum>");
    expect(file.body["text"]).toMatch(/ECCC GA \d{9} PREFINANCING 1/);
    await answered(executionOn);
    const shown = await read(run.path, payables.circuit.accountant);
    expect(shown.body).toMatchObject({ version: 5, run: { state: "completed" }, file: { state: "sent" } });
    expect(shown.body["payments"]).toMatchObject([
      { status: "booked", bookedOn: executionOn },
      { status: "booked", bookedOn: executionOn },
    ]);
    const legs = await Promise.all(
      [first, second].map(async ({ paymentId }) =>
        (await journalBodies(database.db, paymentId)).flatMap((one) => one.legs),
      ),
    );
    const chunk = await head({ pk: `RUNSTATE#${run.id}#00`, sk: "CHUNK#0000" });
    expect(itemBytes(chunk ?? {})).toBeLessThanOrEqual(headBytesMax);
    const booked = await journalBodies(database.db, String(chunk?.["id"]));
    const sums = balances([...legs.flat(), ...booked.flatMap((one) => one.legs)]);
    expect(booked).toHaveLength(1);
    expect(sums.get(`payable:${first.paymentId}:U1`)).toBe(0);
    expect(sums.get(`paid:${second.paymentId}:U1`)).toBe(prefinancingCents);
    expect([...sums.values()].reduce((sum, cents) => sum + cents, 0)).toBe(0);
  });

  test("tells the coordinator where the money is, up to the day of payment", async () => {
    const executionOn = "2027-05-13";
    const signed = await payables.authorised(await payables.inForce("where is my money"), executionOn);
    const path = `/v1/disbursement/agreements/${signed.agreementId}`;
    const stage = async () => Shown.parse((await read(path, signed.user)).body["prefinancing"]).stage;
    expect(await stage()).toBe("authorised");
    await payables.sentRun(executionOn);
    expect(await stage()).toBe("sent");
    await answered(executionOn);
    const { body } = await read(path, signed.user);
    expect(body["prefinancing"]).toMatchObject({
      stage: "booked",
      clock: { clock: "ENDED", paidOn: executionOn, isLate: false, dueOn: "2027-06-02" },
    });
    expect(body).toMatchObject({ prefinancingCents, payeeLacks: null });
  });

  test("applies the bank's answers once, however often it is asked", async () => {
    const executionOn = "2027-05-14";
    const { paymentId } = await payables.authorised(await payables.inForce("asked twice"), executionOn);
    const run = await payables.sentRun(executionOn);
    await answered(executionOn);
    const before = await auditBodies(database.db, run.id);
    await api.runPayments();
    expect(await auditBodies(database.db, run.id)).toStrictEqual(before);
    const chunk = await head({ pk: `RUNSTATE#${run.id}#00`, sk: "CHUNK#0000" });
    expect(await journalBodies(database.db, String(chunk?.["id"]))).toHaveLength(1);
    expect(await head(keys.paymentOrder(paymentId))).toMatchObject({ version: 1 });
  });

  test("is decided by persons and carried out by the worker, each entry after the decision that it names", async () => {
    const executionOn = "2027-06-23";
    await payables.authorised(await payables.inForce("who did what"), executionOn);
    const { id } = await payables.sentRun(executionOn);
    await answered(executionOn);
    const { accountant, secondAccountant } = payables.circuit;
    const worker = `usr_${newId("worker:run-payments")}`;
    const entries = await auditBodies(database.db, id);
    expect(entries.map(({ type, actor, role, terms }) => ({ type, actor, role, terms }))).toStrictEqual([
      { type: "RunRequested", actor: accountant, role: "accountingOfficer", terms: {} },
      { type: "RunPrepared", actor: worker, role: "system", terms: { [id]: 1 } },
      { type: "RunConfirmed", actor: secondAccountant, role: "accountingOfficer", terms: {} },
      { type: "RunReleased", actor: accountant, role: "accountingOfficer", terms: {} },
      { type: "RunCompleted", actor: worker, role: "system", terms: { [id]: 4 } },
    ]);
    expect(await head(keys.runWork(id))).toBeNull();
  });

  test("is made once for a day: an order is in no second run, and the day takes no more orders", async () => {
    const executionOn = "2027-05-18";
    await payables.authorised(await payables.inForce("one run"), executionOn);
    const late = await payables.validated(await payables.inForce("too late for the run"));
    const { accountant, secondAccountant, authorisingOfficer } = payables.circuit;
    const ask = { body: { executionOn }, key: "run-once-1" };
    const made = await post("/v1/treasury/runs", accountant, ask);
    expect(made).toMatchObject({ status: 201, body: { version: 1, run: { state: "requested" } } });
    expect(await post("/v1/treasury/runs", accountant, ask)).toMatchObject({ status: 201, body: made.body });
    await api.runPayments();
    expect(await post("/v1/treasury/runs", accountant, ask)).toMatchObject({ status: 201, body: made.body });
    const second = await post("/v1/treasury/runs", secondAccountant, { body: { executionOn } });
    const { id } = RunReply.parse(made.body).run;
    expect(second).toMatchObject({ status: 409, body: { code: "OrdersAlreadyInRun", runId: id } });
    const added = await post(`${late.path}/authorisation`, authorisingOfficer, { ifMatch: 2, body: { executionOn } });
    expect(added).toMatchObject({ status: 409, body: { code: "ExecutionDateClosed", executionOn } });
    expect(await head(keys.paymentRequest(late.requestId))).toMatchObject({ state: "validated" });
  });

  test("takes every order that was authorised in time, and no other, while both go on at once", async () => {
    const executionOn = "2027-06-15";
    const { authorisingOfficer, accountant } = payables.circuit;
    const first = await payables.authorised(await payables.inForce("before the race"), executionOn);
    const racers = await Promise.all(
      Array.from({ length: 8 }, async (_, number) => payables.validated(await payables.inForce(`racer ${number}`))),
    );
    const asked = await post("/v1/treasury/runs", accountant, { body: { executionOn } });
    const [, ...answers] = await Promise.all([
      api.runPayments(),
      ...racers.map(({ path }) =>
        post(`${path}/authorisation`, authorisingOfficer, { ifMatch: 2, body: { executionOn } }),
      ),
    ]);
    const shown = await read(`/v1/treasury/runs/${RunReply.parse(asked.body).run.id}`, accountant);
    const paid = z.array(z.object({ paymentId: z.string() })).parse(shown.body["payments"]);
    const inTime = answers.filter(({ status }) => status === 200);
    const late = answers.filter(({ status }) => status !== 200);
    const authorised = inTime.map(({ body }) => RequestReply.parse(body).request.paymentId);
    expect(new Set(paid.map(({ paymentId }) => paymentId))).toStrictEqual(new Set([first.paymentId, ...authorised]));
    expect(late.map(({ body }) => body["code"])).toStrictEqual(late.map(() => "ExecutionDateClosed"));
  });

  test("is refused at once when nothing is due, and to anybody who had a part in an order", async () => {
    const nothing = await post("/v1/treasury/runs", payables.circuit.accountant, {
      body: { executionOn: "2027-05-19" },
    });
    expect(nothing).toMatchObject({ status: 409, body: { code: "NothingDue" } });
    const executionOn = "2027-05-20";
    await payables.authorised(await payables.inForce("paid by its verifier"), executionOn);
    const person = await api.person("circuit verifier", [{ role: "verifier" }, { role: "accountingOfficer" }]);
    const refused = await post("/v1/treasury/runs", person, { body: { executionOn } });
    expect(refused).toMatchObject({ status: 403, body: { code: "SegregationViolated" } });
    await api.person("circuit verifier", [{ role: "verifier" }]);
    expect(await head(keys.dueGate(executionOn, 0))).toBeNull();
    expect(await head(keys.runRow(executionOn))).toBeNull();
  });

  test("is refused on a day that runs nothing, and to who is no accounting officer", async () => {
    const { accountant, authorisingOfficer } = payables.circuit;
    const sunday = await post("/v1/treasury/runs", accountant, { body: { executionOn: "2027-05-16" } });
    expect(sunday).toMatchObject({ status: 422, body: { code: "ExecutionDateInvalid", because: "NOT_A_WORKING_DAY" } });
    const other = await post("/v1/treasury/runs", authorisingOfficer, { body: { executionOn: "2027-05-20" } });
    expect(other).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
  });

  test("is refused by the worker when no order can be paid any more: the day opens again and has its run at the second try", async () => {
    const executionOn = "2027-06-16";
    const left = await payables.authorised(await payables.inForce("alone and changed"), executionOn);
    const { verifier, accountant, secondAccountant, authorisingOfficer } = payables.circuit;
    await payables.payees.changeAccount(
      left,
      { iban: "BE71 0961 2345 6769", holderName: "Cyber Hub" },
      { verifier, accountant },
    );
    const ask = { body: { executionOn }, key: "refused-1" };
    const first = await post("/v1/treasury/runs", accountant, ask);
    await api.runPayments();
    const path = `/v1/treasury/runs/${RunReply.parse(first.body).run.id}`;
    const shown = await read(path, accountant);
    expect(shown.body).toMatchObject({
      version: 2,
      run: { state: "refused", because: "NothingDue", attempt: 1 },
      manifest: null,
      payments: [],
    });
    expect(await head(keys.dueGate(executionOn, 0))).toBeNull();
    expect(await post("/v1/treasury/runs", accountant, ask)).toMatchObject({ status: 201, body: first.body });
    const again = { ifMatch: 4, body: { executionOn } };
    expect((await post(`${left.path}/authorisation`, authorisingOfficer, again)).status).toBe(200);
    const second = await post("/v1/treasury/runs", secondAccountant, { body: { executionOn }, key: "refused-2" });
    expect(second).toMatchObject({ status: 201, body: { version: 3, run: { state: "requested", attempt: 2 } } });
    await api.runPayments();
    const prepared = await read(path, accountant);
    expect(prepared.body).toMatchObject({ version: 4, run: { state: "prepared", nbOfTxs: 1 } });
    expect(await post("/v1/treasury/runs", accountant, ask)).toMatchObject({ status: 201, body: first.body });
    expect(
      await post("/v1/treasury/runs", secondAccountant, { body: { executionOn }, key: "refused-2" }),
    ).toMatchObject({
      status: 201,
      body: second.body,
    });
  });

  test("is refused by the worker when an order came in between whose person asked for it", async () => {
    const executionOn = "2027-06-17";
    await payables.authorised(await payables.inForce("before the maker"), executionOn);
    const maker = await api.person("verifies and runs", [{ role: "verifier" }, { role: "accountingOfficer" }]);
    const asked = await post("/v1/treasury/runs", maker, { body: { executionOn } });
    const { id } = await payables.request(await payables.inForce("verified by the maker"));
    const path = `/v1/disbursement/requests/${id}`;
    await payables.must("POST", `${path}/validation`, { as: maker, ifMatch: 1 });
    const as = payables.circuit.authorisingOfficer;
    await payables.must("POST", `${path}/authorisation`, { as, ifMatch: 2, body: { executionOn } });
    await api.runPayments();
    const shown = await read(`/v1/treasury/runs/${RunReply.parse(asked.body).run.id}`, payables.circuit.accountant);
    expect(shown.body).toMatchObject({ run: { state: "refused", because: "SegregationViolated" } });
    expect(await head(keys.dueGate(executionOn, 7))).toBeNull();
  });

  test("leaves out an order whose payee has another account by then, and the request waits again", async () => {
    const executionOn = "2027-05-21";
    const kept = await payables.authorised(await payables.inForce("stays in the run"), executionOn);
    const left = await payables.authorised(await payables.inForce("changes the account"), executionOn);
    const { verifier, accountant } = payables.circuit;
    const account = { iban: "BE71 0961 2345 6769", holderName: "Cyber Hub" };
    await payables.payees.changeAccount(left, account, { verifier, accountant });
    const run = await payables.sentRun(executionOn);
    const shown = await read(run.path, accountant);
    expect(shown.body["payments"]).toMatchObject([{ paymentId: kept.paymentId }]);
    const order = await head(keys.paymentOrder(left.paymentId));
    expect(order).toMatchObject({ state: "withdrawn", because: "ACCOUNT_CHANGED" });
    expect(await head(keys.paymentRequest(left.requestId))).toMatchObject({ state: "validated", attempt: 2 });
    const [, reversal] = await journalBodies(database.db, left.paymentId);
    expect(reversal?.reverses).toStrictEqual({ aggregate: left.paymentId, version: 1 });
    const ask = { ifMatch: 4, body: { executionOn: "2027-05-24" } };
    const again = await post(`${left.path}/authorisation`, payables.circuit.authorisingOfficer, ask);
    expect(again.status).toBe(200);
    expect(RequestReply.parse(again.body).request.paymentId).not.toBe(left.paymentId);
  });
});

describe("confirming and releasing a run", () => {
  const prepared = async (name: string, executionOn: string) => {
    await payables.authorised(await payables.inForce(name), executionOn);
    const { manifestSha256, ...run } = await payables.preparedRun(executionOn);
    return { ...run, body: { manifestSha256 } };
  };
  const confirmed = async (name: string, executionOn: string) => {
    const run = await prepared(name, executionOn);
    const as = payables.circuit.authorisingOfficer;
    await payables.must("POST", `${run.path}/confirmation`, { as, ifMatch: 2, body: run.body });
    return run;
  };
  const file = async (path: string) => (await read(path, payables.circuit.accountant)).body["file"];

  test("is refused to the person who made the run", async () => {
    const { path, body } = await prepared("confirmed by its maker", "2027-05-25");
    const refused = await post(`${path}/confirmation`, payables.circuit.accountant, { ifMatch: 2, body });
    expect(refused).toMatchObject({ status: 403, body: { code: "ConfirmedByItsMaker" } });
  });

  test("by deputies in every step keeps the head in its size, and is refused to another account of whom the maker stood in for (CLR-SOD-01)", async () => {
    const executionOn = "2027-06-29";
    await payables.authorised(await payables.inForce("run of deputies"), executionOn);
    const deputyOf = async (name: string) => {
      const from = await api.person(`${name} who is away`, [{ role: "accountingOfficer" }]);
      const id = GrantId.parse(`acc_${newId(`deputy of ${name}`)}`);
      const user = await api.person(`deputy of ${name}`, [{ id, role: "accountingOfficer", delegation: { from } }]);
      return { from, user };
    };
    const [maker, second] = [await deputyOf("Mia"), await deputyOf("Noa")];
    const { run } = RunReply.parse((await post("/v1/treasury/runs", maker.user, { body: { executionOn } })).body);
    await api.runPayments();
    const path = `/v1/treasury/runs/${run.id}`;
    const { manifestSha256 } = RunReply.parse((await read(path, maker.user)).body).run;
    const body = { manifestSha256 };
    const other = await api.person("other account of Mia", [{ role: "accountingOfficer" }]);
    const administrator = await api.person("keeper of the directory", [{ role: "administrator" }]);
    const directory = { as: administrator, ifMatch: 0, body: { accounts: [other] } };
    await payables.must("PUT", `/v1/people/staff/${maker.from}`, directory);
    for (const user of [maker.from, other])
      expect(await post(`${path}/confirmation`, user, { ifMatch: 2, body })).toMatchObject({
        status: 403,
        body: { code: "ConfirmedByItsMaker" },
      });
    expect((await post(`${path}/confirmation`, second.user, { ifMatch: 2, body })).status).toBe(200);
    expect((await post(`${path}/sending`, second.user, { ifMatch: 3 })).status).toBe(200);
    const kept = await head(keys.run(run.id));
    expect(kept).toMatchObject({ createdFor: maker.from, confirmedBy: second.user, releasedBy: second.user });
    expect(itemBytes(kept ?? {})).toBeLessThanOrEqual(headBytesMax);
    const acts = (await auditBodies(database.db, run.id)).map(({ type, onBehalfOf }) => [type, onBehalfOf]);
    expect(acts).toEqual(
      expect.arrayContaining([
        ["RunRequested", maker.from],
        ["RunConfirmed", second.from],
        ["RunReleased", second.from],
      ]),
    );
  });

  test("is refused before the run is prepared, for another list than the one that stands, and twice", async () => {
    const executionOn = "2027-05-26";
    await payables.authorised(await payables.inForce("another list"), executionOn);
    const { accountant, authorisingOfficer } = payables.circuit;
    const other = { manifestSha256: "0".repeat(64) };
    const { run } = RunReply.parse((await post("/v1/treasury/runs", accountant, { body: { executionOn } })).body);
    const path = `/v1/treasury/runs/${run.id}`;
    const early = await post(`${path}/confirmation`, authorisingOfficer, { ifMatch: 1, body: other });
    expect(early).toMatchObject({ status: 409, body: { code: "RunNotPrepared", state: "requested" } });
    await api.runPayments();
    const refused = await post(`${path}/confirmation`, authorisingOfficer, { ifMatch: 2, body: other });
    expect(refused).toMatchObject({ status: 409, body: { code: "AnotherManifest" } });
    const { manifestSha256 } = RunReply.parse((await read(path, accountant)).body).run;
    const done = await post(`${path}/confirmation`, authorisingOfficer, { ifMatch: 2, body: { manifestSha256 } });
    expect(done.status).toBe(200);
    const twice = await post(`${path}/confirmation`, authorisingOfficer, { ifMatch: 3, body: { manifestSha256 } });
    expect(twice).toMatchObject({ status: 409, body: { code: "RunNotPrepared", state: "confirmed" } });
  });

  test("comes before the file", async () => {
    const { path } = await prepared("not confirmed", "2027-05-27");
    const refused = await post(`${path}/sending`, payables.circuit.accountant, { ifMatch: 2 });
    expect(refused).toMatchObject({ status: 409, body: { code: "RunNotConfirmed", state: "prepared" } });
    const noFile = await read(`${path}/file`, payables.circuit.accountant);
    expect(noFile).toMatchObject({ status: 409, body: { code: "RunNotSent" } });
  });

  test("is done once, and the same request is answered again", async () => {
    const { path, id } = await confirmed("released once", "2027-06-18");
    const { accountant, secondAccountant } = payables.circuit;
    const ask = { ifMatch: 3, key: "release-1" };
    const done = await post(`${path}/sending`, accountant, ask);
    expect(done).toMatchObject({
      status: 200,
      body: { version: 4, run: { state: "released", releasedBy: accountant } },
    });
    expect(await head(keys.runWork(id))).not.toBeNull();
    await api.runPayments();
    expect(await post(`${path}/sending`, accountant, ask)).toMatchObject({ status: 200, body: done.body });
    const stale = await post(`${path}/sending`, secondAccountant, { ifMatch: 3 });
    expect(stale).toMatchObject({ status: 412, body: { code: "StaleVersion" } });
    const twice = await post(`${path}/sending`, secondAccountant, { ifMatch: 4 });
    expect(twice).toMatchObject({ status: 409, body: { code: "RunAlreadyReleased" } });
  });

  test("leaves the file 'sending' while nobody knows, and asks the bank before it sends again", async () => {
    const { path } = await confirmed("unknown outcome", "2027-05-28");
    const sent = () => sentNames.filter((name) => name === "ECCC-RUN-2027-05-28").length;
    await post(`${path}/sending`, payables.circuit.accountant, { ifMatch: 3 });
    delivery = "unknown";
    await api.runPayments();
    expect(await file(path)).toMatchObject({ state: "sending" });
    known = "unknown";
    await api.runPayments("2027-05-03T10:00:00.000Z");
    expect(await file(path)).toMatchObject({ state: "sending" });
    expect(sent()).toBe(1);
    known = "received";
    await api.runPayments();
    expect(await file(path)).toMatchObject({ state: "sent" });
    expect(sent()).toBe(1);
    delivery = "received";
    known = "notReceived";
  });

  test("sends once more what the bank says it has not, when no earlier call can be on its way", async () => {
    const { path } = await confirmed("lost on the way", "2027-06-21");
    const sent = () => sentNames.filter((name) => name === "ECCC-RUN-2027-06-21").length;
    await post(`${path}/sending`, payables.circuit.accountant, { ifMatch: 3 });
    delivery = "unknown";
    await api.runPayments();
    await api.runPayments("2027-05-03T09:29:59.999Z");
    expect(sent()).toBe(1);
    delivery = "received";
    await api.runPayments("2027-05-03T09:30:00.000Z");
    expect(sent()).toBe(2);
    expect(await file(path)).toMatchObject({ state: "sent" });
  });

  test("waits for somebody when the bank's rules refuse the file, and goes on when it is released again", async () => {
    const executionOn = "2027-06-22";
    const { path, id } = await confirmed("refused by the rules", executionOn);
    const { accountant } = payables.circuit;
    await post(`${path}/sending`, accountant, { ifMatch: 3 });
    const endToEndId = EndToEndId.parse("ECCC-101000000-1");
    const refusal = { kind: "EndToEndIdRepeated", endToEndId } as const;
    const worker = paymentWorker(database.db, { files: paymentFilesInMemory(), bank });
    await runWorker({ ...worker, writeFile: async () => err(refusal) }, monday);
    const shown = await read(path, accountant);
    expect(shown.body).toMatchObject({ version: 5, run: { state: "unwritable", because: refusal }, file: null });
    expect(await head(keys.runWork(id))).toBeNull();
    await payables.must("POST", `${path}/sending`, { as: accountant, ifMatch: 5 });
    await api.runPayments();
    expect(await file(path)).toMatchObject({ state: "sent" });
    expect(sentNames.filter((name) => name === `ECCC-RUN-${executionOn}`)).toHaveLength(1);
  });
});

describe("what the bank says", () => {
  const Status = z.object({ endToEndId: EndToEndId });
  const nameOf = async (executionOn: string, paymentId: string) => {
    const day = await read(`/v1/treasury/due/${executionOn}`, payables.circuit.accountant);
    const orders = z.array(z.looseObject({ paymentId: z.string(), endToEndId: EndToEndId })).parse(day.body["orders"]);
    return Status.parse(orders.find((order) => order.paymentId === paymentId)).endToEndId;
  };
  const notification = (
    name: string,
    amount: string,
    reference = "REF-1",
    over = "",
  ) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N-${name}-${reference}</MsgId><CreDtTm>2027-06-01T12:00:00Z</CreDtTm></GrpHdr>
<Ntfctn><Id>1</Id><CreDtTm>2027-06-01T12:00:00Z</CreDtTm><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${over === "" ? "DBIT" : "CRDT"}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2027-06-01</Dt></BookgDt><BkTxCd/>
<NtryDtls><TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef><EndToEndId>${name}</EndToEndId></Refs>${over}</TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
  const importText = (text: string, over: object = {}) =>
    post("/v1/treasury/bank-messages", payables.circuit.accountant, { body: { text }, ...over });
  const applied = async (text: string) => {
    const made = await importText(text);
    const { message } = z.object({ message: z.object({ id: z.string() }) }).parse(made.body);
    const path = `/v1/treasury/bank-messages/${message.id}`;
    await payables.must("POST", `${path}/application`, { as: payables.circuit.secondAccountant, ifMatch: 1 });
    await api.runPayments();
    return read(path, payables.circuit.accountant);
  };
  const exceptions = async () => {
    const listed = await read("/v1/treasury/bank-exceptions", payables.circuit.accountant);
    return z
      .array(z.looseObject({ because: z.string(), endToEndId: z.string().optional() }))
      .parse(listed.body["exceptions"]);
  };
  const sent = async (name: string, executionOn: string) => {
    const made = await payables.authorised(await payables.inForce(name), executionOn);
    const endToEndId = await nameOf(executionOn, made.paymentId);
    return { ...made, endToEndId, run: await payables.sentRun(executionOn) };
  };

  test("ends a rejected order: the money is committed again and the request waits", async () => {
    const executionOn = "2027-06-01";
    const made = await payables.authorised(await payables.inForce("rejected"), executionOn);
    refusedBy.set(await nameOf(executionOn, made.paymentId), "AC04");
    const run = await payables.sentRun(executionOn);
    await answered(executionOn);
    expect((await read(run.path, payables.circuit.accountant)).body).toMatchObject({ run: { state: "completed" } });
    expect(await head(keys.paymentOrder(made.paymentId))).toMatchObject({ state: "rejected", reason: "AC04" });
    expect(await head(keys.paymentRequest(made.requestId))).toMatchObject({ state: "validated", attempt: 2 });
    const entries = await journalBodies(database.db, made.paymentId);
    expect(entries[1]?.reverses).toStrictEqual({ aggregate: made.paymentId, version: 1 });
    expect([...balances(entries.flatMap(({ legs }) => legs)).values()]).toStrictEqual([0, 0]);
    await api.runPayments();
    expect(await journalBodies(database.db, made.paymentId)).toHaveLength(2);
  });

  test("books an imported message when another person has applied it, and not before", async () => {
    const made = await sent("imported", "2027-06-02");
    const imported = await importText(notification(made.endToEndId, "214000.00"));
    expect(imported).toMatchObject({ status: 201, body: { message: { state: "imported" } } });
    const { message } = z.object({ message: z.object({ id: z.string() }) }).parse(imported.body);
    const path = `/v1/treasury/bank-messages/${message.id}/application`;
    expect((await shownRequest(made.path, payables.circuit.verifier)).stage).toBe("sent");
    const own = await post(path, payables.circuit.accountant, { ifMatch: 1 });
    expect(own).toMatchObject({ status: 403, body: { code: "AppliedByItsImporter" } });
    const ask = { ifMatch: 1, key: "apply-once-1" };
    const done = await post(path, payables.circuit.secondAccountant, ask);
    expect(done).toMatchObject({ status: 200, body: { version: 2, message: { state: "applying" } } });
    const during = await post(path, payables.circuit.authorisingOfficer, { ifMatch: 2 });
    expect(during).toMatchObject({ status: 409, body: { code: "BankMessageApplied" } });
    await api.runPayments();
    const applied2 = await read(`/v1/treasury/bank-messages/${message.id}`, payables.circuit.accountant);
    expect(applied2.body).toMatchObject({
      version: 3,
      message: { state: "applied", booked: 1, appliedBy: payables.circuit.secondAccountant },
    });
    expect(await post(path, payables.circuit.secondAccountant, ask)).toMatchObject({ status: 200, body: done.body });
    const shown = await shownRequest(made.path, payables.circuit.verifier);
    expect(shown).toMatchObject({ stage: "booked", clock: { paidOn: "2027-06-01" } });
    const twice = await post(path, payables.circuit.secondAccountant, { ifMatch: 3 });
    expect(twice).toMatchObject({ status: 409, body: { code: "BankMessageApplied" } });
    const known2 = await importText(notification(made.endToEndId, "214000.00"));
    expect(known2).toMatchObject({ status: 409, body: { code: "BankMessageKnown" } });
  });

  test("goes to a person when the name is unknown or the amount another one, and nothing is booked", async () => {
    const made = await sent("another amount", "2027-06-03");
    const unknown = await applied(notification("ECCC-101000000-9", "1.00"));
    expect(unknown.body).toMatchObject({ message: { booked: 0, exceptions: 1 } });
    const differs = await applied(notification(made.endToEndId, "213999.99"));
    expect(differs.body).toMatchObject({ message: { booked: 0, exceptions: 1 } });
    const found = await exceptions();
    expect(found.find(({ endToEndId }) => endToEndId === "ECCC-101000000-9")).toMatchObject({
      because: "UNKNOWN_END_TO_END_ID",
    });
    expect(found.find(({ endToEndId }) => endToEndId === made.endToEndId)).toMatchObject({ because: "AMOUNT_DIFFERS" });
    expect((await shownRequest(made.path, payables.circuit.verifier)).stage).toBe("sent");
  });

  test("goes to a person when the order is in no file that was sent", async () => {
    const made = await payables.authorised(await payables.inForce("not sent"), "2027-06-04");
    const name = await nameOf("2027-06-04", made.paymentId);
    await applied(notification(name, "214000.00"));
    const found = await exceptions();
    expect(found.find(({ endToEndId }) => endToEndId === name)).toMatchObject({ because: "NOT_IN_A_SENT_FILE" });
  });

  test("is booked once by name and reference; another reference goes to a person", async () => {
    const made = await sent("booked twice", "2027-06-07");
    await applied(notification(made.endToEndId, "214000.00", "REF-1"));
    const same = await applied(notification(made.endToEndId, "214000.00", "REF-1").replace("MsgId>N-", "MsgId>M-"));
    expect(same.body).toMatchObject({ message: { booked: 0, exceptions: 0 } });
    const other = await applied(notification(made.endToEndId, "214000.00", "REF-2"));
    expect(other.body).toMatchObject({ message: { booked: 0, exceptions: 1 } });
    const chunk = await head({ pk: `RUNSTATE#${made.run.id}#00`, sk: "CHUNK#0000" });
    expect(await journalBodies(database.db, String(chunk?.["id"]))).toHaveLength(1);
  });

  test("takes a returned payment back: booking and order are reversed, each by an entry that names it", async () => {
    const made = await sent("returned", "2027-06-08");
    await applied(notification(made.endToEndId, "214000.00"));
    const credit = notification(made.endToEndId, "214000.00", "RET-1", "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>");
    expect((await applied(credit)).body).toMatchObject({ message: { returned: 1, exceptions: 0 } });
    expect(await head(keys.paymentOrder(made.paymentId))).toMatchObject({ state: "returned", reason: "AC04" });
    const chunk = await head({ pk: `RUNSTATE#${made.run.id}#00`, sk: "CHUNK#0000" });
    const bookings = await journalBodies(database.db, String(chunk?.["id"]));
    const ofOrder = await journalBodies(database.db, made.paymentId);
    const ofRequest = await journalBodies(database.db, made.requestId);
    expect(ofOrder[1]?.reverses).toStrictEqual({ aggregate: chunk?.["id"], version: 1 });
    expect(ofRequest[0]?.reverses).toStrictEqual({ aggregate: made.paymentId, version: 1 });
    const sums = balances([...bookings, ...ofOrder, ...ofRequest].flatMap(({ legs }) => legs));
    expect([...sums.values()].every((cents) => cents === 0)).toBe(true);
    expect((await shownRequest(made.path, payables.circuit.verifier)).stage).toBe("validated");
  });

  test.each([
    ["no XML", "not a message", "BankFileNotUnderstood"],
    [
      "a document type",
      '<!DOCTYPE x><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"/>',
      "BankFileDeclaresEntities",
    ],
    ["another namespace", '<Document xmlns="urn:x"><A/></Document>', "BankFileNamespaceUnknown"],
  ])("is refused when it is %s", async (_, text) => {
    const refused = await importText(text);
    expect(refused).toMatchObject({ status: 422, body: { code: "BankMessageRefused" } });
  });
});

const emptyNotification = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>N-NOTHING</MsgId><CreDtTm>2027-06-01T12:00:00Z</CreDtTm></GrpHdr>
<Ntfctn><Id>1</Id><CreDtTm>2027-06-01T12:00:00Z</CreDtTm><Acct><Id><IBAN>RO49AAAA1B31007593840000</IBAN></Id></Acct></Ntfctn>
</BkToCstmrDbtCdtNtfctn></Document>`;

describe("the roles of runs", () => {
  const seers = ["authorisingOfficer", "accountingOfficer", "auditor"];
  type Target = { readonly runPath: string; readonly messagePath: string };
  const ifMatch = 99;
  const operations = {
    readDueOrders: { may: seers, ask: (as: UserId) => read("/v1/treasury/due/2027-06-10", as) },
    createRun: {
      may: ["accountingOfficer"],
      ask: (as: UserId) => post("/v1/treasury/runs", as, { body: { executionOn: "2027-06-11" } }),
    },
    listRuns: { may: seers, ask: (as: UserId) => read("/v1/treasury/runs", as) },
    readRun: { may: seers, ask: (as: UserId, { runPath }: Target) => read(runPath, as) },
    confirmRun: {
      may: ["authorisingOfficer", "accountingOfficer"],
      ask: (as: UserId, { runPath }: Target) =>
        post(`${runPath}/confirmation`, as, { ifMatch, body: { manifestSha256: "0".repeat(64) } }),
    },
    sendRun: {
      may: ["accountingOfficer"],
      ask: (as: UserId, { runPath }: Target) => post(`${runPath}/sending`, as, { ifMatch }),
    },
    readRunFile: {
      may: ["accountingOfficer", "auditor"],
      ask: (as: UserId, { runPath }: Target) => read(`${runPath}/file`, as),
    },
    importBankStatus: {
      may: ["accountingOfficer"],
      ask: (as: UserId) => post("/v1/treasury/bank-messages", as, { body: { text: "nothing" } }),
    },
    readBankMessage: { may: seers, ask: (as: UserId, { messagePath }: Target) => read(messagePath, as) },
    applyBankStatus: {
      may: ["authorisingOfficer", "accountingOfficer"],
      ask: (as: UserId, { messagePath }: Target) => post(`${messagePath}/application`, as, { ifMatch }),
    },
    listBankExceptions: {
      may: ["accountingOfficer", "auditor"],
      ask: (as: UserId) => read("/v1/treasury/bank-exceptions", as),
    },
  };
  const rows = Object.entries(operations).flatMap(([action, operation]) =>
    Role.options.map((role) => ({ action, role, ...operation })),
  );
  let target: Target;
  beforeAll(async () => {
    const executionOn = "2027-06-10";
    await payables.authorised(await payables.inForce("matrix"), executionOn);
    const run = await payables.sentRun(executionOn);
    const made = await post("/v1/treasury/bank-messages", payables.circuit.accountant, {
      body: { text: emptyNotification },
    });
    const { message } = z.object({ message: z.object({ id: z.string() }) }).parse(made.body);
    const messagePath = `/v1/treasury/bank-messages/${message.id}`;
    target = { runPath: run.path, messagePath };
  });

  test.each(rows)("$action as $role", async ({ action, role, may, ask }) => {
    const person = await api.person(`matrix ${role}`, [{ role }]);
    const { status, body } = await ask(person, target);
    const isRefused = body["code"] === "NotAllowed" || (status === 404 && body["code"] !== "RouteNotFound");
    expect({ action, isRefused }).toStrictEqual({ action, isRefused: !may.includes(role) });
  });
});

test("nothing broke on the way", () => {
  expect(api.errors).toStrictEqual([]);
});
