import { type Cents, cents, sumCents } from "@grants/kernel/money";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { CostsPart, WorkPackagePart } from "../proposals/part.ts";
import { lumpSumPackages } from "./lump-sum-packages.ts";

const workPackage = (number: string) =>
  WorkPackagePart.parse({
    kind: "workPackage",
    workPackage: number,
    title: `Work of ${number}`,
    objectives: "",
    deliverables: [],
    milestones: [],
  });
const costs = (slot: string, number: string, amountCents: number, over: object = {}) =>
  CostsPart.parse({
    kind: "costs",
    slot,
    workPackage: number,
    lines: [{ kind: "amount", item: "A1", description: "", amountCents, ...over }],
  });
const { LS: rules } = programmeProfiles;
const packages = [workPackage("w01"), workPackage("w02"), workPackage("w03")];
const party = (slot: string, euroCents: number) => ({ slot, maxContributionCents: cents(euroCents) });
const shared = (planned: readonly CostsPart[], parties: readonly ReturnType<typeof party>[]) =>
  lumpSumPackages({ workPackages: packages, costs: [...planned] }, parties, rules);

describe("the lump sums of an agreement", () => {
  test("are shared by what each beneficiary planned for each work package (GA-13)", () => {
    const planned = [
      costs("p001", "w01", 300_00),
      costs("p001", "w02", 100_00),
      costs("p002", "w02", 200_00),
      costs("p002", "w03", 100_00),
    ];
    expect(shared(planned, [party("p001", 200_00), party("p002", 100_00)])).toEqual([
      { workPackage: "w01", title: "Work of w01", unionCents: 150_00, shares: [{ slot: "p001", unionCents: 150_00 }] },
      {
        workPackage: "w02",
        title: "Work of w02",
        unionCents: 116_67,
        shares: [
          { slot: "p001", unionCents: 50_00 },
          { slot: "p002", unionCents: 66_67 },
        ],
      },
      { workPackage: "w03", title: "Work of w03", unionCents: 33_33, shares: [{ slot: "p002", unionCents: 33_33 }] },
    ]);
  });

  test("weigh the costs with their indirect costs, which a lump sum has in it already (FORM-05)", () => {
    const planned = [costs("p001", "w01", 107_00, { kind: "lumpSum" }), costs("p001", "w02", 100_00)];
    expect(shared(planned, [party("p001", 100_01)])).toMatchObject([
      { unionCents: 50_01 },
      { unionCents: 50_00 },
      { unionCents: 0, shares: [] },
    ]);
  });

  test("are none where somebody who is paid planned for no work package", () => {
    expect(shared([costs("p001", "w01", 1)], [party("p001", 1), party("p002", 1)])).toBeNull();
    expect(shared([costs("p001", "w01", 1)], [party("p001", 1), party("p002", 0)])).toHaveLength(3);
  });

  test("make the grant of each beneficiary and the whole grant, to the cent, whatever was planned (CLR-MON-02)", () => {
    const plan = fc.array(fc.tuple(fc.nat(10_000_00), fc.nat(10_000_00), fc.integer({ min: 1, max: 10_000_00 })), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(plan, fc.array(fc.nat(1_000_000_00), { minLength: 5, maxLength: 5 }), (rows, grants) => {
        const parties = rows.map((_, place) => party(`p00${String(place + 1)}`, grants[place] ?? 0));
        const planned = rows.flatMap((row, place) =>
          row.map((amount, at) => costs(`p00${String(place + 1)}`, `w0${String(at + 1)}`, amount)),
        );
        const made = shared(planned, parties) ?? [];
        const ofSlot = (slot: string): Cents =>
          sumCents(
            made.flatMap(({ shares }) => shares.filter((share) => share.slot === slot).map((one) => one.unionCents)),
          );
        expect(parties.map(({ slot }) => ofSlot(slot))).toEqual(parties.map((one) => one.maxContributionCents));
        expect(sumCents(made.map(({ unionCents }) => unionCents))).toBe(
          sumCents(parties.map(({ maxContributionCents }) => maxContributionCents)),
        );
      }),
    );
  });
});
