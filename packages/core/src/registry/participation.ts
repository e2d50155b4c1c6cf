import type { LocalDate } from "@grants/kernel/time";
import type { CountryCode } from "../proposals/part.ts";
import { type Exclusion, isExcludedOn } from "./exclusion.ts";
import { type ControlVerdict, type RestrictionTerms, decideControlVerdict } from "./ownership-control.ts";
import type { Ownership } from "./ownership-declaration.ts";

export type ParticipationReason =
  | "EXCLUDED"
  | "EARLY_DETECTION"
  | "LEGAL_ENTITY_NOT_VALIDATED"
  | "OWNERSHIP_NOT_DECLARED"
  | "OWNERSHIP_NOT_ASSESSED"
  | "NOT_ESTABLISHED_WHERE_NEEDED"
  | "THIRD_COUNTRY_CONTROLLED"
  | "GUARANTEES_ACCEPTED"
  | "GUARANTEES_MISSING"
  | "GUARANTEES_NOT_ADMITTED";

/** `UNDECIDED`: something has to come first, and the reasons say what. */
export type Participation = {
  readonly verdict: ControlVerdict | "UNDECIDED";
  readonly reasons: readonly ParticipationReason[];
};

export type ParticipantFacts = {
  readonly established: CountryCode;
  readonly isValidated: boolean;
  readonly exclusion?: Exclusion | undefined;
  readonly ownership: Ownership | null;
};

/** Restrictions under which control counts (DEP-03, DEP-05); the others look at establishment alone. */
const looksAtControl = ({ restriction }: RestrictionTerms): boolean =>
  restriction === "ART_12_5" || restriction === "ART_12_6";

type Assessed = {
  readonly control: "EU_CONTROLLED" | "THIRD_COUNTRY_CONTROLLED";
  readonly guarantees: "NONE" | "ACCEPTED";
};

/** What counts where nothing has to be assessed. */
const unrestricted: Assessed = { control: "EU_CONTROLLED", guarantees: "NONE" };

const assessedOf = (ownership: Ownership | null): Assessed | ParticipationReason => {
  if (ownership === null) return "OWNERSHIP_NOT_DECLARED";
  return ownership.state === "assessed" ? ownership.assessed : "OWNERSHIP_NOT_ASSESSED";
};

const reasonsOf = (verdict: ControlVerdict, { control, guarantees }: Assessed): readonly ParticipationReason[] => {
  const isForeign = control === "THIRD_COUNTRY_CONTROLLED";
  const cause: ParticipationReason = isForeign ? "THIRD_COUNTRY_CONTROLLED" : "NOT_ESTABLISHED_WHERE_NEEDED";
  switch (verdict) {
    case "ELIGIBLE":
      return [];
    case "ELIGIBLE_CONDITIONAL":
      return [cause, "GUARANTEES_ACCEPTED"];
    case "INELIGIBLE":
      if (!isForeign) return [cause];
      return [cause, guarantees === "ACCEPTED" ? "GUARANTEES_NOT_ADMITTED" : "GUARANTEES_MISSING"];
  }
};

/**
 * Whether an organisation may take part under a call's restriction on a day, and why (DEP-03 to DEP-07, SEC-01, EXC-03). The assessor's finding
 * counts, never what the platform alone finds.
 */
export const checkParticipation = (
  { established, isValidated, exclusion, ownership }: ParticipantFacts,
  terms: RestrictionTerms,
  on: LocalDate,
): Participation => {
  if (isExcludedOn({ exclusion }, on)) return { verdict: "INELIGIBLE", reasons: ["EXCLUDED"] };
  const warned: readonly ParticipationReason[] =
    exclusion?.status === "EARLY_DETECTION" && exclusion.from <= on && on <= exclusion.to ? ["EARLY_DETECTION"] : [];
  if (!isValidated) return { verdict: "UNDECIDED", reasons: [...warned, "LEGAL_ENTITY_NOT_VALIDATED"] };
  const assessed = looksAtControl(terms) ? assessedOf(ownership) : unrestricted;
  if (typeof assessed === "string") return { verdict: "UNDECIDED", reasons: [...warned, assessed] };
  const verdict = decideControlVerdict({ established, control: assessed.control }, assessed.guarantees, terms);
  return { verdict, reasons: [...warned, ...reasonsOf(verdict, assessed)] };
};
