import { Iban } from "@grants/core/disbursement/iban";
import { z } from "zod";

const Environment = z.union([z.object({ DEMO: z.literal("1") }), z.object({ DEBTOR_IBAN: Iban })]);

/** The account that the demonstration pays from and is paid on: the sample number of the register of IBANs. */
const demoAccount = Iban.parse("RO49AAAA1B31007593840000");

/** The Centre's account, as the environment says: statements of another one are refused. */
export const readOwnAccount = (environment: object): Iban => {
  const env = Environment.parse(environment);
  return "DEMO" in env ? demoAccount : env.DEBTOR_IBAN;
};
