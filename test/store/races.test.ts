import type { CommitRefusal, Stored } from "@grants/core/audit/stored";
import { type Result, ok } from "@grants/kernel/result";
import { commit } from "@grants/store/commit";
import type { Database } from "@grants/store/database";
import { type PotRefusal, toPot } from "@grants/store/pots";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Contention, type Fault, withContention } from "../support/contention.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditItems, journalItems } from "../support/evidence.ts";
import { aCommand, aMove, purseId, transfer } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

type Answer = Result<readonly Stored<object>[], CommitRefusal | PotRefusal>;

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
const kindOf = (answer: Answer): string => (answer.ok ? "ok" : answer.error.kind);
const tally = (answers: readonly Answer[]) =>
  Object.fromEntries([...Map.groupBy(answers, kindOf)].map(([kind, some]) => [kind, some.length]));

const clientTriesMax = 20;
/** A client does what a 503 with Retry-After asks for: the same request with the same key again. */
const untilAnswered = async (ask: () => Promise<Answer>): Promise<Answer> => {
  for (let attempt = 1; attempt < clientTriesMax; attempt += 1) {
    const answer = await ask();
    if (kindOf(answer) !== "Busy") return answer;
  }
  return ask();
};

const quiet = (): Contention => ({ db: opened.db, counts: new Map(), landed: async () => undefined });
const every = (probability: number): Readonly<Partial<Record<Fault, number>>> => ({
  conflict: probability,
  throttled: probability,
  inProgress: probability,
  lostRequest: probability,
  lostAnswer: probability,
  lateWrite: probability,
});
const clients: readonly (readonly [string, () => Contention])[] = [
  ["a quiet database", quiet],
  ["conflicts in every second attempt", () => withContention(opened.db, "conflicts", { conflict: 0.5 })],
  ["answers that are lost after the commit", () => withContention(opened.db, "lost answers", { lostAnswer: 0.6 })],
  ["writes that land late", () => withContention(opened.db, "late writes", { lateWrite: 0.6 })],
  ["every fault at once", () => withContention(opened.db, "every fault", every(0.13))],
  ["hardly an attempt without a fault", () => withContention(opened.db, "hardly", every(0.16))],
];

/** An aggregate at version 1 that everybody has read. */
const loaded = async (id: string) => {
  const created = await commit(opened.db, { command: aCommand(), heads: [aMove(id)] });
  return created.ok ? (created.value[0] ?? null) : null;
};
const submit = (db: Database, id: string, before: Stored<object> | null, key: string) =>
  commit(db, {
    command: aCommand({ key }),
    heads: [aMove(id, { before, next: { id, state: "closed", holder: key } })],
  });

describe.each(clients)("racing through a client with %s", (name, open) => {
  test("200 commands on one version with different keys give one success and one entry", async () => {
    const id = purseId(`different keys ${name}`);
    const before = await loaded(id);
    const { db, landed } = open();
    const answers = await Promise.all(
      numbers(200).map((one) => untilAnswered(() => submit(db, id, before, `key ${one}`))),
    );
    await landed();
    expect(tally(answers)).toEqual({ ok: 1, StaleVersion: 199 });
    expect(await auditItems(opened.db, id)).toHaveLength(2);
    const [winner] = answers.flatMap((answer) => (answer.ok ? answer.value : []));
    expect(await getOne(opened.db, "grants", aMove(id).key)).toMatchObject({ version: 2, ...winner?.state });
  });

  test("200 commands on one version with the same key give 200 times the same answer and one entry", async () => {
    const id = purseId(`same key ${name}`);
    const before = await loaded(id);
    const { db, landed } = open();
    const answers = await Promise.all(numbers(200).map(() => untilAnswered(() => submit(db, id, before, "one key"))));
    await landed();
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(tally(answers)).toEqual({ ok: 200 });
    expect(await auditItems(opened.db, id)).toHaveLength(2);
  });

  test("50 commitments on a pot that fits 20 give exactly 20, none lost and none twice", async () => {
    const pot = `call_${name.replaceAll(" ", "_")}`;
    const price = 12_345_67;
    const filled = {
      type: "FundsAppropriated",
      legs: transfer("source:budget", `avail:${pot}:U1`, 20 * price + price - 1),
    };
    await commit(opened.db, { command: aCommand(), heads: [aMove(purseId(pot), { journal: filled })] });
    const { db, landed } = open();
    const ids = numbers(50).map((one) => purseId(`${pot} ${one}`));
    const journal = { type: "FundsCommitted", legs: transfer(`avail:${pot}:U1`, `reserved:${pot}:U1`, price) };
    const answers = await Promise.all(
      ids.map((id) =>
        untilAnswered(() => commit(db, { command: aCommand({ key: id }), heads: [aMove(id, { journal })] })),
      ),
    );
    await landed();
    expect(tally(answers)).toEqual({ ok: 20, FundsInsufficient: 30 });
    const item = await getOne(opened.db, "grants", keys.pot(pot));
    expect(toPot(item ?? {})).toMatchObject({ n: 21, lines: { U1: price - 1 } });
    const journals = await Promise.all(ids.map((id) => journalItems(opened.db, id)));
    expect(journals.map(({ length }) => ok(length === 1))).toEqual(answers.map((answer) => ok(answer.ok)));
  });
});
