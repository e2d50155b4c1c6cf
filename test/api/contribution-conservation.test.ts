import { type AuditBody, stateAfter } from "@grants/core/audit/entry";
import { CallId } from "@grants/core/calls/call";
import { commitmentIdOf, globalCommitmentIdOf } from "@grants/core/cofunding/commitment";
import {
  ContributionLine,
  ContributionLineId,
  calledOf,
  committedOf,
  contributedOf,
  tranchesOf,
} from "@grants/core/cofunding/contribution-line";
import { debitNoteIdOf } from "@grants/core/cofunding/debit-note";
import { NationalBudget } from "@grants/core/cofunding/national-budget";
import type { AwardRow } from "@grants/core/evaluation/award-decision";
import { createLedgerVerifier } from "@grants/core/ledger/verify-ledger";
import { addDays } from "@grants/kernel/calendar";
import { minusAtLeastZero, smallerOf, sumCents, cents } from "@grants/kernel/money";
import type { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { toPot } from "@grants/store/pots";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { nch } from "../support/builders.ts";
import { anAwardRow, keepDecision } from "../support/decided.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies, journalItems } from "../support/evidence.ts";
import { type OpenedJointAction, createCofunding, inHorizonEurope } from "../support/joint-action.ts";

const firstDay = LocalDate.parse("2026-12-10");
const unionCapCents = 900_000_00;
const stepsMax = 32;
const sequences = 5;
const funders = ["BE", "BE-VLG", "IT"] as const;

let database: OpenDatabase;
let api: TestApi;
let cofunding: ReturnType<typeof createCofunding>;
/** By their part, funders by their codes. */
let people: Readonly<Record<string, UserId>>;
beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, "2026-12-10T09:00:00.000Z");
  cofunding = createCofunding(api, database.db);
  people = {
    officer: await cofunding.officer(),
    director: await cofunding.director(),
    accountant: await api.person("accountant", [{ role: "accountingOfficer" }]),
    ...Object.fromEntries(await Promise.all(funders.map(async (code) => [code, await cofunding.funder(code)]))),
  };
});
afterAll(() => database.stop());

const personOf = (part: string): UserId => {
  const person = people[part];
  if (person === undefined) throw new Error(`Nobody is there for ${part}.`);
  return person;
};

const acts = ["pledge", "commit", "withdraw", "call", "receive", "default", "budget", "award", "nextMonth"] as const;
/** What somebody may try next; what does not apply is refused and changes nothing. */
const aStep = fc.record({
  act: fc.constantFrom(...acts, "commit", "call", "call", "receive", "default", "default", "nextMonth"),
  funder: fc.constantFrom(...funders),
  channel: fc.constantFrom("VIA_ECCC", "DIRECT_TO_BENEFICIARY", "IN_KIND"),
  amountCents: fc.constantFrom(1, 99_999_99, 250_000_00, 400_000_01),
  pick: fc.nat(50),
});
type Step = typeof aStep extends fc.Arbitrary<infer S> ? S : never;

type Line = { readonly path: string; readonly id: string; state: ContributionLine; version: number };
type World = {
  readonly joint: OpenedJointAction;
  readonly lines: Line[];
  readonly awards: AwardRow[];
  readonly budgets: Map<string, { id: string; version: number }>;
  /** Versions of debit notes by their paths. */
  readonly notes: Map<string, number>;
  on: LocalDate;
};

const LineReply = z.object({ version: z.int(), line: z.object({ id: z.string() }) });
const BudgetReply = z.object({ version: z.int(), budget: NationalBudget });
const atOf = ({ on }: World) => `${on}T09:00:00.000Z`;

/** The state of a line as its entries in the ledger give it, and nothing else. */
const fold = (bodies: readonly AuditBody[]): ContributionLine => {
  let state: object | null = null;
  for (const body of bodies) state = stateAfter(state, body);
  return ContributionLine.parse(state);
};

const send = async (world: World, method: "POST" | "PUT", path: string, ask: Ask) =>
  api.send(method, path, { at: atOf(world), ...ask });

/** What follows where a contribution that was called does not come. */
const procedureOf = (on: LocalDate): Readonly<Record<string, object>> => ({
  due: { step: "NOTIFY" },
  notified: { step: "SET_REMEDY_PERIOD", remedyByOn: addDays(on, 20) },
  remedyPeriod: { step: "ESTABLISH_DEFAULT" },
});

const stepOnLine = async (world: World, { act, amountCents, pick }: Step) => {
  const open =
    act === "default" ? world.lines.filter(({ state }) => state.state in procedureOf(world.on)) : world.lines;
  const line = open[pick % Math.max(open.length, 1)];
  if (line === undefined) return;
  if (line.state.channel === "VIA_ECCC" && (act === "call" || act === "receive"))
    await stepOnNote(world, line, { act, amountCents });
  else await stepOnWhole(world, line, { act, amountCents });
  const bodies = await auditBodies(database.db, line.id);
  line.state = fold(bodies);
  line.version = bodies.length;
};

