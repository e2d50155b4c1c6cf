import type { CallContent, ProgrammeProfile } from "../calls/call.ts";
import type { ConsortiumRule } from "../calls/call-terms.ts";
import { eeaEftaStates, memberStates } from "../reference/states.ts";
import type { CountryCode, DeclarationPart, PartnerPart } from "./part.ts";

/** A rule on who must come together that this consortium does not meet yet. */
export type ConsortiumFault =
  | {
      readonly code: "TOO_FEW_PARTNERS" | "TOO_MANY_PARTNERS" | "TOO_FEW_COUNTRIES" | "TOO_FEW_MEMBER_STATES";
      readonly path: "consortium";
      readonly there: number;
      readonly limit: number;
    }
  | { readonly code: "COUNTRY_NOT_ELIGIBLE"; readonly path: string; readonly country: string };

type Counted = Pick<PartnerPart, "slot" | "country">;

/** Member States and those that stand beside them; where the work programme names its countries, these. */
const counts = (country: CountryCode, { countries }: ConsortiumRule): boolean =>
  countries === undefined ? memberStates.has(country) || eeaEftaStates.has(country) : countries.includes(country);

/** Those that said themselves that they are not independent of another partner do not make up the minimum (HE-R 22(2)). */
const isIndependent = (slot: string, declarations: readonly DeclarationPart[]): boolean =>
  !declarations.some(
    (one) => one.declaration === "standing" && one.slot === slot && one.answers["independent"]?.answer === "no",
  );

const entitiesNeeded = 3;

/** Horizon: one entity of a Member State and two more of different ones or associated countries; else one eligible entity (HSC-06, DEP-01). */
const usualRule = ({ programme, actionType }: ProgrammeProfile): ConsortiumRule => {
  const needed = programme === "HE" && actionType !== "CSA" ? entitiesNeeded : 1;
  return { partnersMin: needed, countriesMin: needed, memberStatesMin: programme === "HE" ? 1 : 0 };
};

/**
 * What the consortium lacks by the rule of its call, else by the one of its programme (DEP-01, DEP-02, HSC-06): the checklist, the freeze and
 * the check of what was submitted ask here. Each figure counts what is described, joined or not; before anybody is, the coordinator is missing.
 */
export const consortiumRuleFaults = (
  partners: readonly Counted[],
  declarations: readonly DeclarationPart[],
  { consortiumRule, profile }: Pick<CallContent, "consortiumRule" | "profile">,
): readonly ConsortiumFault[] => {
  if (partners.length === 0) return [];
  const rule = consortiumRule ?? usualRule(profile);
  const independent = partners.filter(
    ({ slot, country }) => isIndependent(slot, declarations) && counts(country, rule),
  );
  const countries = new Set(independent.map(({ country }) => country));
  const states = [...countries].filter((country) => memberStates.has(country));
  const fault = (code: Exclude<ConsortiumFault["code"], "COUNTRY_NOT_ELIGIBLE">, there: number, limit: number) => ({
    code,
    path: "consortium" as const,
    there,
    limit,
  });
  const { partnersMin, partnersMax, countriesMin, memberStatesMin } = rule;
  return [
    ...(independent.length < partnersMin ? [fault("TOO_FEW_PARTNERS", independent.length, partnersMin)] : []),
    ...(partnersMax !== undefined && partners.length > partnersMax
      ? [fault("TOO_MANY_PARTNERS", partners.length, partnersMax)]
      : []),
    ...(countries.size < countriesMin ? [fault("TOO_FEW_COUNTRIES", countries.size, countriesMin)] : []),
    ...(states.length < memberStatesMin ? [fault("TOO_FEW_MEMBER_STATES", states.length, memberStatesMin)] : []),
    ...partners
      .filter(({ country }) => rule.countries !== undefined && !rule.countries.includes(country))
      .map(({ slot, country }) => ({ code: "COUNTRY_NOT_ELIGIBLE" as const, path: `partner.${slot}`, country })),
  ];
};
