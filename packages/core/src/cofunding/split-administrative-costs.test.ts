import { cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AdministrativeMember, splitAdministrativeCosts } from "./split-administrative-costs.ts";

const member = (name: string, contributedCents: number, changes: Partial<AdministrativeMember> = {}) => ({
  member: name,
  contributedCents: cents(contributedCents),
  ...changes,
});
const split = (costCents: number, members: readonly AdministrativeMember[]) =>
  splitAdministrativeCosts(cents(costCents), members);
const shares = (...shareByMember: readonly (readonly [string, number])[]) => ({
  ok: true,
  value: { sharesByMember: new Map(shareByMember), rejectedOffers: [] },
});

describe("splitting administrative costs", () => {
  test("goes by the contribution of each member, the Union's included (MAT-06)", () => {
    expect(split(300, [member("UNION", 800), member("A", 400), member("B", 250), member("C", 150)])).toEqual(
      shares(["UNION", 150], ["A", 75], ["B", 47], ["C", 28]),
    );
  });

  test("gives the cent that is left to the largest remainder (CLR-MON-02)", () => {
    expect(split(10, [member("A", 5), member("B", 6)])).toEqual(shares(["A", 5], ["B", 5]));
    expect(split(10, [member("A", 26), member("B", 74)])).toEqual(shares(["A", 3], ["B", 7]));
  });

  test("at equal remainders prefers the Union, then the alphabet, whatever the order of the list", () => {
    expect(split(2, [member("B", 1), member("UNION", 1), member("A", 1)])).toEqual(
      shares(["UNION", 1], ["A", 1], ["B", 0]),
    );
    expect(split(1, [member("B", 1), member("A", 1)])).toEqual(shares(["A", 1], ["B", 0]));
  });

  test("asks nothing of a member that contributes nothing", () => {
    expect(split(7, [member("A", 0), member("B", 3)])).toEqual(shares(["A", 0], ["B", 7]));
  });

  test("rejects an offer in kind and leaves the share due (FIN-04)", () => {
    const members = [
      member("UNION", 1),
      member("C", 1, { offeredForm: "IN_KIND" }),
      member("A", 1, { offeredForm: "FINANCIAL" }),
      member("B", 1, { offeredForm: "IN_KIND" }),
    ];
    const reason = "ADMINISTRATIVE_COSTS_FINANCIAL_ONLY";
    const sharesByMember = new Map(["UNION", "A", "B", "C"].map((name) => [name, 2]));
    expect(split(8, members)).toEqual({
      ok: true,
      value: {
        sharesByMember,
        rejectedOffers: [
          { member: "B", form: "IN_KIND", reason },
          { member: "C", form: "IN_KIND", reason },
        ],
      },
    });
  });

  test("is refused where there are costs and nobody contributes", () => {
    const refusal = { ok: false, error: { kind: "NothingContributed" } };
    expect(split(1, [member("A", 0), member("UNION", 0)])).toEqual(refusal);
    expect(split(1, [])).toEqual(refusal);
  });

  test("of no costs is nothing for everybody", () => {
    expect(split(0, [member("A", 0), member("UNION", 5)])).toEqual(shares(["UNION", 0], ["A", 0]));
    expect(split(0, [])).toEqual(shares());
  });

  test("always sums to the costs", () => {
    const members = fc
      .array(fc.nat(1_000_000_000), { minLength: 1, maxLength: 28 })
      .filter((all) => all.some((contributed) => contributed > 0))
      .map((all) => all.map((contributed, index) => member(`M${index}`, contributed)));
    fc.assert(
      fc.property(fc.nat(100_000_000), members, (cost, all) => {
        expect(split(cost, all)).toMatchObject({ ok: true, value: { sharesByMember: expect.any(Map) } });
        const sums = [split(cost, all)].flatMap((result) =>
          result.ok ? [...result.value.sharesByMember.values()] : [],
        );
        expect(sumCents(sums)).toBe(cost);
      }),
    );
  });
});
