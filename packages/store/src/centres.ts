import type { ListedCentre } from "@grants/core/registry/recognised-centres";
import { Ncc } from "@grants/core/registry/ncc";
import type { Database } from "./database.ts";
import { getAll } from "./read.ts";
import { registryKeys } from "./tables/registry.ts";

const Centre = Ncc.pick({ country: true, organisation: true, capacity: true });

/** The Centres that are listed for these countries, in one wave. */
export const loadCentres = async (db: Database, countries: readonly string[]): Promise<readonly ListedCentre[]> => {
  const wanted = [...new Set(countries)].map(
    (country) => ({ table: "grants", key: registryKeys.ncc(country) }) as const,
  );
  const items = wanted.length === 0 ? [] : await getAll(db, wanted);
  return items.flatMap((item) => (item === null ? [] : [Centre.parse(item)]));
};
