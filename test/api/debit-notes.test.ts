import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { createDebitNotes } from "../support/debit-notes.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";

const december = "2026-12-10T09:00:00.000Z";
const afterDue = "2027-02-01T09:00:00.000Z";
const base = "/v1/cofunding/debit-notes";
const dueOn = "2027-01-31";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let notes: ReturnType<typeof createDebitNotes>;
let refused: ReturnType<typeof createRefused>;
let joint: OpenedJointAction;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  notes = createDebitNotes(api, database.db);
  refused = createRefused(api, database.db);
  joint = await cofunding.open();
});
afterAll(() => database.stop());

const idOf = (path: string) => path.split("/").at(-1) ?? "";
const Line = z.looseObject({ id: z.string() });
const Lines = z.object({ lines: z.array(z.object({ line: Line, status: z.string() })) });
const lineOf = async (path: string, at = december) => {
  const { body } = await api.send("GET", joint.path, { as: await cofunding.officer(), at });
  return Lines.parse(body).lines.find(({ line }) => line.id === idOf(path));
};
const Listed = z.object({
  debitNotes: z.array(z.object({ debitNote: z.object({ id: z.string() }), status: z.string() })),
});
const listedTo = async (ask: Ask) => Listed.parse((await api.send("GET", base, ask)).body).debitNotes;

