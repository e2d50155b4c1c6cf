import {
  type PaymentFile,
  PaymentBatch,
  PaymentFileHeader,
  type PaymentSource,
  type PreparedPaymentFile,
} from "@grants/core/disbursement/payment-file";
import { PaymentInstruction } from "@grants/core/disbursement/payment-instruction";
import { preparePaymentFile } from "./pain001.ts";

/** A payment of a made-up beneficiary, with the fields that matter replaced. */
export const aPayment = (overrides: Readonly<Record<string, unknown>> = {}): PaymentInstruction =>
  PaymentInstruction.parse({
    endToEndId: "ECCC-101226928-1",
    amountCents: 600_000_00,
    creditorName: "Universitatea București",
    creditorAddress: { townName: "București", country: "RO", addressLines: ["Splaiul Independenței 313"] },
    creditorIban: "RO49AAAA1B31007593840000",
    remittance: { kind: "text", text: "ECCC GA 101226928 PREFINANCING 1" },
    ...overrides,
  });

export const aBatch = (
  payments: PaymentSource,
  overrides: Readonly<Record<string, unknown>> = {},
): PaymentFile["batches"][number] => ({
  ...PaymentBatch.parse({
    batchId: "ECCC-2026-11-23-1",
    executionOn: "2026-11-23",
    debtorName: "European Cybersecurity Competence Centre",
    debtorIban: "RO49AAAA1B31007593840000",
    isBookedAsBatch: true,
    isInstant: false,
    ...overrides,
  }),
  payments,
});

export const aPaymentFile = (
  batches: PaymentFile["batches"],
  overrides: Readonly<Record<string, unknown>> = {},
): PaymentFile => ({
  ...PaymentFileHeader.parse({
    messageId: "ECCC-2026-11-22-1",
    createdAt: "2026-11-22T12:00:00.000Z",
    initiatingPartyName: "European Cybersecurity Competence Centre",
    ...overrides,
  }),
  batches,
});

/** Throws where the file is refused: tests of refusals ask the writer itself. */
export const prepared = async (file: PaymentFile): Promise<PreparedPaymentFile> => {
  const result = await preparePaymentFile(file);
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};

export const xmlOf = async (file: PaymentFile): Promise<string> =>
  (await Array.fromAsync((await prepared(file)).chunks())).join("");
