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
const wantedOfExpert = (user: UserId): readonly Wanted[] => [
  rightsOf(user),
  { table: "people", key: peopleKeys.person(user) },
  { table: "people", key: expertKeys.expertProfile(user) },
];
const itemsOfExpert = 3;

/** What is read of one expert on one proposal, and how many items that is. */
const wantedOfPair = (proposalId: ProposalId, user: UserId): readonly Wanted[] => [
  { table: "grants", key: sharedKeys.mine(user, `PROP#${proposalId}`) },
  { table: "grants", key: expertKeys.conflictOverride(proposalId, user) },
];
const itemsOfPair = 2;

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

type Asked = { readonly proposalId: ProposalId; readonly experts: readonly UserId[] };

type KnownExpert = Pick<ExpertFacts, "name" | "interests" | "coAuthors"> & {
  readonly memberships: ReturnType<typeof membershipsOf>;
};
type KnownProposal = Asked & {
  readonly dossier: Dossier | null;
  /** Experts that are in the team of the proposal. */
  readonly members: readonly UserId[];
  readonly overrides: ConflictGround["overrides"];
};
type Known = {
  readonly experts: ReadonlyMap<UserId, KnownExpert>;
  readonly organisations: ReadonlyMap<OrganisationId, KnownOrganisation>;
  readonly assistances: readonly Assistance[];
};

const toKnownExpert = ([rights, person, profile]: readonly (Item | null)[], today: LocalDate): KnownExpert => {
  const { interests = [], coAuthors = [] } = present(profile) ? ProfileItem.parse(profile).profile : {};
  return {
    name: present(person) ? NamedItem.parse(person).name : "",
    memberships: membershipsOf(toRights(rights), today),
    interests,
    coAuthors,
  };
};

/** The proposals and their experts in one batch; a person who is asked about on several proposals is read once. */
const readAsked = async (db: Database, asked: readonly Asked[], today: LocalDate) => {
  const users = [...new Set(asked.flatMap(({ experts }) => experts))];
  const pairs = asked.flatMap(({ proposalId, experts }) => experts.map((user) => ({ proposalId, user })));
  const items = await getMany(db, [
    ...asked.map(({ proposalId }) => ({ table: "grants" as const, key: evaluationKeys.dossier(proposalId) })),
    ...users.flatMap(wantedOfExpert),
    ...pairs.flatMap(({ proposalId, user }) => wantedOfPair(proposalId, user)),
  ]);
  const firstPair = asked.length + users.length * itemsOfExpert;
  const ofPairs = pairs.map(({ proposalId, user }, place) => {
    const [member, override] = items.slice(firstPair + place * itemsOfPair, firstPair + (place + 1) * itemsOfPair);
    return { proposalId, user, isMember: present(member), override: toStoredOrNull(ConflictOverride, override) };
  });
  const experts = users.map((user, place) => {
    const first = asked.length + place * itemsOfExpert;
    return [user, toKnownExpert(items.slice(first, first + itemsOfExpert), today)] as const;
  });
  const proposals = asked.map((one, place): KnownProposal => {
    const item = items[place];
    const own = ofPairs.filter(({ proposalId }) => proposalId === one.proposalId);
    return {
      ...one,
      dossier: present(item) ? Dossier.parse(item) : null,
      members: own.filter(({ isMember }) => isMember).map(({ user }) => user),
      overrides: own.flatMap(({ override }) => override ?? []),
    };
  });
  return { experts: new Map(experts), proposals };
};

const groundOf = (
  { proposalId, experts, dossier, members, overrides }: KnownProposal,
  { organisations, assistances, ...known }: Known,
): ConflictGround => {
  const groupsFor = (some: readonly OrganisationId[]) => [
    ...new Set(some.flatMap((id) => organisations.get(id)?.groups ?? [])),
  ];
  const proposal: ProposalFacts | null =
    dossier === null
      ? null
      : {
          proposalId,
          organisations: dossier.organisations,
          pics: dossier.pics,
          groups: groupsFor(dossier.organisations),
          users: members,
          names: [],
        };
  return {
    dossier,
    proposal,
    names: new Map([...organisations].flatMap(([id, { name }]) => (name === null ? [] : [[id, name] as const]))),
    // Who helped another applicant of the same page ties nobody to this one.
    assistances: assistances.filter(({ applicant }) => dossier?.organisations.includes(applicant) === true),
    overrides,
    experts: experts.flatMap((expert): readonly ExpertFacts[] => {
      const found = known.experts.get(expert);
      if (found === undefined) return [];
      const { name, memberships, interests, coAuthors } = found;
      return [
        {
          expert,
          name,
          organisations: memberships.map(({ id, isPast }) => ({
            id,
            isPast,
            pic: organisations.get(id)?.pic ?? null,
          })),
          groups: groupsFor(memberships.filter(({ isPast }) => !isPast).map(({ id }) => id)),
          interests,
          coAuthors,
          coApplicants: [],
        },
      ];
    }),
  };
};

/**
 * For each proposal what ties these experts to it; whether a role is past is asked on `today`. The experts and the proposals in one wave,
 * then their organisations in one, beside who helped the applicants (NCC-05).
 */
export const loadConflictGrounds = async (
  db: Database,
  asked: readonly Asked[],
  today: LocalDate,
): Promise<readonly ConflictGround[]> => {
  const { experts, proposals } = await readAsked(db, asked, today);
  const applicants = [...new Set(proposals.flatMap(({ dossier }) => dossier?.organisations ?? []))];
  const own = [...experts.values()].flatMap(({ memberships }) => memberships.map(({ id }) => id));
  const ids = [...new Set([...applicants, ...own])];
  const [items, assistances] = await Promise.all([
    getMany(db, ids.flatMap(wantedOfOrganisation)),
    loadAssistances(db, applicants),
  ]);
  const organisations = new Map(
    ids.map((id, place) => [
      id,
      toOrganisation(items.slice(place * itemsOfOrganisation, (place + 1) * itemsOfOrganisation)),
    ]),
  );
  return proposals.map((one) => groundOf(one, { experts, organisations, assistances }));
};

/** The same for one proposal. */
export const loadConflictGround = async (
  db: Database,
  { today, ...asked }: Asked & { readonly today: LocalDate },
): Promise<ConflictGround> => {
  const [ground] = await loadConflictGrounds(db, [asked], today);
  if (ground === undefined) throw new Error(`Nothing was read of ${asked.proposalId}.`);
  return ground;
};
