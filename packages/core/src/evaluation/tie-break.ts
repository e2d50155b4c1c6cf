import { type Fraction, ONE, ZERO, compare, fraction } from "@grants/kernel/fraction";
import { type Cents, sumCents } from "@grants/kernel/money";
import type { Scores } from "./score.ts";

/** What the steps look at. */
export type Contender = {
  readonly id: string;
  readonly scores: Scores;
  /** The theme that the panel tagged; without a tag the theme counts as covered (CLR-RANK-02). */
  readonly theme: string | null;
  /** The named staff who are primarily responsible (CLR-RANK-05); unknown counts as no balance. */
  readonly namedStaff?: { readonly women: number; readonly men: number } | undefined;
  /** Partners in Member States and associated countries; others do not count (CLR-RANK-06). */
  readonly partners?: readonly { readonly country: string; readonly requestedCents: Cents }[] | undefined;
};

/** What the proposals that stand before a tie cover already. */
export type Covered = {
  /** Themes of proposals with a strictly higher weighted total: they alone cover themes (CLR-RANK-03). */
  readonly themes: Set<string>;
  /** Countries of those, and of the ones that an earlier step placed higher inside the same tie. */
  readonly countries: Set<string>;
};

export const coverCountries = ({ countries }: Pick<Covered, "countries">, placed: readonly Contender[]): void => {
  for (const { partners = [] } of placed) for (const { country } of partners) countries.add(country);
};

export const coverAlso = (covered: Covered, placed: readonly Contender[]): void => {
  for (const { theme } of placed) if (theme !== null) covered.themes.add(theme);
  coverCountries(covered, placed);
};

/**
 * Splits a tie by one step of the call's list into groups, best first; the ones that the step does not tell apart stay together. A step
 * is one of the words COVERED_THEME, GENDER_BALANCE and GEOGRAPHICAL_DIVERSITY, or the name of a criterion (DSC-05, HSC-05); a criterion
 * that the topic does not score resolves nothing.
 */
export const splitTie = <T extends Contender>(
  tie: readonly T[],
  step: string,
  covered: Covered,
): readonly (readonly T[])[] => (tie.length > 1 ? groupByValues(tie, valuesBy(step, covered)) : [tie]);

/** Groups of equal values, the highest first; a later value counts where the earlier ones are equal. */
export const groupByValues = <T>(
  items: readonly T[],
  valuesOfItem: (item: T) => readonly Fraction[],
): readonly (readonly T[])[] => {
  const valued = items
    .map((item) => ({ item, values: valuesOfItem(item) }))
    .toSorted((a, b) => compareValues(b.values, a.values));
  const groups: { readonly values: readonly Fraction[]; readonly members: T[] }[] = [];
  for (const { item, values } of valued) {
    const group = groups.at(-1);
    if (group !== undefined && compareValues(group.values, values) === 0) group.members.push(item);
    else groups.push({ values, members: [item] });
  }
  return groups.map(({ members }) => members);
};

const compareValues = (a: readonly Fraction[], b: readonly Fraction[]): number =>
  a.map((value, index) => compare(value, b[index] ?? ZERO)).find((order) => order !== 0) ?? 0;

type Values = (contender: Contender) => readonly Fraction[];

const valuesBy = (step: string, { themes, countries }: Covered): Values => {
  switch (step) {
    case "COVERED_THEME":
      return byNewTheme(themes);
    case "GENDER_BALANCE":
      return ({ namedStaff }) => [genderBalance(namedStaff)];
    case "GEOGRAPHICAL_DIVERSITY":
      return byNewCountries(countries);
    default:
      return ({ scores }) => [scores[step] ?? ZERO];
  }
};

const byNewTheme =
  (covered: ReadonlySet<string>): Values =>
  ({ theme }) => [theme === null || covered.has(theme) ? ZERO : ONE];

/** The smaller number of women and men divided by both (CLR-RANK-05). */
const genderBalance = ({ women, men }: { women: number; men: number } = { women: 0, men: 0 }): Fraction =>
  women + men === 0 ? ZERO : fraction(BigInt(women < men ? women : men), BigInt(women + men));

/** How many countries no higher-ranked proposal covers; where that is equal, what their partners request (CLR-RANK-06). */
const byNewCountries =
  (covered: ReadonlySet<string>): Values =>
  ({ partners = [] }) => {
    const adding = partners.filter(({ country }) => !covered.has(country));
    const countries = new Set(adding.map(({ country }) => country)).size;
    return [whole(countries), whole(sumCents(adding.map(({ requestedCents }) => requestedCents)))];
  };

const whole = (count: number): Fraction => fraction(BigInt(count), 1n);
