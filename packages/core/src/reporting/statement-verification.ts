import { Digest } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import { Cents, EnteredCents, minusAtLeastZero, sumCents } from "@grants/kernel/money";
import { ParagraphText } from "@grants/kernel/text";
import { z } from "zod";
import { AgreementId } from "../agreements/agreement.ts";
import { PartnerSlot } from "../proposals/part.ts";
import { PeriodNumber, type StatementContent, type StatementLine, statementLinesMax } from "./financial-statement.ts";

export const VerificationId = prefixedId("vfy").brand("VerificationId").meta({ id: "VerificationId" });
export type VerificationId = z.infer<typeof VerificationId>;

const reasonCharactersMin = 10;
const reasonCharactersMax = 500;

/** `rejected`: not eligible. `parked`: not paid now, until what is missing has come. */
export const FindingOutcome = z.enum(["rejected", "parked"]).meta({ id: "FindingOutcome" });

/** Why an amount is not accepted (GA-14, GA-16): the typology that rejections are counted by. */
export const FindingGround = z
  .enum([
    "NO_EVIDENCE",
    "NOT_IN_PERIOD",
    "NOT_OF_THE_ACTION",
    "WRONGLY_CALCULATED",
    "DEDUCTIBLE_VAT",
    "PAID_FROM_ELSEWHERE",
    "PROCUREMENT",
    "OTHER",
  ])
  .meta({ id: "FindingGround" });

/** What the verifier found about one line; what no finding names is accepted. */
export const Finding = z
  .strictObject({
    /** Of the signed statement, counted from 1. */
    line: z.int().min(1).max(statementLinesMax),
    outcome: FindingOutcome,
    ground: FindingGround,
    /** Of the line's amount; the rest of it is accepted. */
    cents: EnteredCents,
    /** For the beneficiary: what is wrong, and what would mend it. */
    reason: ParagraphText.pipe(z.string().min(reasonCharactersMin).max(reasonCharactersMax)),
  })
  .meta({ id: "Finding" });
export type Finding = z.infer<typeof Finding>;

/** All findings about a statement; none: it is accepted as it was signed. */
export const VerificationContent = z
  .strictObject({ findings: z.array(Finding).max(statementLinesMax) })
  .meta({ id: "VerificationContent" });
export type VerificationContent = z.infer<typeof VerificationContent>;

/** The head of the check of a signed statement, before anything of it is told or decided. */
export const StatementVerification = z
  .object({
    state: z.literal("inProgress"),
    id: VerificationId,
    agreementId: AgreementId,
    period: PeriodNumber,
    slot: PartnerSlot,
    /** Of the findings and of the signed statement that they are about. */
    contentSha256: Digest,
    rejectedCents: Cents,
    parkedCents: Cents,
    /** With indirect costs on what is accepted alone. */
    eligibleCents: Cents,
    contributionCents: Cents,
    verifiedBy: UserId,
  })
  .meta({ id: "StatementVerification" });
export type StatementVerification = z.infer<typeof StatementVerification>;

type Place = { readonly agreementId: AgreementId; readonly period: number; readonly slot: string };
/** A statement is checked in one place: the same statement makes the same id. */
export const verificationIdOf = (newId: NewId, { agreementId, period, slot }: Place): VerificationId =>
  VerificationId.parse(`vfy_${newId(`verification:${agreementId}:${period}:${slot}`)}`);

/**
 * Why a finding cannot stand. `NO_SUCH_LINE`: the statement has no such line. `NAMED_TWICE`: another finding is about the line already.
 * `NOTHING`: an amount of zero. `MORE_THAN_STATED`: more than the line states.
 */
export type FindingRefusal = "NO_SUCH_LINE" | "NAMED_TWICE" | "NOTHING" | "MORE_THAN_STATED";
export type FindingRefused = {
  readonly kind: "FindingRefused";
  /** Counted from 1. */
  readonly finding: number;
  readonly because: FindingRefusal;
};

const refuseFinding = (
  finding: Finding,
  lines: readonly StatementLine[],
  named: ReadonlySet<number>,
): FindingRefusal | null => {
  const line = lines[finding.line - 1];
  if (line === undefined) return "NO_SUCH_LINE";
  if (named.has(finding.line)) return "NAMED_TWICE";
  if (finding.cents === 0) return "NOTHING";
  return finding.cents > line.cents ? "MORE_THAN_STATED" : null;
};

/** The first finding that cannot stand; `null` where all can. */
export const refuseFindings = (
  { findings }: VerificationContent,
  { lines }: Pick<StatementContent, "lines">,
): FindingRefused | null => {
  const named = new Set<number>();
  for (const [index, finding] of findings.entries()) {
    const because = refuseFinding(finding, lines, named);
    if (because !== null) return { kind: "FindingRefused", finding: index + 1, because };
    named.add(finding.line);
  }
  return null;
};

export type VerifiedLine = StatementLine & {
  readonly acceptedCents: Cents;
  /** None: the whole line is accepted. */
  readonly finding?: Finding;
};

/** Each line with what of it is accepted: accepted, rejected and parked together are what was stated, to the cent. */
export const verifiedLines = (
  { lines }: Pick<StatementContent, "lines">,
  { findings }: VerificationContent,
): readonly VerifiedLine[] => {
  const byLine = new Map(findings.map((finding) => [finding.line, finding]));
  return lines.map((line, index) => {
    const finding = byLine.get(index + 1);
    return finding === undefined
      ? { ...line, acceptedCents: line.cents }
      : { ...line, acceptedCents: minusAtLeastZero(line.cents, finding.cents), finding };
  });
};

/** How much was rejected, or parked. */
export const foundCents = ({ findings }: VerificationContent, outcome: Finding["outcome"]): Cents =>
  sumCents(findings.filter((finding) => finding.outcome === outcome).map(({ cents }) => cents));
