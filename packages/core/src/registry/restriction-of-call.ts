import { dateInZone } from "@grants/kernel/time";
import type { CallVersion } from "../calls/call.ts";
import { CountryCode } from "../proposals/part.ts";
import { parameterOn } from "../reference/parameters.ts";
import { eeaEftaStates } from "../reference/states.ts";
import type { RestrictionTerms } from "./ownership-control.ts";

/** What the call limits; a dual use brings the restriction of Article 12(5) with it, and nothing is limited where it says nothing (DEP-06). */
export const restrictionOf = ({ content: { security: limits, dualUse }, closesAt }: CallVersion): RestrictionTerms => ({
  restriction: limits?.restriction ?? (dualUse === true ? "ART_12_5" : "NONE"),
  art12_5aOr5b: limits?.admitsControlledEntities ?? false,
  eeaEquivalent: limits?.eeaEquivalent ?? parameterOn("platform.eeaEquivalent", dateInZone(closesAt)).value,
  associatedCountries: eeaEftaStates,
  admittedCountries: new Set((limits?.countries ?? []).map((country) => CountryCode.parse(country))),
});
