import { cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import { needOf } from "./funder-need.ts";
import { NationalRequest } from "./national-request.ts";

const ulid = "01J00000000000000000000000";
const asks = (requestedCents: number) => ({
  verdict: null,
  request: NationalRequest.parse({
    proposalId: `prop_${ulid}`,
    slot: "p001",
    topicId: "T-1",
    funder: "NL",
    name: "A partner",
    pic: "999888777",
    country: "NL",
    isPublicBody: true,
    eligibleCents: 2_000_000_00,
    unionCents: 0,
    requestedCents,
  }),
});

describe("what a funder is short of", () => {
  test.each([
    { budget: 450_000_00, missingCents: 0 },
    { budget: 449_999_99, missingCents: 1 },
    { budget: 0, missingCents: 450_000_00 },
  ])("is what its partners ask beyond its budget of $budget", ({ budget, missingCents }) => {
    const need = needOf([asks(250_000_00), asks(200_000_00)], { appropriatedCents: cents(budget) });
    expect(need).toEqual({
      requestedCents: 450_000_00,
      eligibleCents: 450_000_00,
      budgetCents: budget,
      missingCents,
    });
  });
});
