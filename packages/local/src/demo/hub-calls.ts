import { programmeProfiles } from "@grants/core/calls/programme-profiles";

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
export const nationalHubsCall = (jointActionId: string | null) => ({
  ...shared,
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
  nationalFunding:
    jointActionId === null
      ? { kind: "none" }
      : { kind: "jointAction", jointActionId, selectionMode: "STRICT", commonPotCents: 0 },
  provenance: { sourceUrl: "https://euro-access.eu/en/calls/2514", syntheticFields: completed },
});

/** The neighbouring call for Cross-Border Cyber Hubs, open while the demonstration is looked at. */
export const crossBorderHubsCall = {
  ...shared,
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
};
