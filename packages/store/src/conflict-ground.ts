import { Assistance } from "@grants/core/access/assistance";
import { isInForceOn } from "@grants/core/access/decide-access";
import type { Rights } from "@grants/core/access/rights";
import { Dossier } from "@grants/core/evaluation/dossier";
import { ConflictOverride } from "@grants/core/experts/conflict-override";
import { ExpertProfile } from "@grants/core/experts/expert-profile";
import type { ConflictGround } from "@grants/core/experts/expert-store";
import type { ExpertFacts, ProposalFacts } from "@grants/core/experts/find-conflicts";
import { ownGroup } from "@grants/core/experts/groups";
import { CountryCode } from "@grants/core/proposals/part";
import type { ProposalId } from "@grants/core/proposals/proposal";
import { Organisation } from "@grants/core/registry/organisation";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { inLanes } from "./evaluation-lists.ts";
import { type Item, type Wanted, getMany, queryAll, rightsOf, toRights, toStored, toStoredOrNull } from "./read.ts";
import { evaluationKeys } from "./tables/evaluation.ts";
import { expertKeys } from "./tables/experts.ts";
import { peopleKeys, peoplePatterns } from "./tables/people.ts";
import { registryKeys } from "./tables/registry.ts";
import { sharedKeys } from "./tables/shared.ts";

const NamedItem = z.object({ name: z.string() });
const ProfileItem = z.object({ profile: ExpertProfile });
const GroupsItem = z.object({ groups: z.array(z.string()) });
const PublicItem = z.object({ name: z.string(), country: CountryCode });

/** What is read of one expert, and how many items that is. */
const wantedOfExpert = (proposalId: ProposalId, user: UserId): readonly Wanted[] => [
  rightsOf(user),
  { table: "people", key: peopleKeys.person(user) },
  { table: "people", key: expertKeys.expertProfile(user) },
  { table: "grants", key: sharedKeys.mine(user, `PROP#${proposalId}`) },
  { table: "grants", key: expertKeys.conflictOverride(proposalId, user) },
];
const itemsOfExpert = 5;

export const wantedOfOrganisation = (id: OrganisationId): readonly Wanted[] => [
  { table: "grants", key: registryKeys.organisation(id) },
  { table: "grants", key: registryKeys.publicOrganisation(id) },
  { table: "grants", key: registryKeys.organisationGroups(id) },
];
export const itemsOfOrganisation = 3;

type KnownOrganisation = {
  /** As it is published; `null` where the organisation is not public yet. */
  readonly name: string | null;
  readonly pic: ExpertFacts["organisations"][number]["pic"];
  readonly groups: readonly string[];
};

const present = (item: Item | null | undefined): item is Item => item !== null && item !== undefined;

export const toOrganisation = ([head, shown, groups]: readonly (Item | null)[]): KnownOrganisation => ({
  name: present(shown) ? PublicItem.parse(shown).name : null,
  pic: toStoredOrNull(Organisation, head)?.state.pic ?? null,
  groups: [
    ...(present(shown) ? [ownGroup(PublicItem.parse(shown))] : []),
    ...(present(groups) ? GroupsItem.parse(groups).groups : []),
  ],
});

/** Organisations of a person's roles: past is one that no role in force is for. */
export const membershipsOf = (rights: Rights | null, today: LocalDate) => {
  const grants = rights?.grants ?? [];
  const ids = [...new Set(grants.flatMap(({ organisation }) => organisation ?? []))];
  return ids.map((id) => ({
    id,
    isPast: !grants.some((grant) => grant.organisation === id && isInForceOn(grant, today)),
  }));
};

/** Applicants that are asked about at a time: a proposal has some, a whole call thousands. */
const applicantsAtOnce = 16;

export const loadAssistances = async (db: Database, ids: readonly OrganisationId[]): Promise<readonly Assistance[]> => {
  const lists = await inLanes(ids, applicantsAtOnce, (id) =>
    queryAll(db, peoplePatterns.assistances, { pk: peopleKeys.assistance(id, "").pk }),
  );
  return lists.flat().map((item) => toStored(Assistance, item).state);
};

type Asked = {
  readonly proposalId: ProposalId;
  readonly experts: readonly UserId[];
  /** Whether a role is past is asked on this day. */
  readonly today: LocalDate;
};

/** The experts and the proposal in one batch; then their organisations in one, beside who helped the applicants (NCC-05). */
export const loadConflictGround = async (
  db: Database,
  { proposalId, experts, today }: Asked,
): Promise<ConflictGround> => {
  const [dossierItem = null, ...items] = await getMany(db, [
    { table: "grants", key: evaluationKeys.dossier(proposalId) },
    ...experts.flatMap((user) => wantedOfExpert(proposalId, user)),
  ]);
  const dossier = dossierItem === null ? null : Dossier.parse(dossierItem);
  const read = experts.map((user, place) => {
    const [rights, person, profile, member, override] = items.slice(place * itemsOfExpert, (place + 1) * itemsOfExpert);
    return {
      user,
      name: present(person) ? NamedItem.parse(person).name : "",
      memberships: membershipsOf(toRights(rights), today),
      profile: present(profile) ? ProfileItem.parse(profile).profile : null,
      isMember: present(member),
      override: toStoredOrNull(ConflictOverride, override),
    };
  });
  const applicants = dossier?.organisations ?? [];
  const ids = [...new Set([...applicants, ...read.flatMap(({ memberships }) => memberships.map(({ id }) => id))])];
  const [organisations, assistances] = await Promise.all([
    getMany(db, ids.flatMap(wantedOfOrganisation)),
    loadAssistances(db, applicants),
  ]);
  const known = new Map(
    ids.map((id, place) => [
      id,
      toOrganisation(organisations.slice(place * itemsOfOrganisation, (place + 1) * itemsOfOrganisation)),
    ]),
  );
  const groupsFor = (some: readonly OrganisationId[]) => [
    ...new Set(some.flatMap((id) => known.get(id)?.groups ?? [])),
  ];
  const proposal: ProposalFacts | null =
    dossier === null
      ? null
      : {
          proposalId,
          organisations: dossier.organisations,
          pics: dossier.pics,
          groups: groupsFor(dossier.organisations),
          users: read.filter(({ isMember }) => isMember).map(({ user }) => user),
          names: [],
        };
  return {
    dossier,
    proposal,
    names: new Map([...known].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const]))),
    assistances,
    overrides: read.flatMap(({ override }) => override ?? []),
    experts: read.map(({ user, name, memberships, profile }): ExpertFacts => ({
      expert: user,
      name,
      organisations: memberships.map(({ id, isPast }) => ({ id, isPast, pic: known.get(id)?.pic ?? null })),
      groups: groupsFor(memberships.filter(({ isPast }) => !isPast).map(({ id }) => id)),
      interests: profile?.interests ?? [],
      coAuthors: profile?.coAuthors ?? [],
      coApplicants: [],
    })),
  };
};
