import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { settleTermination } from "./terminate-beneficiary.ts";

const aBeneficiary = (receivedCents: number, acceptedContributionCents: number) => ({
  receivedCents: cents(receivedCents),
  acceptedContributionCents: cents(acceptedContributionCents),
  notifiedOn: LocalDate.parse("2026-09-01"),
  repaymentDays: 30,
});

describe("settling with a beneficiary that leaves", () => {
  test("asks back what it received above its accepted contribution", () => {
    expect(settleTermination(aBeneficiary(200_000_00, 150_000_00))).toEqual({
      owedToCoordinatorCents: 50_000_00,
      stillDueToBeneficiaryCents: 0,
      liability: "OWN_DEBT",
      repayBy: "2026-10-01",
      ifUnpaid: "RECOVERY_FROM_BENEFICIARY",
    });
  });

  test.each([
    [100, 100, 0],
    [100, 101, 1],
  ])("asks nothing back of %d cents received for %d accepted", (received, accepted, stillDue) => {
    expect(settleTermination(aBeneficiary(received, accepted))).toEqual({
      owedToCoordinatorCents: 0,
      stillDueToBeneficiaryCents: stillDue,
      liability: "OWN_DEBT",
      repayBy: null,
      ifUnpaid: null,
    });
  });
});
