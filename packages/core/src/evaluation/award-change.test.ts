import { OrganisationId } from "@grants/kernel/id";
import { cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CountryCode } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { decideControlVerdict, findControl } from "../registry/ownership-control.ts";
import type { Participation } from "../registry/participation.ts";
import { AwardShare } from "./award-list.ts";
import { availableOf, decideNextReserve, foreseeReserve, orderReserve, takeFromReserve } from "./call-reserve.ts";
import { decideAwardChange } from "./decide-award-change.ts";

const idOf = (name: string) => ProposalId.parse(`prop_${name.padEnd(26, "0")}`);
const newcomer = OrganisationId.parse(`org_${"D".padEnd(26, "0")}`);
const shares = (euroBySlot: Readonly<Record<string, number>>) =>
  Object.entries(euroBySlot).map(([slot, euro]) => AwardShare.parse({ slot, unionCents: euro * 100 }));
const waiting = (...requests: readonly number[]) =>
  requests.map((requested, place) => ({
    proposalId: idOf(`R${place}`),
    rank: place + 2,
    isTied: false,
    unionCents: cents(requested),
  }));

const award = { slots: ["p001", "p002", "p003"], maximumCents: cents(1_500_000_00) };
const belgium = CountryCode.parse("BE");

/** Whether D may take part under Article 12(5), of whom so much is owned from a third country (CLR-OWN-01). */
const participationOf = (sharePercent: string): Participation => {
  const links = [{ owned: "D", owner: "X", sharePercent }];
  const countries = new Map([["X", CountryCode.parse("US")]]);
  const found = findControl({ entity: "D", established: belgium, countries, links }, { eeaEquivalent: true });
  const control = found.ok ? found.value.control : "THIRD_COUNTRY_CONTROLLED";
  const assessed = { control, guarantees: "NONE" as const };
  const terms = {
    restriction: "ART_12_5" as const,
    art12_5aOr5b: false,
    eeaEquivalent: true,
    associatedCountries: new Set<CountryCode>(),
    admittedCountries: new Set<CountryCode>(),
  };
  const verdict = decideControlVerdict({ established: belgium, control: assessed.control }, "NONE", terms);
  return { verdict, reasons: verdict === "ELIGIBLE" ? [] : ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_MISSING"] };
};
const expiresOn = LocalDate.parse("2027-08-10");
const at = Instant.parse("2027-05-10T09:00:00.000Z");

describe("an award of 1,500,000.00 to A, B and C, of whom C leaves before signature", () => {
  const withD = [
    ...shares({ p001: 900_000, p002: 400_000 }),
    AwardShare.parse({ organisation: newcomer, unionCents: 200_000_00 }),
  ];

  test("refuses D, of whom 50.01 % is owned from a third country, under Article 12(5), and not at 50 % (DEP-03)", () => {
    const refused = decideAwardChange(award, withD, new Map([[newcomer, participationOf("50.01")]]));
    const taken = decideAwardChange(award, withD, new Map([[newcomer, participationOf("50")]]));
    const reasons = ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_MISSING"];
    expect(refused).toEqual({
      ok: false,
      error: { kind: "NewcomerNotEligible", field: "shares", organisation: newcomer, reasons },
    });
    expect(taken).toEqual({ ok: true, value: 1_500_000_00 });
  });

  test("goes on with 1,450,000.00 when A takes 150,000.00, and 50,000.00 are free (DSC-09)", () => {
    const decided = decideAwardChange(award, shares({ p001: 1_050_000, p002: 400_000 }), new Map());
    expect(decided).toEqual({ ok: true, value: 1_450_000_00 });
    expect(availableOf({ budgetCents: cents(1_500_000_00), awardedCents: [cents(1_450_000_00)] })).toBe(50_000_00);
  });

  test.each([
    [49_999_99, true],
    [50_000_00, true],
    [50_000_01, false],
  ])("invites a reserve proposal of %i cents: %s (DSC-07, DSC-09)", (requested, isInvited) => {
    const next = decideNextReserve(waiting(requested), { availableCents: cents(50_000_00), expiresOn, at });
    expect(next.ok).toBe(isInvited);
  });

  test("never calls a cheaper one behind one that does not fit (DSC-07)", () => {
    const next = decideNextReserve(waiting(50_000_01, 1), { availableCents: cents(50_000_00), expiresOn, at });
    expect(next).toMatchObject({ ok: false, error: { kind: "ReserveDoesNotFit", proposalId: idOf("R0") } });
  });
});

describe("changing an award", () => {
  test("takes the whole of what was decided, and not a cent more (EVA-07)", () => {
    const whole = decideAwardChange(award, shares({ p001: 1_500_000 }), new Map());
    const [share] = shares({ p001: 1_500_000 });
    const more = [{ ...(share ?? { unionCents: cents(0) }), unionCents: cents(1_500_000_01) }];
    expect(whole).toEqual({ ok: true, value: 1_500_000_00 });
    expect(decideAwardChange(award, more, new Map())).toMatchObject({ error: { kind: "AwardAboveDecision" } });
  });

  test("refuses a partner who is not of the proposal, and one named twice", () => {
    const stranger = decideAwardChange(award, shares({ p009: 1 }), new Map());
    const twice = decideAwardChange(award, [...shares({ p001: 1 }), ...shares({ p001: 2 })], new Map());
    expect([stranger, twice]).toMatchObject([
      { error: { kind: "SharesUnknown" } },
      { error: { kind: "SharesUnknown" } },
    ]);
  });

  test("refuses a newcomer of whom nothing is known", () => {
    const unknown = [AwardShare.parse({ organisation: newcomer, unionCents: 1 })];
    expect(decideAwardChange(award, unknown, new Map())).toMatchObject({ error: { kind: "NewcomerNotEligible" } });
  });
});

describe("calling the reserve list", () => {
  test("ends with its last day: on it is in time, the day after is late (DSC-09)", () => {
    const on = (instant: string) =>
      decideNextReserve(waiting(1), { availableCents: cents(1), expiresOn, at: Instant.parse(instant) });
    expect(on("2027-08-10T21:59:59.999Z").ok).toBe(true);
    expect(on("2027-08-10T22:00:00.000Z")).toMatchObject({ error: { kind: "ReserveExpired" } });
  });

  test("is over when everybody is called", () => {
    expect(decideNextReserve([], { availableCents: cents(1), expiresOn, at })).toEqual({
      ok: false,
      error: { kind: "ReserveExhausted" },
    });
  });

  test("goes through it in rank order, whatever the requests and whatever appears (DSC-09)", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100), { maxLength: 8 }), fc.nat(300), (requests, budget) => {
        const list = waiting(...requests);
        const called: number[] = [];
        for (;;) {
          const awardedCents = called.map((place) => cents(requests[place] ?? 0));
          const availableCents = availableOf({ budgetCents: cents(budget), awardedCents });
          const next = decideNextReserve(list.slice(called.length), { availableCents, expiresOn, at });
          if (!next.ok) break;
          called.push(...next.value.map(({ rank }) => rank - 2));
        }
        expect(called).toEqual(called.map((_, place) => place));
        expect(called.reduce((sum, place) => sum + (requests[place] ?? 0), 0)).toBeLessThanOrEqual(budget);
      }),
    );
  });
});

