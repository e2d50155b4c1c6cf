import { describe, expect, test } from "vitest";
import { createFingerprint, readVatNumber } from "../../functions/registry/identity.ts";

describe("reading a VAT number", () => {
  test.each([
    ["BE 0428.759.497", "BE0428759497"],
    ["EL094259216", "EL094259216"],
    ["GR 094259216", "EL094259216"],
    ["XI 980780684", "XI980780684"],
    ["NL004495445B01", "NL004495445B01"],
    ["de 136695976", "DE136695976"],
  ])("takes %s as %s", (written, read) => {
    expect(readVatNumber(written)).toBe(read);
  });

  test.each(["BE 0428.759.498", "GR094259217", "XI980780685", "US123456789", "0428759497", ""])(
    "refuses %s",
    (written) => {
      expect(readVatNumber(written)).toBeNull();
    },
  );
});

test("a fingerprint needs the secret, and is the same with it", () => {
  const one = createFingerprint("a secret of the tests, long enough");
  expect(one("vat BE0428759497")).toBe(createFingerprint("a secret of the tests, long enough")("vat BE0428759497"));
  expect(one("vat BE0428759497")).not.toBe(createFingerprint("another secret of the tests, long")("vat BE0428759497"));
});
