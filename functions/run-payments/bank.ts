import type { BankChannel } from "@grants/core/disbursement/bank-channel";
import { Iban } from "@grants/core/disbursement/iban";
import { Bic } from "@grants/core/disbursement/payment-instruction";
import type { Debtor } from "@grants/core/disbursement/write-run-file";
import { z } from "zod";
import { createDemoBankChannel } from "./demo-bank-channel.ts";

const Environment = z.union([
  z.object({ DEMO: z.literal("1") }),
  z.object({ DEBTOR_NAME: z.string().min(1).max(70), DEBTOR_IBAN: Iban, DEBTOR_BIC: Bic.optional() }),
]);

/** The account that the demonstration pays from: the sample number of the register of IBANs. */
const demoDebtor: Debtor = {
  name: "European Cybersecurity Competence Centre",
  iban: Iban.parse("RO49AAAA1B31007593840000"),
};

/**
 * The platform writes the file and a person carries it to the bank (PAYX-15): it is handed over when it is stored. What the bank answers is
 * brought by one person and applied by another.
 */
export const createExportChannel = (): BankChannel => ({
  send: async () => "received",
  inquire: async () => "received",
  answers: async () => [],
});

/** The bank and the account that pays, as the environment says. */
export const openBank = (environment: object): { readonly bank: BankChannel; readonly debtor: Debtor } => {
  const env = Environment.parse(environment);
  if ("DEMO" in env) return { bank: createDemoBankChannel(), debtor: demoDebtor };
  const { DEBTOR_NAME: name, DEBTOR_IBAN: iban, DEBTOR_BIC: bic } = env;
  return { bank: createExportChannel(), debtor: { name, iban, ...(bic === undefined ? {} : { bic }) } };
};
