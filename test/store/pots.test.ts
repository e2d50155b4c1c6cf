import type { Command } from "@grants/core/audit/command";
import type { JournalDraft } from "@grants/core/ledger/journal";
import { commit } from "@grants/store/commit";
import type { HeadMove } from "@grants/store/head";
import { freezePot, toPot } from "@grants/store/pots";
import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { journalItems } from "../support/evidence.ts";
import { aCommand, aMove, commitPurse, purseId, receivedAt, transfer } from "../support/purse.ts";

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openDatabase();
});
afterAll(async () => opened.stop());

const committed = async (move: HeadMove, command?: Command) => commitPurse(opened.db, move, command);

const journalOf = (...transfers: readonly (readonly [string, string, number])[]): JournalDraft => ({
  type: "MoneyMoved",
  legs: transfers.flatMap(([from, to, cents]) => transfer(from, to, cents)),
});
/** Puts money into lines of a pot, which makes the pot. */
const appropriate = async (pot: string, lines: Readonly<Record<string, number>>) => {
  const transfers = Object.entries(lines).map(
    ([line, cents]) => ["source:budget", `avail:${pot}:${line}`, cents] as const,
  );
  await committed(aMove(purseId(`appropriation of ${pot}`), { journal: journalOf(...transfers) }));
};
const take = (pot: string, line: string, cents: number) =>
  journalOf([`avail:${pot}:${line}`, `reserved:${pot}:${line}`, cents]);
const potOf = async (pot: string) => toPot((await getOne(opened.db, "grants", keys.pot(pot))) ?? {});

const fromBoth = (cents: number) =>
  journalOf(["avail:call_f:U1", "reserved:f:U1", cents], ["avail:BL#2026#02:U1", "reserved:bl:U1", cents]);
const oneCentFrom = (pot: string) =>
  commit(opened.db, { command: aCommand(), heads: [aMove(purseId(`g ${pot}`), { journal: take(pot, "U1", 1) })] });

