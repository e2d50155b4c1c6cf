import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import type { Database } from "./database.ts";
import { getMany } from "./read.ts";
import { peopleKeys } from "./tables/people.ts";

/** In which language a person is written to, and where; without an address they are not. */
const Card = z.object({ language: z.enum(["en", "nl"]), mail: z.string().optional() });
export type Card = z.infer<typeof Card>;

/** Cards of these people, each once; who was erased has none. */
export const cardsOf = async (db: Database, users: readonly UserId[]): Promise<ReadonlyMap<UserId, Card>> => {
  const each = [...new Set(users)];
  const found = await getMany(
    db,
    each.map((user) => ({ table: "people", key: peopleKeys.person(user) })),
  );
  return new Map(
    each.flatMap((user, place) => {
      const item = found[place] ?? null;
      return item === null ? [] : [[user, Card.parse(item)] as const];
    }),
  );
};
