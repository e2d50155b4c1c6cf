import type { CountryCode } from "../proposals/part.ts";
import { controllersAbove } from "../registry/ownership-control.ts";
import { type OwnershipDeclaration, ownEntity } from "../registry/ownership-declaration.ts";
import { comparableName } from "./comparable-name.ts";

type Named = { readonly name: string; readonly country: CountryCode };

/** The group that an organisation is itself the head of. */
export const ownGroup = ({ name, country }: Named): string => `${comparableName(name)} (${country})`;

/**
 * Who controls an organisation at any height (CLR-OWN-01), as marks: two organisations are of one group when they share one, or when one
 * is the other's. A natural person is known by a digest alone, with a key that is the platform's own: names are few enough to be tried out.
 * A State that owns is no group: its universities are not each other's.
 */
export const controllingGroups = (
  { owners, holdings }: OwnershipDeclaration,
  fingerprint: (text: string) => string,
): readonly string[] => {
  const above = new Set(controllersAbove(holdings, ownEntity));
  const controlling = owners.filter(({ key, kind }) => kind !== "PUBLIC" && above.has(key));
  return [
    ...new Set(
      controlling.map((owner) =>
        owner.kind === "NATURAL" ? fingerprint(`owner ${ownGroup(owner)}`) : ownGroup(owner),
      ),
    ),
  ];
};
