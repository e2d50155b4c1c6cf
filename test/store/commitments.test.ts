import { readLink } from "@grants/core/audit/read-link";
import { type CommitFundsError, commitFunds } from "@grants/core/cofunding/commit-funds";
import { CallId } from "@grants/core/calls/call";
import { type AwardDecisionId } from "@grants/core/cofunding/award";
import { commitmentIdOf, globalCommitmentIdOf } from "@grants/core/cofunding/commitment";
import type { FundsCommitted } from "@grants/core/cofunding/commit-funds";
import type { AwardRow } from "@grants/core/evaluation/award-decision";
import { createLedgerVerifier } from "@grants/core/ledger/verify-ledger";
import type { Result } from "@grants/kernel/result";
import type { UserId } from "@grants/kernel/id";
import { createAwardDecisions } from "@grants/store/award-decisions";
import { createFundsStore } from "@grants/store/cofunding-funds";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { toPot } from "@grants/store/pots";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { withUnits } from "../support/capacity.ts";
import { type Contention, withContention } from "../support/contention.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditItems, journalItems } from "../support/evidence.ts";
import { createCofunding } from "../support/joint-action.ts";
import { aCommand } from "../support/purse.ts";

let opened: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
let director: UserId;
beforeAll(async () => {
  opened = await openDatabase();
  api = createTestApi(opened.db, "2027-05-03T09:00:00.000Z");
  cofunding = createCofunding(api, opened.db);
  director = await cofunding.director();
});
afterAll(async () => opened.stop());

const awards = 50;
const fitting = 20;
/** The budget of the usual topic holds twenty of these. */
const eachCents = 100_000_00;
const budgetCents = fitting * eachCents;

/** A call with money for twenty awards, from the Union and from Belgium. */
const funded = async (): Promise<CallId> => {
  const joint = await cofunding.open();
  await cofunding.appropriate(joint.callId, budgetCents);
  await cofunding.commitLine(joint, "BE", budgetCents);
  await cofunding.setBudget(joint, "BE", budgetCents);
  return CallId.parse(joint.callId);
};
const rowsOf = (name: string, count: number): readonly AwardRow[] =>
  Array.from({ length: count }, (_, place) =>
    anAwardRow(`${name} ${place}`, { unionCents: eachCents, national: [{ funder: "BE", cents: 1_00 }] }),
  );

/** What each of a hundred awards takes, to the cent, and how many fit: Italy has a cent less than the next one needs. */
const nationalRace = { asked: 100, fitting: 37, unionCents: 10_000_01 } as const;
const needs = [
  { funder: "BE", cents: 7_000_03 },
  { funder: "IT", cents: 12_345_67 },
  { funder: "NL", cents: 99 },
] as const;
const inFunds = { BE: 38, IT: 38, NL: 100 } as const;
const putUp = (funder: keyof typeof inFunds, cents: number): number =>
  inFunds[funder] * cents - (funder === "IT" ? 1 : 0);

/** A call with more Union money than a hundred awards take, and three Member States with less than that. */
const fundedByThree = async () => {
  const joint = await cofunding.open();
  await cofunding.appropriate(joint.callId, nationalRace.asked * nationalRace.unionCents);
  for (const { funder, cents } of needs) {
    await cofunding.commitLine(joint, funder, putUp(funder, cents));
    await cofunding.setBudget(joint, funder, putUp(funder, cents));
  }
  const budgets = await Promise.all(
    needs.map(({ funder }) => getOne(opened.db, "grants", keys.nationalBudget(joint.jointActionId, funder))),
  );
  return { callId: CallId.parse(joint.callId), budgetIds: budgets.map((budget) => String(budget?.["id"])) };
};

type Answer = Result<FundsCommitted, CommitFundsError>;
const kindOf = (answer: Answer): string => (answer.ok ? "ok" : answer.error.kind);
const tally = (answers: readonly Answer[]) =>
  Object.fromEntries([...Map.groupBy(answers, kindOf)].map(([kind, some]) => [kind, some.length]));

