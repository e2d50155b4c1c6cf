import type { CallContent } from "@grants/core/calls/call";
import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { OrganisationId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import type { z } from "zod";

type Input = z.input<typeof CallContent>;

const sentence = "What the rules of the programme ask for, in a sentence of its own.";

/** A complete call; a test overrides what it is about. */
export const aCallContent = (over: Partial<Input> = {}): Input => ({
  reference: "DIGITAL-ECCC-2026-DEPLOY-CYBER-10",
  title: "National and cross-border cyber hubs",
  objectives: sentence,
  eligibility: sentence,
  exclusionAndSelection: sentence,
  financing: sentence,
  submissionArrangements: sentence,
  workProgramme: "Work programme 2026",
  opens: { local: "2026-12-01T09:00", zone: "Europe/Brussels" },
  closes: { local: "2027-01-29T17:00", zone: "Europe/Brussels" },
  plannedInformOn: "2027-06-30",
  plannedSignOn: "2027-09-30",
  topics: [
    {
      topicId: "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH",
      title: "National Cyber Hubs",
      budgetCents: 2_000_000_00,
      minGrantCents: 100_000_00,
      maxGrantCents: 1_000_000_00,
    },
  ],
  profile: programmeProfiles.SG,
  nationalFunding: { kind: "none" },
  provenance: { syntheticFields: [] },
  ...over,
});

export const nch = "DIGITAL-ECCC-2026-DEPLOY-CYBER-10-NCH";
/** Within the period of `aCallContent`, at its edges and before it. */
export const beforeOpening = "2026-11-20T09:00:00.000Z";
export const whileOpen = "2027-01-10T09:00:00.000Z";
export const closingInstant = "2027-01-29T16:00:00.000Z";
export const justLate = "2027-01-29T16:00:00.001Z";

export const anOrganisation = (name: string) => OrganisationId.parse(`org_${newId(name)}`);

export const aGeneral = (over: object = {}) => ({
  kind: "general",
  acronym: "NATHUB-BE",
  title: "A national cyber hub for Belgium",
  abstract: "",
  durationMonths: 36,
  ...over,
});

export const aPartner = (slot: string, over: object = {}) => ({
  kind: "partner",
  slot,
  name: `Partner ${slot}`,
  pic: `99988${slot.slice(1)}0`.padEnd(9, "7"),
  country: "BE",
  isSme: false,
  isNonProfit: false,
  isPublicBody: true,
  ...over,
});

export const aBudget = (slot: string, over: object = {}) => ({
  kind: "budget",
  slot,
  categoriesCents: { A: 300_000_00, C: 200_000_00 },
  ...over,
});

export const aText = (section: string, over: object = {}) => ({
  kind: "text",
  section,
  text: `Why the proposal does well on ${section}.`,
  ...over,
});

export const aWorkPackage = (workPackage: string, over: object = {}) => ({
  kind: "workPackage",
  workPackage,
  title: `Work package ${workPackage}`,
  objectives: "",
  startMonth: 1,
  endMonth: 36,
  lead: "p001",
  deliverables: [{ title: "Plan", month: 6 }],
  milestones: [],
  ...over,
});

const measures: Readonly<Record<string, object>> = {
  days: { days: "10", rateCents: 300_00 },
  units: { units: "10", rateCents: 300_00 },
};

/** An amount of 1,000 euro, or ten days or units at 300 euro. */
export const aLine = ({ kind = "amount", ...over }: { kind?: string } & Readonly<Record<string, unknown>> = {}) => ({
  kind,
  item: "A1",
  description: "Analysts",
  ...(measures[kind] ?? { amountCents: 1_000_00 }),
  ...over,
});

export const aCosts = (slot: string, workPackage: string, ...lines: readonly object[]) => ({
  kind: "costs",
  slot,
  workPackage,
  lines,
});
