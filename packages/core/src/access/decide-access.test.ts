import { OrganisationId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caller } from "../../../../test/support/purse.ts";
import { type AccessRow, type Action, accessTable, publicActions } from "./access-table.ts";
import { type Subject, actionsWithin, decideAccess } from "./decide-access.ts";
import { FunderCode, GrantId, type Rights, type RoleGrant } from "./rights.ts";
import { Role } from "./role.ts";

const noon = Instant.parse("2026-11-22T11:00:00.000Z");
const ours = OrganisationId.parse(`org_${newId("ours")}`);
const theirs = OrganisationId.parse(`org_${newId("theirs")}`);
const belgium = FunderCode.parse("BE");
const flanders = FunderCode.parse("BE-VLG");
const day = (text: string) => LocalDate.parse(text);
const holding = (...grants: readonly RoleGrant[]): Rights => ({ user: caller, grants: [...grants] });
const allowed = (role: Role) => ({ ok: true, value: role });
const refused = (action: Action, because: "ROLE" | "RELATION") => ({
  ok: false,
  error: { kind: "NotAllowed", action, because },
});

const actions: readonly Action[] = Object.keys(accessTable).flatMap((name) => (isAction(name) ? [name] : []));
function isAction(name: string): name is Action {
  return Object.hasOwn(accessTable, name);
}
const rowsOf = (action: Action): readonly AccessRow[] => accessTable[action];
const anAction = fc.constantFrom(...actions);
const aRole = fc.constantFrom(...Role.options);

