import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { Pic } from "../proposals/part.ts";
import type { IdentityPorts } from "./identity-marks.ts";
import { type NameKey, type PublicOrganisation, searchKeyOf, searchedLettersMin } from "./public-organisation.ts";

/** One of the three: the exact number, or the beginning of a name or of a word in it. */
export type OrganisationSearch = {
  readonly pic?: Pic | undefined;
  readonly vat?: string | undefined;
  readonly name?: string | undefined;
};
export type SearchTooShort = {
  readonly kind: "SearchTooShort";
  readonly field: "name";
  readonly lettersMin: number;
};

export type OrganisationIndex = {
  loadRights(caller: UserId): Promise<Rights | null>;
  findByMark(kind: "PIC" | "VAT", value: string): Promise<PublicOrganisation | null>;
  /** At most ten, by name. */
  findByName(key: NameKey): Promise<readonly PublicOrganisation[]>;
};

type Deps = { readonly index: OrganisationIndex } & IdentityPorts;

const find = async (
  { index, readVatNumber, fingerprint }: Deps,
  { pic, vat, name = "" }: OrganisationSearch,
): Promise<Result<readonly PublicOrganisation[], SearchTooShort>> => {
  if (pic !== undefined) return ok(await one(index.findByMark("PIC", pic)));
  if (vat !== undefined) {
    const read = readVatNumber(vat);
    return ok(read === null ? [] : await one(index.findByMark("VAT", fingerprint(`vat ${read}`))));
  }
  const key = searchKeyOf(name);
  if (key === null) return err({ kind: "SearchTooShort", field: "name", lettersMin: searchedLettersMin });
  return ok(await index.findByName(key));
};

const one = async (found: Promise<PublicOrganisation | null>): Promise<readonly PublicOrganisation[]> => {
  const organisation = await found;
  return organisation === null ? [] : [organisation];
};

/** Organisations of the registry, by what anybody may know of them; a refused one is none. Reads do not grow with the registry. */
export const listOrganisations = async (
  deps: Deps,
  { search, caller, now }: { search: OrganisationSearch; caller: UserId; now: Instant },
): Promise<Result<readonly PublicOrganisation[], NotAllowed | SearchTooShort>> => {
  const role = decideAccess("listOrganisations", await deps.index.loadRights(caller), {}, now);
  if (!role.ok) return role;
  const found = await find(deps, search);
  return found.ok ? ok(found.value.filter(({ state }) => state !== "refused")) : found;
};
