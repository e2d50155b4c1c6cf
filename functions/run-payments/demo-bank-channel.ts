import { answerPaymentFile } from "@grants/bank/demo-bank";
import type { BankChannel } from "@grants/core/disbursement/bank-channel";
import type { EndToEndId } from "@grants/core/disbursement/payment-text";
import { Instant } from "@grants/kernel/time";

type DemoBankRules = {
  /** A code of the external list of reasons for a payment that the bank refuses. */
  readonly refuse?: (endToEndId: EndToEndId) => string | null;
};

/** The made-up bank of demonstrations and tests: it takes every file and books it on the day that the file asks for. Nothing leaves the platform. */
export const createDemoBankChannel = ({ refuse = () => null }: DemoBankRules = {}): BankChannel => ({
  send: async () => "received",
  // It keeps nothing: what it is asked about it says it has not, and takes it once more.
  inquire: async () => "notReceived",
  answers: async ({ text, executionOn }) => {
    // At noon of the day itself, so that it says the same however often it is asked.
    const now = Instant.parse(`${executionOn}T12:00:00.000Z`);
    const answered = answerPaymentFile(await text(), { now, bookedOn: executionOn, refuse });
    if (!answered.ok) throw new Error(`The demo bank cannot read the file: ${answered.error.kind}.`);
    const { statusReport, notification } = answered.value;
    return notification === null ? [statusReport] : [statusReport, notification];
  },
});
