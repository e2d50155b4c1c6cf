import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CountryCode } from "../proposals/part.ts";
import {
  type OwnershipLink,
  type RestrictionTerms,
  type SecurityRestriction,
  decideControlVerdict,
  findControl,
} from "./ownership-control.ts";

const country = (code: string) => CountryCode.parse(code);
const equivalent = { eeaEquivalent: true };
const countries = new Map(
  Object.entries({ E: "IE", P: "FR", Q: "DE", US: "US", NO: "NO" }).map(([id, code]) => [id, country(code)]),
);
const declared = (...links: readonly OwnershipLink[]) => ({
  entity: "E",
  established: country("IE"),
  countries,
  links,
});
const holds = (owner: string, sharePercent: string, over: Partial<OwnershipLink> = {}): OwnershipLink => ({
  owned: "E",
  owner,
  sharePercent,
  ...over,
});
const controlOf = (...links: readonly OwnershipLink[]) => findControl(declared(...links), equivalent);

describe("finding who controls an entity", () => {
  test.each([
    ["49.99", "EU_CONTROLLED"],
    ["50", "EU_CONTROLLED"],
    ["50.00", "EU_CONTROLLED"],
    ["50.0001", "THIRD_COUNTRY_CONTROLLED"],
    ["51", "THIRD_COUNTRY_CONTROLLED"],
  ])("takes a share of %s %% of a third country for %s", (share, control) => {
    expect(controlOf(holds("US", share))).toMatchObject({ ok: true, value: { control } });
  });

  test("takes votes and declared influence for control, whatever the capital", () => {
    expect(controlOf(holds("US", "10", { votesPercent: "50.1" }))).toMatchObject({ value: { chain: ["E", "US"] } });
    expect(controlOf(holds("US", "10", { votesPercent: "50" }))).toMatchObject({ value: { chain: ["E"] } });
    expect(controlOf(holds("US", "0", { decisiveInfluence: true }))).toMatchObject({ value: { chain: ["E", "US"] } });
  });

  test("adds up what one owner holds in several parts", () => {
    expect(controlOf(holds("US", "30"), holds("US", "20.5"))).toMatchObject({ value: { chain: ["E", "US"] } });
    expect(controlOf(holds("US", "30"), holds("P", "20.5"))).toMatchObject({ value: { chain: ["E"] } });
  });

  test("follows the links to the last one", () => {
    const links = [holds("P", "60"), { owned: "P", owner: "Q", sharePercent: "70" }, holds("US", "40")];
    expect(controlOf(...links, { owned: "Q", owner: "NO", sharePercent: "50" })).toMatchObject({
      value: { chain: ["E", "P", "Q"], controllingCountry: "DE", control: "EU_CONTROLLED" },
    });
  });

  test("lets one controller of a third country weigh more than one of the Union", () => {
    expect(controlOf(holds("P", "60"), holds("US", "10", { decisiveInfluence: true }))).toMatchObject({
      value: { controllingCountry: "US", control: "THIRD_COUNTRY_CONTROLLED" },
    });
  });

  test("ends where entities own each other, and says so", () => {
    expect(controlOf(holds("P", "60"), { owned: "P", owner: "E", sharePercent: "60" })).toMatchObject({
      value: { chain: ["E", "P"], isCircular: true },
    });
  });

  test("sees a circle that two ways lead to, beside whoever else controls", () => {
    const circle: readonly OwnershipLink[] = [
      holds("US", "10", { decisiveInfluence: true }),
      holds("NO", "10", { decisiveInfluence: true }),
      { owned: "US", owner: "NO", sharePercent: "60" },
      { owned: "NO", owner: "US", sharePercent: "60" },
    ];
    expect(controlOf(...circle)).toMatchObject({ value: { chain: ["E", "US"], isCircular: true } });
    expect(controlOf(...circle, holds("P", "60"))).toMatchObject({ value: { control: "THIRD_COUNTRY_CONTROLLED" } });
  });

  test("refuses a controller whose country is not declared", () => {
    expect(controlOf(holds("X", "60"))).toEqual({ ok: false, error: { kind: "CountryUndeclared", entity: "X" } });
  });

  test("treats the EEA EFTA states like Member States as long as the call says so", () => {
    const links = [holds("NO", "100")];
    expect(findControl(declared(...links), { eeaEquivalent: true })).toMatchObject({
      value: { control: "EU_CONTROLLED" },
    });
    expect(findControl(declared(...links), { eeaEquivalent: false })).toMatchObject({
      value: { control: "THIRD_COUNTRY_CONTROLLED" },
    });
  });

  test("ends for every declaration, on a chain of its own links", () => {
    const entity = fc.constantFrom("E", "P", "Q", "US", "NO");
    const link = fc.record({
      owned: entity,
      owner: entity,
      sharePercent: fc.integer({ min: 0, max: 100 }).map(String),
    });
    fc.assert(
      fc.property(fc.array(link, { maxLength: 30 }), (links) => {
        const found = findControl(declared(...links), equivalent);
        const chain = found.ok ? found.value.chain : [];
        expect(chain[0]).toBe("E");
        expect(new Set(chain).size).toBe(chain.length);
        for (const [place, owner] of chain.slice(1).entries())
          expect(links.some((each) => each.owned === chain[place] && each.owner === owner)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the verdict under a restriction", () => {
  const terms = (restriction: SecurityRestriction, over: Partial<RestrictionTerms> = {}): RestrictionTerms => ({
    restriction,
    eeaEquivalent: true,
    art12_5aOr5b: false,
    associatedCountries: new Set([country("UA"), country("CH")]),
    admittedCountries: new Set([country("CH")]),
    ...over,
  });
  const verdictOf = (
    [established, control]: readonly [string, "EU_CONTROLLED" | "THIRD_COUNTRY_CONTROLLED"],
    guarantees: "NONE" | "ACCEPTED",
    asked: RestrictionTerms,
  ) => decideControlVerdict({ established: country(established), control }, guarantees, asked);
  const own = ["IE", "EU_CONTROLLED"] as const;
  const owned = ["IE", "THIRD_COUNTRY_CONTROLLED"] as const;
  const associated = ["UA", "THIRD_COUNTRY_CONTROLLED"] as const;
  const admitted = ["CH", "THIRD_COUNTRY_CONTROLLED"] as const;
  const outside = ["US", "THIRD_COUNTRY_CONTROLLED"] as const;
  const flag = { art12_5aOr5b: true };

  test.each([
    [own, "NONE", terms("NONE"), "ELIGIBLE"],
    [owned, "NONE", terms("NONE"), "ELIGIBLE"],
    [associated, "NONE", terms("NONE"), "ELIGIBLE"],
    [outside, "ACCEPTED", terms("NONE"), "INELIGIBLE"],
    [own, "NONE", terms("ART_12_5"), "ELIGIBLE"],
    [owned, "ACCEPTED", terms("ART_12_5"), "INELIGIBLE"],
    [owned, "ACCEPTED", terms("ART_12_5", flag), "ELIGIBLE_CONDITIONAL"],
    [owned, "NONE", terms("ART_12_5", flag), "INELIGIBLE"],
    [associated, "ACCEPTED", terms("ART_12_5", flag), "INELIGIBLE"],
    [own, "NONE", terms("ART_12_6"), "ELIGIBLE"],
    [owned, "NONE", terms("ART_12_6"), "INELIGIBLE"],
    [owned, "ACCEPTED", terms("ART_12_6"), "ELIGIBLE_CONDITIONAL"],
    [associated, "ACCEPTED", terms("ART_12_6"), "ELIGIBLE_CONDITIONAL"],
    [associated, "NONE", terms("ART_12_6"), "INELIGIBLE"],
    [outside, "ACCEPTED", terms("ART_12_6"), "INELIGIBLE"],
    [owned, "NONE", terms("ART_18_4"), "ELIGIBLE"],
    [admitted, "NONE", terms("ART_18_4"), "ELIGIBLE"],
    [associated, "ACCEPTED", terms("ART_18_4"), "INELIGIBLE"],
    [["NO", "EU_CONTROLLED"], "NONE", terms("ART_18_4"), "INELIGIBLE"],
    [["NO", "EU_CONTROLLED"], "NONE", terms("ART_12_5"), "ELIGIBLE"],
  ] as const)("of %j with guarantees %s under %j is %s", (entity, guarantees, asked, verdict) => {
    expect(verdictOf(entity, guarantees, asked)).toBe(verdict);
  });
});
