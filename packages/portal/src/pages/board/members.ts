import type { Schemas } from "../../api-client.ts";

type Member = Schemas["BoardMember"];

/** The members of the ECCC: the Union first, then the Member States in the order of their codes. */
export const members = [
  "EU",
  ...(["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT"] as const),
  ...(["LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"] as const),
] as const satisfies readonly Member[];