describe("calling a tranche (MAT-04)", () => {
  test("is proposed by one person and sent by another, with a number and a reference that follow from it", async () => {
    const line = await cofunding.commitLine(joint, "BE", 500_000_00);
    const ask = {
      as: await cofunding.officer(),
      ifMatch: 0,
      body: { amountCents: 200_000_00, dueOn },
      key: "propose-once",
    };
    const proposed = await api.send("POST", `${line}/debit-notes`, ask);
    expect(proposed).toMatchObject({ status: 200, body: { version: 1, debitNote: { state: "proposed", tranche: 1 } } });
    expect(await api.send("POST", `${line}/debit-notes`, ask)).toMatchObject({ status: 200, body: proposed.body });
    expect(await lineOf(line)).toMatchObject({ status: "committed" });
    const note = `${base}/${notes.idIn(proposed.body)}`;
    expect(await refused("POST", `${note}/issue`, { as: await cofunding.officer(), ifMatch: 1 })).toMatchObject(
      problem(403, "AnotherPersonIssues"),
    );
    const again = { as: await cofunding.officer(), ifMatch: 1, body: { amountCents: 1, dueOn } };
    expect(await refused("POST", `${line}/debit-notes`, again)).toMatchObject(problem(409, "TrancheWaiting"));
    const issued = await api.send("POST", `${note}/issue`, { as: await cofunding.director(), ifMatch: 1 });
    expect(issued).toMatchObject({
      status: 200,
      body: { version: 2, debitNote: { state: "issued", receivedCents: 0 } },
    });
    expect(await lineOf(line)).toMatchObject({ status: "due", line: { dueOn, calledCents: 200_000_00, tranches: 1 } });
    const page = await api.send("GET", note, { as: await cofunding.funder("BE") });
    const number = z.object({ debitNote: z.object({ number: z.string() }) }).parse(page.body).debitNote.number;
    expect(number).toMatch(/^DN-2026-[0-9A-F]{12}$/);
    expect(page.body).toMatchObject({
      openCents: 200_000_00,
      reference: expect.stringMatching(new RegExp(`^RF\\d\\d${number.replaceAll("-", "")}$`)),
    });
  });

  test("is for money through the Centre alone, and for no more than was committed", async () => {
    const as = await cofunding.officer();
    const direct = await cofunding.commitLine(joint, "BE", 10_00, { channel: "DIRECT_TO_BENEFICIARY" });
    const ask = { as, ifMatch: 0, body: { amountCents: 10_00, dueOn } };
    expect(await refused("POST", `${direct}/debit-notes`, ask)).toMatchObject(problem(409, "NotThroughCentre"));
    const through = await cofunding.commitLine(joint, "BE", 10_00);
    const above = { ...ask, body: { amountCents: 10_01, dueOn } };
    expect(await refused("POST", `${through}/debit-notes`, above)).toMatchObject(
      problem(422, "TrancheAboveCommitment", { field: "amountCents", openCents: 10_00 }),
    );
    const past = { ...ask, body: { amountCents: 10_00, dueOn: "2026-12-09" } };
    expect(await refused("POST", `${through}/debit-notes`, past)).toMatchObject(
      problem(422, "DueDateInPast", { field: "dueOn" }),
    );
    const pledged = await cofunding.pledge(joint, "BE", 10_00);
    expect(await refused("POST", `${pledged}/debit-notes`, ask)).toMatchObject(problem(409, "ContributionStepRefused"));
    const whole = { as, ifMatch: 2, body: { dueOn } };
    expect(await refused("POST", `${through}/call`, whole)).toMatchObject(problem(409, "CalledByDebitNote"));
    const accountant = await api.person("accountant", [{ role: "accountingOfficer" }]);
    const receipt = { as: accountant, ifMatch: 2, body: { amountCents: 1, evidence: "Advice of the bank" } };
    expect(await refused("POST", `${through}/receipts`, receipt)).toMatchObject(problem(409, "CalledByDebitNote"));
  });

  test("may be taken back before it is sent, and proposed anew in its place", async () => {
    const line = await cofunding.commitLine(joint, "BE", 10_00);
    const note = await notes.propose(line, { amountCents: 10_00, dueOn });
    const taken = await api.send("POST", `${note}/withdrawal`, { as: await cofunding.director(), ifMatch: 1 });
    expect(taken).toMatchObject({ status: 200, body: { debitNote: { state: "withdrawn" } } });
    expect(await refused("POST", `${note}/issue`, { as: await cofunding.director(), ifMatch: 2 })).toMatchObject(
      problem(409, "DebitNoteStepRefused", { state: "withdrawn" }),
    );
    expect(await notes.propose(line, { amountCents: 4_00, dueOn }, 2)).toBe(note);
    expect(await notes.send("issue", note, 3)).toMatchObject({ status: 200 });
    expect(await refused("POST", `${note}/withdrawal`, { as: await cofunding.director(), ifMatch: 4 })).toMatchObject(
      problem(409, "DebitNoteStepRefused", { state: "issued" }),
    );
  });

  test.each(["en", "nl"])("is a letter as an accessible PDF in %s, for those who see it", async (language) => {
    const line = await cofunding.commitLine(joint, "HU", 10_00);
    const note = await notes.call(line, { amountCents: 10_00, dueOn });
    const path = `${note.replace("cofunding", "documents")}?language=${language}`;
    const { status, body } = await api.send("GET", path, { as: await cofunding.funder("HU") });
    const file = z.object({ fileName: z.string(), pdfBase64: z.string() }).parse(body);
    expect(status).toBe(200);
    expect(file.fileName).toMatch(new RegExp(`^DN-2026-[0-9A-F]{12}-${language}\\.pdf$`));
    expect(Buffer.from(file.pdfBase64, "base64").subarray(0, 5).toString()).toBe("%PDF-");
    expect(await refused("GET", path, { as: await cofunding.funder("BE") })).toMatchObject(problem(403, "NotAllowed"));
  });

  test("shows a Member State its own, once they are sent", async () => {
    const line = await cofunding.commitLine(joint, "AT", 10_00);
    const note = await notes.propose(line, { amountCents: 10_00, dueOn });
    const as = await cofunding.funder("AT");
    expect(await listedTo({ as })).toEqual([]);
    expect(await refused("GET", note, { as })).toMatchObject(problem(404, "DebitNoteNotFound"));
    await notes.send("issue", note, 1);
    expect(await listedTo({ as })).toMatchObject([{ debitNote: { id: idOf(note) }, status: "issued" }]);
    expect(await listedTo({ as, at: afterDue })).toMatchObject([{ status: "overdue" }]);
    const ofAnother = await refused("GET", note, { as: await cofunding.funder("BE") });
    expect(ofAnother).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
  });
});

