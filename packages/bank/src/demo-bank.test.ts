import { Instant, LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { readBankAnswer } from "./bank-status.ts";
import { type DemoBank, answerPaymentFile } from "./demo-bank.ts";
import { aBatch, aPayment, aPaymentFile, xmlOf } from "./payment-file.fixture.ts";

const bank = (overrides: Partial<DemoBank> = {}): DemoBank => ({
  now: Instant.parse("2026-11-23T09:00:00.000Z"),
  bookedOn: LocalDate.parse("2026-11-24"),
  refuse: () => null,
  ...overrides,
});
const threePayments = aPaymentFile([
  aBatch(() => [
    aPayment({ endToEndId: "E1", amountCents: 10_00 }),
    aPayment({ endToEndId: "E2", amountCents: 20_00 }),
  ]),
  aBatch(() => [aPayment({ endToEndId: "E3", amountCents: 30_00 })], { batchId: "B2", isBookedAsBatch: false }),
]);
const answered = async (demoBank: DemoBank) => {
  const answer = answerPaymentFile(await xmlOf(threePayments), demoBank);
  if (!answer.ok) throw new Error(answer.error.kind);
  return answer.value;
};

describe("the demo bank", () => {
  test("reports each payment, and books what it takes", async () => {
    const { statusReport, notification } = await answered(bank());
    expect(readBankAnswer(statusReport)).toMatchObject({
      value: {
        originalMessageId: "ECCC-2026-11-22-1",
        groups: [{ status: "inSettlement" }],
        payments: [
          { endToEndId: "E1", status: "inSettlement", amountCents: 10_00 },
          { endToEndId: "E2", status: "inSettlement" },
          { endToEndId: "E3", status: "inSettlement" },
        ],
      },
    });
    expect(readBankAnswer(notification ?? "")).toMatchObject({
      value: {
        payments: [
          {
            endToEndId: "E1",
            status: "settled",
            bookedOn: "2026-11-24",
            amountCents: 10_00,
            bankReference: "B1.1-ECCC-2026-11-22-1",
          },
          { endToEndId: "E2", status: "settled", amountCents: 20_00 },
          { endToEndId: "E3", status: "settled", amountCents: 30_00, bankReference: "B2.1-ECCC-2026-11-22-1" },
        ],
      },
    });
  });

  test("refuses what it is told to, with the reason, and books the rest", async () => {
    const closed: ReadonlyMap<string, string> = new Map([["E2", "AC04"]]);
    const { statusReport, notification } = await answered(bank({ refuse: (id) => closed.get(id) ?? null }));
    expect(readBankAnswer(statusReport)).toMatchObject({
      value: {
        groups: [{ status: "mixed" }],
        payments: [{}, { endToEndId: "E2", status: "rejected", reason: "AC04" }, {}],
      },
    });
    expect(readBankAnswer(notification ?? "")).toMatchObject({
      value: { payments: [{ endToEndId: "E1" }, { endToEndId: "E3" }] },
    });
  });

  test("books nothing when it refuses everything", async () => {
    const { statusReport, notification } = await answered(bank({ refuse: () => "AG01" }));
    expect(readBankAnswer(statusReport)).toMatchObject({ value: { groups: [{ status: "rejected" }] } });
    expect(notification).toBeNull();
  });

  test.each([
    ["count of the file", "<NbOfTxs>3<", "<NbOfTxs>4<"],
    ["sum of the file", "<CtrlSum>60.00<", "<CtrlSum>60.01<"],
    ["sum of a batch", "<CtrlSum>30.00<", "<CtrlSum>30.01<"],
    ["amount of a payment", '"EUR">10.00<', '"EUR">10.01<'],
  ])("does not take a file with a wrong %s", async (_, right, wrong) => {
    const xml = (await xmlOf(threePayments)).replace(right, wrong);
    expect(answerPaymentFile(xml, bank())).toMatchObject({ ok: false, error: { kind: "BankFileSumsDoNotFit" } });
  });

  test.each([
    ["another message", "pain.001.001.09", "pain.001.001.03", "BankFileNamespaceUnknown"],
    ["an account with a wrong check digit", "RO49AAAA", "RO48AAAA", "BankFileNotUnderstood"],
    ["a file that was cut off", "</Document>", "", "BankFileNotWellFormed"],
  ])("does not take %s", async (_, right, wrong, kind) => {
    const xml = (await xmlOf(threePayments)).replace(right, wrong);
    expect(answerPaymentFile(xml, bank())).toMatchObject({ ok: false, error: { kind } });
  });
});
