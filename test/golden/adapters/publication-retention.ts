import { personalDataRemovedAfter, publishRecipientsBy, recordKeepingOf } from "@grants/core/transparency/retention";
import { Cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { z } from "zod";

const Input = z.object({
  commitmentYear: z.int(),
  balancePaidOn: LocalDate,
  fundingCents: Cents,
  openAuditUntil: z.union([z.literal("OPEN"), LocalDate]).nullable(),
});

export const adapt = (input: unknown): unknown => {
  const { commitmentYear, openAuditUntil, ...grant } = Input.parse(input);
  const { years, until, isExtended } = recordKeepingOf({ ...grant, openUntil: openAuditUntil });
  return {
    publishBy: publishRecipientsBy(commitmentYear),
    personalDataRemovedAfter: personalDataRemovedAfter(commitmentYear),
    beneficiaryRecordYears: years,
    beneficiaryRecordsUntil: until,
    extendedByOpenProcedure: isExtended,
  };
};