const commitOn = (db: Database, decisionId: AwardDecisionId, key: string): Promise<Answer> =>
  commitFunds(
    { funds: createFundsStore(db), decisions: createAwardDecisions(db), newId, sha256: db.sha256 },
    { decisionId, command: { ...aCommand({ key }), caller: director } },
  );

const clientTriesMax = 40;
/** A client does what a 503 with Retry-After asks for: the same request with the same key again. */
const untilAnswered = async (ask: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; attempt < clientTriesMax; attempt += 1) {
    const answer = await ask();
    if (kindOf(answer) !== "Busy") return answer;
  }
  return ask();
};

const potOf = async (callId: CallId) => toPot((await getOne(opened.db, "grants", keys.pot(callId))) ?? {});
const isCommitted = async ({ awardId }: AwardRow): Promise<boolean> => {
  const [award, commitment] = await Promise.all([
    getOne(opened.db, "grants", keys.award(awardId)),
    getOne(opened.db, "grants", keys.commitment(commitmentIdOf(newId, awardId))),
  ]);
  expect(award === null).toBe(commitment === null);
  return commitment !== null;
};
const committedOf = async (rows: readonly AwardRow[]): Promise<readonly AwardRow[]> => {
  const flags = await Promise.all(rows.map(isCommitted));
  return rows.filter((_, place) => flags[place] === true);
};

/** Recomputes the pot of a call from the journals of its commitments; no difference means that money and evidence agree. */
const differencesOf = async (callId: CallId, rows: readonly AwardRow[], ...budgetIds: readonly string[]) => {
  const aggregates = [
    globalCommitmentIdOf(newId, callId),
    ...budgetIds,
    ...rows.map(({ awardId }) => commitmentIdOf(newId, awardId)),
  ];
  const verifier = createLedgerVerifier(opened.db.sha256);
  const journals = (await Promise.all(aggregates.map((id) => journalItems(opened.db, id)))).flat();
  const entries = (await Promise.all(aggregates.map((id) => auditItems(opened.db, id)))).flat();
  const links = entries.flatMap(({ body }) => readLink(body) ?? []);
  return [
    ...journals.flatMap((item) => verifier.journal(item)),
    ...links.flatMap((link) => verifier.auditEntry(link, link.journal)),
    ...verifier.pot(await potOf(callId)),
    ...verifier.finish(),
  ];
};
const belgianBudgetOf = async (callId: CallId): Promise<string> => {
  const head = await getOne(opened.db, "grants", keys.call(callId));
  const published: unknown = head?.["published"];
  const { jointActionId } = JSON.parse(JSON.stringify(published)).content.nationalFunding;
  const budget = await getOne(opened.db, "grants", keys.nationalBudget(jointActionId, "BE"));
  return String(budget?.["id"]);
};

const quiet = (): Contention => ({ db: opened.db, counts: new Map(), landed: async () => undefined });
const clients: readonly (readonly [string, () => Contention])[] = [
  ["a quiet database", quiet],
  ["conflicts in every second attempt", () => withContention(opened.db, "commitments: conflicts", { conflict: 0.5 })],
  [
    "answers that are lost",
    () => withContention(opened.db, "commitments: lost", { lostAnswer: 0.4, lostRequest: 0.2 }),
  ],
  [
    "every fault at once",
    () =>
      withContention(opened.db, "commitments: every fault", {
        conflict: 0.15,
        throttled: 0.1,
        inProgress: 0.1,
        lostRequest: 0.1,
        lostAnswer: 0.1,
        lateWrite: 0.1,
      }),
  ],
];

