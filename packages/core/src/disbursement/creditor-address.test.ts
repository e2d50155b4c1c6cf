import { err, ok } from "@grants/kernel/result";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type CreditorAddress, checkCreditorAddress } from "./creditor-address.ts";

const structuredFromOn = LocalDate.parse("2026-11-15");
const after = LocalDate.parse("2026-11-16");
const anAddress = (overrides: Partial<CreditorAddress> = {}): CreditorAddress => ({
  townName: "București",
  country: "RO",
  addressLines: [],
  ...overrides,
});
const check = (address: CreditorAddress, executionOn = after) =>
  checkCreditorAddress(address, executionOn, structuredFromOn);
const refused = (reason: string) => err({ kind: "AddressInvalid", reason });

describe("the address of a creditor", () => {
  test("is given as the bank receives it, without blank elements", () => {
    const address = anAddress({
      streetName: "Splaiul Independenței",
      buildingNumber: " 313 ",
      postCode: " ",
      addressLines: ["", " Scara Ț "],
    });
    expect(check(address)).toEqual(
      ok({
        streetName: "Splaiul Independentei",
        buildingNumber: "313",
        townName: "Bucuresti",
        country: "RO",
        addressLines: ["Scara T"],
      }),
    );
  });

  test.each([
    ["2026-11-14", true],
    ["2026-11-15", false],
    ["2026-11-16", false],
  ])("may be unstructured when the transfer executes on %s: %s", (executionOn, allowed) => {
    const unstructured = { addressLines: ["Splaiul Independentei 313", "060042 Bucuresti"] };
    expect(check(unstructured, LocalDate.parse(executionOn)).ok).toBe(allowed);
  });

  test.each([{ country: "RO" }, { townName: "Bucuresti" }, { townName: " ", country: "RO" }, {}])(
    "needs both town and country: %j",
    (elements) => {
      expect(check({ ...elements, addressLines: [] })).toEqual(refused("TOWN_AND_COUNTRY_REQUIRED"));
    },
  );

  test.each([
    [["a", "b"], true],
    [["x".repeat(70)], true],
    [["ß".repeat(35)], true],
  ])("has up to two lines of up to 70 characters: %j", (addressLines, allowed) => {
    expect(check(anAddress({ addressLines })).ok).toBe(allowed);
  });

  test.each([[["a", "b", "c"]], [["x".repeat(71)]], [["a", "ß".repeat(36)]]])(
    "is refused with the lines %j",
    (addressLines) => {
      expect(check(anAddress({ addressLines }))).toEqual(refused("ADDRESS_LINES"));
    },
  );

  test("is refused for its lines on any day", () => {
    const unstructured = { addressLines: ["a", "b", "c"] };
    expect(check(unstructured, LocalDate.parse("2026-01-01"))).toEqual(refused("ADDRESS_LINES"));
  });

  test("lacks town and country before it has too many lines", () => {
    expect(check({ addressLines: ["a", "b", "c"] })).toEqual(refused("TOWN_AND_COUNTRY_REQUIRED"));
  });

  test.each([
    ["streetName", 70],
    ["buildingNumber", 16],
    ["postCode", 16],
    ["townName", 35],
  ])("holds %s to %d characters", (element, charactersMax) => {
    expect(check(anAddress({ [element]: "x".repeat(charactersMax) })).ok).toBe(true);
    expect(check(anAddress({ [element]: "x".repeat(charactersMax + 1) }))).toEqual(refused("TOO_LONG"));
  });

  test.each(["ro", "R", "R1", "ROU", "1RO"])("is refused for the country %s", (country) => {
    expect(check(anAddress({ country }))).toEqual(refused("FORMAT"));
  });
});