/** Money through the Centre: a tranche is proposed by one and sent by another, what comes reported by one and booked by another (MAT-04). */
const stepOnNote = async (world: World, line: Line, { act, amountCents }: Pick<Step, "act" | "amountCents">) => {
  const tranche = { amountCents, dueOn: addDays(world.on, 10) };
  const note = `/v1/cofunding/debit-notes/${debitNoteIdOf(newId, ContributionLineId.parse(line.id), tranchesOf(line.state) + (act === "call" ? 1 : 0))}`;
  const version = world.notes.get(note) ?? 0;
  const report = { kind: "RECEIPT", amountCents, bookedOn: world.on, bankReference: "Advice of the bank" };
  const [first, second] =
    act === "call"
      ? ([
          [`${line.path}/debit-notes`, { as: personOf("officer"), body: tranche }],
          [`${note}/issue`, { as: personOf("director") }],
        ] as const)
      : ([
          [`${note}/movements`, { as: personOf("accountant"), body: report }],
          [`${note}/movement-decision`, { as: personOf("director"), body: { decision: "CONFIRM" } }],
        ] as const);
  const begun = await send(world, "POST", first[0], { ...first[1], ifMatch: version });
  if (begun.status !== 200) return;
  const done = await send(world, "POST", second[0], { ...second[1], ifMatch: version + 1 });
  expect(done.status).toBe(200);
  world.notes.set(note, version + 2);
};

const stepOnWhole = async (world: World, line: Line, { act, amountCents }: Pick<Step, "act" | "amountCents">) => {
  const funder = personOf(line.state.funder);
  const asks: Partial<Record<Step["act"], readonly [string, Ask]>> = {
    commit: ["commitment", { as: funder, body: { amountCents } }],
    withdraw: ["withdrawal", { as: funder }],
    call: ["call", { as: personOf("officer"), body: { dueOn: addDays(world.on, 10) } }],
    receive: ["receipts", { as: personOf("accountant"), body: { amountCents, evidence: "Advice of the bank" } }],
    default: ["default-steps", { as: personOf("director"), body: procedureOf(world.on)[line.state.state] ?? {} }],
  };
  const [path, ask] = asks[act] ?? ["", {}];
  await send(world, "POST", `${line.path}/${path}`, { ...ask, ifMatch: line.version });
};

const pledge = async (world: World, { funder, channel, amountCents }: Step) => {
  const { path } = world.joint;
  const body = { purpose: "OPERATIONAL", channel, amountCents };
  const made = await send(world, "POST", `${path}/funders/${funder}/lines`, {
    as: personOf(funder),
    body,
  });
  const { id } = LineReply.parse(made.body).line;
  const state = fold(await auditBodies(database.db, id));
  world.lines.push({ path: `${path}/funders/${funder}/lines/${id}`, id, state, version: 1 });
};

const setBudget = async (world: World, { funder, amountCents }: Step) => {
  const { joint, budgets } = world;
  const before = budgets.get(funder);
  const ask = { as: personOf(funder), ifMatch: before?.version ?? 0, body: { amountCents } };
  const set = await send(world, "PUT", `${joint.path}/funders/${funder}/budget`, ask);
  const { data } = BudgetReply.safeParse(set.body);
  if (data !== undefined) budgets.set(funder, { id: data.budget.id, version: data.version });
};

const award = async (world: World, { funder, amountCents }: Step) => {
  const { callId } = world.joint;
  const national = [{ funder, cents: amountCents }];
  const row = anAwardRow(`${callId} ${world.awards.length}`, { unionCents: 1_00, national });
  const id = await keepDecision(database.db, { callId: CallId.parse(callId), topicId: nch, rows: [row] });
  world.awards.push(row);
  await send(world, "POST", `/v1/cofunding/decisions/${id}/commitments`, { as: personOf("director") });
};

const take = async (world: World, step: Step): Promise<void> => {
  if (step.act === "nextMonth") world.on = addDays(world.on, 31);
  else if (step.act === "pledge") await pledge(world, step);
  else if (step.act === "budget") await setBudget(world, step);
  else if (step.act === "award") await award(world, step);
  else await stepOnLine(world, step);
};

const begins = { funder: "BE", channel: "VIA_ECCC", amountCents: 400_000_01, pick: 0 } as const;
const beginning: readonly Step[] = (["pledge", "commit", "budget"] as const).map((act) => ({ ...begins, act }));

const sumsBy = (lines: readonly ContributionLine[], by: (line: ContributionLine) => string) =>
  sumCents([...Map.groupBy(lines, by).values()].map((some) => sumCents(some.map(committedOf))));

const Matching = z.object({
  pledgedCents: z.int().min(0),
  committedCents: z.int().min(0),
  unionShareCents: z.int().min(0),
  shortfallCents: z.int().min(0),
  unionAfterReductionCents: z.int().min(0),
  funders: z.array(z.object({ funder: z.string(), committedCents: z.int().min(0), contributedCents: z.int().min(0) })),
});

