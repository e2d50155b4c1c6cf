import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents, EnteredCents } from "@grants/kernel/money";
import { LineText } from "@grants/kernel/text";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { AgreementId } from "../agreements/agreement.ts";
import { CostCategory } from "../agreements/build-up-costs.ts";
import { PartnerSlot } from "../proposals/part.ts";

export const StatementId = prefixedId("fst").brand("StatementId").meta({ id: "StatementId" });
export type StatementId = z.infer<typeof StatementId>;

/** Lines of one statement; a statement of that size is sent and kept whole. */
export const statementLinesMax = 150;
const descriptionCharactersMax = 120;
const descriptionCharactersMin = 3;

/** A cost that a beneficiary has had. */
export const StatementLine = z
  .strictObject({
    category: CostCategory,
    /** What it was, so that it is found in the accounts (FORM-06); nobody's name. */
    description: LineText.pipe(z.string().min(descriptionCharactersMin).max(descriptionCharactersMax)),
    /** The day on which it was incurred. */
    incurredOn: LocalDate,
    cents: EnteredCents,
    /** For the final report or a certificate on the financial statements: incurred after the action, and eligible all the same (FORM-06). */
    forFinalReport: z.literal(true).optional(),
  })
  .meta({ id: "StatementLine" });
export type StatementLine = z.infer<typeof StatementLine>;

/** What a beneficiary states of one reporting period. No lines: it had no costs. */
export const StatementContent = z
  .strictObject({
    lines: z.array(StatementLine).max(statementLinesMax),
    /** Income of the action, which the no-profit rule counts at the end (PRI-06). */
    revenueCents: EnteredCents,
  })
  .meta({ id: "StatementContent" });
export type StatementContent = z.infer<typeof StatementContent>;

export const PeriodNumber = z.int().min(1).max(99).meta({ id: "PeriodNumber" });

const shared = {
  id: StatementId,
  agreementId: AgreementId,
  period: PeriodNumber,
  slot: PartnerSlot,
  /** Who states it: the beneficiary, or the coordinator for one that is not registered. */
  organisation: OrganisationId,
  contentSha256: Digest,
  eligibleCents: Cents,
  /** The Union's share at the beneficiary's own rate, before any ceiling. */
  contributionCents: Cents,
};

const StatementDraft = z.object({ state: z.literal("draft"), ...shared }).meta({ id: "StatementDraft" });
const SignedStatement = z
  .object({
    state: z.literal("signed"),
    ...shared,
    signedBy: UserId,
    signedAt: Instant,
  })
  .meta({ id: "SignedStatement" });

/** The head of a financial statement: its figures, and which content they are of. */
export const FinancialStatement = z
  .discriminatedUnion("state", [StatementDraft, SignedStatement])
  .meta({ id: "FinancialStatement" });
export type FinancialStatement = z.infer<typeof FinancialStatement>;
export type SignedStatement = z.infer<typeof SignedStatement>;

type Place = { readonly agreementId: AgreementId; readonly period: number; readonly slot: string };

/** A beneficiary has one statement for each period: the same place makes the same id. */
export const statementIdOf = (newId: NewId, { agreementId, period, slot }: Place): StatementId =>
  StatementId.parse(`fst_${newId(`statement:${agreementId}:${period}:${slot}`)}`);
