import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { createDebitNotes } from "../support/debit-notes.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";
import { aNotification, aStatement } from "../support/statements.ts";

const december = "2026-12-10T19:00:00.000Z";
const base = "/v1/treasury/bank-statements";
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

const Note = z.object({ reference: z.string(), openCents: z.int(), status: z.string() });
const Imported = z.object({ statement: z.object({ id: z.string() }) });
const Page = z.object({ lines: z.array(z.object({ entry: z.string(), outcome: z.string().optional() })) });
const noteOf = async (path: string) =>
  Note.parse((await api.send("GET", path, { as: await cofunding.director() })).body);
/** A tranche of 100.00 that was sent; its note, the reference that a transfer quotes, and the contribution. */
const aNote = async (funder: string) => {
  const line = await cofunding.commitLine(joint, funder, 100_00);
  const note = await notes.call(line, { amountCents: 100_00, dueOn });
  return { note, lineId: line.split("/").at(-1) ?? "", reference: (await noteOf(note)).reference };
};
const importAsk = async (text: string, over: Ask = {}): Promise<Ask> => ({
  as: await notes.accountant(),
  body: { text },
  ...over,
});
const bring = async (text: string) =>
  `${base}/${Imported.parse((await api.send("POST", base, await importAsk(text))).body).statement.id}`;
const book = async (path: string, over: Ask = {}) =>
  api.send("POST", `${path}/booking`, { as: await cofunding.director(), ifMatch: 1, ...over });
const outcomesOf = async (path: string) => {
  const { body } = await api.send("GET", path, { as: await cofunding.director() });
  return Object.fromEntries(Page.parse(body).lines.map(({ entry, outcome }) => [entry, outcome]));
};

