import type { CountryCode } from "../proposals/part.ts";
import { controllersAbove } from "../registry/ownership-control.ts";
import { type OwnershipDeclaration, ownEntity } from "../registry/ownership-declaration.ts";
import { comparableName } from "./find-conflicts.ts";

type Named = { readonly name: string; readonly country: CountryCode };

const groupOf = ({ name, country }: Named): string => `${comparableName(name)} (${country})`;

/**
 * The groups that an organisation belongs to: whoever controls it at any height (CLR-OWN-01), and itself. Two organisations that have one
 * of these in common are of one group. A State that owns is none: its universities are not each other's.
 */
export const groupsOf = (organisation: Named, declaration: OwnershipDeclaration | null): readonly string[] => {
  const { owners, holdings } = declaration ?? { owners: [], holdings: [] };
  const above = new Set(controllersAbove(holdings, ownEntity));
  const controlling = owners.filter(({ key, kind }) => kind !== "PUBLIC" && above.has(key));
  return [...new Set([organisation, ...controlling].map(groupOf))];
};
