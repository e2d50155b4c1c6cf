import { getOne } from "@grants/store/read";
import { keys } from "@grants/store/tables/all";
import { z } from "zod";
import { aPartner, nch } from "./builders.ts";
import { anAssessment, createEvaluation, declareNoConflict, whileEvaluating } from "./evaluation.ts";
import type { PortalSite, SitePerson } from "./portal-site.ts";

/** What every applicant asks; the topic's budget is enough for eight of them. */
export const requestedCents = 267_500_00;

/**
 * Twenty-four proposals by their scores, best first: two are alike where the money is enough for one of them, and the last four are
 * below a threshold.
 */
export const scoresOf: Readonly<Record<string, string>> = {
  ALPINE: "5 5 5",
  BALTIC: "5 5 4.5",
  CARPAT: "4.5 5 5",
  DANUBE: "5 5 4",
  ELBE: "4.5 5 4.5",
  FJORD: "5 4.5 4",
  GALWAY: "4.5 5 4",
  HARBOUR: "4.5 4.5 4",
  ISTRIA: "4.5 4.5 4",
  JURA: "4.5 4 4",
  KRAKOW: "4 4.5 4",
  LAGOON: "4.5 4 3.5",
  MEUSE: "4 4 4",
  NARVA: "4 4 3.5",
  ODER: "3.5 4 4",
  PADUA: "4 3.5 3.5",
  QUERCY: "3.5 4 3.5",
  RILA: "3.5 3.5 3.5",
  SAVA: "3.5 4 3",
  TATRA: "3.5 3.5 3",
  UMBRIA: "5 5 2.5",
  VISTULA: "2.5 5 5",
  WADDEN: "3 3.5 3",
  YSER: "3 3 3",
};
export const acronyms = Object.keys(scoresOf);

export const expertNames = [
  "Ana Torres",
  "Bo Lind",
  "Cem Kaya",
  "Dora Nagy",
  "Emil Novák",
  "Frida Holm",
  "Goran Ilić",
  "Hana Malá",
  "Ivo Petrov",
  "Jana Kos",
  "Karl Weber",
  "Lea Rossi",
];

const Assigned = z.looseObject({ experts: z.array(z.string()) });
const Dossier = z.looseObject({ pics: z.tuple([z.string()]) });

/** What an expert says of themselves; a test overrides what it is about. */
export const aProfile = (over: object = {}) => ({
  expertise: ["INCIDENT_HANDLING"],
  expertiseText: "Operations of security hubs.",
  languages: ["en"],
  country: "BE",
  sector: "ACADEMIA",
  availability: [],
  reportsMax: 9,
  interests: [],
  coAuthors: [],
  ...over,
});

/** A closed call with twenty-four proposals that are admitted, and a pool of twelve experts. */
export const openPanel = async (site: PortalSite) => {
  const evaluation = createEvaluation(site.api, site.db);
  const { must, publishCall } = evaluation.thread;
  const limits = { minGrantCents: 100_000_00, maxGrantCents: requestedCents };
  const topic = { topicId: nch, title: "National Cyber Hubs", budgetCents: 8 * requestedCents, ...limits };
  const callId = await publishCall({ topics: [topic] });
  const proposals = new Map<string, { readonly proposalId: string; readonly applicant: SitePerson }>();
  for (const [place, acronym] of acronyms.entries()) {
    const applicant = await site.person(`applicant of ${acronym}`, "applicant");
    const { proposalId } = await evaluation.submitProposal(callId, {
      acronym,
      applicant,
      parts: { "partner.p001": aPartner("p001", { pic: `9998${String(1e4 + place)}` }) },
    });
    proposals.set(acronym, { proposalId, applicant });
  }
  await evaluation.sealCall(callId);
  await evaluation.admitAll(callId);
  const experts = new Map<string, SitePerson>();
  for (const [place, name] of expertNames.entries()) {
    const person = await site.person(name, "expert");
    experts.set(name, person);
    const shared = { as: person.user, ifMatch: 0 };
    await must("PUT", "/v1/people/me", { ...shared, body: { name, language: "en" } });
    const expertise = place < 6 ? ["INCIDENT_HANDLING", "NETWORKS"] : ["INCIDENT_HANDLING"];
    await must("PUT", "/v1/experts/me", { ...shared, body: aProfile({ expertise }) });
  }
  const of = (acronym: string) => {
    const found = proposals.get(acronym);
    if (found === undefined) throw new Error(`There is no ${acronym}.`);
    return found;
  };
  const expert = (name: string): SitePerson => {
    const found = experts.get(name);
    if (found === undefined) throw new Error(`There is no ${name}.`);
    return found;
  };
  const nameOf = (user: string): string => [...experts].find(([, person]) => person.user === user)?.[0] ?? user;
  /** The experts of a proposal, as they are named now. */
  const assignedTo = async (acronym: string): Promise<readonly SitePerson[]> => {
    const head = await getOne(site.db, "grants", keys.assignment(of(acronym).proposalId));
    return head === null ? [] : Assigned.parse(head).experts.map((user) => expert(nameOf(user)));
  };
  const pathOf = (acronym: string) => `/v1/evaluation/proposals/${of(acronym).proposalId}`;
  return {
    callId,
    of,
    expert,
    nameOf,
    assignedTo,
    assignments: async () =>
      new Map(await Promise.all(acronyms.map(async (acronym) => [acronym, await assignedTo(acronym)] as const))),
    picOf: async (acronym: string) =>
      Dossier.parse(await getOne(site.db, "grants", keys.dossier(of(acronym).proposalId))).pics[0],
    declare: (acronym: string, { user }: SitePerson) =>
      declareNoConflict(site.api, of(acronym).proposalId, user, whileEvaluating),
    report: (acronym: string, { user }: SitePerson) =>
      must("POST", `${pathOf(acronym)}/report`, {
        as: user,
        body: anAssessment(scoresOf[acronym] ?? ""),
      }),
    agree: (acronym: string, { user }: SitePerson) =>
      must("POST", `${pathOf(acronym)}/consensus`, {
        as: user,
        body: anAssessment(scoresOf[acronym] ?? ""),
      }),
  };
};
export type Panel = Awaited<ReturnType<typeof openPanel>>;
