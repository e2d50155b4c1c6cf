import { CountryCode } from "../proposals/part.ts";

const codes = (text: string): ReadonlySet<CountryCode> =>
  new Set(text.split(" ").map((code) => CountryCode.parse(code)));

/** The 27 Member States, who are the members of the ECCC (ORG-01). */
export const memberStates = codes("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK");

/** The EEA EFTA states (DEP-07). */
export const eeaEftaStates = codes("IS LI NO");