describe("posting to a pot", () => {
  test("keeps what each line has left and counts the entries", async () => {
    await appropriate("call_a", { U1: 1_000_00, BE: 300_00, "BE-VLG": 200_00, BE_VLG: 100_00 });
    await committed(aMove(purseId("a"), { journal: take("call_a", "BE-VLG", 50_00) }));
    expect(await potOf("call_a")).toEqual({
      pot: "call_a",
      n: 2,
      lines: { U1: 1_000_00, BE: 300_00, "BE-VLG": 150_00, BE_VLG: 100_00 },
      isFrozen: false,
    });
  });

  test("takes the last cent and not one more", async () => {
    await appropriate("call_b", { U1: 100_00 });
    await committed(aMove(purseId("b all but one"), { journal: take("call_b", "U1", 99_99) }));
    const two = {
      command: aCommand(),
      heads: [aMove(purseId("b two"), { journal: take("call_b", "U1", 2) })],
    } as const;
    expect(await commit(opened.db, two)).toEqual({
      ok: false,
      error: { kind: "FundsInsufficient", pot: "call_b", line: "U1", leftCents: 1 },
    });
    await committed(aMove(purseId("b one"), { journal: take("call_b", "U1", 1) }));
    expect(await potOf("call_b")).toMatchObject({ n: 3, lines: { U1: 0 } });
  });

  test("takes from several lines or from none, and tells only of the line that is short", async () => {
    await appropriate("call_c", { U1: 100_00, BE: 10_00, NL: 77_00 });
    const legs = journalOf(
      ["avail:call_c:U1", "reserved:call_c:U1", 50_00],
      ["avail:call_c:BE", "reserved:call_c:BE", 10_01],
    );
    const id = purseId("c");
    const result = await commit(opened.db, { command: aCommand(), heads: [aMove(id, { journal: legs })] });
    expect(result).toEqual({
      ok: false,
      error: { kind: "FundsInsufficient", pot: "call_c", line: "BE", leftCents: 10_00 },
    });
    expect(await potOf("call_c")).toMatchObject({ n: 1, lines: { U1: 100_00, BE: 10_00 } });
    expect(await journalItems(opened.db, id)).toHaveLength(0);
  });

  test("gives back what a reversal releases", async () => {
    await appropriate("call_d", { U1: 100_00 });
    const before = await committed(aMove(purseId("d"), { journal: take("call_d", "U1", 60_00) }));
    const back = journalOf(["reserved:call_d:U1", "avail:call_d:U1", 60_00]);
    await committed(aMove(purseId("d"), { before, journal: back }), aCommand({ key: "2" }));
    expect(await potOf("call_d")).toMatchObject({ n: 3, lines: { U1: 100_00 } });
  });

  test("nets the postings of several heads in one transaction, and counts each entry", async () => {
    await appropriate("call_e", { U1: 100_00 });
    const heads = [
      aMove(purseId("e 1"), { journal: take("call_e", "U1", 70_00) }),
      aMove(purseId("e 2"), { journal: journalOf(["reserved:call_e:U1", "avail:call_e:U1", 20_00]) }),
      aMove(purseId("e 3"), { journal: take("call_e", "U1", 50_00) }),
    ] as const;
    expect(await commit(opened.db, { command: aCommand(), heads })).toMatchObject({ ok: true });
    expect(await potOf("call_e")).toMatchObject({ n: 4, lines: { U1: 0 } });
  });

  test("moves two pots or none", async () => {
    await appropriate("call_f", { U1: 100_00 });
    await appropriate("BL#2026#02", { U1: 50_00 });
    const tooMuch = { command: aCommand(), heads: [aMove(purseId("f 1"), { journal: fromBoth(51_00) })] } as const;
    expect(await commit(opened.db, tooMuch)).toMatchObject({
      ok: false,
      error: { pot: "BL#2026#02", leftCents: 50_00 },
    });
    await committed(aMove(purseId("f 2"), { journal: fromBoth(50_00) }));
    expect([await potOf("call_f"), await potOf("BL#2026#02")]).toMatchObject([
      { n: 2, lines: { U1: 50_00 } },
      { n: 2, lines: { U1: 0 } },
    ]);
  });

  test("is refused where the pot or the line is not there yet", async () => {
    await appropriate("call_g", { BE: 100_00 });
    expect(await oneCentFrom("call_none")).toMatchObject({
      ok: false,
      error: { kind: "FundsInsufficient", leftCents: 0 },
    });
    expect(await oneCentFrom("call_g")).toMatchObject({
      ok: false,
      error: { kind: "FundsInsufficient", line: "U1", leftCents: 0 },
    });
  });

  test("is refused, also with money in, while the pot is frozen", async () => {
    await appropriate("call_h", { U1: 100_00 });
    await freezePot(opened.db, "call_h", receivedAt);
    const refused = { ok: false, error: { kind: "PotFrozen", pot: "call_h" } };
    const out = {
      command: aCommand(),
      heads: [aMove(purseId("h out"), { journal: take("call_h", "U1", 1) })],
    } as const;
    expect(await commit(opened.db, out)).toEqual(refused);
    const money = journalOf(["source:budget", "avail:call_h:U1", 1]);
    const into = { command: aCommand(), heads: [aMove(purseId("h in"), { journal: money })] } as const;
    expect(await commit(opened.db, into)).toEqual(refused);
    expect(await potOf("call_h")).toMatchObject({ n: 1, lines: { U1: 100_00 }, isFrozen: true });
  });

  test("answers a repetition from the head although nothing is left", async () => {
    await appropriate("call_i", { U1: 10_00 });
    const plan = {
      command: aCommand(),
      heads: [aMove(purseId("i"), { journal: take("call_i", "U1", 10_00) })],
    } as const;
    const first = await commit(opened.db, plan);
    expect(await commit(opened.db, plan)).toEqual(first);
    expect(await potOf("call_i")).toMatchObject({ n: 2, lines: { U1: 0 } });
  });
});

describe("freezing a pot", () => {
  test("throws where there is none", async () => {
    await expect(freezePot(opened.db, "call_nowhere", receivedAt)).rejects.toThrow(/conditional request failed/);
  });
});
