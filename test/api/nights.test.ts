import { DeleteCommand, QueryCommand, ScanCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { nightIdOf } from "@grants/core/audit/nights/night";
import type { ReplayNightsDeps } from "@grants/core/audit/nights/replay-nights";
import type { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { cast } from "@grants/local/demo/people";
import { type Story, tellStory } from "@grants/local/demo/story";
import { newId } from "@grants/store/new-id";
import { type Item, getOne } from "@grants/store/read";
import { type Key, type TableKey } from "@grants/store/table";
import { keys } from "@grants/store/tables/all";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { guardedDatabase } from "../support/permission-guard.ts";
import { makeAuditor } from "../support/reachable.ts";
import { sealWorker, vaultInMemory } from "../support/sealing.ts";
import { createStoryInProcess, startsAt } from "../support/story.ts";

/** All that the demonstration decided came into the log on this day. */
const on = LocalDate.parse("2027-06-07");
const logged = "2027-06-07T12:00:00.000Z";
const nightly = "2027-06-08T02:00:00.000Z";
const morning = "2027-06-08T08:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let story: Story;
let auditor: UserId;

const Pk = z.object({ pk: z.string() });
/** Every aggregate that has an entry: the stream would have brought them. */
const allAggregates = async ({ db }: OpenDatabase): Promise<readonly string[]> => {
  const { Items = [] } = await db.client.send(
    new ScanCommand({
      TableName: db.tables.ledger,
      FilterExpression: "begins_with(pk, :prefix)",
      ExpressionAttributeValues: { ":prefix": "AUDIT#" },
      ProjectionExpression: "pk",
    }),
  );
  return [...new Set(Items.map((item) => Pk.parse(item).pk.slice("AUDIT#".length)))];
};

beforeAll(async () => {
  database = await openDatabase();
  const { db } = database;
  const databaseOf = (name: string) => (name === "replay-decisions" ? guardedDatabase(db, name) : db);
  api = createTestApi(db, startsAt, { databaseOf });
  story = await tellStory(await createStoryInProcess(db, undefined, undefined, api));
  auditor = await api.person("auditor of the nights", [{ role: "auditor" }]);
  await makeAuditor(db, { user: auditor, mail: "auditor@court.example", language: "en" });
  const noStamps = { stamp: () => Promise.reject(new Error("It is down.")) };
  const { bring } = sealWorker(db, { timeStamps: noStamps, vault: vaultInMemory().vault });
  await bring(await allAggregates(database), logged);
}, 120_000);
afterAll(() => database.stop());

const StoredKey = z.object({ pk: z.string(), sk: z.string() });
const partitionOf = async (table: TableKey, pk: string): Promise<readonly Key[]> => {
  const { Items = [] } = await database.db.client.send(
    new QueryCommand({
      TableName: database.db.tables[table],
      KeyConditionExpression: "pk = :p",
      ExpressionAttributeValues: { ":p": pk },
    }),
  );
  return Items.map((item) => StoredKey.parse(item));
};
const remove = async (table: TableKey, all: readonly Key[]) =>
  Promise.all(
    all.map((Key) => database.db.client.send(new DeleteCommand({ TableName: database.db.tables[table], Key }))),
  );

/** As if the night had not been yet. */
const forgetNight = async (): Promise<void> => {
  const [findings, entries, news] = await Promise.all([
    partitionOf("grants", keys.nightFinding(on, "").pk),
    partitionOf("ledger", keys.auditEntry(nightIdOf(newId, on), 1).pk),
    partitionOf("grants", keys.nightNews("", "").pk),
  ]);
  await Promise.all([remove("grants", [...findings, ...news, keys.night(on)]), remove("ledger", entries)]);
};
afterEach(forgetNight);

const Count = z.object({ kind: z.string(), equal: z.int(), different: z.int(), notComputed: z.int() });
const Summary = z.looseObject({ on: z.string(), state: z.string(), isLate: z.boolean(), counts: z.array(Count) });
const Page = z.object({ night: Summary, findings: z.array(z.looseObject({ aggregate: z.string() })) });
const readNight = async () => {
  const reply = await api.send("GET", `/v1/transparency/nights/${on}`, { as: auditor, at: morning });
  return reply.status === 200 ? Page.parse(reply.body) : null;
};
const countsOf = async () =>
  Object.fromEntries((await readNight())?.night.counts.map(({ kind, ...rest }) => [kind, rest]) ?? []);
/** All that the story decided and that follows from rules. */
const whole = {
  ranking: { equal: 1, different: 0, notComputed: 0 },
  awardDecision: { equal: 1, different: 0, notComputed: 0 },
  commitment: { equal: 3, different: 0, notComputed: 0 },
  ballot: { equal: 4, different: 0, notComputed: 0 },
  payment: { equal: 2, different: 0, notComputed: 0 },
};
const total = Object.values(whole).reduce((sum, { equal }) => sum + equal, 0);

const itemAt = async (key: Key): Promise<Item> => (await getOne(database.db, "grants", key)) ?? {};
const setMember = async (Key: Key, name: string, value: unknown): Promise<void> => {
  await database.db.client.send(
    new UpdateCommand({
      TableName: database.db.tables.grants,
      Key,
      UpdateExpression: "SET #name = :value",
      ExpressionAttributeNames: { "#name": name },
      ExpressionAttributeValues: { ":value": value },
    }),
  );
};
/** What a night finds while one figure in the table is another one. */
const nightWith = async (key: Key, name: string, value: unknown) => {
  const before = (await itemAt(key))[name];
  await setMember(key, name, value);
  try {
    await api.replayDecisions(nightly);
    return await readNight();
  } finally {
    await setMember(key, name, before);
  }
};

const Heads = z.object({ rankingId: z.string() });
const requestIds = async () => (await allAggregates(database)).filter((aggregate) => aggregate.startsWith("req_"));

describe("a night in which nothing was touched", () => {
  test("computes every decision of its day once more, and finds that each is kept as it comes out", async () => {
    expect(await api.replayDecisions(nightly)).toEqual({ finished: 1, computed: total, mails: 0 });
    expect(await countsOf()).toEqual(whole);
    expect((await readNight())?.findings).toEqual([]);
    expect(api.errors).toEqual([]);
  });

  test("begins two hours after the end of its day, and is done once", async () => {
    expect(await api.replayDecisions("2027-06-08T01:59:59.000Z")).toMatchObject({ finished: 0, computed: 0 });
    expect(await readNight()).toBeNull();
    await api.replayDecisions(nightly);
    const first = await itemAt(keys.night(on));
    expect(await api.replayDecisions("2027-06-08T03:00:00.000Z")).toEqual({ finished: 0, computed: 0, mails: 0 });
    expect(await itemAt(keys.night(on))).toEqual(first);
    expect(await partitionOf("ledger", keys.auditEntry(nightIdOf(newId, on), 1).pk)).toHaveLength(1);
  });

  test("changes no decision: the tables are the same but for its own record", async () => {
    const snapshot = async () => {
      const { db } = database;
      const { Items = [] } = await db.client.send(new ScanCommand({ TableName: db.tables.grants }));
      return Items.filter((item) => !Pk.parse(item).pk.startsWith("NIGHT"));
    };
    const before = await snapshot();
    await api.replayDecisions(nightly);
    expect(await snapshot()).toEqual(before);
  });
});

describe("a figure that somebody changed in the table", () => {
  const only = (aggregate: string, over: object) => [
    expect.objectContaining({ aggregate, outcome: "DIFFERENT", ...over }),
  ];

  test("of a payment is found and named, and the auditors are told once, with nothing of it in the mail", async () => {
    const [requestId = ""] = await requestIds();
    const key = keys.paymentRequest(requestId);
    const amount = Number((await itemAt(key))["amountCents"]);
    const night = await nightWith(key, "amountCents", amount + 1);
    const figures = { figure: "amountCents", kept: `${amount + 1}`, computed: `${amount}` };
    expect(night?.findings).toEqual(only(requestId, { kind: "payment", ...figures }));
    expect(await countsOf()).toEqual({ ...whole, payment: { equal: 1, different: 1, notComputed: 0 } });
    const mails = api.mails.filter(({ to }) => to === "auditor@court.example");
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("The nightly replay found a decision that differs");
    expect(mails[0]?.text).toContain(`https://grants.test/en/audit/nights/${on}`);
    expect(mails[0]?.text).not.toContain(requestId);
    expect(await api.replayDecisions("2027-06-08T03:00:00.000Z")).toMatchObject({ mails: 0 });
  });

  test("of the data sheet behind a payment is found by the rules", async () => {
    const agreementId = z.string().parse(story.agreements[0]?.agreementId);
    const key = keys.dataSheet(agreementId, 1);
    const { sheet } = z.object({ sheet: z.looseObject({ maxGrantCents: z.int() }) }).parse(await itemAt(key));
    const night = await nightWith(key, "sheet", { ...sheet, maxGrantCents: sheet.maxGrantCents - 100_00 });
    expect(night?.findings).toEqual([expect.objectContaining({ kind: "payment", figure: "sheetSha256" })]);
  });

  test("of a ranking is found in its outcome, with the way to its replay", async () => {
    const { rankingId } = Heads.parse(await itemAt(keys.awardDecision(story.decisionId)));
    const key = keys.ranking(rankingId);
    const mainCents = Number((await itemAt(key))["mainCents"]);
    const night = await nightWith(key, "mainCents", mainCents - 1);
    const { callId, topicId } = story;
    const figures = { figure: "mainCents", kept: `${mainCents - 1}`, computed: `${mainCents}` };
    expect(night?.findings).toEqual(only(rankingId, { kind: "ranking", ...figures, callId, topicId }));
  });

  test("of a score behind a ranking is found by the rules", async () => {
    const proposalId = z.string().parse(story.proposals[0]?.proposalId);
    const key = keys.consensus(proposalId);
    const { scores } = z.object({ scores: z.record(z.string(), z.string()) }).parse(await itemAt(key));
    const lower = Object.fromEntries(Object.keys(scores).map((criterion) => [criterion, "3.5"]));
    const night = await nightWith(key, "scores", lower);
    expect(night?.findings).toEqual([expect.objectContaining({ kind: "ranking", figure: "listSha256" })]);
  });

  test.each(["unionCents", "nationalCents"])("%s of an award decision is found", async (name) => {
    const key = keys.awardDecision(story.decisionId);
    const cents = Number((await itemAt(key))[name]);
    const night = await nightWith(key, name, cents + 5);
    const figures = { figure: name, kept: `${cents + 5}`, computed: `${cents}` };
    expect(night?.findings).toEqual(only(story.decisionId, { kind: "awardDecision", ...figures }));
  });

  test("of a commitment is found in its postings", async () => {
    const [requestId = ""] = await requestIds();
    const paid = await itemAt(keys.paymentRequest(requestId));
    const { commitmentId } = z.object({ commitmentId: z.string() }).parse(paid);
    const key = keys.commitment(commitmentId);
    const cents = Number((await itemAt(key))["unionCents"]);
    const night = await nightWith(key, "unionCents", cents + 7);
    const figures = { figure: "unionCents", kept: `${cents + 7}`, computed: `${cents}` };
    expect(night?.findings).toEqual(only(commitmentId, { kind: "commitment", ...figures }));
  });

  test("of a ballot is found in the count of its votes", async () => {
    const found = await Promise.all(
      (await allAggregates(database)).filter((id) => id.startsWith("bal_")).map(async (id) => itemAt(keys.ballot(id))),
    );
    const closed = z.looseObject({ id: z.string() }).parse(found.find((item) => item["state"] === "closed"));
    const night = await nightWith(keys.ballot(closed.id), "hasPassed", closed["hasPassed"] !== true);
    expect(night?.findings).toEqual(only(closed.id, { kind: "ballot", figure: "hasPassed" }));
  });

  test("that makes a row unreadable stops no other decision: it is counted as not computed, and told of", async () => {
    const [requestId = ""] = await requestIds();
    const night = await nightWith(keys.paymentRequest(requestId), "amountCents", "much");
    expect(night?.findings).toEqual([
      expect.objectContaining({ aggregate: requestId, outcome: "NOT_COMPUTED", figure: "Unreadable" }),
    ]);
    expect(await countsOf()).toEqual({ ...whole, payment: { equal: 1, different: 0, notComputed: 1 } });
    expect(api.errors.length).toBeGreaterThan(0);
  });
});

describe("a night that is cut off", () => {
  const bounded = (deps: ReplayNightsDeps) => ({ ...deps, bounds: { stepsMax: 2, perStep: 2 } });
  /** Its second step breaks down: before it wrote anything, or after it wrote all and nobody heard of it. */
  const breaking = (when: "before" | "after") => (deps: ReplayNightsDeps) => {
    let commits = 0;
    const commit: ReplayNightsDeps["nights"]["commit"] = async (...step) => {
      commits += 1;
      if (commits === 2 && when === "before") throw new Error("Broken down.");
      const stored = await deps.nights.commit(...step);
      if (commits === 2) throw new Error("Broken down.");
      return stored;
    };
    return { ...deps, nights: { ...deps.nights, commit }, bounds: { stepsMax: 9, perStep: 2 } };
  };

  test("goes on where its run stopped, and counts nothing twice", async () => {
    expect(await api.replayDecisions(nightly, bounded)).toEqual({ finished: 0, computed: 4, mails: 0 });
    expect((await readNight())?.night.state).toBe("running");
    const rest = { finished: 1, computed: total - 4, mails: 0 };
    expect(await api.replayDecisions("2027-06-08T03:00:00.000Z")).toEqual(rest);
    expect(await countsOf()).toEqual(whole);
  });

  test.each(["before", "after"] as const)("%s a step was written down counts that step once", async (when) => {
    await expect(api.replayDecisions(nightly, breaking(when))).rejects.toThrow("Broken down.");
    const cut = Object.values(await countsOf()).reduce((sum, { equal }) => sum + equal, 0);
    expect(cut).toBe(when === "before" ? 2 : 4);
    await api.replayDecisions("2027-06-08T03:00:00.000Z");
    expect(await countsOf()).toEqual(whole);
  });

  test("by another run at the same time counts nothing twice either", async () => {
    await Promise.all([api.replayDecisions(nightly, bounded), api.replayDecisions(nightly, bounded)]);
    await api.replayDecisions("2027-06-08T03:00:00.000Z");
    expect(await countsOf()).toEqual(whole);
  });

  test("and is not finished by the morning is told to the auditors once", async () => {
    const before = api.mails.length;
    await api.replayDecisions(nightly, bounded);
    await api.replayDecisions("2027-06-08T07:59:59.000Z", bounded);
    expect(api.mails).toHaveLength(before);
    await api.replayDecisions(morning, bounded);
    const told = api.mails.slice(before);
    expect(told.map(({ to, subject }) => [to, subject])).toEqual([
      ["auditor@court.example", "The nightly replay is not finished"],
    ]);
    expect((await readNight())?.night.isLate).toBe(true);
    await api.replayDecisions("2027-06-08T09:00:00.000Z");
    expect(api.mails).toHaveLength(before + 1);
    expect((await readNight())?.night).toMatchObject({ state: "finished", isLate: true });
  });
});

describe("the nights", () => {
  test("are listed to an auditor, the latest first, by pages, and each begins where the one before ended", async () => {
    await api.replayDecisions(nightly);
    const List = z.object({
      nights: z.array(z.looseObject({ on: z.string(), from: z.int(), to: z.int() })),
      next: z.string().optional(),
    });
    const read = async (query: string) =>
      List.parse((await api.send("GET", `/v1/transparency/nights${query}`, { as: auditor, at: morning })).body);
    const first = await read("");
    const second = await read(`?cursor=${encodeURIComponent(first.next ?? "")}`);
    const days = [...first.nights, ...second.nights].map((night) => night.on);
    expect(days).toEqual(days.toSorted().toReversed());
    expect(new Set(days).size).toBe(33);
    expect(days[0]).toBe(on);
    const [latest, before] = first.nights;
    expect(latest?.from).toBe(before?.to);
  });

  test("are of nobody else, and one that was not is said to be none", async () => {
    const { programmeOfficer } = cast;
    for (const path of ["nights", `nights/${on}`]) {
      const refused = await api.send("GET", `/v1/transparency/${path}`, { as: programmeOfficer.id, at: morning });
      expect(refused).toMatchObject({ status: 403, body: { code: "NotAllowed" } });
    }
    const none = await api.send("GET", "/v1/transparency/nights/2020-01-01", { as: auditor, at: morning });
    expect(none).toMatchObject({ status: 404, body: { code: "NightNotFound", on: "2020-01-01" } });
    const cursor = await api.send("GET", "/v1/transparency/nights?cursor=abc", { as: auditor, at: morning });
    expect(cursor).toMatchObject({ status: 400, body: { code: "CursorInvalid" } });
  });
});
