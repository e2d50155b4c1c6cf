import { Iban } from "@grants/core/disbursement/iban";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { createDemoPayeeVerification } from "./demo-payee-verification.ts";

const noon = Instant.parse("2027-05-03T10:00:00.000Z");
const ask = (iban: string, legalName: string, at = noon) =>
  createDemoPayeeVerification().ask({ iban: Iban.parse(iban), legalName, at });

describe("the demonstration's verification of payee", () => {
  test.each([
    ["BE68539007547034", "Cyber Hub", "MATCH"],
    ["ES9121000418450200051332", "Cyber Hubb SL", "MATCH"],
    ["ES9121000418450200051332", "Cyber Hub", "CLOSE_MATCH"],
    ["LT121000011101001000", "Cyber Hub", "NO_MATCH"],
  ])("answers for %s of %s: %s", async (iban, name, answer) => {
    expect(await ask(iban, name)).toBe(answer);
  });

  test("has no answer from a bank outside the euro area until the day on which it must answer", async () => {
    const romanian = "RO49AAAA1B31007593840000";
    expect(await ask(romanian, "Cyber Hub", Instant.parse("2027-07-08T21:59:59.999Z"))).toBe("NOT_POSSIBLE");
    expect(await ask(romanian, "Cyber Hub", Instant.parse("2027-07-08T22:00:00.000Z"))).toBe("MATCH");
  });
});
