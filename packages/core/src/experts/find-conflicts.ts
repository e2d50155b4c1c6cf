import type { OrganisationId, UserId } from "@grants/kernel/id";
import { addMonths } from "@grants/kernel/calendar";
import type { LocalDate } from "@grants/kernel/time";
import type { Assistance } from "../access/assistance.ts";
import type { Pic } from "../proposals/part.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { comparableName } from "./comparable-name.ts";
import { type Bar, type BarredExperts, type ConflictFact, type InterestNature, barOf } from "./conflict.ts";

type Member = { readonly id: OrganisationId; readonly pic: Pic | null };

/** What is known of an expert that could tie them to an applicant. */
export type ExpertFacts = {
  readonly expert: UserId;
  /** The name as the expert gives it; "" where none is known. */
  readonly name: string;
  /** Organisations that the person acts for, or acted for once. */
  readonly organisations: readonly (Member & { readonly isPast: boolean })[];
  /** Whoever controls these organisations, themselves among them (CLR-OWN-01). */
  readonly groups: readonly string[];
  readonly interests: readonly { readonly pic: Pic; readonly nature: InterestNature }[];
  readonly coAuthors: readonly { readonly name: string; readonly on: LocalDate }[];
  /** Partners of the expert's organisations in sealed proposals of this platform. */
  readonly coApplicants: readonly {
    readonly organisation: OrganisationId;
    readonly proposalId: ProposalId;
    readonly on: LocalDate;
  }[];
};

/** What is known of a proposal that an expert could be tied to. */
export type ProposalFacts = {
  readonly proposalId: ProposalId;
  readonly organisations: readonly OrganisationId[];
  readonly pics: readonly Pic[];
  readonly groups: readonly string[];
  /** Accounts of those who wrote or submitted it. */
  readonly users: readonly UserId[];
  /** Persons that it names. */
  readonly names: readonly string[];
};

/** Common proposals and papers of this many years make a conflict perceivable (EVA-03); an assumption of the platform. */
export const commonWorkYears = 3;

const monthsInYear = 12;

type Tie = { readonly mark: string; readonly fact: ConflictFact };

const marked = {
  organisation: (id: string) => `O#${id}`,
  pic: (pic: string) => `P#${pic}`,
  group: (group: string) => `G#${group}`,
  user: (user: string) => `U#${user}`,
  name: (name: string) => `N#${comparableName(name)}`,
  proposal: (id: string) => `A#${id}`,
} as const;

const assistanceTies = (facts: ExpertFacts, assistances: readonly Assistance[]): readonly Tie[] =>
  assistances.flatMap(({ id, officer, centre, applicant, subject }): readonly Tie[] => {
    const fact: ConflictFact = { because: "NCC_ASSISTANCE", assistance: id };
    if (officer === facts.expert) return [{ mark: marked.organisation(applicant), fact }];
    if (!facts.organisations.some((own) => own.id === centre)) return [];
    return [{ mark: subject === undefined ? marked.organisation(applicant) : marked.proposal(subject), fact }];
  });

const membershipTies = ({ organisations, groups }: ExpertFacts): readonly Tie[] => [
  ...organisations.flatMap(({ id, pic, isPast }): readonly Tie[] => {
    const fact: ConflictFact = { because: isPast ? "FORMER_ORGANISATION" : "SAME_ORGANISATION", organisation: id };
    return [{ mark: marked.organisation(id), fact }, ...(pic === null ? [] : [{ mark: marked.pic(pic), fact }])];
  }),
  ...groups.map((group): Tie => ({ mark: marked.group(group), fact: { because: "SAME_GROUP", group } })),
];

/** Everything that an expert is tied to. What is older than the years of common work is left out. */
const tiesOf = (facts: ExpertFacts, assistances: readonly Assistance[], today: LocalDate): readonly Tie[] => {
  const isRecent = ({ on }: { readonly on: LocalDate }) => addMonths(on, commonWorkYears * monthsInYear) >= today;
  const own = comparableName(facts.name);
  return [
    ...membershipTies(facts),
    { mark: marked.user(facts.expert), fact: { because: "PERSON_OF_PROPOSAL" } },
    ...(own === ""
      ? []
      : [{ mark: marked.name(own), fact: { because: "NAMED_IN_PROPOSAL", name: facts.name } } as const]),
    ...facts.coApplicants.filter(isRecent).map(({ organisation, proposalId, on }): Tie => ({
      mark: marked.organisation(organisation),
      fact: { because: "CO_APPLICANT", organisation, proposalId, on },
    })),
    ...facts.coAuthors
      .filter((paper) => isRecent(paper) && comparableName(paper.name) !== "")
      .map(({ name, on }): Tie => ({ mark: marked.name(name), fact: { because: "CO_AUTHOR", name, on } })),
    ...facts.interests.map(({ pic, nature }): Tie => ({
      mark: marked.pic(pic),
      fact: { because: "DECLARED_INTEREST", pic, nature },
    })),
    ...assistanceTies(facts, assistances),
  ];
};

const marksOf = (proposal: ProposalFacts): readonly string[] => [
  ...new Set([
    marked.proposal(proposal.proposalId),
    ...proposal.organisations.map(marked.organisation),
    ...proposal.pics.map(marked.pic),
    ...proposal.groups.map(marked.group),
    ...proposal.users.map(marked.user),
    ...proposal.names.map(marked.name),
  ]),
];

/** The same thing known by two marks (an organisation and its PIC) is said once. */
const distinct = (facts: readonly ConflictFact[]): readonly ConflictFact[] => [...new Set(facts)];

type Known = {
  readonly experts: readonly ExpertFacts[];
  readonly proposals: readonly ProposalFacts[];
  readonly assistances: readonly Assistance[];
  readonly today: LocalDate;
};

/**
 * Who is barred from what (EVA-02, EVA-03, NCC-05). Proposals stand under what they name and experts look themselves up there, so that the
 * work grows with what ties them, not with experts times proposals.
 */
export const findConflicts = ({ experts, proposals, assistances, today }: Known): BarredExperts => {
  const byMark = new Map<string, ProposalId[]>();
  for (const proposal of proposals)
    for (const mark of marksOf(proposal)) {
      const under = byMark.get(mark) ?? [];
      under.push(proposal.proposalId);
      byMark.set(mark, under);
    }
  const barred = new Map<ProposalId, Bar[]>();
  for (const expert of experts) {
    const found = new Map<ProposalId, ConflictFact[]>();
    for (const { mark, fact } of tiesOf(expert, assistances, today))
      for (const id of byMark.get(mark) ?? []) {
        const facts = found.get(id) ?? [];
        facts.push(fact);
        found.set(id, facts);
      }
    for (const [id, facts] of found) {
      const bar = barOf(expert.expert, distinct(facts));
      if (bar !== null) barred.set(id, [...(barred.get(id) ?? []), bar]);
    }
  }
  return barred;
};
