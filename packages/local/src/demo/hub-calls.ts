import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { storyAnnexes } from "./chapter-annexes.ts";

const completed = [
  "objectives",
  "eligibility",
  "exclusionAndSelection",
  "financing",
  "submissionArrangements",
  "workProgramme",
  "opens",
  "closes",
  "plannedInformOn",
  "plannedSignOn",
  "topics.minGrantCents",
  "profile.prefinancingRate",
  "nationalFunding",
];

const shared = {
  eligibility:
    "Public bodies and other legal entities established in a Member State that host or will host a National Cyber Hub, not controlled from a third country (Regulation (EU) 2021/694, Articles 12 and 18).",
  exclusionAndSelection:
    "Applicants declare on their honour that no situation of exclusion applies and that they have the capacity to carry out the action (Regulation (EU, Euratom) 2024/2509, Articles 138 and 201).",
  financing:
    "Simple grant on actual costs, 50 % of eligible costs, indirect costs at 7 % of eligible direct costs, pre-financing of 80 % of the grant.",
  submissionArrangements:
    "Proposals are written and submitted on this platform. The server's instant of receipt decides; the closing instant itself is in time.",
  workProgramme: "Digital Europe Programme, cybersecurity work programme 2025-2027",
  profile: programmeProfiles.SG,
};

export const nchTopic = "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH";
export const cbchTopic = "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-CBCH";

/** A copy of the real call for National Cyber Hubs, completed where sources are silent, with dates of the demonstration. */
export const nationalHubsCall = (workProgrammeId: string) => ({
  ...shared,
  workProgrammeId,
  consortiumRule: { partnersMin: 1, countriesMin: 1, memberStatesMin: 1 },
  security: {
    restriction: "ART_12_5",
    countries: [],
    eeaEquivalent: true,
    admitsControlledEntities: false,
    basis: "Cybersecurity work programme 2025-2027, security conditions",
    necessity:
      "Hubs see incidents of essential services before anybody else does; control from outside would open them.",
  },
  certification: [
    {
      use: "DELIVERABLE",
      ictCategory: "Network sensors of the hub",
      schemeId: "ANY",
      minAssurance: "SUBSTANTIAL",
      dueMonth: 24,
      evidence: "Certificate of the product and its version",
      equivalentAllowed: true,
      legalBasis: "Directive (EU) 2022/2555, Article 24",
    },
  ],
  linkedProgrammes: [
    { name: "Connecting Europe Facility, digital strand", isCumulationAllowed: true },
    {
      name: "Cyber Solidarity Act, joint procurement",
      isCumulationAllowed: false,
      note: "The same equipment is bought once.",
    },
  ],
  reference: nchTopic,
  title: "National Cyber Hubs (demonstration)",
  objectives:
    "Build or strengthen National Cyber Hubs that detect, analyse and share information on cyber threats, as nodes of the European Cybersecurity Alert System (Regulation (EU) 2025/38).",
  opens: { local: "2026-12-01T09:00", zone: "Europe/Brussels" },
  closes: { local: "2027-01-29T17:00", zone: "Europe/Brussels" },
  plannedInformOn: "2027-06-30",
  plannedSignOn: "2027-09-30",
  topics: [
    {
      topicId: nchTopic,
      title: "National Cyber Hubs",
      budgetCents: 2_000_000_00,
      minGrantCents: 500_000_00,
      maxGrantCents: 1_000_000_00,
    },
  ],
  nationalFunding: { kind: "none" },
  annexes: storyAnnexes,
  provenance: { sourceUrl: "https://euro-access.eu/en/calls/2514", syntheticFields: [...completed, "annexes"] },
});

/** The neighbouring call for Cross-Border Cyber Hubs, open while the demonstration is looked at. */
export const crossBorderHubsCall = (workProgrammeId: string) => ({
  ...shared,
  workProgrammeId,
  reference: cbchTopic,
  title: "Cross-Border Cyber Hubs (demonstration)",
  objectives:
    "Bring National Cyber Hubs of at least three Member States together in Cross-Border Cyber Hubs that exchange information on threats and train together.",
  opens: { local: "2027-05-03T09:00", zone: "Europe/Brussels" },
  closes: { local: "2027-09-16T17:00", zone: "Europe/Brussels" },
  plannedInformOn: "2028-02-29",
  plannedSignOn: "2028-05-29",
  topics: [
    {
      topicId: cbchTopic,
      title: "Cross-Border Cyber Hubs",
      budgetCents: 2_000_000_00,
      minGrantCents: 1_000_000_00,
      maxGrantCents: 2_000_000_00,
    },
  ],
  nationalFunding: { kind: "none" },
  consortiumRule: { partnersMin: 3, countriesMin: 3, memberStatesMin: 3 },
  declarations: ["security", "exclusion", "standing"],
  provenance: { sourceUrl: "https://euro-access.eu/en/calls/2513", syntheticFields: completed },
});

export const socTopic = "DIGITAL-ECCC-2022-CYBER-B-03-SOC";

/** What changed when the call for security operation centres was launched again: its sources tell two budgets and two deadlines. */
const firstSoc = { budgetCents: 3_416_321_00, closes: "2027-07-06T17:00" };
const lastSoc = { budgetCents: 26_310_858_00, closes: "2027-08-29T17:00" };

const socCall = ({ budgetCents, closes }: typeof firstSoc) => ({
  ...shared,
  reference: socTopic,
  title: "Security operation centres, launched again (demonstration)",
  objectives:
    "Strengthen national security operation centres that watch over networks of public bodies and of essential services.",
  opens: { local: "2027-05-25T09:00", zone: "Europe/Brussels" },
  closes: { local: closes, zone: "Europe/Brussels" },
  plannedInformOn: "2027-12-17",
  plannedSignOn: "2028-03-17",
  topics: [
    {
      topicId: socTopic,
      title: "Security operation centres",
      budgetCents,
      minGrantCents: 1_000_000_00,
      maxGrantCents: 3_000_000_00,
    },
  ],
  nationalFunding: { kind: "none" },
  provenance: { sourceUrl: "https://euro-access.eu/en/calls/692", syntheticFields: completed },
});

/** Its versions, each with why it changed. */
export const socVersions = [
  { content: socCall(firstSoc), reasons: [] },
  {
    content: socCall({ ...firstSoc, budgetCents: lastSoc.budgetCents }),
    reasons: [
      { field: "topics", reason: "Money of the first round that was not awarded is added to the budget of the topic." },
    ],
  },
  {
    content: socCall(lastSoc),
    reasons: [{ field: "closes", reason: "The guide for applicants came late; everybody gets eight weeks more." }],
  },
] as const;
