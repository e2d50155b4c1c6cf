import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CountryCode } from "../proposals/part.ts";
import { Exclusion } from "./exclusion.ts";
import { OwnershipDeclaration, Ownership, checkDeclaration } from "./ownership-declaration.ts";
import { type ParticipantFacts, checkParticipation } from "./participation.ts";

const ulid = (digit: string) => digit.repeat(26);
const at = "2027-01-01T09:00:00.000Z";
const country = (code: string) => CountryCode.parse(code);
const on = LocalDate.parse("2027-03-01");
const declared = {
  id: `own_${ulid("1")}`,
  organisation: `org_${ulid("1")}`,
  declaration: 1,
  declarationSha256: "a".repeat(64),
  declaredBy: `usr_${ulid("A")}`,
  declaredAt: at,
  found: { control: "THIRD_COUNTRY_CONTROLLED", country: "US", isCircular: false },
};
const assessed = (control: string, guarantees = "NONE") =>
  Ownership.parse({
    ...declared,
    state: "assessed",
    assessed: { control, country: "US", guarantees, by: `usr_${ulid("B")}`, at },
  });
const facts = (over: Partial<ParticipantFacts> = {}): ParticipantFacts => ({
  established: country("IE"),
  isValidated: true,
  ownership: assessed("EU_CONTROLLED"),
  ...over,
});
const terms = {
  restriction: "ART_12_5",
  eeaEquivalent: true,
  art12_5aOr5b: false,
  associatedCountries: new Set([country("UA")]),
  admittedCountries: new Set<CountryCode>(),
} as const;

describe("taking part under a restriction", () => {
  test.each([
    ["an assessed one of the Union", facts(), "ELIGIBLE", []],
    ["one that declared nothing", facts({ ownership: null }), "UNDECIDED", ["OWNERSHIP_NOT_DECLARED"]],
    [
      "one that nobody assessed, whatever the platform found",
      facts({ ownership: Ownership.parse({ ...declared, state: "declared" }) }),
      "UNDECIDED",
      ["OWNERSHIP_NOT_ASSESSED"],
    ],
    [
      "one controlled from a third country",
      facts({ ownership: assessed("THIRD_COUNTRY_CONTROLLED", "ACCEPTED") }),
      "INELIGIBLE",
      ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_NOT_ADMITTED"],
    ],
    ["one without a validated entity", facts({ isValidated: false }), "UNDECIDED", ["LEGAL_ENTITY_NOT_VALIDATED"]],
    [
      "one of an associated country",
      facts({ established: country("UA") }),
      "INELIGIBLE",
      ["NOT_ESTABLISHED_WHERE_NEEDED"],
    ],
  ])("of Article 12(5), %s", (_, participant, verdict, reasons) => {
    expect(checkParticipation(participant, terms, on)).toEqual({ verdict, reasons });
  });

  test("is conditional with accepted guarantees where the action is open to that (DEP-04)", () => {
    const participant = facts({ ownership: assessed("THIRD_COUNTRY_CONTROLLED", "ACCEPTED") });
    expect(checkParticipation(participant, { ...terms, art12_5aOr5b: true }, on)).toEqual({
      verdict: "ELIGIBLE_CONDITIONAL",
      reasons: ["THIRD_COUNTRY_CONTROLLED", "GUARANTEES_ACCEPTED"],
    });
  });

  test("needs no declaration where establishment alone counts", () => {
    const participant = facts({ ownership: null });
    expect(checkParticipation(participant, { ...terms, restriction: "ART_18_4" }, on).verdict).toBe("ELIGIBLE");
    expect(checkParticipation(participant, { ...terms, restriction: "NONE" }, on).verdict).toBe("ELIGIBLE");
  });

  test("is refused to the excluded before anything else, and tells of a warning", () => {
    const period = { from: "2027-02-01", to: "2028-02-01" };
    const excluded = Exclusion.parse({ status: "EXCLUDED", ground: "c", heardOn: "2027-01-01", ...period });
    expect(checkParticipation(facts({ exclusion: excluded, isValidated: false }), terms, on)).toEqual({
      verdict: "INELIGIBLE",
      reasons: ["EXCLUDED"],
    });
    const warned = facts({ exclusion: Exclusion.parse({ status: "EARLY_DETECTION", ...period }) });
    expect(checkParticipation(warned, terms, on)).toEqual({ verdict: "ELIGIBLE", reasons: ["EARLY_DETECTION"] });
  });
});

const owner = (key: string) => ({ key, name: key, kind: "LEGAL", country: "IE" });
const check = (owners: readonly object[], holdings: readonly object[]) =>
  checkDeclaration(OwnershipDeclaration.parse({ owners, holdings }));
const held = (owned: string, by: string, sharePercent: string) => ({ owned, owner: by, sharePercent });

describe("a declaration of ownership", () => {
  test.each([
    ["exactly the whole", [held("SELF", "A", "66.6667"), held("SELF", "B", "33.3333")], true],
    ["a millionth more than the whole", [held("SELF", "A", "66.6667"), held("SELF", "B", "33.333301")], false],
  ])("may say %s: %s", (_, holdings, holds) => {
    expect(check([owner("A"), owner("B")], holdings).ok).toBe(holds);
  });

  test.each([
    [[owner("A"), owner("A")], [held("SELF", "A", "1")], "OWNER_TWICE", "A"],
    [[owner("A")], [held("SELF", "B", "1")], "OWNER_UNKNOWN", "B"],
    [[owner("A")], [held("A", "SELF", "1")], "OWNER_UNKNOWN", "SELF"],
    [[owner("A")], [held("A", "A", "1")], "OWNS_ITSELF", "A"],
    [[owner("A")], [], "OWNER_WITHOUT_HOLDING", "A"],
  ])("is refused as %o %o", (owners, holdings, because, about) => {
    expect(check(owners, holdings)).toEqual({ ok: false, error: { kind: "OwnershipInvalid", because, about } });
  });

  test("of nobody is a declaration: some organisations have no owner", () => {
    expect(check([], [])).toEqual({ ok: true, value: [] });
  });
});
