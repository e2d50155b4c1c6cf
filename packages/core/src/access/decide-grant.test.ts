import { OrganisationId, UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideGrant, refuseExclusive, refuseGiver, refuseHolder, refuseTerms } from "./decide-grant.ts";
import { FunderCode, type RoleGrant, grantsPerPersonMax } from "./rights.ts";
import { Role } from "./role.ts";

const user = (name: string) => UserId.parse(`usr_${newId(name)}`);
const giver = user("giver");
const holder = user("holder");
const organisation = OrganisationId.parse(`org_${newId("ours")}`);
const funder = FunderCode.parse("BE");
const today = LocalDate.parse("2027-01-10");
const day = (text: string) => LocalDate.parse(text);

const termsOf = (role: Role): RoleGrant => {
  if (role === "funder" || role === "boardMember") return { role, funder };
  return ["applicant", "organisationAdministrator", "nccOfficer"].includes(role) ? { role, organisation } : { role };
};

describe("saying who may give a role", () => {
  test("parts the roles of an organisation from those of the Centre, and lets nobody give the system's", () => {
    const byOrganisation = Role.options.filter((role) => refuseGiver("organisationAdministrator", role) === null);
    const byPlatform = Role.options.filter((role) => refuseGiver("administrator", role) === null);
    expect(byOrganisation).toEqual(["applicant", "organisationAdministrator"]);
    expect(byPlatform).toEqual(Role.options.filter((role) => role !== "applicant" && role !== "system"));
  });

  test("refuses a role to oneself under any account of one's own", () => {
    const granting = { giver, capacity: "administrator", terms: { role: "verifier" }, today } as const;
    const held = { user: holder, grants: [], accounts: [giver] };
    expect(decideGrant({ ...granting, holder: giver, held: null })).toMatchObject({
      error: { kind: "GrantToOneself" },
    });
    expect(decideGrant({ ...granting, holder, held })).toMatchObject({ error: { kind: "GrantToOneself" } });
    expect(decideGrant({ ...granting, holder, held: null })).toMatchObject({ ok: true });
  });
});

describe("the terms of a grant", () => {
  test("fit for every role that names what it is held for", () => {
    for (const role of Role.options) expect(refuseTerms(termsOf(role), today)).toBeNull();
  });

  test("are refused without the organisation or the funder, and with one that the role does not have", () => {
    const wrong: readonly RoleGrant[] = [
      { role: "applicant" },
      { role: "funder" },
      { role: "boardMember" },
      { role: "verifier", organisation },
      { role: "auditor", funder },
    ];
    expect(wrong.map((terms) => refuseTerms(terms, today)?.field)).toEqual([
      "organisation",
      "funder",
      "funder",
      "organisation",
      "funder",
    ]);
  });

  test.each([
    ["the day before today", { validTo: day("2027-01-09") }, "OVER"],
    ["today", { validTo: today }, undefined],
    ["before its first day", { validFrom: day("2027-01-12"), validTo: day("2027-01-11") }, "BEFORE_ITS_BEGINNING"],
    ["on its only day", { validFrom: day("2027-01-12"), validTo: day("2027-01-12") }, undefined],
  ])("may end %s or not", (_, days, because) => {
    expect(refuseTerms({ role: "verifier", ...days }, today)?.because).toBe(because);
  });
});

describe("holding one more role", () => {
  const holding = (...grants: readonly RoleGrant[]) => ({ user: holder, grants: [...grants] });

  test("is refused for the same place, and taken for another or when the first is over", () => {
    const held: RoleGrant = { role: "applicant", organisation };
    const elsewhere = { ...held, organisation: OrganisationId.parse(`org_${newId("theirs")}`) };
    expect(refuseHolder(holding(held), held, today)).toMatchObject({ kind: "RoleHeld" });
    expect(refuseHolder(holding(held), elsewhere, today)).toBeNull();
    expect(refuseHolder(holding({ ...held, validTo: day("2027-01-09") }), held, today)).toBeNull();
  });

  test("is refused above the most that a person can hold", () => {
    const many = Array.from({ length: grantsPerPersonMax }, (): RoleGrant => ({ role: "expert", validTo: today }));
    const terms = { role: "funder", funder } as const;
    expect(refuseHolder(holding(...many.slice(1)), terms, today)).toBeNull();
    expect(refuseHolder(holding(...many), terms, today)).toMatchObject({ kind: "TooManyGrants" });
  });

  test("never joins authorising and paying, whatever else is held and in whatever order (SOD-01)", () => {
    const aRole = fc.constantFrom(...Role.options);
    fc.assert(
      fc.property(fc.array(aRole, { maxLength: 6 }), aRole, (roles, role) => {
        const refused = refuseExclusive(roles.map(termsOf), role, today) !== null;
        const all = new Set([...roles, role]);
        const isTorn = all.has("authorisingOfficer") && all.has("accountingOfficer") && !isTornAlready(roles);
        expect(!isTorn || refused).toBe(true);
      }),
    );
  });
  const isTornAlready = (roles: readonly Role[]) =>
    roles.includes("authorisingOfficer") && roles.includes("accountingOfficer");
});
