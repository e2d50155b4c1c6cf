import { RoleGrant } from "@grants/core/access/rights";
import { Instant, LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type KeptFile, decideErasure } from "./decide-erasure.ts";
import { supportingDocumentsKeptUntil } from "./retention.ts";

const at = (day: string) => Instant.parse(`${day}T12:00:00.000Z`);
const grant = (over: object) => RoleGrant.parse({ role: "applicant", ...over });
const file = (over: Partial<KeptFile> = {}): KeptFile => ({
  id: "prop_1",
  lastActOn: LocalDate.parse("2027-03-01"),
  isOpen: false,
  ...over,
});
const decided = (grants: readonly RoleGrant[], files: readonly KeptFile[], day: string) =>
  decideErasure({ grants, files }, at(day));
const refused = (over: object) => ({ ok: false, error: { kind: "ErasureRefused", ...over } });

describe("keeping supporting documents", () => {
  test.each([
    [2026, "2033-05-15"],
    [2027, "2034-05-15"],
  ])("of %i lasts until five years after the discharge for it, %s", (year, until) => {
    expect(supportingDocumentsKeptUntil(year)).toBe(until);
  });

  test("counts from a discharge that was given later", () => {
    expect(supportingDocumentsKeptUntil(2026, LocalDate.parse("2028-10-22"))).toBe("2033-10-22");
  });
});

describe("erasing a person", () => {
  test("is possible where nothing was done but to have an account", () => {
    expect(decided([], [], "2027-06-01")).toEqual({ ok: true, value: null });
  });

  test.each([
    ["2027-05-30", false],
    ["2027-05-31", false],
    ["2027-06-01", true],
  ])("waits for the last day of a role, which is included: on %s %s", (day, isPossible) => {
    expect(decided([grant({ validTo: "2027-05-31" })], [], day).ok).toBe(isPossible);
  });

  test("waits for ever for a role without an end", () => {
    expect(decided([grant({})], [], "2060-01-01")).toEqual(
      refused({ because: "ROLE_IN_FORCE", untilOn: null, rule: null, of: "applicant" }),
    );
  });

  test.each(["authorisingOfficer", "accountingOfficer", "expert", "funder"])(
    "of whoever was %s waits for the files of the last year in that role",
    (role) => {
      const grants = [grant({ role, validTo: "2027-05-31" })];
      expect(decided(grants, [], "2034-05-15")).toEqual(
        refused({ because: "RECORDS_KEPT", untilOn: "2034-05-15", rule: "RECD-02", of: role }),
      );
      expect(decided(grants, [], "2034-05-16").ok).toBe(true);
    },
  );

  test("waits for a file that is open, however old the act in it is", () => {
    expect(decided([], [file({ isOpen: true })], "2090-01-01")).toEqual(
      refused({ because: "FILE_OPEN", untilOn: null, rule: "RECD-02", of: "prop_1" }),
    );
  });

  test("waits for the file that is kept longest", () => {
    const files = [file(), file({ id: "prop_2", lastActOn: LocalDate.parse("2028-12-31") }), file({ id: "prop_3" })];
    expect(decided([], files, "2035-05-15")).toEqual(
      refused({ because: "RECORDS_KEPT", untilOn: "2035-05-15", rule: "RECD-02", of: "prop_2" }),
    );
    expect(decided([], files, "2035-05-16").ok).toBe(true);
  });
});
