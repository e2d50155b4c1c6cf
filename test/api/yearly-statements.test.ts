import { FunderCode } from "@grants/core/access/rights";
import { headBytesMax } from "@grants/kernel/limits";
import { itemBytes } from "@grants/store/item-bytes";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalBodies } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding } from "../support/joint-action.ts";
import { createRefused, problem } from "../support/refusal.ts";

const december = "2026-12-10T09:00:00.000Z";
const inTime = "2027-01-31T22:59:59.999Z";
const late = "2027-01-31T23:00:00.000Z";
const base = "/v1/cofunding/statements";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let refused: ReturnType<typeof createRefused>;
let joint: OpenedJointAction;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  refused = createRefused(api, database.db);
  joint = await cofunding.open();
});
afterAll(() => database.stop());

const representative = (member: string) =>
  api.person(`board ${member}`, [{ role: "boardMember", funder: FunderCode.parse(member) }]);
const accountant = () => api.person("accountant", [{ role: "accountingOfficer" }]);
const Page = z.object({
  version: z.int(),
  figuresSha256: z.string(),
  statement: z.object({ id: z.string() }).nullable(),
});
const Listed = z.object({
  statements: z.array(z.object({ member: z.string(), status: z.string(), isOverdue: z.boolean() })),
});

const read = async (member: string, over: Ask = {}) =>
  api.send("GET", `${base}/${member}/2026`, { as: await cofunding.funder(member), at: inTime, ...over });
const draftAsk = async (member: string, over: Ask = {}): Promise<Ask> => ({
  as: await cofunding.funder(member),
  at: inTime,
  ifMatch: 0,
  ...over,
});
const prepare = async (member: string, over: Ask = {}) =>
  api.send("PUT", `${base}/${member}/2026/draft`, await draftAsk(member, over));
/** Signs what the page shows. */
const signAsk = async (member: string, over: Ask = {}): Promise<Ask> => {
  const { figuresSha256, version } = Page.parse((await read(member)).body);
  return { as: await representative(member), at: inTime, ifMatch: version, body: { figuresSha256 }, ...over };
};

/** Called and received in December: the part of the year. */
const receive = async (line: string, amountCents: number, ifMatch: number, at = december) => {
  const body = { amountCents, evidence: "Advice of the bank, statement 12" };
  return api.send("POST", `${line}/receipts`, { as: await accountant(), at, ifMatch, body });
};
const call = async (line: string) =>
  api.send("POST", `${line}/call`, { as: await cofunding.officer(), ifMatch: 2, body: { dueOn: "2027-03-31" } });

describe("the figures of a yearly statement (FIN-09)", () => {
  test("are the sums of the year's postings, for all funders of a country, and nothing else", async () => {
    const line = await cofunding.commitLine(joint, "BE", 600_000_00, { channel: "DIRECT_TO_BENEFICIARY" });
    await call(line);
    await receive(line, 100_000_00, 3);
    await receive(line, 50_000_00, 4, "2026-12-31T22:59:59.999Z");
    // An instant later it is another year in Brussels.
    await receive(line, 25_000_00, 5, "2026-12-31T23:00:00.000Z");
    await cofunding.commitLine(joint, "BE-VLG", 40_000_00, { channel: "IN_KIND" });
    await cofunding.pledge(joint, "BE", 999_00);
    const { body } = await read("BE");
    expect(body).toMatchObject({
      status: "missing",
      version: 0,
      dueOn: "2027-01-31",
      figures: {
        committedCents: 640_000_00,
        contributedCents: 150_000_00,
        rows: [
          { funder: "BE", channel: "DIRECT_TO_BENEFICIARY", committedCents: 600_000_00, contributedCents: 150_000_00 },
          { funder: "BE-VLG", channel: "IN_KIND", committedCents: 40_000_00, contributedCents: 0 },
        ],
      },
    });
    const next = await api.send("GET", `${base}/BE/2027`, { as: await cofunding.funder("BE"), at: inTime });
    expect(next.body).toMatchObject({ figures: { committedCents: 0, contributedCents: 25_000_00 } });
  });

  test("stand in the journal as two legs that sum to nothing", async () => {
    const line = await cofunding.commitLine(joint, "LV", 10_00);
    const id = line.split("/").at(-1) ?? "";
    expect(await journalBodies(database.db, id)).toMatchObject([
      {
        type: "ContributionCommitted",
        version: 2,
        legs: [
          { account: `owed:${id}`, cents: 10_00 },
          { account: `obliged:${id}`, cents: -10_00 },
        ],
      },
    ]);
  });
});