describe("what comes of a debit note", () => {
  test("is reported by one person and confirmed by another, in parts, and then the next tranche is called", async () => {
    const line = await cofunding.commitLine(joint, "IT", 500_00);
    const note = await notes.call(line, { amountCents: 200_00, dueOn });
    await notes.receive(note, 50_00, 2);
    expect(await lineOf(line)).toMatchObject({ status: "due", line: { contributedCents: 50_00 } });
    expect(await lineOf(line, afterDue)).toMatchObject({ status: "overdue" });
    const next = { as: await cofunding.officer(), ifMatch: 0, body: { amountCents: 300_00, dueOn } };
    expect(await refused("POST", `${line}/debit-notes`, next)).toMatchObject(problem(409, "ContributionStepRefused"));
    await notes.receive(note, 150_00, 4);
    expect(await lineOf(line, afterDue)).toMatchObject({ status: "paid", line: { contributedCents: 200_00 } });
    const second = await notes.call(line, { amountCents: 300_00, dueOn });
    await notes.receive(second, 300_00, 2);
    expect(await lineOf(line)).toMatchObject({ status: "paid", line: { contributedCents: 500_00, tranches: 2 } });
    const { body } = await api.send("GET", note, { as: await cofunding.funder("IT") });
    expect(body).toMatchObject({
      status: "paid",
      openCents: 0,
      movements: [
        { kind: "RECEIPT", amountCents: 50_00, version: 4 },
        { kind: "RECEIPT", amountCents: 150_00, version: 6 },
      ],
    });
    const id = idOf(line);
    const posted = (await journalBodies(database.db, id)).filter(({ type }) => type === "ContributionReceived");
    expect(posted.map(({ legs }) => legs)).toEqual(
      [50_00, 150_00, 300_00].map((amount) => [
        { account: `contributed:${id}`, cents: amount },
        { account: `owed:${id}`, cents: -amount },
      ]),
    );
  });

  test("is refused above what is open, before it was booked by the bank, and from the person who reported it", async () => {
    const line = await cofunding.commitLine(joint, "FR", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    const above = await notes.reportAsk({ amountCents: 100_01 }, 2);
    expect(await refused("POST", `${note}/movements`, above)).toMatchObject(
      problem(422, "MovementAboveDebitNote", { field: "amountCents", openCents: 100_00 }),
    );
    const tomorrow = await notes.reportAsk({ bookedOn: "2026-12-11" }, 2);
    expect(await refused("POST", `${note}/movements`, tomorrow)).toMatchObject(
      problem(422, "BookedInFuture", { field: "bookedOn", latestOn: "2026-12-10" }),
    );
    const confirm = { as: await notes.accountant(), ifMatch: 2, body: { decision: "CONFIRM" } };
    expect(await refused("POST", `${note}/movement-decision`, confirm)).toMatchObject(
      problem(409, "NoMovementWaiting"),
    );
    await api.send("POST", `${note}/movements`, await notes.reportAsk({ amountCents: 60_00 }, 2));
    expect(await refused("POST", `${note}/movements`, await notes.reportAsk({}, 3))).toMatchObject(
      problem(409, "MovementWaiting"),
    );
    const own = { ...confirm, ifMatch: 3 };
    expect(await refused("POST", `${note}/movement-decision`, own)).toMatchObject(
      problem(403, "AnotherPersonConfirms"),
    );
    const dismissed = { as: await notes.accountant(), ifMatch: 3, body: { decision: "DISMISS" } };
    expect(await api.send("POST", `${note}/movement-decision`, dismissed)).toMatchObject({
      status: 200,
      body: { debitNote: { state: "issued", receivedCents: 0 } },
    });
    expect((await journalBodies(database.db, idOf(line))).map(({ type }) => type)).toEqual(["ContributionCommitted"]);
  });

  test("is revenue of the ECCC where it is interest, and of no contribution (FIN-13)", async () => {
    const line = await cofunding.commitLine(joint, "ES", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    await notes.receive(note, 1_23, 2, { kind: "INTEREST" });
    expect(await lineOf(line)).toMatchObject({ status: "due", line: { contributedCents: 0 } });
    const id = idOf(note);
    expect(await journalBodies(database.db, id)).toMatchObject([
      {
        type: "InterestReceived",
        legs: [
          { account: `interest:${id}`, cents: 1_23 },
          { account: `revenue:${id}`, cents: -1_23 },
        ],
      },
    ]);
  });

  test("remedies a default, and the member's next tranche can be called", async () => {
    const line = await cofunding.commitLine(joint, "LV", 100_00);
    const note = await notes.call(line, { amountCents: 40_00, dueOn });
    const as = await cofunding.director();
    const steps = [
      ["2027-02-01T09:00:00.000Z", { step: "NOTIFY" }],
      ["2027-02-01T09:00:00.000Z", { step: "SET_REMEDY_PERIOD", remedyByOn: "2027-02-20" }],
      ["2027-02-21T09:00:00.000Z", { step: "ESTABLISH_DEFAULT" }],
    ] as const;
    for (const [place, [at, body]] of steps.entries())
      await cofunding.must("POST", `${line}/default-steps`, { as, at, ifMatch: 3 + place, body });
    const { body } = await api.send("GET", joint.path, { as: await cofunding.officer(), at: afterDue });
    const Matching = z.object({
      matching: z.object({ funders: z.array(z.object({ funder: z.string(), shortfallCents: z.int() })) }),
    });
    const { funders } = Matching.parse(body).matching;
    // What is not called yet is missing nowhere.
    expect(funders.find(({ funder }) => funder === "LV")).toMatchObject({ shortfallCents: 40_00 });
    await notes.receive(note, 40_00, 2);
    expect(await lineOf(line)).toMatchObject({ status: "remedied" });
    await notes.call(line, { amountCents: 60_00, dueOn });
    expect(await lineOf(line)).toMatchObject({ status: "due", line: { calledCents: 100_00, contributedCents: 40_00 } });
  });

  test("leaves a chain that says who did what, and heads within their bytes", async () => {
    const line = await cofunding.commitLine(joint, "DE-NW", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    await api.send("POST", `${note}/movements`, await notes.reportAsk({ bankReference: "B".repeat(35) }, 2));
    const head = (await getOne(database.db, "grants", keys.debitNote(idOf(note)))) ?? {};
    const { movements, ...item } = head;
    expect(movements).toEqual([]);
    expect(itemBytes(item)).toBeLessThanOrEqual(headBytesMax);
    await notes.send("confirm", note, 3);
    const entries = await auditBodies(database.db, idOf(note));
    expect(entries.map(({ type, role }) => [type, role])).toEqual([
      ["TrancheProposed", "programmeOfficer"],
      ["DebitNoteIssued", "authorisingOfficer"],
      ["MovementReported", "accountingOfficer"],
      ["MovementConfirmed", "accountingOfficer"],
    ]);
  });

  test("is booked once, when two confirm it at the same time", async () => {
    const line = await cofunding.commitLine(joint, "SE", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    await api.send("POST", `${note}/movements`, await notes.reportAsk({ amountCents: 30_00 }, 2));
    const asks = await Promise.all([notes.send("confirm", note, 3), notes.send("confirm", note, 3)]);
    expect(asks.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 412]));
    expect(await lineOf(line)).toMatchObject({ line: { contributedCents: 30_00 } });
  });
});

describe("an amount that was booked by mistake (FIN-16)", () => {
  const reason = "The transfer was of another Member State.";
  const ask = async (ifMatch: number, version: number, over: Ask = {}): Promise<Ask> => ({
    as: await notes.accountant(),
    ifMatch,
    body: { version, reason },
    ...over,
  });

  test("is taken back by an opposite entry that names the first, once a second person confirms it", async () => {
    const line = await cofunding.commitLine(joint, "NL", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    await notes.receive(note, 100_00, 2);
    expect(await lineOf(line)).toMatchObject({ status: "paid" });
    const asked = await api.send("POST", `${note}/reversals`, await ask(4, 4));
    expect(asked).toMatchObject({
      status: 200,
      body: { version: 5, debitNote: { state: "paid", receivedCents: 100_00 } },
    });
    const own = { as: await notes.accountant(), ifMatch: 5, body: { decision: "CONFIRM" } };
    expect(await refused("POST", `${note}/movement-decision`, own)).toMatchObject(
      problem(403, "AnotherPersonConfirms"),
    );
    const done = await notes.send("confirm", note, 5, { at: afterDue });
    expect(done).toMatchObject({ status: 200, body: { debitNote: { state: "issued", receivedCents: 0 } } });
    expect(await lineOf(line, afterDue)).toMatchObject({ status: "overdue", line: { contributedCents: 0 } });
    const id = idOf(line);
    const [, received, reversed] = await journalBodies(database.db, id);
    expect(reversed).toMatchObject({
      type: "ContributionReversed",
      reverses: { aggregate: id, version: received?.version },
      legs: [
        { account: `owed:${id}`, cents: 100_00 },
        { account: `contributed:${id}`, cents: -100_00 },
      ],
    });
    expect(await refused("POST", `${note}/reversals`, await ask(6, 4))).toMatchObject(
      problem(409, "MovementNotReversible", { version: 4 }),
    );
    expect(await refused("POST", `${note}/reversals`, await ask(6, 6))).toMatchObject(
      problem(409, "MovementNotReversible", { version: 6 }),
    );
    // The year in which it is taken back states it, below nothing where nothing else came.
    const statement = await api.send("GET", "/v1/cofunding/statements/NL/2027", {
      as: await cofunding.officer(),
      at: afterDue,
    });
    expect(statement.body).toMatchObject({ figures: { committedCents: 0, contributedCents: -100_00 } });
  });

  test("keeps its reason out of the chain, and a head within its bytes", async () => {
    const line = await cofunding.commitLine(joint, "DK-84", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    await notes.receive(note, 40_00, 2, { bankReference: "B".repeat(35) });
    await api.send("POST", `${note}/reversals`, await ask(4, 4));
    const { movements, ...item } = (await getOne(database.db, "grants", keys.debitNote(idOf(note)))) ?? {};
    expect(movements).toHaveLength(1);
    expect(itemBytes(item)).toBeLessThanOrEqual(headBytesMax);
    const last = (await auditBodies(database.db, idOf(note))).at(-1);
    expect(last).toMatchObject({ type: "ReversalProposed", commitments: { reason: expect.any(String) } });
    expect(JSON.stringify(last)).not.toContain("Member State");
    const waiting = await notes.reportAsk({}, 5);
    expect(await refused("POST", `${note}/movements`, waiting)).toMatchObject(problem(409, "MovementWaiting"));
  });

  test("brings a remedied contribution back to where it is due, and what was interest out of revenue", async () => {
    const line = await cofunding.commitLine(joint, "LT", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    const as = await cofunding.director();
    const steps = [{ step: "NOTIFY" }, { step: "SET_REMEDY_PERIOD", remedyByOn: "2027-02-20" }];
    for (const [place, body] of steps.entries())
      await cofunding.must("POST", `${line}/default-steps`, { as, at: afterDue, ifMatch: 3 + place, body });
    await notes.receive(note, 1_00, 2, { kind: "INTEREST" });
    await notes.receive(note, 100_00, 4);
    expect(await lineOf(line)).toMatchObject({ status: "remedied" });
    await api.send("POST", `${note}/reversals`, await ask(6, 6));
    await notes.send("confirm", note, 6 + 1);
    expect(await lineOf(line, afterDue)).toMatchObject({ status: "overdue" });
    expect((await lineOf(line))?.line).not.toHaveProperty("remedyByOn");
    await api.send("POST", `${note}/reversals`, await ask(8, 4));
    await notes.send("confirm", note, 9);
    expect(await journalBodies(database.db, idOf(note))).toMatchObject([
      { type: "InterestReceived", version: 4 },
      { type: "InterestReversed", reverses: { aggregate: idOf(note), version: 4 } },
    ]);
  });

  test("is found by its version, with a reason", async () => {
    const line = await cofunding.commitLine(joint, "EE", 100_00);
    const note = await notes.call(line, { amountCents: 100_00, dueOn });
    expect(await refused("POST", `${note}/reversals`, await ask(2, 4))).toMatchObject(
      problem(404, "MovementNotFound", { version: 4 }),
    );
    const short = await ask(2, 4, { body: { version: 4, reason: "wrong" } });
    expect(await refused("POST", `${note}/reversals`, short)).toMatchObject(problem(400, "InputInvalid"));
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
