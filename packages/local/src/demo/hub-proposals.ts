import { planOf } from "./hub-plan.ts";
import { type StoryPerson, cast } from "./people.ts";

/** A synthetic proposal of the story: who asks for what, and what the experts will think of it. */
export type StoryProposal = {
  readonly coordinator: StoryPerson;
  readonly acronym: string;
  readonly title: string;
  readonly country: string;
  readonly pic: string;
  /** Direct costs; 7 % indirect costs come on top, and half of it all is asked of the Union. */
  readonly personnelCents: number;
  readonly purchasesCents: number;
  readonly funder: string;
  readonly nationalCents: number;
  /** Consensus scores: relevance, implementation, impact. */
  readonly scores: readonly [string, string, string];
};

export const storyProposals: readonly StoryProposal[] = [
  {
    coordinator: cast.joost,
    acronym: "NEDHUB",
    title: "A national cyber hub for the Netherlands",
    country: "NL",
    pic: "999000012",
    personnelCents: 900_000_00,
    purchasesCents: 900_000_00,
    funder: "NL",
    nationalCents: 450_000_00,
    scores: ["5", "4.5", "4.5"],
  },
  {
    coordinator: cast.anna,
    acronym: "BELHUB",
    title: "A national cyber hub for Belgium",
    country: "BE",
    pic: "999000029",
    personnelCents: 1_000_000_00,
    purchasesCents: 800_000_00,
    funder: "BE",
    nationalCents: 500_000_00,
    scores: ["4.5", "4.5", "4"],
  },
  {
    coordinator: cast.chiara,
    acronym: "ITALHUB",
    title: "A national cyber hub for Italy",
    country: "IT",
    pic: "999000036",
    personnelCents: 850_000_00,
    purchasesCents: 850_000_00,
    funder: "IT",
    nationalCents: 350_000_00,
    scores: ["4", "4", "4"],
  },
  {
    coordinator: cast.mikael,
    acronym: "SUOMIHUB",
    title: "A national cyber hub for Finland",
    country: "FI",
    pic: "999000043",
    personnelCents: 600_000_00,
    purchasesCents: 500_000_00,
    funder: "FI",
    nationalCents: 250_000_00,
    scores: ["4", "3.5", "4"],
  },
  {
    coordinator: cast.ana,
    acronym: "CROHUB",
    title: "A national cyber hub for Croatia",
    country: "HR",
    pic: "999000050",
    personnelCents: 700_000_00,
    purchasesCents: 600_000_00,
    funder: "HR",
    nationalCents: 300_000_00,
    scores: ["4", "2.5", "4.5"],
  },
];

const text = (section: string, acronym: string) =>
  `Synthetic text of ${acronym} on ${section}, written for the demonstration. It stands where a real proposal would argue its case.`;

/** One consortium plans by work packages and cost lines; the others enter their costs by category. */
const isPlanned = ({ coordinator }: StoryProposal): boolean => coordinator === cast.anna;

const answers = (...given: readonly (readonly [id: string, answer: "yes" | "no"])[]) =>
  Object.fromEntries(given.map(([id, answer]) => [id, { answer }]));

/** What the call asks to declare: how safe the project is, and who controls its partner. */
const declarations = {
  "declaration.security": {
    kind: "declaration",
    declaration: "security",
    edition: "2026-1",
    answers: answers(
      ["classified", "no"],
      ["sensitiveResults", "no"],
      ["thirdCountryAccess", "no"],
      ["supplyChain", "no"],
      ["measures", "yes"],
    ),
  },
  "declaration.ownership.p001": {
    kind: "declaration",
    declaration: "ownership",
    slot: "p001",
    edition: "2026-1",
    answers: answers(
      ["establishedInUnion", "yes"],
      ["controlledFromThirdCountry", "no"],
      ["guarantees", "no"],
      ["fileComplete", "yes"],
    ),
  },
};

/** The parts of a proposal, by path, as its coordinator writes them. */
export const partsOf = (proposal: StoryProposal): Readonly<Record<string, object>> => ({
  general: {
    kind: "general",
    acronym: proposal.acronym,
    title: proposal.title,
    abstract: `Synthetic proposal of the demonstration: ${proposal.title}.`,
    durationMonths: 36,
  },
  "partner.p001": {
    kind: "partner",
    slot: "p001",
    name: proposal.coordinator.organisation,
    pic: proposal.pic,
    country: proposal.country,
    isSme: false,
    isNonProfit: true,
    isPublicBody: true,
  },
  "budget.p001": {
    kind: "budget",
    slot: "p001",
    categoriesCents: isPlanned(proposal) ? {} : { A: proposal.personnelCents, C: proposal.purchasesCents },
    national: { funder: proposal.funder, requestedCents: proposal.nationalCents },
  },
  ...(isPlanned(proposal) ? planOf(proposal) : {}),
  ...declarations,
  ...Object.fromEntries(
    ["relevance", "implementation", "impact"].map((section) => [
      `text.${section}`,
      { kind: "text", section, text: text(section, proposal.acronym) },
    ]),
  ),
});