describe("preparing a yearly statement", () => {
  test("waits for the end of the year, and for something to state", async () => {
    await cofunding.commitLine(joint, "NL", 300_00);
    const running = await draftAsk("NL", { at: "2026-12-31T22:59:59.999Z" });
    expect(await refused("PUT", `${base}/NL/2026/draft`, running)).toMatchObject(
      problem(409, "FinancialYearNotOver", { fromOn: "2027-01-01" }),
    );
    expect(await refused("PUT", `${base}/MT/2026/draft`, await draftAsk("MT"))).toMatchObject(
      problem(409, "NothingContributed"),
    );
  });

  test("is for one's own Member State", async () => {
    const ofAnother = await draftAsk("NL", { as: await cofunding.funder("BE") });
    expect(await refused("PUT", `${base}/NL/2026/draft`, ofAnother)).toMatchObject(
      problem(403, "NotAllowed", { because: "RELATION" }),
    );
    const ofRegion = await draftAsk("BE", { as: await cofunding.funder("BE-VLG") });
    expect(await refused("PUT", `${base}/BE/2026/draft`, ofRegion)).toMatchObject(
      problem(403, "NotAllowed", { because: "RELATION" }),
    );
  });

  test("is done once, and again only when the ledger has moved", async () => {
    await cofunding.commitLine(joint, "AT", 300_00);
    const ask = { key: "prepare-it-once" };
    const first = await prepare("AT", ask);
    expect(first).toMatchObject({ status: 200, body: { version: 1, statement: { state: "draft" } } });
    expect(await prepare("AT", ask)).toMatchObject({ status: 200, body: first.body });
    expect(await refused("PUT", `${base}/AT/2026/draft`, await draftAsk("AT", { ifMatch: 1 }))).toMatchObject(
      problem(422, "NothingToChange"),
    );
    expect(await refused("PUT", `${base}/AT/2026/draft`, await draftAsk("AT"))).toMatchObject(
      problem(412, "StaleVersion", { expectedVersion: 0, actualVersion: 1 }),
    );
  });
});

describe("signing a yearly statement", () => {
  test("is for another person than who prepared it, and ends it", async () => {
    await cofunding.commitLine(joint, "FI", 500_00);
    const early = await signAsk("FI");
    expect(await refused("POST", `${base}/FI/2026/signature`, early)).toMatchObject(
      problem(409, "StatementNotPrepared"),
    );
    await prepare("FI");
    const own = await signAsk("FI", { as: await cofunding.funder("FI") });
    expect(await refused("POST", `${base}/FI/2026/signature`, own)).toMatchObject(problem(403, "AnotherPersonSigns"));
    const signed = await api.send("POST", `${base}/FI/2026/signature`, await signAsk("FI"));
    expect(signed).toMatchObject({ status: 200, body: { version: 2, statement: { state: "signed" } } });
    const { statement } = Page.parse((await read("FI")).body);
    const entries = await auditBodies(database.db, statement?.id ?? "");
    expect(entries.map(({ type, role }) => [type, role])).toEqual([
      ["YearlyStatementPrepared", "funder"],
      ["YearlyStatementSigned", "boardMember"],
    ]);
    expect(await refused("POST", `${base}/FI/2026/signature`, await signAsk("FI"))).toMatchObject(
      problem(409, "StatementNotPrepared"),
    );
  });

  test("holds for the figures that were read, by their digest", async () => {
    await cofunding.commitLine(joint, "SE", 500_00);
    await prepare("SE");
    const other = await signAsk("SE", { body: { figuresSha256: "0".repeat(64) } });
    expect(await refused("POST", `${base}/SE/2026/signature`, other)).toMatchObject(problem(409, "StatementOutdated"));
    const before = await signAsk("SE");
    // What is booked into the year behind the draft would be missing from it.
    await cofunding.commitLine(joint, "SE", 1_00);
    expect(await refused("POST", `${base}/SE/2026/signature`, before)).toMatchObject(problem(409, "StatementOutdated"));
    expect((await read("SE")).body).toMatchObject({ isOutdated: true, figures: { committedCents: 500_00 } });
    expect(await prepare("SE", { ifMatch: 1 })).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await api.send("POST", `${base}/SE/2026/signature`, await signAsk("SE"))).toMatchObject({ status: 200 });
  });
});

describe("the list of yearly statements", () => {
  test("says who is overdue from the day after 31 January on, and never of one that is signed", async () => {
    const of = async (at: string) => {
      const { body } = await api.send("GET", base, { as: await cofunding.officer(), at });
      const { statements } = Listed.parse(body);
      return statements.filter(({ member }) => ["AT", "FI", "NL"].includes(member));
    };
    expect(await of(inTime)).toEqual([
      { member: "AT", status: "draft", isOverdue: false },
      { member: "FI", status: "signed", isOverdue: false },
      { member: "NL", status: "missing", isOverdue: false },
    ]);
    expect((await of(late)).map(({ isOverdue }) => isOverdue)).toEqual([true, false, true]);
    expect(await of("2026-12-31T22:59:59.999Z")).toEqual([]);
  });

  test("shows a Member State its own", async () => {
    const { body } = await api.send("GET", base, { as: await representative("FI"), at: late });
    expect(Listed.parse(body).statements.map(({ member }) => member)).toEqual(["FI"]);
    const ofAnother = await refused("GET", `${base}/NL/2026`, { as: await representative("FI"), at: late });
    expect(ofAnother).toMatchObject(problem(403, "NotAllowed", { because: "RELATION" }));
  });
});

test("keeps a head within its bytes, its figures beside it", async () => {
  const { statement } = Page.parse((await read("FI")).body);
  const { figures, ...head } = (await getOne(database.db, "grants", keys.yearlyStatement(statement?.id ?? ""))) ?? {};
  expect(figures).toBeDefined();
  expect(itemBytes(head)).toBeLessThanOrEqual(headBytesMax);
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
