import { NO_CENTS, cents, sumSignedCents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCallContent } from "../../../../test/support/builders.ts";
import { CallVersion } from "../calls/call.ts";
import { potMoves } from "../ledger/journal.ts";
import { CommitmentId } from "./award.ts";
import { GlobalCommitment } from "./commitment.ts";
import { decideAppropriation } from "./decide-appropriation.ts";

const now = Instant.parse("2026-12-31T22:59:59.999Z");
const newYear = Instant.parse("2026-12-31T23:00:00.000Z");
const callId = `call_${newId("call")}`;
const id = CommitmentId.parse(`cmt_${newId("global")}`);
const topic = (topicId: string) => ({
  topicId,
  title: "A topic",
  budgetCents: 1_000,
  minGrantCents: 1,
  maxGrantCents: 1_000,
});
const aCall = (topicIds: readonly string[], over: object = {}) =>
  CallVersion.parse({
    callId,
    contentVersion: 1,
    publishedAt: "2026-11-20T09:00:00.000Z",
    opensAt: "2026-12-01T08:00:00.000Z",
    closesAt: "2027-01-29T16:00:00.000Z",
    content: aCallContent({ topics: topicIds.map(topic), ...over }),
  });
const mixed = {
  nationalFunding: {
    kind: "jointAction" as const,
    jointActionId: `ja_${newId("joint action")}`,
    selectionMode: "MIXED" as const,
    commonPotCents: 300,
  },
};
const amounts = (...some: readonly (readonly [string, number])[]) =>
  some.map(([topicId, amount]) => ({ topicId, amountCents: cents(amount) }));
const first = {
  id,
  before: null,
  topicIdsBefore: [],
  call: aCall(["ONE", "TWO"]),
  amounts: amounts(["ONE", 400], ["TWO", 600]),
  commonPotCents: NO_CENTS,
  unionShareCents: null,
};
const standing = GlobalCommitment.parse({
  state: "open",
  id,
  callId,
  budgetYear: 2025,
  contentVersion: 1,
  linesCents: { U1: 400, U2: 600 },
});
const again = { ...first, before: standing, topicIdsBefore: ["ONE", "TWO"] };

