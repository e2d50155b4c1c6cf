import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents, SignedCents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { memberStates } from "../reference/states.ts";
import { ContributionChannel, ContributionPurpose } from "./contribution-line.ts";
import { JointActionId } from "./joint-action.ts";

export const YearlyStatementId = prefixedId("yst").brand("YearlyStatementId").meta({ id: "YearlyStatementId" });
export type YearlyStatementId = z.infer<typeof YearlyStatementId>;

export const MemberState = z.enum([...memberStates]).meta({ id: "MemberState" });
export type MemberState = z.infer<typeof MemberState>;

/** A financial year of the ECCC: a calendar year (ORG-09). */
export const FinancialYear = z.int().min(2021).max(9999).meta({ id: "FinancialYear" });

/** There is one statement for a Member State and a year: the same two make the same id. */
export const yearlyStatementIdOf = (newId: NewId, member: MemberState, year: number): YearlyStatementId =>
  YearlyStatementId.parse(`yst_${newId(`yearly-statement:${member}:${year}`)}`);

/** The Member State that a funder is of: a country may have several (FIN-17). `null` for the Union. */
export const memberStateOf = (funder: FunderCode): MemberState | null =>
  MemberState.safeParse(funder.slice(0, 2)).data ?? null;

/** The code by which rights name a Member State itself. */
export const funderOf = (member: MemberState): FunderCode => FunderCode.parse(member);

/** What one funder committed to, and gave to, one joint action in one way within the year. */
export const StatementRow = z
  .object({
    jointActionId: JointActionId,
    funder: FunderCode,
    purpose: ContributionPurpose,
    channel: ContributionChannel,
    committedCents: Cents,
    /** Below nothing where a receipt of an earlier year was taken back (FIN-16). */
    contributedCents: SignedCents,
  })
  .meta({ id: "StatementRow" });
export type StatementRow = z.infer<typeof StatementRow>;

export const StatementFigures = z
  .object({ rows: z.array(StatementRow), committedCents: Cents, contributedCents: SignedCents })
  .meta({ id: "StatementFigures" });
export type StatementFigures = z.infer<typeof StatementFigures>;

const prepared = {
  id: YearlyStatementId,
  member: MemberState,
  year: FinancialYear,
  figuresSha256: Digest,
  contributedCents: SignedCents,
  preparedBy: UserId,
  preparedAt: Instant,
};
const Draft = z.object({ state: z.literal("draft"), ...prepared }).meta({ id: "DraftYearlyStatement" });
const Signed = z
  .object({ state: z.literal("signed"), ...prepared, signedBy: UserId, signedAt: Instant })
  .meta({ id: "SignedYearlyStatement" });

/** What a Member State reports to the Governing Board of a year's contributions (ECCC-R 21(12)): prepared by one of its persons, signed by another. */
export const YearlyStatement = z.discriminatedUnion("state", [Draft, Signed]).meta({ id: "YearlyStatement" });
export type YearlyStatement = z.infer<typeof YearlyStatement>;

export const yearlyStatementStatuses = ["missing", "draft", "signed"] as const;
export type YearlyStatementStatus = (typeof yearlyStatementStatuses)[number];

/** The last day for the statement of a year: 31 January of the next one, a fixed day that no day off moves (FIN-09, CLR-CAL-04). */
export const statementDueOn = (year: number): LocalDate => LocalDate.parse(`${year + 1}-01-31`);

/** The last day itself is in time. */
export const isStatementOverdue = (year: number, status: YearlyStatementStatus, today: LocalDate): boolean =>
  status !== "signed" && today > statementDueOn(year);
