import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { ParagraphText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { AgreementId } from "../agreements/agreement.ts";
import { PartnerSlot } from "../proposals/part.ts";
import { PeriodNumber } from "./financial-statement.ts";

export const PeriodicReportId = prefixedId("rpt").brand("PeriodicReportId").meta({ id: "PeriodicReportId" });
export type PeriodicReportId = z.infer<typeof PeriodicReportId>;

/** An agreement has one report for each period. */
export const reportIdOf = (newId: NewId, agreementId: AgreementId, period: number): PeriodicReportId =>
  PeriodicReportId.parse(`rpt_${newId(`report:${agreementId}:${period}`)}`);

const summaryCharactersMin = 50;
const summaryCharactersMax = 10_000;
/** What was done in the period, and what became of the plan. */
export const ReportSummary = ParagraphText.pipe(z.string().min(summaryCharactersMin).max(summaryCharactersMax)).meta({
  id: "ReportSummary",
});

/** What a report was sent with: its text, and which statements it is made of. */
export const ReportPaper = z
  .object({
    summary: ReportSummary,
    statements: z.array(z.object({ slot: PartnerSlot, version: z.int().min(1), contentSha256: Digest })),
  })
  .meta({ id: "ReportPaper" });
export type ReportPaper = z.infer<typeof ReportPaper>;

/** The head of a periodic report that the coordinator has sent; before that there is none. */
export const PeriodicReport = z
  .object({
    state: z.literal("sent"),
    id: PeriodicReportId,
    agreementId: AgreementId,
    period: PeriodNumber,
    sentBy: UserId,
    sentAt: Instant,
    /** The day of receipt, from which the time to pay counts (GA-07, PAY-05). */
    receivedOn: LocalDate,
    paperSha256: Digest,
    eligibleCents: Cents,
    contributionCents: Cents,
  })
  .meta({ id: "PeriodicReport" });
export type PeriodicReport = z.infer<typeof PeriodicReport>;
