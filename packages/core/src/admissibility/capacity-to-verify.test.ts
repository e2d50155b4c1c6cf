import { LocalDate } from "@grants/kernel/time";
import { Cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import { aPartner } from "../../../../test/support/builders.ts";
import { PartnerPart } from "../proposals/part.ts";
import { capacityToVerify } from "./capacity-to-verify.ts";

const on = LocalDate.parse("2027-01-29");
const company = { isPublicBody: false };

const grounds = (programme: "DEP" | "HE", requestedCents: number, partners: readonly object[]) =>
  capacityToVerify({
    document: {
      partners: partners.map((over, place) => PartnerPart.parse(aPartner(`p00${String(place + 1)}`, over))),
      totals: {
        partners: [],
        requestedCents: Cents.parse(requestedCents),
        eligibleCents: Cents.parse(requestedCents),
        nationalCents: Cents.parse(0),
      },
    },
    profile: { programme },
    on,
  }).map(({ ground }) => ground);

describe("financial capacity (ELG-05)", () => {
  test.each([
    [14_999_99, "VERY_LOW_VALUE"],
    [15_000_00, "VERY_LOW_VALUE"],
    [15_000_01, "TO_VERIFY"],
  ])("of a company for %i cents of Digital Europe: %s (ELG-05)", (requested, ground) => {
    expect(grounds("DEP", requested, [company])).toEqual([ground]);
  });

  test.each([
    [499_999_99, "BELOW_AMOUNT"],
    [500_000_00, "TO_VERIFY"],
    [500_000_01, "TO_VERIFY"],
  ])(
    "of the coordinator of an action of Horizon for %i cents: %s, and never of its partners (ELG-05)",
    (requested, ground) => {
      expect(grounds("HE", requested, [company, company])).toEqual([ground, "NOT_COORDINATOR"]);
    },
  );

  test("is not verified of a public body, whatever it asks for (ELG-05)", () => {
    const [body, partner] = [{ isPublicBody: true }, company];
    expect(grounds("HE", 900_000_00, [body, partner])).toEqual(["PUBLIC_BODY", "NOT_COORDINATOR"]);
    expect(grounds("DEP", 900_000_00, [body, partner])).toEqual(["PUBLIC_BODY", "TO_VERIFY"]);
  });
});