/** What the page of the joint action says is what the ledger adds up to, whichever way it is added. */
const expectContributionsConserved = async (world: World) => {
  const lines = world.lines.map(({ state }) => state);
  const page = await api.send("GET", world.joint.path, { as: personOf("officer"), at: atOf(world) });
  const matching = Matching.parse(page.body["matching"]);
  const committedCents = sumCents(lines.map(committedOf));
  expect([
    matching.committedCents,
    sumsBy(lines, ({ funder }) => funder.slice(0, 2)),
    sumsBy(lines, ({ channel }) => channel),
    sumsBy(lines, ({ state }) => state),
  ]).toEqual([committedCents, committedCents, committedCents, committedCents]);
  expect(sumCents(matching.funders.map((funder) => cents(funder.committedCents)))).toBe(committedCents);
  expect(sumCents(matching.funders.map((funder) => cents(funder.contributedCents)))).toBe(
    sumCents(lines.map(contributedOf)),
  );
  // FIN-02: one euro for each euro committed, up to the cap, at every step; never more than what is left after the reduction.
  expect(matching.unionShareCents).toBe(smallerOf(committedCents, cents(unionCapCents)));
  expect(matching.unionAfterReductionCents).toBeLessThanOrEqual(
    smallerOf(minusAtLeastZero(committedCents, cents(matching.shortfallCents)), cents(unionCapCents)) + 1,
  );
  for (const line of lines) {
    expect(committedOf(line)).toBeLessThanOrEqual(line.pledgedCents);
    expect(contributedOf(line)).toBeLessThanOrEqual(calledOf(line));
    expect(calledOf(line)).toBeLessThanOrEqual(committedOf(line));
  }
};

/** Every line of the pot is what the postings leave of it, none is below nothing, and postings balance (FIN-12). */
const expectMoneyConserved = async (world: World) => {
  const { callId } = world.joint;
  const verifier = createLedgerVerifier(database.db.sha256);
  const aggregates = [
    globalCommitmentIdOf(newId, CallId.parse(callId)),
    ...[...world.budgets.values()].map(({ id }) => id),
    ...world.awards.map(({ awardId }) => commitmentIdOf(newId, awardId)),
    ...world.lines.map(({ id }) => id),
  ];
  const differences = [];
  for (const id of aggregates)
    for (const item of await journalItems(database.db, id)) differences.push(...verifier.journal(item));
  const pot = toPot((await getOne(database.db, "grants", keys.pot(callId))) ?? {});
  const balances = verifier.balances();
  const kept = Object.entries(pot.lines).map(([line, left]) => [`avail:${callId}:${line}`, BigInt(left)] as const);
  expect(differences).toEqual([]);
  for (const [, left] of kept) expect(left).toBeGreaterThanOrEqual(0n);
  expect(kept.map(([account, left]) => [account, left, balances.get(account)])).toEqual(
    kept.map(([account, left]) => [account, left, left]),
  );
  // What a statement of a year is made of says the same as the contributions (FIN-09).
  const posted = (account: string) => balances.get(account) ?? 0n;
  expect(
    world.lines.map(({ id }) => [posted(`obliged:${id}`), posted(`owed:${id}`), posted(`contributed:${id}`)]),
  ).toEqual(
    world.lines.map(({ state }) => {
      const [committed, contributed] = [BigInt(committedOf(state)), BigInt(contributedOf(state))];
      return [-committed, committed - contributed, contributed];
    }),
  );
  expect([...balances.values()].reduce((sum, balance) => sum + balance, 0n)).toBe(0n);
};

describe("contributions to a joint action", () => {
  test("are the same sum by country, by channel and by state at every step, with the Union's share by its rule (FIN-02, FIN-12, FIN-17)", async () => {
    const met = new Set<string>();
    const sequence = fc.array(aStep, { minLength: stepsMax, maxLength: stepsMax });
    await fc.assert(
      fc.asyncProperty(sequence, async (steps) => {
        const joint = await cofunding.open(inHorizonEurope, { unionAmountCents: unionCapCents, unionCapCents });
        const world: World = { joint, lines: [], awards: [], budgets: new Map(), notes: new Map(), on: firstDay };
        // The Union's share mirrors what is committed, so that something is before anything is appropriated.
        for (const step of beginning) await take(world, step);
        await cofunding.appropriate(joint.callId, 10_00);
        for (const step of steps) {
          await take(world, step);
          await expectContributionsConserved(world);
          for (const { state } of world.lines) met.add(state.state);
        }
        await expectMoneyConserved(world);
      }),
      { numRuns: sequences, seed: 21, endOnFailure: true },
    );
    expect([...met].toSorted()).toEqual(expect.arrayContaining(["default", "paid", "withdrawn"]));
  });
});