describe("a tie on the reserve list", () => {
  const tied = (name: string, requested: number, rank = 3) => ({
    proposalId: idOf(name),
    rank,
    isTied: true,
    unionCents: cents(requested),
  });
  const tie = [tied("Y", 30), tied("Z", 20)];
  const idsOf = (rows: readonly { readonly proposalId: ProposalId }[]) => rows.map(({ proposalId }) => proposalId);
  const next = (rows: Parameters<typeof orderReserve>[0], available: number) =>
    decideNextReserve(rows, { availableCents: cents(available), expiresOn, at });

  test.each([
    [49, false],
    [50, true],
    [51, true],
  ])("is called as a whole where it fits as a whole, with %i cents for 50: %s (CLR-RANK-04)", (available, isCalled) => {
    const decided = next(tie, available);
    expect(decided.ok && idsOf(decided.value)).toEqual(isCalled ? idsOf(tie) : false);
  });

  test("waits for the panel where it does not fit, however little the first of the alphabet asks (CLR-RANK-01)", () => {
    expect(next(tie, 49)).toEqual({
      ok: false,
      error: { kind: "ReserveTieNeedsPanel", proposalIds: idsOf(tie), requestedCents: 50, availableCents: 49 },
    });
    expect(next(tie, 0).ok).toBe(false);
  });

  test("is called in the panel's order, one after the other (DSC-05)", () => {
    const ordered = orderReserve([...tie, tied("X", 1, 5)], [{ order: [idOf("Z"), idOf("Y")] }]);
    expect(ordered).toMatchObject([
      { proposalId: idOf("Z"), rank: 3, isTied: false, isOrderedSince: true },
      { proposalId: idOf("Y"), rank: 4, isTied: false, isOrderedSince: true },
      { proposalId: idOf("X"), rank: 5, isTied: false, isOrderedSince: false },
    ]);
    const first = next(ordered, 49);
    expect(first.ok && idsOf(first.value)).toEqual([idOf("Z")]);
    expect(next(ordered.slice(1), 29)).toMatchObject({ error: { kind: "ReserveDoesNotFit", proposalId: idOf("Y") } });
  });

  test("takes the last word of the panel, and none that does not name all of it (EVA-09)", () => {
    const orders = [{ order: [idOf("Y"), idOf("Z")] }, { order: [idOf("Z"), idOf("Y")] }];
    expect(idsOf(orderReserve(tie, orders))).toEqual([idOf("Z"), idOf("Y")]);
    const enlarged = orderReserve([...tie, tied("W", 10)], orders);
    expect(enlarged.map(({ isTied }) => isTied)).toEqual([true, true, true]);
  });

  test("is none any more once one alone is left of it", () => {
    expect(orderReserve([tied("Y", 30)], [])).toMatchObject([{ isTied: false, isOrderedSince: false }]);
  });

  test.each([
    [0, 0],
    [1, 1],
    [2, 3],
    [3, 3],
    [4, 4],
  ])("is never cut by the end of the list: %i places hold %i (CLR-RANK-01)", (length, held) => {
    const list = [{ ...tied("W", 1, 2), isTied: false }, ...tie, { ...tied("V", 1, 5), isTied: false }];
    expect(takeFromReserve(list, length)).toEqual(list.slice(0, held));
  });

  test("is foreseen as a whole", () => {
    const foreseen = foreseeReserve(tie, { availableCents: cents(49), expiresOn, at });
    expect(foreseen).toEqual({ availableCents: 49, next: { rows: tie, missingCents: 1 } });
  });

  test("is called by its members whatever they are named and however they stand in the list", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(99), { minLength: 2, maxLength: 6 }), fc.nat(400), (names, available) => {
        const rows = names.map((name) => tied(`R${String(name)}`, name));
        const [one, other] = [next(rows, available), next(rows.toReversed(), available)];
        expect(one.ok).toBe(other.ok);
        expect(one.ok && idsOf(one.value).toSorted()).toEqual(other.ok && idsOf(other.value).toSorted());
      }),
    );
  });
});
