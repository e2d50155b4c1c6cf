import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { CallSecurity } from "../calls/call-terms.ts";
import { declarationFaults, demandedDeclarations } from "./declaration-faults.ts";
import { PartnerPart } from "./part.ts";

const asked = { content: {}, requestedCents: Cents.parse(1_000_000_00), on: LocalDate.parse("2027-01-29") };
const under = (restriction: string) => ({
  ...asked,
  content: {
    security: CallSecurity.parse({
      restriction,
      countries: [],
      eeaEquivalent: true,
      admitsControlledEntities: false,
      basis: "Work programme, security conditions",
      necessity: "Essential services would be open to control from outside.",
    }),
  },
});

describe("the security self-assessment", () => {
  test.each(["ART_12_5", "ART_12_6", "ART_18_4"])("is demanded with a proposal under %s (DEP-08)", (restriction) => {
    expect(demandedDeclarations(under(restriction))).toContain("security");
    const missing = { code: "DECLARATION_MISSING", path: "declaration.security" };
    expect(declarationFaults(["p001"], [], under(restriction))).toContainEqual(missing);
  });

  test("is not demanded where nothing is restricted and the call does not ask for it (DEP-08)", () => {
    expect(demandedDeclarations(asked)).toEqual([]);
    expect(demandedDeclarations({ ...asked, content: { declarations: ["security"] } })).toEqual(["security"]);
  });
});

describe("a participant", () => {
  const body = {
    kind: "partner",
    slot: "p001",
    name: "Cyber Hub",
    pic: "999888777",
    country: "BE",
    isSme: false,
    isNonProfit: false,
    isPublicBody: false,
  };
  test("is a legal entity with a participant identification code: a person without one takes no part (ELG-03)", () => {
    const { pic: _pic, ...person } = body;
    expect(PartnerPart.safeParse(body).success).toBe(true);
    expect(PartnerPart.safeParse(person).success).toBe(false);
  });
});
