import type { CallContent } from "@grants/core/calls/call";
import { questionnaires } from "@grants/core/proposals/questionnaires";
import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import type { TestApi } from "./api.ts";
import { z } from "zod";
import { aBudget, aCallContent, aGeneral, nch, whileOpen } from "./builders.ts";
import { createConsortiumSteps } from "./consortium.ts";
import { createEvaluation } from "./evaluation.ts";
import { type Payee, createPayees } from "./payee.ts";
import { createThread } from "./thread.ts";

const Versioned = z.object({ version: z.int() });

/** Direct costs of which the Union pays exactly so much: half of them with 7 % on top. */
const costsOf = { 900_000: 1_682_242_99, 400_000: 747_663_55, 200_000: 373_831_78, 50_000: 93_457_94, more: 93_457_96 };

/** The topic whose next proposal asks 50,000.00, and the one where it asks a cent more. */
export const fits = nch;
export const doesNotFit = `${nch}-2`;

const underArticle12 = {
  restriction: "ART_12_5",
  countries: [],
  eeaEquivalent: true,
  admitsControlledEntities: false,
  basis: "Work programme 2026, topic 3",
  necessity: "The action handles information on threats to Member States.",
} satisfies CallContent["security"];

/** Each question of a declaration, answered with no and why. */
const declared = (declaration: "security" | "ownership", slot?: string) => {
  const { edition, questions } = questionnaires[declaration];
  const answers = Object.fromEntries(questions.map(({ id }) => [id, { answer: "no", detail: "Nothing of the kind." }]));
  const path = ["declaration", declaration, ...(slot === undefined ? [] : [slot])].join(".");
  return { [path]: { kind: "declaration", declaration, ...(slot === undefined ? {} : { slot }), edition, answers } };
};

export type AwardStory = {
  readonly callId: string;
  readonly director: UserId;
  readonly officer: UserId;
  /** By topic: the proposal of A, B and C with 1,500,000.00, and the next of the reserve list. */
  readonly mains: ReadonlyMap<string, string>;
  readonly reserves: ReadonlyMap<string, string>;
};

/** Two topics of 1,500,000.00 under Article 12(5): in each an award of all of it, and a reserve list of one until 30 June 2027. */
export const tellAwardStory = async (api: TestApi, db: Database): Promise<AwardStory> => {
  const evaluation = createEvaluation(api, db);
  const { must } = evaluation.thread;
  const [mains, reserves] = [new Map<string, string>(), new Map<string, string>()];
  const topics = [fits, doesNotFit].map((topicId) => ({
    ...aCallContent().topics[0],
    topicId,
    title: topicId,
    budgetCents: 1_500_000_00,
    minGrantCents: 1_00,
    maxGrantCents: 1_500_000_00,
  }));
  const callId = await evaluation.thread.publishCall({ topics, security: underArticle12 });
  const alone = { ...declared("security"), ...declared("ownership", "p001") };
  const steps = createConsortiumSteps(api);
  /** A writes for the project, B and C join and declare for themselves who owns them. */
  const submitTogether = async (topicId: string, acronym: string): Promise<string> => {
    const coordinator = await evaluation.thread.applicant(acronym);
    const proposalId = await evaluation.thread.draftProposal(coordinator, callId, topicId);
    for (const partner of [await steps.found(`B of ${acronym}`), await steps.found(`C of ${acronym}`)]) {
      const { slot } = await steps.join(coordinator.user, proposalId, partner);
      for (const [path, body] of Object.entries(declared("ownership", slot))) {
        const ask = { as: partner.user, at: whileOpen, body, ifMatch: 0 };
        await must("PUT", `/v1/proposals/${proposalId}/parts/${path}`, ask);
      }
    }
    const { version } = Versioned.parse(
      await must("GET", `/v1/proposals/${proposalId}`, { as: coordinator.user, at: whileOpen }),
    );
    await evaluation.thread.writeProposal(coordinator.user, proposalId, {
      ...alone,
      general: aGeneral({ acronym }),
      "budget.p001": aBudget("p001", { categoriesCents: { A: costsOf[900_000] } }),
      "budget.p002": aBudget("p002", { categoriesCents: { A: costsOf[400_000] } }),
      "budget.p003": aBudget("p003", { categoriesCents: { A: costsOf[200_000] } }),
    });
    const frozen = await evaluation.thread.freezeProposal(coordinator.user, proposalId, version);
    const body = { documentSha256: frozen.documentSha256 };
    const ask = { as: coordinator.user, at: whileOpen, ifMatch: frozen.version, body };
    await must("POST", `/v1/proposals/${proposalId}/submission`, ask);
    return proposalId;
  };
  for (const topicId of [fits, doesNotFit]) {
    const number = topicId === fits ? "1" : "2";
    mains.set(topicId, await submitTogether(topicId, `MAIN-${number}`));
    const costsCents = topicId === fits ? costsOf[50_000] : costsOf.more;
    const reserve = { acronym: `NEXT-${number}`, topicId, costsCents, parts: alone };
    reserves.set(topicId, (await evaluation.submitProposal(callId, reserve)).proposalId);
  }
  await evaluation.sealCall(callId);
  const [officer, director] = await Promise.all([evaluation.officer(), evaluation.director()]);
  await must("POST", `/v1/admissibility/calls/${callId}/pages/1`, { as: officer });
  const experts = await evaluation.experts("eva", "emil", "enzo");
  const reason = "Its owners are known to the Centre from the grant before.";
  for (const [place, proposals] of [mains, reserves].entries()) {
    for (const proposalId of proposals.values()) {
      const path = `/v1/admissibility/proposals/${proposalId}`;
      const body = { check: "SECURITY", outcome: "PASS", reason };
      await must("POST", `${path}/findings`, { as: officer, ifMatch: 1, body });
      await must("POST", `${path}/admission`, { as: officer, ifMatch: 2 });
      await evaluation.evaluate(officer, experts, proposalId, place === 0 ? "5 5 5" : "4 4 4");
    }
  }
  for (const topicId of mains.keys()) {
    const path = `/v1/evaluation/calls/${callId}/topics/${topicId}`;
    await must("POST", `${path}/ranking`, { as: officer, ifMatch: 0 });
    const body = { rankingVersion: 1, reserve: { length: 1, expiresOn: "2027-06-30" } };
    await must("POST", `${path}/decision`, { as: director, body });
  }
  return { callId, director, officer, mains, reserves };
};

/** An organisation in the registry, validated, of which a company of the United States owns so much, as it was declared and assessed. */
export const ownedFromAbroad = async (api: TestApi, name: string, sharePercent: string): Promise<Payee> => {
  const payees = createPayees(api);
  const payee = await payees.validated(name);
  const path = `/v1/registry/organisations/${payee.organisation}/ownership`;
  const owners = [{ key: "U", name: "US Parent Inc", kind: "LEGAL", country: "US" }];
  const holdings = [{ owned: "SELF", owner: "U", sharePercent }];
  const { must } = createThread(api);
  await must("POST", path, { as: payee.user, ifMatch: 0, body: { owners, holdings } });
  const assessor = await api.person("assessor of owners", [{ role: "projectOfficer" }]);
  const isControlled = Number(sharePercent) > 50;
  const body = isControlled
    ? { control: "THIRD_COUNTRY_CONTROLLED", country: "US", guarantees: "NONE", reason: "As declared." }
    : { control: "EU_CONTROLLED", guarantees: "NONE", reason: "As declared." };
  await must("POST", `${path}/assessment`, { as: assessor, ifMatch: 1, body });
  return payee;
};
