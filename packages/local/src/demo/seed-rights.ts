import { beginWithPeople } from "@grants/core/access/begin-with-people";
import type { Instant } from "@grants/kernel/time";
import { createAccessStore } from "@grants/store/access";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { cast, people } from "./people.ts";

/** Gives the people of the demonstration their roles, as an installation begins with its first administrator. */
export const seedRights = async (db: Database, at: Instant): Promise<void> =>
  beginWithPeople(
    { access: createAccessStore(db), newId, sha256: db.sha256 },
    {
      at,
      grantedBy: cast.administrator.id,
      people: people.map(({ id, name, grants }) => ({ id, name, language: "en", grants })),
    },
  );