describe("deciding who may do what", () => {
  test("refuses a person without any rights, whatever the thing", () => {
    fc.assert(
      fc.property(anAction, fc.boolean(), (action, isNamed) => {
        expect(decideAccess(action, null, { isNamed }, noon)).toEqual(refused(action, "ROLE"));
        expect(decideAccess(action, holding(), { isNamed }, noon)).toEqual(refused(action, "ROLE"));
      }),
    );
  });

  test("refuses every role that no row of the table names, also when everything else fits", () => {
    fc.assert(
      fc.property(anAction, aRole, (action, role) => {
        fc.pre(!rowsOf(action).some((row) => row.role === role));
        const grant = { role, organisation: ours, funder: belgium };
        const subject: Subject = { isNamed: true, organisations: [ours], funder: belgium };
        expect(decideAccess(action, holding(grant), subject, noon)).toEqual(refused(action, "ROLE"));
      }),
      { numRuns: 500 },
    );
  });

  test("allows a role on a thing that nobody relates to just where a row says any", () => {
    fc.assert(
      fc.property(anAction, aRole, (action, role) => {
        const rows = rowsOf(action).filter((row) => row.role === role);
        fc.pre(rows.length > 0);
        const isAny = rows.some(({ relation }) => relation === "any");
        const expected = isAny ? allowed(role) : refused(action, "RELATION");
        expect(decideAccess(action, holding({ role }), {}, noon)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test("gives the role in which the person may act, of several that they hold", () => {
    const grants = [{ role: "expert" }, { role: "applicant" }, { role: "auditor" }] as const;
    expect(decideAccess("readProposal", holding(...grants), {}, noon)).toEqual(allowed("auditor"));
    expect(decideAccess("readProposal", holding(...grants), { isNamed: true }, noon)).toEqual(allowed("applicant"));
  });
});

const applicant: RoleGrant = { role: "applicant", organisation: ours };
const funder: RoleGrant = { role: "funder", funder: belgium };
const submit = (subject: Subject) => decideAccess("submitProposal", holding(applicant), subject, noon);
const create = (grant: RoleGrant, ...organisations: readonly OrganisationId[]) =>
  decideAccess("createProposal", holding(grant), { organisations }, noon);
const pledge = (grant: RoleGrant, code?: FunderCode) =>
  decideAccess("pledgeContribution", holding(grant), code === undefined ? {} : { funder: code }, noon);

describe("relating a person to a thing", () => {
  test("takes a person who is named on it, and nobody else", () => {
    expect(submit({ isNamed: true })).toEqual(allowed("applicant"));
    expect(submit({ isNamed: false })).toEqual(refused("submitProposal", "RELATION"));
    expect(submit({ organisations: [ours] })).toEqual(refused("submitProposal", "RELATION"));
  });

  test("takes a person of one of its organisations, and nobody else", () => {
    expect(create(applicant, theirs, ours)).toEqual(allowed("applicant"));
    expect(create(applicant, theirs)).toEqual(refused("createProposal", "RELATION"));
    expect(create(applicant)).toEqual(refused("createProposal", "RELATION"));
    expect(create({ role: "applicant" }, ours)).toEqual(refused("createProposal", "RELATION"));
  });

  test("takes a person of its funder, and not of another one in the same country", () => {
    expect(pledge(funder, belgium)).toEqual(allowed("funder"));
    expect(pledge(funder, flanders)).toEqual(refused("pledgeContribution", "RELATION"));
    expect(pledge(funder)).toEqual(refused("pledgeContribution", "RELATION"));
    expect(pledge({ role: "funder" })).toEqual(refused("pledgeContribution", "RELATION"));
  });

  test("does not join the role of one grant with the organisation of another", () => {
    const split = holding({ role: "applicant" }, { role: "expert", organisation: ours });
    const subject = { organisations: [ours] };
    expect(decideAccess("createProposal", split, subject, noon)).toEqual(refused("createProposal", "RELATION"));
  });
});

const isOfficerAt = (grant: Omit<RoleGrant, "role">, at: string): boolean =>
  decideAccess("createCall", holding({ role: "programmeOfficer", ...grant }), {}, Instant.parse(at)).ok;

describe("holding a role for a time", () => {
  test.each([
    ["the last millisecond before its first day in Brussels", "2026-06-29T21:59:59.999Z", false],
    ["the first millisecond of its first day in Brussels", "2026-06-29T22:00:00.000Z", true],
  ])("counts in summer: %s", (_, at, isAllowed) => {
    expect(isOfficerAt({ validFrom: day("2026-06-30") }, at)).toBe(isAllowed);
  });

  test.each([
    ["the last millisecond of its last day in Brussels", "2026-12-31T22:59:59.999Z", true],
    ["the first millisecond after its last day in Brussels", "2026-12-31T23:00:00.000Z", false],
  ])("counts in winter: %s", (_, at, isAllowed) => {
    expect(isOfficerAt({ validTo: day("2026-12-31") }, at)).toBe(isAllowed);
  });

  test("lasts a whole day when it begins and ends on the same one", () => {
    const grant = { validFrom: day("2026-11-22"), validTo: day("2026-11-22") };
    const instants = [
      "2026-11-21T22:59:59.999Z",
      "2026-11-21T23:00:00.000Z",
      "2026-11-22T22:59:59.999Z",
      "2026-11-22T23:00:00.000Z",
    ];
    expect(instants.map((at) => isOfficerAt(grant, at))).toEqual([false, true, true, false]);
  });

  test("is refused for its role once it is over, and allowed by another grant that is not", () => {
    const over: RoleGrant = { role: "programmeOfficer", validTo: day("2026-11-21") };
    expect(decideAccess("createCall", holding(over), {}, noon)).toEqual(refused("createCall", "ROLE"));
    const renewed = holding(over, { role: "programmeOfficer", validFrom: day("2026-11-22") });
    expect(decideAccess("createCall", renewed, {}, noon)).toEqual(allowed("programmeOfficer"));
  });
});

describe("what a person may do on something or other", () => {
  test("is what some thing would be allowed for, and nothing else", () => {
    fc.assert(
      fc.property(anAction, aRole, (action, role) => {
        const rights = holding({ role, organisation: ours, funder: belgium });
        const subject = { isNamed: true, organisations: [ours], funder: belgium };
        expect(actionsWithin(rights, noon).includes(action)).toBe(decideAccess(action, rights, subject, noon).ok);
      }),
    );
  });

  test("is for a deputy the acts that were named, and what has to be read for them", () => {
    const id = GrantId.parse(`acc_${newId("delegation")}`);
    const delegation = { from: caller, actions: ["authorisePayment"] };
    const within = actionsWithin(holding({ id, role: "authorisingOfficer", delegation }), noon);
    expect(within).toEqual(expect.arrayContaining(["authorisePayment", "readPaymentRequest", "listPaymentQueue"]));
    expect(within).not.toContain("commitFunds");
    expect(actionsWithin(null, noon)).toEqual([]);
  });
});

describe("the table", () => {
  test("has a row for every action, and no action that is public as well", () => {
    expect(actions.filter((action) => rowsOf(action).length === 0)).toEqual([]);
    const open: readonly string[] = publicActions;
    expect(actions.filter((action) => open.includes(action))).toEqual([]);
  });

  test("says no row twice", () => {
    const doubled = actions.filter((action) => {
      const rows = rowsOf(action).map(({ role, relation }) => `${role} ${relation}`);
      return new Set(rows).size !== rows.length;
    });
    expect(doubled).toEqual([]);
  });
});