describe("appropriating Union money to a call", () => {
  test("gives each topic its line by its place, and the year of the day in Brussels", () => {
    expect(decideAppropriation(first, now)).toMatchObject({
      ok: true,
      value: {
        next: { budgetYear: 2026, contentVersion: 1, linesCents: { U1: 400, U2: 600 } },
        journal: {
          type: "FundsAppropriated",
          legs: [
            { account: `avail:${callId}:U1`, cents: 400 },
            { account: `appropriated:${callId}:U1`, cents: -400 },
            { account: `avail:${callId}:U2`, cents: 600 },
            { account: `appropriated:${callId}:U2`, cents: -600 },
          ],
        },
      },
    });
    expect(decideAppropriation(first, newYear)).toMatchObject({ value: { next: { budgetYear: 2027 } } });
  });

  test("posts the differences only, and keeps the year", () => {
    const changed = { ...again, amounts: amounts(["ONE", 500], ["TWO", 600]) };
    expect(decideAppropriation(changed, now)).toMatchObject({
      value: {
        next: { budgetYear: 2025, linesCents: { U1: 500, U2: 600 } },
        journal: {
          legs: [
            { account: `avail:${callId}:U1`, cents: 100 },
            { account: `appropriated:${callId}:U1`, cents: -100 },
          ],
        },
      },
    });
  });

  test("takes back the money of a topic that is left out", () => {
    const changed = { ...again, amounts: amounts(["TWO", 600]) };
    expect(decideAppropriation(changed, now)).toMatchObject({
      value: { journal: { legs: [{ account: `avail:${callId}:U1`, cents: -400 }, {}] } },
    });
  });

  test.each([
    [1_000, true],
    [1_001, false],
  ])("of a budget of 1,000 takes %i: %s", (amount, ok) => {
    expect(decideAppropriation({ ...first, amounts: amounts(["ONE", amount]) }, now)).toMatchObject({ ok });
  });

  test("is refused above the budget, with the topic that it concerns", () => {
    const above = { ...first, amounts: amounts(["ONE", 1], ["TWO", 1_001]) };
    expect(decideAppropriation(above, now)).toEqual({
      ok: false,
      error: { kind: "AppropriationAboveBudget", field: "lines", topicId: "TWO", budgetCents: 1_000 },
    });
  });

  test("is refused for a topic that the call does not have", () => {
    const unknown = { ...first, amounts: amounts(["THREE", 1]) };
    expect(decideAppropriation(unknown, now)).toEqual({
      ok: false,
      error: { kind: "TopicNotFound", topicId: "THREE" },
    });
  });

  test.each([
    [1_000, true],
    [999, false],
  ])("of 1,000 with a Union share of %i: %s (MAT-03)", (share, ok) => {
    expect(decideAppropriation({ ...first, unionShareCents: cents(share) }, now)).toMatchObject({ ok });
  });

  test("counts the common pot into the Union's share", () => {
    const call = aCall(["ONE"], mixed);
    const asked = { ...first, call, amounts: amounts(["ONE", 700]), commonPotCents: cents(300) };
    expect(decideAppropriation({ ...asked, unionShareCents: cents(999) }, now)).toEqual({
      ok: false,
      error: {
        kind: "AppropriationAboveUnionShare",
        field: "lines",
        appropriatedCents: 1_000,
        unionShareCents: 999,
      },
    });
    expect(decideAppropriation({ ...asked, unionShareCents: cents(1_000) }, now)).toMatchObject({
      value: { next: { linesCents: { U0: 300, U1: 700 } } },
    });
  });

  test("is refused above the common pot that the call publishes", () => {
    const asked = { ...first, call: aCall(["ONE"], mixed), amounts: [], commonPotCents: cents(301) };
    expect(decideAppropriation(asked, now)).toEqual({
      ok: false,
      error: { kind: "CommonPotAboveCall", field: "commonPotCents", maximumCents: 300 },
    });
  });

  test("is refused when a correction has moved a topic that has a line, and not when it added one", () => {
    const moved = { ...again, call: aCall(["TWO", "ONE"]) };
    expect(decideAppropriation(moved, now)).toEqual({ ok: false, error: { kind: "TopicsReordered" } });
    const gone = { ...again, call: aCall(["ONE"]), amounts: amounts(["ONE", 1]) };
    expect(decideAppropriation(gone, now)).toEqual({ ok: false, error: { kind: "TopicsReordered" } });
    const added = { ...again, call: aCall(["ONE", "TWO", "THREE"]), amounts: amounts(["THREE", 1]) };
    expect(decideAppropriation(added, now)).toMatchObject({ value: { next: { linesCents: { U3: 1 } } } });
  });

  test("is refused when nothing would change", () => {
    expect(decideAppropriation(again, now)).toEqual({ ok: false, error: { kind: "NothingToChange" } });
    const nothing = { ...first, amounts: amounts(["ONE", 0]) };
    expect(decideAppropriation(nothing, now)).toEqual({ ok: false, error: { kind: "NothingToChange" } });
  });

  test("moves every line to what is asked, with postings that balance", () => {
    const amount = fc.integer({ min: 0, max: 1_000 });
    fc.assert(
      fc.property(amount, amount, (one, two) => {
        fc.pre(one !== 400 || two !== 600);
        const decided = decideAppropriation({ ...again, amounts: amounts(["ONE", one], ["TWO", two]) }, now);
        const { legs } = decided.ok ? decided.value.journal : { legs: [] };
        expect(sumSignedCents(legs.map((leg) => leg.cents))).toBe(0);
        const moved = Object.fromEntries(potMoves(legs).map(({ line, cents: by }) => [line, by]));
        expect({ U1: 400 + (moved["U1"] ?? 0), U2: 600 + (moved["U2"] ?? 0) }).toEqual({ U1: one, U2: two });
      }),
    );
  });
});
