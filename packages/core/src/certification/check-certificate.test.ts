import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type Certificate, type CertificateNeed, checkCertificate } from "./check-certificate.ts";

const day = (text: string) => LocalDate.parse(text);
const certificate: Certificate = {
  schemeId: "EUCC",
  level: "HIGH",
  avaVan: 3,
  status: "VALID",
  validFrom: day("2025-03-01"),
  validTo: day("2030-03-01"),
  productName: "SecureGate",
  productVersion: "v2.1",
  hasLongValidityApproval: false,
};
const need: CertificateNeed = {
  schemeId: "EUCC",
  minAssurance: "SUBSTANTIAL",
  avaVanMin: null,
  productName: "SecureGate",
  productVersion: "v2.1",
};
const check = (changed: Partial<Certificate>, asked: Partial<CertificateNeed> = {}, on = "2026-11-22") =>
  checkCertificate({ ...certificate, ...changed }, { ...need, ...asked }, day(on));

describe("a certificate at a gate", () => {
  test.each(["2025-03-01", "2030-03-01"])("counts on its first and its last day: %s (NIS-08)", (on) => {
    expect(check({}, {}, on)).toEqual({ result: "PASS", reasons: [] });
  });

  test.each(["2025-02-28", "2030-03-02"])("does not count on the day beside: %s (NIS-08)", (on) => {
    expect(check({}, {}, on)).toEqual({ result: "FAIL", reasons: ["OUTSIDE_VALIDITY"] });
  });

  test.each([
    { what: "of another version (EUCC-07)", of: {}, asked: { productVersion: "v2.10" }, reason: "PRODUCT_VERSION" },
    { what: "of another name (EUCC-07)", of: { productName: "Securegate" }, asked: {}, reason: "PRODUCT_VERSION" },
    { what: "of another scheme", of: { schemeId: "EUCS" }, asked: {}, reason: "SCHEME" },
    { what: "with AVA_VAN 3 where 4 is asked (EUCC-01)", of: {}, asked: { avaVanMin: 4 }, reason: "AVA_VAN" },
    { what: "that was withdrawn (EUCC-04)", of: { status: "WITHDRAWN" }, asked: {}, reason: "STATUS_WITHDRAWN" },
  ] as const)("fails $what", ({ of, asked, reason }) => {
    expect(check(of, asked)).toEqual({ result: "FAIL", reasons: [reason] });
  });

  test("meets what is asked exactly, and any scheme where any counts (NIS-05)", () => {
    expect(check({}, { schemeId: "ANY", minAssurance: "HIGH", avaVanMin: 3 }).result).toBe("PASS");
  });

  test("names every condition that fails, not the first (CLR-CERT-01)", () => {
    const failing = check({ status: "SUSPENDED" }, { schemeId: "EUCS", avaVanMin: 5, productName: "x" }, "2031-01-01");
    expect(failing.reasons).toEqual(["STATUS_SUSPENDED", "OUTSIDE_VALIDITY", "SCHEME", "AVA_VAN", "PRODUCT_VERSION"]);
  });
});

describe("a certificate that cannot be", () => {
  test.each([
    { what: "basic under EUCC", of: { level: "BASIC", avaVan: null }, reason: "LEVEL_NOT_IN_SCHEME" },
    { what: "AVA_VAN 3 as substantial", of: { level: "SUBSTANTIAL" }, reason: "AVA_VAN_DOES_NOT_MATCH_LEVEL" },
    { what: "AVA_VAN 2 as high", of: { avaVan: 2 }, reason: "AVA_VAN_DOES_NOT_MATCH_LEVEL" },
    {
      what: "valid for five years and a day",
      of: { validTo: day("2030-03-02") },
      reason: "VALIDITY_OVER_FIVE_YEARS_WITHOUT_APPROVAL",
    },
  ] as const)("gets no verdict: $what (CLR-CERT-01, EUCC-01, EUCC-03)", ({ of, reason }) => {
    expect(check({ ...of, status: "SUSPENDED" })).toEqual({ result: "DATA_ERROR", reasons: [reason] });
  });

  test("may be valid for longer with the authority's approval (EUCC-03)", () => {
    expect(check({ validTo: day("2035-03-01"), hasLongValidityApproval: true }).result).toBe("PASS");
  });

  test("leaves other schemes their basic level (CER-03)", () => {
    expect(
      check({ schemeId: "EUCS", level: "BASIC", avaVan: null }, { schemeId: "ANY", minAssurance: "BASIC" }).result,
    ).toBe("PASS");
  });
});
