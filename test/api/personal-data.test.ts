import { PutCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { RoleGrant } from "@grants/core/access/rights";
import { createChainVerifier } from "@grants/core/audit/verify-chain";
import { type PersonalItem, personalItems, recoveryDays } from "@grants/core/transparency/personal-data";
import { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { type AccessPattern, tableDefinitions } from "@grants/store/table";
import { accessPatterns, keys } from "@grants/store/tables/all";
import { getOne } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, auditItems } from "../support/evidence.ts";
import { aCommand, aMove, commitPurse, purseId } from "../support/purse.ts";
import { createRefused } from "../support/refusal.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let db: Database;
let api: TestApi;
let refused: ReturnType<typeof createRefused>;

beforeAll(async () => {
  database = await openDatabase();
  db = database.db;
  api = createTestApi(db, whileOpen);
  refused = createRefused(api, db);
});
afterAll(() => database.stop());

const name = "Jana Nováková";
const ended = (over: Partial<RoleGrant> = {}): RoleGrant => ({
  role: "applicant",
  validTo: LocalDate.parse("2026-11-30"),
  ...over,
});

/** A person with a name and these roles. */
const aPerson = async (seed: string, grants: readonly RoleGrant[]): Promise<UserId> => {
  const user = await api.person(seed, grants);
  const Item = { pk: `USER#${user}`, sk: "PERSON", schema: "person/1", user, name, mail: "jana@people.example" };
  await db.client.send(new PutCommand({ TableName: db.tables.people, Item }));
  return user;
};

/** A decision of a person, with the reason that they gave in words. */
const giveReason = async (by: UserId, purse: string, reason: string): Promise<string> => {
  const id = purseId(purse);
  await commitPurse(db, aMove(id, { notes: { reason } }), { ...aCommand({ key: purse }), caller: by });
  return id;
};

const Kept = z.object({
  records: z.array(z.object({ item: z.string(), under: z.string(), content: z.looseObject({}) })),
});
const keptOf = async (as: UserId) => Kept.parse((await api.send("GET", "/v1/people/me/data", { as })).body).records;
const erase = (as: UserId, over: object = {}) => api.send("POST", "/v1/people/me/erasure", { as, ...over });

describe("what is kept of a person", () => {
  test("is shown to them whole: name, roles, the reasons they gave, what is theirs", async () => {
    const user = await aPerson("curious", [ended()]);
    const purse = await giveReason(user, "curious reason", "Ms Peeters was ill.");
    const records = await keptOf(user);
    expect(records.map(({ item }) => item).toSorted()).toEqual(["notes", "person", "rights"]);
    expect(records.find(({ item }) => item === "person")?.content).toMatchObject({ name, mail: "jana@people.example" });
    const note = records.find(({ item }) => item === "notes");
    expect(note).toMatchObject({
      under: `${purse}#V#00000001`,
      content: { notes: { reason: { value: "Ms Peeters was ill." } } },
    });
  });

  test("is nobody else's: another person finds none of it", async () => {
    const user = await aPerson("private", []);
    await giveReason(user, "private reason", "Between us.");
    const other = await api.person("reader", [{ role: "administrator" }]);
    expect(JSON.stringify(await keptOf(other))).not.toMatch(/Jana|Between us/);
  });

  test("names the proposals that they work on", async () => {
    const thread = createThread(api);
    const callId = await thread.publishCall();
    const applicant = await thread.applicant("applicant with a draft");
    const proposalId = await thread.draftProposal(applicant, callId);
    const mine = (await keptOf(applicant.user)).filter(({ item }) => item === "mine");
    expect(mine).toMatchObject([{ under: `PROP#${proposalId}`, content: { id: proposalId } }]);
  });
});

describe("erasing a person", () => {
  test("takes away name, roles, reasons and salts, and leaves an entry that names an id alone", async () => {
    const user = await aPerson("leaving", [ended()]);
    const purse = await giveReason(user, "leaving reason", "A secret.");
    const { status, body } = await erase(user);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { version: 1, erasure: { state: "erased", user, erasedOn: "2027-01-10", completeOn: "2027-02-14" } },
    });
    const left = await Promise.all([
      getOne(db, "people", { pk: `USER#${user}`, sk: "PERSON" }),
      getOne(db, "people", keys.rights(user)),
      getOne(db, "people", keys.note(purse, 1)),
      getOne(db, "people", keys.wrote(user, purse, 1)),
    ]);
    expect(left).toEqual([null, null, null, null]);
    const [entry] = await auditBodies(db, z.object({ id: z.string() }).parse(body["erasure"]).id);
    expect(entry).toMatchObject({ type: "PersonErased", actor: user, facts: { user, state: "erased" } });
    expect(await keptOf(user)).toEqual([]);
  });

  test("leaves every chain that they decided on as valid as before", async () => {
    const user = await aPerson("decider", [ended()]);
    const purse = await giveReason(user, "decided", "A reason in words.");
    const before = await auditItems(db, purse);
    await erase(user);
    const after = await auditItems(db, purse);
    const verifier = createChainVerifier(sha256);
    expect(after).toEqual(before);
    expect(after.map((entry) => verifier.next(entry).broken)).toEqual([null]);
    expect(after[0]?.body).toMatch(/"commitments":\{"reason":"[0-9a-f]{64}"\}/);
    expect(after[0]?.body).toContain(user);
  });

  test("leaves what others wrote about the same thing", async () => {
    const [user, other] = [await aPerson("one of two", []), await aPerson("other of two", [])];
    await giveReason(user, "first of two", "Mine.");
    const theirs = await giveReason(other, "second of two", "Theirs.");
    await erase(user);
    expect(await getOne(db, "people", keys.note(theirs, 1))).toMatchObject({ notes: { reason: { value: "Theirs." } } });
    expect((await keptOf(other)).map(({ item }) => item)).toContain("person");
  });

  test.each([
    ["a role without an end", [{ role: "applicant" }], "ROLE_IN_FORCE", null, null],
    ["a role that ends", [{ role: "expert", validTo: "2027-01-10" }], "ROLE_IN_FORCE", "2027-01-10", null],
    [
      "files of a role that is over",
      [{ role: "verifier", validTo: "2026-12-31" }],
      "RECORDS_KEPT",
      "2033-05-15",
      "RECD-02",
    ],
  ])(
    "is refused for %s, with the date and the rule, and nothing is written",
    async (what, grants, because, untilOn, rule) => {
      const user = await aPerson(what, z.array(RoleGrant).parse(grants));
      const reply = await refused("POST", "/v1/people/me/erasure", { as: user });
      expect(reply).toMatchObject({ status: 409, body: { code: "ErasureRefused", because, untilOn, rule } });
      const asked = await api.send("GET", "/v1/people/me/data", { as: user });
      expect(asked.body["erasure"]).toMatchObject({ because, untilOn, rule });
    },
  );

  test("of whoever handed in a proposal waits until its documents may go, to the day", async () => {
    const thread = createThread(api);
    const callId = await thread.publishCall();
    const applicant = await thread.applicant("coordinator who leaves");
    const proposalId = await thread.draftProposal(applicant, callId);
    await thread.writeProposal(applicant.user, proposalId);
    const { documentSha256, version } = await thread.freezeProposal(applicant.user, proposalId);
    const body = { documentSha256 };
    await thread.must("POST", `/v1/proposals/${proposalId}/submission`, { as: applicant.user, body, ifMatch: version });
    await api.person("coordinator who leaves", [ended({ organisation: applicant.organisation })]);
    const last = await refused("POST", "/v1/people/me/erasure", {
      as: applicant.user,
      at: "2034-05-15T21:59:59.999Z",
    });
    expect(last).toMatchObject({
      status: 409,
      body: { because: "RECORDS_KEPT", untilOn: "2034-05-15", rule: "RECD-02", of: proposalId },
    });
    expect((await erase(applicant.user, { at: "2034-05-15T22:00:00.000Z" })).status).toBe(200);
  });

  test("answers a repetition as it answered the first time, and takes nothing twice", async () => {
    const user = await aPerson("impatient", []);
    const first = await erase(user, { key: "erase-me-1" });
    const again = await erase(user, { key: "erase-me-1" });
    const later = await erase(user, { key: "erase-me-2" });
    expect([again.body, later.body]).toEqual([first.body, first.body]);
    expect(again.status).toBe(200);
  });

  test("that broke off in the middle goes on where it stopped", async () => {
    const user = await aPerson("unlucky", []);
    await giveReason(user, "before the break", "One.");
    let written = 0;
    const send = async (...sent: Parameters<typeof db.client.send>) => {
      written += sent[0] instanceof TransactWriteCommand ? 1 : 0;
      if (written > 1) throw new Error("The line broke.");
      return db.client.send(...sent);
    };
    const breaking = { ...db, client: Object.create(db.client, { send: { value: send } }) };
    const broken = createTestApi(breaking, whileOpen, { mayFail: true });
    expect((await broken.send("POST", "/v1/people/me/erasure", { as: user })).status).toBe(500);
    expect((await keptOf(user)).map(({ item }) => item)).toContain("person");
    expect((await erase(user)).status).toBe(200);
    expect(await keptOf(user)).toEqual([]);
  });

  test("by the administrator names the administrator as who did it", async () => {
    const user = await aPerson("cannot sign in", []);
    const administrator = await api.person("administrator", [{ role: "administrator" }]);
    const { status, body } = await api.send("POST", `/v1/people/accounts/${user}/erasure`, { as: administrator });
    expect(status).toBe(200);
    const [entry] = await auditBodies(db, z.object({ id: z.string() }).parse(body["erasure"]).id);
    expect(entry).toMatchObject({ actor: administrator, role: "administrator", facts: { user } });
  });

  test("by anybody else is refused, also by whoever is asked about", async () => {
    const user = await aPerson("object of interest", []);
    const auditor = await api.person("auditor", [{ role: "auditor" }]);
    const replies = [
      await refused("POST", `/v1/people/accounts/${user}/erasure`, { as: auditor }),
      await refused("POST", `/v1/people/accounts/${user}/erasure`, { as: user }),
    ];
    expect(replies.map(({ status, body }) => [status, body["code"]])).toEqual(replies.map(() => [403, "NotAllowed"]));
  });

  test("of somebody whom nobody knows leaves an entry and no more", async () => {
    const { status } = await erase(UserId.parse(`usr_${newId("never been here")}`));
    expect(status).toBe(200);
  });
});

describe("the table of personal data", () => {
  const rows: readonly PersonalItem[] = Object.values(personalItems);
  const patterns: readonly AccessPattern[] = Object.values(accessPatterns);
  const covers = (pattern: AccessPattern) => (row: PersonalItem) =>
    row.place === pattern.table && row.pk === pattern.pk && (row.sk === pattern.sk || pattern.sk === "*");

  test("has a row for everything that is read from the people and the sessions", () => {
    const uncovered = patterns.filter((pattern) => pattern.table === "people" && !rows.some(covers(pattern)));
    expect(uncovered.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([]);
  });

  test("counts on the days for which the tables can be set back", () => {
    expect(tableDefinitions.find(({ key }) => key === "people")?.recoveryDays).toBe(recoveryDays);
  });
});
