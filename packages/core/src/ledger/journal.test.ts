import { signedCents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { sha256 } from "@grants/store/sha256";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transfer } from "../../../../test/support/purse.ts";
import { Account, type Leg, balances, composeJournal, hashOfJournal, potLineOf, potMoves } from "./journal.ts";

const place = { aggregate: "cmt_1", version: 2, at: Instant.parse("2026-11-22T17:00:00.000Z") };
const leg = (account: string, cents: number): Leg => ({ account, cents: signedCents(cents) });

describe("naming an account", () => {
  test.each(["cash:bank", "reserved:cmt_1:U1", "avail:call_1:BE-VLG", "avail:BL#2026#02:U1"])(
    "%s is one",
    (account) => {
      expect(Account.safeParse(account).success).toBe(true);
    },
  );

  test.each(["cash", "cash:", "Cash:bank", "cash:a:b:c", "cash:a b", "avail:call_1", "avail:call_1:", ":a", ""])(
    "%j is none",
    (account) => {
      expect(Account.safeParse(account).success).toBe(false);
    },
  );

  test("a guarded one names a pot and its line, and no other does", () => {
    expect(potLineOf("avail:call_1:BE-VLG")).toEqual({ pot: "call_1", line: "BE-VLG" });
    const others = ["reserved:call_1:U1", "available:call_1:U1", "unavail:call_1:U1", "avail:call_1", "avail:a:b:c"];
    expect(others.map(potLineOf)).toEqual(others.map(() => null));
  });
});

describe("composing postings", () => {
  const legs = transfer("avail:call_1:U1", "reserved:cmt_1", 5);

  test("gives the canonical text and the digest of exactly that text", () => {
    const entry = composeJournal(sha256, place, { type: "FundsCommitted", legs });
    expect(entry.body).toBe(
      '{"aggregate":"cmt_1","at":"2026-11-22T17:00:00.000Z","legs":[{"account":"avail:call_1:U1","cents":-5},' +
        '{"account":"reserved:cmt_1","cents":5}],"type":"FundsCommitted","v":1,"version":2}',
    );
    expect(entry.hash).toBe(sha256(`eccc-journal/1\n${entry.body}`));
    expect(hashOfJournal(sha256, entry.body)).toBe(entry.hash);
  });

  test("names the postings that they take back", () => {
    const reverses = { aggregate: "cmt_1", version: 1 };
    expect(JSON.parse(composeJournal(sha256, place, { type: "Reversed", legs, reverses }).body)).toMatchObject({
      reverses,
    });
  });

  test.each([
    ["do not sum to zero", /do not sum to zero/, [leg("a:b", 5), leg("a:c", -4)]],
    ["are none", /too_small/, []],
    ["are only one", /too_small/, [leg("a:b", 0)]],
    ["name no account", /invalid_format/, [leg("nowhere", 5), leg("a:c", -5)]],
    ["name a pot without a line", /invalid_format/, [leg("avail:call_1", 5), leg("a:c", -5)]],
    ["are more than 300", /too_big/, Array.from({ length: 301 }, () => leg("a:b", 0))],
  ])("throws when the legs %s", (_, message, some) => {
    expect(() => composeJournal(sha256, place, { type: "Moved", legs: some })).toThrow(message);
  });

  test("takes 300 legs", () => {
    const most = Array.from({ length: 300 }, () => leg("a:b", 0));
    expect(composeJournal(sha256, place, { type: "Moved", legs: most }).version).toBe(2);
  });
});

describe("deriving what pots lose and gain", () => {
  test("sums the guarded legs by pot and line, and passes over the others", () => {
    const legs = [
      ...transfer("avail:p:U1", "reserved:p:U1", 70),
      ...transfer("reserved:p:U1", "avail:p:U1", 20),
      ...transfer("avail:q:U1", "avail:p:BE", 5),
    ];
    expect(potMoves(legs)).toEqual([
      { pot: "p", line: "U1", cents: -50 },
      { pot: "q", line: "U1", cents: -5 },
      { pot: "p", line: "BE", cents: 5 },
    ]);
  });

  test("gives none where no leg is guarded", () => {
    expect(potMoves(transfer("cash:a", "cash:b", 1))).toEqual([]);
  });
});

describe("balancing accounts", () => {
  test("sums the legs by account, and all accounts to zero", () => {
    const aTransfer = fc.record({
      from: fc.constantFrom("a:1", "a:2", "a:3"),
      to: fc.constantFrom("a:1", "a:4"),
      cents: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(aTransfer), (transfers) => {
        const sums = balances(transfers.flatMap(({ from, to, cents }) => transfer(from, to, cents)));
        expect([...sums.values()].reduce((sum, cents) => sum + cents, 0)).toBe(0);
        const into = transfers.filter(({ to }) => to === "a:4").reduce((sum, { cents }) => sum + cents, 0);
        expect(sums.get("a:4") ?? 0).toBe(into);
      }),
    );
  });
});
