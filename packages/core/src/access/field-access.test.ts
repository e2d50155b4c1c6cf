import { describe, expect, test } from "vitest";
import { fieldRules, hiddenMembers } from "./field-access.ts";

const answer = { organisation: { accounts: [{ iban: "BE68", holderName: "Hub" }] }, invited: [{ mail: "a@b.eu" }] };

describe("what stays hidden inside an answer", () => {
  test("is found at any depth, by role", () => {
    expect(hiddenMembers("expert", answer)).toEqual(["holderName", "iban", "mail"]);
    expect(hiddenMembers("accountingOfficer", answer)).toEqual(["mail"]);
    expect(hiddenMembers("administrator", answer)).toEqual(["holderName", "iban"]);
    expect(hiddenMembers("system", answer)).toEqual([]);
    expect(hiddenMembers("expert", null)).toEqual([]);
  });

  test("is what an expert declared of themselves, for everybody else", () => {
    const profile = { experts: [{ profile: { interests: [], coAuthors: [] } }] };
    expect(hiddenMembers("evaluationOfficer", profile)).toEqual(["coAuthors", "interests"]);
    expect(hiddenMembers("auditor", profile)).toEqual(["coAuthors", "interests"]);
    expect(hiddenMembers("expert", profile)).toEqual([]);
  });

  test("covers bank data, addresses, the national part and competing scores", () => {
    const [bank, , national, scores] = fieldRules;
    expect(bank?.hiddenFrom).toContain("expert");
    expect(national).toMatchObject({ hiddenFrom: ["funder"], until: "AWARD" });
    expect(scores).toMatchObject({ hiddenFrom: ["expert"], until: "OWN_REPORT" });
  });
});