describe("a statement of the account", () => {
  test("is brought by one person and booked by another, and pays the notes that it quotes", async () => {
    const { note, lineId, reference } = await aNote("BE");
    const text = aStatement("S-whole", [{ euro: "100.00", entry: "W-1", reference }]);
    const ask = await importAsk(text, { key: "import-once" });
    const imported = await api.send("POST", base, ask);
    expect(imported).toMatchObject({ status: 201, body: { version: 1, statement: { state: "imported", credits: 1 } } });
    expect(await api.send("POST", base, ask)).toMatchObject({ status: 201, body: imported.body });
    expect(await noteOf(note)).toMatchObject({ openCents: 100_00 });
    const path = `${base}/${Imported.parse(imported.body).statement.id}`;
    const own = { as: await notes.accountant(), ifMatch: 1 };
    expect(await refused("POST", `${path}/booking`, own)).toMatchObject(problem(403, "AnotherPersonBooks"));
    const booked = await book(path, { key: "book-it-once" });
    expect(booked).toMatchObject({
      status: 200,
      body: { statement: { state: "booked", booked: 1, bookedCents: 100_00 } },
    });
    expect(await book(path, { key: "book-it-once" })).toMatchObject({ status: 200, body: booked.body });
    expect(await noteOf(note)).toMatchObject({ status: "paid", openCents: 0 });
    const again = { as: await cofunding.director(), ifMatch: 2 };
    expect(await refused("POST", `${path}/booking`, again)).toMatchObject(problem(409, "BankStatementBooked"));
    expect((await journalBodies(database.db, lineId)).map(({ type }) => type)).toEqual([
      "ContributionCommitted",
      "ContributionReceived",
    ]);
    const entries = await auditBodies(database.db, path.split("/").at(-1) ?? "");
    expect(entries.map(({ type, role }) => [type, role])).toEqual([
      ["BankStatementImported", "accountingOfficer"],
      ["BankStatementBooked", "authorisingOfficer"],
    ]);
  });

  test("books what fits and keeps the rest with its reason", async () => {
    const [partly, over, waiting, foreign] = [
      await aNote("NL"),
      await aNote("FR"),
      await aNote("ES"),
      await aNote("SE"),
    ];
    await api.send("POST", `${waiting.note}/movements`, await notes.reportAsk({ amountCents: 1_00 }, 2));
    const path = await bring(
      aStatement("S-mixed", [
        { euro: "60.00", entry: "M-1", reference: partly.reference },
        { euro: "40.00", entry: "M-2", reference: partly.reference },
        { euro: "0.01", entry: "M-3", reference: partly.reference },
        { euro: "100.01", entry: "M-4", reference: over.reference },
        { euro: "10.00", entry: "M-5", reference: waiting.reference },
        { euro: "10.00", entry: "M-6", reference: foreign.reference, currency: "SEK" },
        { euro: "10.00", entry: "M-7", text: "Contribution of a Member State" },
        { euro: "10.00", entry: "M-8", reference: "RF18539007547034" },
        { euro: "10.00", entry: "M-9", reference: foreign.reference, isReversal: true },
      ]),
    );
    expect(await book(path)).toMatchObject({ body: { statement: { credits: 9, booked: 2, bookedCents: 100_00 } } });
    expect(await outcomesOf(path)).toEqual({
      "M-1": "BOOKED_PARTLY",
      "M-2": "BOOKED",
      "M-3": "NOTE_NOT_OPEN",
      "M-4": "ABOVE_OPEN",
      "M-5": "MOVEMENT_WAITING",
      "M-6": "WRONG_CURRENCY",
      "M-7": "NO_REFERENCE",
      "M-8": "UNKNOWN_REFERENCE",
      "M-9": "REVERSAL",
    });
    expect(await noteOf(partly.note)).toMatchObject({ status: "paid" });
    for (const { note } of [over, waiting, foreign]) expect(await noteOf(note)).toMatchObject({ openCents: 100_00 });
  });

  test("books an entry once, whichever statement or notification brings it", async () => {
    const { note, reference } = await aNote("AT");
    const credit = { euro: "30.00", entry: "ONCE-1", reference };
    await book(await bring(aStatement("S-once", [credit])));
    const notified = await bring(aNotification("N-once", [credit]));
    await book(notified);
    expect(await outcomesOf(notified)).toEqual({ "ONCE-1": "BOOKED_BEFORE" });
    expect(await noteOf(note)).toMatchObject({ openCents: 70_00 });
    const known = await refused(
      "POST",
      base,
      await importAsk(aStatement("S-once", [credit, { ...credit, entry: "2" }])),
    );
    expect(known).toMatchObject(problem(409, "BankStatementKnown"));
  });

  test("is booked once by two persons at the same time, and whole", async () => {
    const { note, reference } = await aNote("PT");
    const credits = ["R-1", "R-2", "R-3"].map((entry) => ({ euro: "20.00", entry, reference }));
    const path = await bring(aStatement("S-race", credits));
    const second = await api.person("second accountant", [{ role: "accountingOfficer" }]);
    const answers = await Promise.all([book(path), book(path, { as: second })]);
    const left = answers.every(({ status }) => status !== 200)
      ? await book(path)
      : answers.find(({ status }) => status === 200);
    expect(left?.status).toBe(200);
    expect(await noteOf(note)).toMatchObject({ openCents: 40_00 });
  });

  test.each([
    ["hostile", '<!DOCTYPE a [<!ENTITY b "c">]><Document/>', "BankFileDeclaresEntities"],
    ["garbled", aStatement("S-bad", []).slice(0, 300), "BankFileNotWellFormed"],
    ["of another kind", "<Document xmlns='urn:other'><A/></Document>", "BankFileNamespaceUnknown"],
  ])("is refused whole where it is %s", async (_, text, kind) => {
    expect(await refused("POST", base, await importAsk(text))).toMatchObject(
      problem(422, "BankStatementRefused", { field: "text", because: expect.objectContaining({ kind }) }),
    );
  });

  test("is refused where it is of another account than the Centre's", async () => {
    const foreign = aStatement("S-foreign", []).replace("RO49AAAA1B31007593840000", "BE68539007547034");
    expect(await refused("POST", base, await importAsk(foreign))).toMatchObject(
      problem(422, "StatementOfAnotherAccount", { field: "text", account: "BE68539007547034" }),
    );
  });

  test("has no more amounts than can be taken in at once", async () => {
    const credits = Array.from({ length: 121 }, (_, place) => ({ euro: "1.00", entry: `L-${place}` }));
    expect(await refused("POST", base, await importAsk(aStatement("S-long", credits)))).toMatchObject(
      problem(422, "TooManyCredits", { field: "text", max: 120 }),
    );
    const most = await bring(
      aStatement(
        "S-most",
        credits.slice(1).map((credit) => ({ ...credit, text: "x".repeat(140) })),
      ),
    );
    expect(await book(most)).toMatchObject({ status: 200, body: { statement: { booked: 0 } } });
  });

  test("is nothing to a Member State, and not found where there is none", async () => {
    expect(await refused("GET", base, { as: await cofunding.funder("BE") })).toMatchObject(problem(403, "NotAllowed"));
    const none = await refused("GET", `${base}/bst_${"0".repeat(26)}`, { as: await cofunding.director() });
    expect(none).toMatchObject(problem(404, "BankStatementNotFound"));
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
