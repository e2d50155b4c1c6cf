import {
  CommitmentType,
  decideDormancy,
  decideSigning,
  decideUnpaidPart,
} from "@grants/core/agreements/commitment-clock";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.discriminatedUnion("check", [
  z.object({
    check: z.literal("LEGAL_COMMITMENT_LIMIT"),
    commitmentType: CommitmentType,
    commitmentYear: z.int(),
    signOn: LocalDate,
  }),
  z.object({
    check: z.literal("NO_PAYMENT_TWO_YEARS"),
    legalCommitmentOn: LocalDate,
    firstPaymentOn: LocalDate.nullable(),
    asOf: LocalDate,
    litigation: z.boolean(),
  }),
  z.object({
    check: z.literal("FINAL_IMPLEMENTATION"),
    finalImplementationDate: LocalDate,
    unpaidCents: Cents,
    asOf: LocalDate,
  }),
]);

export const adapt = (input: unknown): unknown => {
  const parsed = Input.parse(input);
  switch (parsed.check) {
    case "LEGAL_COMMITMENT_LIMIT":
      return decideSigning({ type: parsed.commitmentType, year: parsed.commitmentYear }, parsed.signOn);
    case "NO_PAYMENT_TWO_YEARS":
      return decideDormancy(parsed, parsed.asOf);
    case "FINAL_IMPLEMENTATION": {
      const { finalImplementationDate, unpaidCents, asOf } = parsed;
      return decideUnpaidPart({ finalImplementationOn: finalImplementationDate, unpaidCents }, asOf);
    }
  }
};
