import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { FunderCode, type RoleGrant } from "@grants/core/access/rights";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { createDebitNotes } from "../support/debit-notes.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createCofunding } from "../support/joint-action.ts";

const december = "2026-12-10T09:00:00.000Z";
const inTime = "2027-01-31T22:59:59.000Z";
const late = "2027-01-31T23:00:00.000Z";
const aMonthLater = "2027-03-01T09:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;

/** Somebody with a role who has said where they want to be told; `validTo` is the role's last day. */
const aReader = async (name: string, grant: RoleGrant, mail: string | undefined, language = "en") => {
  const user = await api.person(name, [grant]);
  const id = `acc_${newId(`reader ${name}`)}`;
  const told = mail === undefined ? {} : { mail };
  const items = [
    { ...keys.person(user), schema: "person/1", user, name, language, ...told },
    {
      ...keys.grantByRole(grant.role, id),
      schema: "grant-row/1",
      grant: { ...grant, state: "granted", id, user, grantedBy: user },
    },
  ];
  const { client, tables } = database.db;
  await Promise.all(items.map((Item) => client.send(new PutCommand({ TableName: tables.people, Item }))));
  return user;
};
const of = (role: "funder" | "boardMember", member: string): RoleGrant => ({ role, funder: FunderCode.parse(member) });
const tell = async (at: string) => {
  const before = api.mails.length;
  const report = await api.remindStatements(at);
  return { report, mails: api.mails.slice(before).map(({ to, subject }) => ({ to, subject })) };
};

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, december);
  cofunding = createCofunding(api, database.db);
  const joint = await cofunding.open();
  await cofunding.commitLine(joint, "BE", 100_00);
  await cofunding.commitLine(joint, "NL", 100_00);
  await aReader("funder BE", of("funder", "BE"), "luc@fund.example");
  await aReader("board BE", of("boardMember", "BE"), "els@board.example", "nl");
  await aReader("funder NL", of("funder", "NL"), "sanne@fund.example");
  await aReader("silent BE", of("funder", "BE"), undefined);
  await aReader("region BE", of("funder", "BE-VLG"), "region@fund.example");
  await aReader("former BE", { ...of("funder", "BE"), validTo: LocalDate.parse("2026-12-31") }, "former@fund.example");
  await aReader("officer of statements", { role: "programmeOfficer" }, "ingrid@centre.example");
});
afterAll(() => database.stop());

const Figures = z.object({ figuresSha256: z.string() });
/** The Netherlands state in time. */
const stateInTime = async () => {
  const [as, board, path] = [await cofunding.funder("NL"), await aBoardOf("NL"), "/v1/cofunding/statements/NL/2026"];
  await cofunding.must("PUT", `${path}/draft`, { as, at: inTime, ifMatch: 0 });
  const body = Figures.parse((await api.send("GET", path, { as, at: inTime })).body);
  const { figuresSha256 } = body;
  await cofunding.must("POST", `${path}/signature`, { as: board, at: inTime, ifMatch: 1, body: { figuresSha256 } });
};
const aBoardOf = (member: string) => api.person(`board ${member}`, [of("boardMember", member)]);

describe("a yearly statement that is overdue (FIN-09)", () => {
  test("is told of from the day after 31 January on, to its Member State's people and the Centre's, each in their language", async () => {
    await stateInTime();
    expect(await tell(inTime)).toEqual({ report: { statements: 0, notes: 0, mails: 0 }, mails: [] });
    const { report, mails } = await tell(late);
    expect(report).toEqual({ statements: 1, notes: 0, mails: 3 });
    expect(mails.toSorted((a, b) => (a.to < b.to ? -1 : 1))).toEqual([
      { to: "els@board.example", subject: "Te laat: de opgave van bijdragen van BE over 2026" },
      { to: "ingrid@centre.example", subject: "Overdue: the statement of contributions of BE for 2026" },
      { to: "luc@fund.example", subject: "Overdue: the statement of contributions of BE for 2026" },
    ]);
  });

  test("leads to where it is made, and says nothing of its figures", () => {
    const text = api.mails.find(({ to }) => to === "els@board.example")?.text ?? "";
    expect(text).toContain("https://grants.test/nl/cofunding/statements/BE/2026");
    expect(text).not.toContain("100");
  });

  test("is told of once", async () => {
    expect(await tell(aMonthLater)).toEqual({ report: { statements: 0, notes: 0, mails: 0 }, mails: [] });
  });
});

describe("a debit note of a tranche (MAT-04, FIN-10)", () => {
  const sorted = (mails: Awaited<ReturnType<typeof tell>>["mails"]) => mails.toSorted((a, b) => (a.to < b.to ? -1 : 1));
  let note = "";
  let number = "";

  test("is told of to the Member State's people when it is sent, once, and not before", async () => {
    const notes = createDebitNotes(api, database.db);
    const line = await cofunding.commitLine(await cofunding.open(), "FI", 100_00);
    await aReader("funder FI", of("funder", "FI"), "aino@fund.example");
    await aReader("accountant", { role: "accountingOfficer" }, "henrik@centre.example", "nl");
    note = await notes.propose(line, { amountCents: 40_00, dueOn: "2027-01-31" });
    expect((await tell(december)).report).toMatchObject({ notes: 0, mails: 0 });
    await notes.send("issue", note, 1);
    const { report, mails } = await tell(december);
    expect(report).toEqual({ statements: 0, notes: 1, mails: 1 });
    number = /DN-[\dA-F-]+/.exec(mails[0]?.subject ?? "")?.[0] ?? "";
    expect(mails).toEqual([{ to: "aino@fund.example", subject: `Debit note ${number} for FI` }]);
    expect((await tell(december)).report).toMatchObject({ notes: 0, mails: 0 });
  });

  test("is told of once more when its day has passed, to them and to the Centre's people, and never of its amount", async () => {
    expect((await tell(inTime)).report).toMatchObject({ notes: 0 });
    const { report, mails } = await tell(aMonthLater);
    expect(report).toMatchObject({ notes: 1 });
    expect(sorted(mails.filter(({ subject }) => subject.includes(number)))).toEqual([
      { to: "aino@fund.example", subject: `Overdue: debit note ${number} for FI` },
      { to: "henrik@centre.example", subject: `Te laat: debetnota ${number} voor FI` },
      { to: "ingrid@centre.example", subject: `Overdue: debit note ${number} for FI` },
    ]);
    const text = api.mails.find(({ to }) => to === "henrik@centre.example")?.text ?? "";
    expect(text).toContain(`https://grants.test/nl/cofunding/debit-notes/${note.split("/").at(-1)}`);
    expect(text).not.toMatch(/40[.,]00/);
    expect((await tell(aMonthLater)).report).toMatchObject({ notes: 0 });
  });
});

test("met no error that it did not expect", () => {
  expect(api.errors).toEqual([]);
});
