import {
  type Fraction,
  FractionText,
  ONE,
  ZERO,
  add,
  compare,
  fraction,
  multiply,
  parseDecimal,
  parseFraction,
} from "@grants/kernel/fraction";
import { EnteredCents } from "@grants/kernel/money";
import { z } from "zod";

/** Annual work units, as decimal text: part-time and seasonal work are fractions of a unit (Rec. 2003/361, Annex, Article 5). */
const WorkUnits = z
  .string()
  .regex(/^\d{1,7}(?:\.\d{1,2})?$/)
  .meta({ id: "WorkUnits", example: "49.5" });

const Figures = z
  .strictObject({ workUnits: WorkUnits, turnoverCents: EnteredCents, balanceSheetCents: EnteredCents })
  .meta({ id: "EnterpriseFigures" });
export type Figures = z.infer<typeof Figures>;

/** At least a quarter of capital or votes, not more than half (Article 3(2)). */
const PartnerShare = FractionText.refine(
  (text) => isPartnerShare(parseFraction(text)),
  "A partner holds 25 % to 50 %.",
).meta({
  id: "PartnerShare",
  example: "1/4",
});

const Related = z
  .discriminatedUnion("kind", [
    /** Controls it, is controlled by it, or by the same one: counted whole (Article 6(2)). */
    z.strictObject({ kind: z.literal("LINKED"), figures: Figures }),
    /** Counted by its share (Article 6(2)). */
    z.strictObject({ kind: z.literal("PARTNER"), share: PartnerShare, figures: Figures }),
  ])
  .meta({ id: "RelatedEnterprise" });

const Year = z.strictObject({ own: Figures, related: z.array(Related).max(40) }).meta({ id: "EnterpriseYear" });

export const EnterpriseSize = z.enum(["MICRO", "SMALL", "MEDIUM", "NOT_SME"]).meta({ id: "EnterpriseSize" });
export type EnterpriseSize = z.infer<typeof EnterpriseSize>;

/** What an organisation says of its size: the last closed accounts, and those before where there are any. */
export const SizeDeclaration = z
  .strictObject({
    /** Not an enterprise: it carries on no economic activity (Article 1). */
    isEnterprise: z.boolean(),
    /** Public bodies hold a quarter or more of its capital or votes (Article 3(4)). */
    isPublicControlled: z.boolean(),
    latest: Year,
    previous: Year.optional(),
    /** What it was before those two years. */
    formerSize: EnterpriseSize.optional(),
  })
  .meta({ id: "SizeDeclaration" });
export type SizeDeclaration = z.infer<typeof SizeDeclaration>;

const isPartnerShare = (share: Fraction): boolean =>
  compare(share, fraction(1n, 4n)) >= 0 && compare(share, fraction(1n, 2n)) <= 0;

type Sum = { readonly workUnits: Fraction; readonly turnover: Fraction; readonly balance: Fraction };

const scaled = ({ workUnits, turnoverCents, balanceSheetCents }: Figures, share: Fraction): Sum => ({
  workUnits: multiply(parseDecimal(workUnits), share),
  turnover: multiply(fraction(BigInt(turnoverCents), 1n), share),
  balance: multiply(fraction(BigInt(balanceSheetCents), 1n), share),
});

const nothing: Sum = { workUnits: ZERO, turnover: ZERO, balance: ZERO };

/** Own figures, those of linked enterprises whole, those of partners by their share (Article 6). */
const sumOf = ({ own, related }: z.infer<typeof Year>): Sum =>
  [
    scaled(own, ONE),
    ...related.map((each) => scaled(each.figures, each.kind === "LINKED" ? ONE : parseFraction(each.share))),
  ].reduce(
    (sum, each) => ({
      workUnits: add(sum.workUnits, each.workUnits),
      turnover: add(sum.turnover, each.turnover),
      balance: add(sum.balance, each.balance),
    }),
    nothing,
  );

/** Ceilings of Article 2: fewer persons than, and either turnover or balance sheet not above. */
const ceilings = [
  { size: "MICRO", persons: 10n, turnoverCents: 2_000_000_00n, balanceSheetCents: 2_000_000_00n },
  { size: "SMALL", persons: 50n, turnoverCents: 10_000_000_00n, balanceSheetCents: 10_000_000_00n },
  { size: "MEDIUM", persons: 250n, turnoverCents: 50_000_000_00n, balanceSheetCents: 43_000_000_00n },
] as const;

const sizeOf = (year: z.infer<typeof Year>): EnterpriseSize => {
  const { workUnits, turnover, balance } = sumOf(year);
  const found = ceilings.find(
    ({ persons, turnoverCents, balanceSheetCents }) =>
      compare(workUnits, fraction(persons, 1n)) < 0 &&
      (compare(turnover, fraction(turnoverCents, 1n)) <= 0 || compare(balance, fraction(balanceSheetCents, 1n)) <= 0),
  );
  return found?.size ?? "NOT_SME";
};

/**
 * The size of an enterprise (Rec. 2003/361). One year above or below a ceiling changes nothing: only a second one in a row does (Article 4(2)).
 * The organisation answers for its figures; the platform computes.
 */
export const decideSize = (declared: SizeDeclaration): EnterpriseSize => {
  const { isEnterprise, isPublicControlled, latest, previous, formerSize } = declared;
  if (!isEnterprise || isPublicControlled) return "NOT_SME";
  const now = sizeOf(latest);
  if (previous === undefined) return now;
  const before = sizeOf(previous);
  return now === before ? now : (formerSize ?? before);
};
