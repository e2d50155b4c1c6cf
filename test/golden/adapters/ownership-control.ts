import { CountryCode } from "@grants/core/proposals/part";
import { decideControlVerdict, findControl } from "@grants/core/registry/ownership-control";
import { z } from "zod";

const Countries = z.array(CountryCode).default([]);
const Input = z.object({
  restriction: z.enum(["NONE", "ART_12_5", "ART_12_6", "ART_18_4"]),
  eeaEquivalent: z.boolean(),
  art12_5aOr5b: z.boolean(),
  guarantees: z.enum(["NONE", "ACCEPTED"]),
  entity: z.object({ id: z.string(), established: CountryCode, countries: z.record(z.string(), CountryCode) }),
  links: z.array(
    z.object({
      owned: z.string(),
      owner: z.string(),
      sharePercent: z.string(),
      decisiveInfluence: z.boolean().optional(),
    }),
  ),
  associatedCountries: Countries,
  admittedCountries: Countries,
});

export const adapt = (input: unknown): unknown => {
  const { entity, links, guarantees, associatedCountries, admittedCountries, ...terms } = Input.parse(input);
  const { id, established, countries } = entity;
  const declaration = { entity: id, established, countries: new Map(Object.entries(countries)), links };
  const found = findControl(declaration, terms);
  if (!found.ok) return found.error;
  const { chain, controllingCountry, control } = found.value;
  const verdict = decideControlVerdict({ established, control }, guarantees, {
    ...terms,
    associatedCountries: new Set(associatedCountries),
    admittedCountries: new Set(admittedCountries),
  });
  return { controlChain: chain, controllingCountry, control, verdict };
};