describe.each(clients)("committing funds through a client with %s", (name, open) => {
  test("100 decisions at once against national budgets for 37 give exactly 37, to the cent (FIN-12)", async () => {
    const { callId, budgetIds } = await fundedByThree();
    const { asked, fitting: room, unionCents } = nationalRace;
    const rows = Array.from({ length: asked }, (_, place) =>
      anAwardRow(`race ${name} ${place}`, { unionCents, national: [...needs] }),
    );
    const decisions = await Promise.all(
      rows.map((row) => keepDecision(opened.db, { callId, topicId: nch, rows: [row] })),
    );
    const { db, landed } = open();
    const answers = await Promise.all(
      decisions.map((id) => untilAnswered(() => commitOn(db, id, `race ${name} ${id}`))),
    );
    await landed();
    expect(tally(answers)).toEqual({ ok: room, FundsInsufficient: asked - room });
    expect(await committedOf(rows)).toHaveLength(room);
    const left = needs.map(({ funder, cents }) => [funder, putUp(funder, cents) - room * cents]);
    expect(await potOf(callId)).toMatchObject({
      lines: { U1: (asked - room) * unionCents, ...Object.fromEntries(left) },
      n: room + 1 + needs.length,
    });
    expect(await differencesOf(callId, rows, ...budgetIds)).toEqual([]);
  });

  test("one decision of 50 awards against a budget for 20 gives the first 20 in rank order", async () => {
    const callId = await funded();
    const rows = rowsOf(`rank ${name}`, awards);
    const id = await keepDecision(opened.db, { callId, topicId: nch, rows });
    const { db, landed } = open();
    const answer = await untilAnswered(() => commitOn(db, id, `rank ${name}`));
    await landed();
    expect(answer).toMatchObject({ ok: false, error: { kind: "FundsInsufficient", line: "U1", leftCents: 0 } });
    expect(await committedOf(rows)).toEqual(rows.slice(0, fitting));
    expect(await differencesOf(callId, rows, await belgianBudgetOf(callId))).toEqual([]);
  });

  test("10 people committing the same decision at once commit each award once", async () => {
    const callId = await funded();
    const rows = rowsOf(`same ${name}`, fitting);
    const id = await keepDecision(opened.db, { callId, topicId: nch, rows });
    const { db, landed } = open();
    const people = Array.from({ length: 10 }, (_, person) => `same ${name} ${person}`);
    const answers = await Promise.all(people.map((key) => untilAnswered(() => commitOn(db, id, key))));
    await landed();
    expect(tally(answers)).toEqual({ ok: people.length });
    expect(await potOf(callId)).toMatchObject({ lines: { U1: 0 }, n: fitting + 2 });
    expect(await differencesOf(callId, rows, await belgianBudgetOf(callId))).toEqual([]);
  });
});

/** Write units of the one transaction that commits these awards. */
const unitsOf = async (name: string, count: number) => {
  const callId = await funded();
  const id = await keepDecision(opened.db, { callId, topicId: nch, rows: rowsOf(name, count) });
  const funds = createFundsStore(opened.db);
  let units = 0;
  const measured = {
    ...funds,
    commitAwards: async (...asked: Parameters<typeof funds.commitAwards>) => {
      const committed = await withUnits(opened.db, () => funds.commitAwards(...asked));
      units += committed.units;
      return committed.value;
    },
  };
  const deps = { funds: measured, decisions: createAwardDecisions(opened.db), newId, sha256: opened.db.sha256 };
  const command = { ...aCommand({ key: name }), caller: director };
  expect(await commitFunds(deps, { decisionId: id, command })).toMatchObject({ ok: true });
  return units;
};

describe("the cost of a commitment", () => {
  test("is 14 write units for one award: two heads, two entries, postings, pot, and that the award is still what was read", async () => {
    expect(await unitsOf("one", 1)).toBe(14);
  });

  test("is 10 write units each, and 4 for the pot and the list of changes, for as many as a transaction holds", async () => {
    expect(await unitsOf("a lot", 19)).toBe(19 * 10 + 4);
  });
});
