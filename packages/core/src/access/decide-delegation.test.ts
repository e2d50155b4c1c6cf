import { OrganisationId, UserId } from "@grants/kernel/id";
import { cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Action, accessTable } from "./access-table.ts";
import { actorOf } from "./actor.ts";
import { refuseAboveCeiling } from "./capacity.ts";
import { decideAccess } from "./decide-access.ts";
import { decideDelegation } from "./decide-delegation.ts";
import { delegableRoles, isPersonalDuty, isReading } from "./delegable.ts";
import { GrantId, type Rights, type RoleGrant } from "./rights.ts";

const user = (name: string) => UserId.parse(`usr_${newId(name)}`);
const [from, to] = [user("delegator"), user("deputy")];
const grantId = GrantId.parse(`acc_${newId("own grant")}`);
const delegationId = GrantId.parse(`acc_${newId("delegation")}`);
const organisation = OrganisationId.parse(`org_${newId("ours")}`);
const today = LocalDate.parse("2027-01-10");
const lastOn = LocalDate.parse("2028-01-10");
const noon = Instant.parse("2027-01-10T11:00:00.000Z");
const day = (text: string) => LocalDate.parse(text);

const rightsOf = (holder: UserId, ...grants: readonly RoleGrant[]): Rights => ({ user: holder, grants: [...grants] });
const officer: RoleGrant = { id: grantId, role: "authorisingOfficer" };
const colleague = rightsOf(to, { role: "projectOfficer" });
const facts = { from, own: rightsOf(from, officer), other: colleague, today, lastOn };
const terms = { grantId, to, validTo: day("2027-03-01") };
const because = (decided: ReturnType<typeof decideDelegation>) => (decided.ok ? null : decided.error);

describe("handing a role on", () => {
  test("gives the own grant to a colleague of the staff", () => {
    expect(decideDelegation(terms, facts)).toEqual({ ok: true, value: officer });
  });

  type Refused = readonly [string, typeof terms, typeof facts, string];
  const refusedCases: readonly Refused[] = [
    ["a grant that one does not hold", { ...terms, grantId: delegationId }, facts, "NOT_HELD"],
    [
      "a role that is over",
      terms,
      { ...facts, own: rightsOf(from, { ...officer, validTo: day("2027-01-09") }) },
      "NOT_HELD",
    ],
    ["an expert's", terms, { ...facts, own: rightsOf(from, { id: grantId, role: "expert" }) }, "ROLE"],
    [
      "what is held as a deputy",
      terms,
      { ...facts, own: rightsOf(from, { ...officer, delegation: { from: to } }) },
      "DEPUTY",
    ],
    ["to oneself", { ...terms, to: from }, facts, "ONESELF"],
    ["to an own second account", terms, { ...facts, own: { ...rightsOf(from, officer), accounts: [to] } }, "ONESELF"],
    [
      "longer than it is held",
      terms,
      { ...facts, own: rightsOf(from, { ...officer, validTo: day("2027-02-28") }) },
      "LONGER",
    ],
    [
      "to somebody whose own role is over",
      terms,
      { ...facts, other: rightsOf(to, { role: "verifier", validTo: day("2027-01-09") }) },
      "OUTSIDE",
    ],
    [
      "to a deputy of somebody else",
      terms,
      { ...facts, other: rightsOf(to, { role: "verifier", delegation: { from } }) },
      "OUTSIDE",
    ],
  ];
  test.each(refusedCases)("refuses %s", (_, asked, given, expected) => {
    expect(because(decideDelegation(asked, given))).toEqual({ kind: "DelegationRefused", because: expected });
  });

  test("reaches a colleague of the same organisation, and of no other", () => {
    const own = rightsOf(from, { id: grantId, role: "applicant", organisation });
    const here = rightsOf(to, { role: "organisationAdministrator", organisation });
    const there = rightsOf(to, { role: "applicant", organisation: OrganisationId.parse(`org_${newId("theirs")}`) });
    expect(decideDelegation(terms, { ...facts, own, other: here }).ok).toBe(true);
    expect(because(decideDelegation(terms, { ...facts, own, other: there }))).toMatchObject({ because: "OUTSIDE" });
  });

  test("takes a ceiling for acts that have an amount, and for no others", () => {
    const capped = { ...terms, ceilingCents: cents(1_000_00) };
    expect(decideDelegation({ ...capped, actions: ["authorisePayment"] }, facts).ok).toBe(true);
    expect(because(decideDelegation(capped, facts))).toMatchObject({ because: "CEILING" });
    expect(because(decideDelegation({ ...capped, actions: ["authorisePayment", "decideAward"] }, facts))).toMatchObject(
      {
        because: "CEILING",
      },
    );
  });
});

const actions = Object.keys(accessTable).filter((name): name is Action => Object.hasOwn(accessTable, name));

describe("acting as a deputy", () => {
  const heldBy = (role: RoleGrant["role"], named?: readonly Action[]) =>
    rightsOf(to, {
      id: delegationId,
      role,
      organisation,
      delegation: { from, ...(named === undefined ? {} : { actions: [...named] }) },
    });
  const subject = { isNamed: true, organisations: [organisation] };

  test("never allows what the delegator could not do, nor a duty that is personal", () => {
    fc.assert(
      fc.property(fc.constantFrom(...delegableRoles), fc.constantFrom(...actions), (role, action) => {
        const asDeputy = decideAccess(action, heldBy(role), subject, noon);
        const asOneself = decideAccess(action, rightsOf(from, { role, organisation }), subject, noon);
        expect(asDeputy.ok).toBe(asOneself.ok && !isPersonalDuty(action));
      }),
      { numRuns: 500 },
    );
  });

  test("reaches the actions that are named, and what is read for them", () => {
    fc.assert(
      fc.property(fc.constantFrom(...delegableRoles), fc.constantFrom(...actions), (role, action) => {
        const whole = decideAccess(action, heldBy(role), subject, noon);
        const narrow = decideAccess(action, heldBy(role, ["authorisePayment"]), subject, noon);
        expect(narrow.ok).toBe(whole.ok && (action === "authorisePayment" || isReading(action)));
      }),
      { numRuns: 500 },
    );
  });

  test("says for whom, and uses an own role first", () => {
    const deputy = heldBy("authorisingOfficer");
    const capacity = { role: "authorisingOfficer", onBehalfOf: from, delegation: delegationId };
    expect(decideAccess("readPot", deputy, {}, noon)).toEqual({ ok: true, value: capacity });
    const own = { ...deputy, grants: [...deputy.grants, { role: "auditor" as const }] };
    expect(decideAccess("readPot", own, {}, noon)).toEqual({ ok: true, value: "auditor" });
    expect(actorOf(to, deputy, { role: "verifier", onBehalfOf: from, delegation: delegationId })).toEqual({
      persons: [to, from],
      superiors: [],
      onBehalfOf: from,
    });
  });

  test.each([
    ["just under", 99_999, true],
    ["at", 100_000, true],
    ["just over", 100_001, false],
  ])("is held to the ceiling: an amount %s it", (_, amount, isWithin) => {
    const capacity = {
      role: "authorisingOfficer",
      onBehalfOf: from,
      delegation: delegationId,
      ceilingCents: cents(100_000),
    } as const;
    expect(refuseAboveCeiling(capacity, cents(amount)) === null).toBe(isWithin);
    expect(refuseAboveCeiling("authorisingOfficer", cents(amount))).toBeNull();
  });
});
