import { type Fraction, add, compare, parseDecimal, ZERO } from "@grants/kernel/fraction";
import { type Result, err, ok } from "@grants/kernel/result";
import type { CountryCode } from "../proposals/part.ts";
import { eeaEftaStates, memberStates } from "../reference/states.ts";

/** A holding in an entity, as its ownership control declaration says. Percentages are decimal text from "0" to "100". */
export type OwnershipLink = {
  readonly owned: string;
  readonly owner: string;
  /** Of the capital. */
  readonly sharePercent: string;
  /** Of the votes, where they differ from the capital. */
  readonly votesPercent?: string | undefined;
  /** Declared: the owner decides by other means than its share. */
  readonly decisiveInfluence?: boolean | undefined;
};

export type OwnershipDeclaration = {
  readonly entity: string;
  readonly established: CountryCode;
  /** The country of every entity that the declaration names. */
  readonly countries: ReadonlyMap<string, CountryCode>;
  readonly links: readonly OwnershipLink[];
};

export type CountryUndeclared = { readonly kind: "CountryUndeclared"; readonly entity: string };

export type Control = {
  /** From the entity up to whoever controls it in the end; the entity alone where nobody does. */
  readonly chain: readonly [string, ...string[]];
  readonly controllingCountry: CountryCode;
  readonly control: "EU_CONTROLLED" | "THIRD_COUNTRY_CONTROLLED";
  /** Entities own each other in a circle: the assessor finds out who is behind it. */
  readonly isCircular: boolean;
};

const half = parseDecimal("50");

/** Whoever holds more than half of capital or votes, in one holding or several, or decides by other means (CLR-OWN-01). */
const controllersOf = (links: readonly OwnershipLink[], owned: string): readonly string[] => {
  const holdings = links.filter((link) => link.owned === owned);
  const held = (owner: string, percentOf: (link: OwnershipLink) => string): Fraction =>
    holdings
      .filter((link) => link.owner === owner)
      .reduce((sum, link) => add(sum, parseDecimal(percentOf(link))), ZERO);
  return [...new Set(holdings.map(({ owner }) => owner))].filter(
    (owner) =>
      compare(
        held(owner, ({ sharePercent }) => sharePercent),
        half,
      ) > 0 ||
      compare(
        held(owner, ({ sharePercent, votesPercent }) => votesPercent ?? sharePercent),
        half,
      ) > 0 ||
      holdings.some((link) => link.owner === owner && link.decisiveInfluence === true),
  );
};

/** Whoever stands above an entity, each with the shortest way up; the entity itself comes first. */
const waysUp = (controllers: (owned: string) => readonly string[], entity: string): ReadonlyMap<string, Way> => {
  const ways = new Map<string, Way>([[entity, [entity]]]);
  // A map takes in what is added while it is gone through, behind what was there.
  for (const [owned, way] of ways)
    for (const owner of controllers(owned)) if (!ways.has(owner)) ways.set(owner, [...way, owner]);
  return ways;
};

type Way = Control["chain"];
type Chain = Pick<Control, "chain" | "isCircular">;

/** Every way up from the entity to the top: to whoever nobody controls, or to a circle that nobody outside of it controls. */
const chainsOf = (links: readonly OwnershipLink[], entity: string): readonly Chain[] => {
  const known = new Map<string, readonly string[]>();
  const controllers = (owned: string): readonly string[] => {
    const found = known.get(owned) ?? controllersOf(links, owned);
    known.set(owned, found);
    return found;
  };
  const ways = waysUp(controllers, entity);
  const above = new Map([...ways.keys()].map((each) => [each, waysUp(controllers, each)]));
  const isTop = (one: string) => [...(above.get(one)?.keys() ?? [])].every((other) => above.get(other)?.has(one));
  return [...ways].flatMap(([top, chain]) => (isTop(top) ? [{ chain, isCircular: controllers(top).length > 0 }] : []));
};

/** Everybody who stands above an entity by control, at any height; not the entity itself. */
export const controllersAbove = (links: readonly OwnershipLink[], entity: string): readonly string[] =>
  [...waysUp((owned) => controllersOf(links, owned), entity).keys()].filter((one) => one !== entity);

type Equivalence = { readonly eeaEquivalent: boolean };

const countsAsUnion = (country: CountryCode, { eeaEquivalent }: Equivalence): boolean =>
  memberStates.has(country) || (eeaEquivalent && eeaEftaStates.has(country));

/**
 * Who controls an entity, and from where (CLR-OWN-01, DEP-07). Where several do, one from a third country is enough to be controlled from
 * there. The platform proposes; the assessor decides.
 */
export const findControl = (
  { entity, established, countries, links }: OwnershipDeclaration,
  equivalence: Equivalence,
): Result<Control, CountryUndeclared> => {
  const found: Control[] = [];
  for (const { chain, isCircular } of chainsOf(links, entity)) {
    const top = chain.at(-1) ?? entity;
    const country = countries.get(top) ?? (top === entity ? established : undefined);
    if (country === undefined) return err({ kind: "CountryUndeclared", entity: top });
    const control = countsAsUnion(country, equivalence) ? "EU_CONTROLLED" : "THIRD_COUNTRY_CONTROLLED";
    found.push({ chain, controllingCountry: country, control, isCircular });
  }
  const control = found.find((each) => each.control === "THIRD_COUNTRY_CONTROLLED") ?? found.at(-1);
  if (control === undefined) throw new Error(`${entity} has no chain of control, not even its own.`);
  return ok(control);
};

/** What a call's work programme limits (DEP-06): nothing, control (Article 12(5), 12(6)) or establishment (Article 18(4)). */
export type SecurityRestriction = "NONE" | "ART_12_5" | "ART_12_6" | "ART_18_4";

export type RestrictionTerms = Equivalence & {
  readonly restriction: SecurityRestriction;
  /** The action is one of those that Article 12(5a) or (5b) opens: Alert System, Reserve (DEP-04). */
  readonly art12_5aOr5b: boolean;
  readonly associatedCountries: ReadonlySet<CountryCode>;
  /** Associated countries that the work programme admits beside the Member States (DEP-02). */
  readonly admittedCountries: ReadonlySet<CountryCode>;
};

export type ControlVerdict = "ELIGIBLE" | "ELIGIBLE_CONDITIONAL" | "INELIGIBLE";

/** Whether an entity may take part under a call's restriction (CLR-OWN-02). Conditional: with the guarantees that were accepted. */
export const decideControlVerdict = (
  { established, control }: { readonly established: CountryCode } & Pick<Control, "control">,
  guarantees: "NONE" | "ACCEPTED",
  terms: RestrictionTerms,
): ControlVerdict => {
  const { restriction, art12_5aOr5b, associatedCountries, admittedCountries } = terms;
  const isUnion = countsAsUnion(established, terms);
  const isAssociated = associatedCountries.has(established);
  const withGuarantees = guarantees === "ACCEPTED" ? "ELIGIBLE_CONDITIONAL" : "INELIGIBLE";
  if (restriction === "NONE") return isUnion || isAssociated ? "ELIGIBLE" : "INELIGIBLE";
  if (restriction === "ART_18_4")
    return memberStates.has(established) || admittedCountries.has(established) ? "ELIGIBLE" : "INELIGIBLE";
  if (isUnion && control === "EU_CONTROLLED") return "ELIGIBLE";
  if (restriction === "ART_12_6") return isUnion || isAssociated ? withGuarantees : "INELIGIBLE";
  return isUnion && art12_5aOr5b ? withGuarantees : "INELIGIBLE";
};
