import type { PoolGround } from "@grants/core/evaluation/assignment-run/run-store";
import type { Dossier } from "@grants/core/evaluation/dossier";
import { KeptProfile } from "@grants/core/experts/expert-profile";
import { UserId } from "@grants/kernel/id";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import {
  itemsOfOrganisation,
  loadAssistances,
  membershipsOf,
  toOrganisation,
  wantedOfOrganisation,
} from "./conflict-ground.ts";
import type { Database } from "./database.ts";
import { getMany, inLanes } from "./evaluation-lists.ts";
import { type Item, readThrough, rightsOf, toRights } from "./read.ts";
import { expertKeys, expertPatterns } from "./tables/experts.ts";
import { peopleKeys } from "./tables/people.ts";
import { sharedKeys, sharedPatterns } from "./tables/shared.ts";

const PoolRow = z.object({ sk: UserId });
const Named = z.object({ name: z.string() });
const Mine = z.object({ sk: z.string() });
/** Experts whose own proposals are asked for at a time. */
const expertsAtOnce = 16;
const itemsOfExpert = 3;
const ownProposal = "PROP#";

const present = (item: Item | null | undefined): item is Item => item !== null && item !== undefined;

type PoolMember = {
  readonly kept: KeptProfile;
  readonly name: string;
  readonly rights: ReturnType<typeof toRights>;
  /** The proposals whose team they are in. */
  readonly proposals: ReadonlySet<string>;
};

/** Everybody of the pool, with what they wrote in. */
const loadPool = async (db: Database): Promise<readonly PoolMember[]> => {
  const rows = await readThrough(db, expertPatterns.expertPool, { pk: expertKeys.expertInPool(null, null, "").pk });
  const users = rows.map((row) => PoolRow.parse(row).sk);
  const [items, own] = await Promise.all([
    getMany(
      db,
      users.flatMap((user) => [
        { table: "people" as const, key: expertKeys.expertProfile(user) },
        { table: "people" as const, key: peopleKeys.person(user) },
        rightsOf(user),
      ]),
    ),
    inLanes(users, expertsAtOnce, (user) =>
      readThrough(db, sharedPatterns.myThings, { pk: sharedKeys.mine(user, "").pk, sk: { beginsWith: ownProposal } }),
    ),
  ]);
  return users.flatMap((_, place): readonly PoolMember[] => {
    const [profile, person, rights] = items.slice(place * itemsOfExpert, (place + 1) * itemsOfExpert);
    if (!present(profile)) return [];
    return [
      {
        kept: KeptProfile.parse(profile),
        name: present(person) ? Named.parse(person).name : "",
        rights: toRights(rights),
        proposals: new Set((own[place] ?? []).map((item) => Mine.parse(item).sk.slice(ownProposal.length))),
      },
    ];
  });
};

/**
 * What ties all experts of the pool to all these proposals: the same facts as `loadConflictGround` reads for one proposal, with what they
 * share read once. For a worker: it reads as much as there is.
 */
export const loadPoolGround = async (
  db: Database,
  dossiers: readonly Dossier[],
  today: LocalDate,
): Promise<PoolGround> => {
  const pool = await loadPool(db);
  const memberships = pool.map(({ rights }) => membershipsOf(rights, today));
  const applicants = [...new Set(dossiers.flatMap(({ organisations }) => organisations))];
  const ids = [...new Set([...applicants, ...memberships.flat().map(({ id }) => id)])];
  const [items, assistances] = await Promise.all([
    getMany(db, ids.flatMap(wantedOfOrganisation)),
    loadAssistances(db, applicants),
  ]);
  const known = new Map(
    ids.map((id, place) => [
      id,
      toOrganisation(items.slice(place * itemsOfOrganisation, (place + 1) * itemsOfOrganisation)),
    ]),
  );
  const groupsFor = (some: readonly (typeof ids)[number][]) => [
    ...new Set(some.flatMap((id) => known.get(id)?.groups ?? [])),
  ];
  return {
    pool: pool.map(({ kept, rights }) => ({ kept, rights })),
    assistances,
    experts: pool.map(({ kept: { user, profile }, name }, place) => {
      const own = memberships[place] ?? [];
      return {
        expert: user,
        name,
        organisations: own.map(({ id, isPast }) => ({ id, isPast, pic: known.get(id)?.pic ?? null })),
        groups: groupsFor(own.filter(({ isPast }) => !isPast).map(({ id }) => id)),
        interests: profile.interests,
        coAuthors: profile.coAuthors,
        coApplicants: [],
      };
    }),
    proposals: dossiers.map(({ proposalId, organisations, pics }) => ({
      proposalId,
      organisations,
      pics,
      groups: groupsFor(organisations),
      users: pool.filter(({ proposals }) => proposals.has(proposalId)).map(({ kept }) => kept.user),
      names: [],
    })),
  };
};
