import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { nch } from "./builders.ts";
import { createEvaluation, idIn } from "./evaluation.ts";

const Box = z.object({
  letters: z.array(z.object({ letter: z.looseObject({ id: z.string(), template: z.string() }) })),
});

/** What every applicant asks: the topic's budget is enough for two of them. */
export const requestedCents = 267_500_00;
export const decidedAt = "2027-02-11T09:00:00.000Z";

export type Told = { readonly acronym: string; readonly scores: string };
type Applicant = { readonly user: UserId; readonly organisation: OrganisationId };

/** A topic that is ranked, decided for its main list, and told to its applicants. */
export const tellTopic = async (
  { api, db }: { readonly api: TestApi; readonly db: Database },
  {
    proposals,
    applicantOf,
  }: { readonly proposals: readonly Told[]; readonly applicantOf: (acronym: string) => Promise<Applicant> },
) => {
  const evaluation = createEvaluation(api, db);
  const [officer, director, experts] = await Promise.all([
    evaluation.officer(),
    evaluation.director(),
    evaluation.experts("expert one", "expert two", "expert three"),
  ]);
  const limits = { minGrantCents: 100_000_00, maxGrantCents: requestedCents };
  const topic = { topicId: nch, title: "National Cyber Hubs", budgetCents: 2 * requestedCents, ...limits };
  const callId = await evaluation.thread.publishCall({ topics: [topic] });
  const submitted = await Promise.all(
    proposals.map(async ({ acronym, scores }) => {
      const applicant = await applicantOf(acronym);
      const { proposalId } = await evaluation.submitProposal(callId, { acronym, applicant });
      return { acronym, scores, proposalId, applicant };
    }),
  );
  await evaluation.sealCall(callId);
  await Promise.all([
    evaluation.admitAll(callId),
    ...submitted.map(({ scores, proposalId }) => evaluation.evaluate(officer, experts, proposalId, scores)),
  ]);
  const { must } = evaluation.thread;
  const ofTopic = `/v1/evaluation/calls/${callId}/topics/${nch}`;
  await must("POST", `${ofTopic}/ranking`, { as: officer, ifMatch: 0, at: decidedAt });
  const decided = await api.send("POST", `${ofTopic}/decision`, {
    as: director,
    at: decidedAt,
    body: { rankingVersion: 1 },
  });
  const decisionId = idIn(decided.body, "decision");
  const byAcronym = new Map(submitted.map((one) => [one.acronym, one]));
  const of = (acronym: string) => {
    const found = byAcronym.get(acronym);
    if (found === undefined) throw new Error(`There is no ${acronym}.`);
    return found;
  };
  const box = async (acronym: string) => {
    const { user, organisation } = of(acronym).applicant;
    const { body } = await api.send("GET", `/v1/letters/organisations/${organisation}/letters`, { as: user });
    return Box.parse(body).letters.map(({ letter }) => letter);
  };
  return {
    callId,
    topicId: nch,
    decisionId,
    officer,
    director,
    experts,
    of,
    box,
    /** Has the letters of the decision sent. */
    tell: async (at: string) => {
      await must("POST", `/v1/letters/decisions/${decisionId}/results`, { as: officer, at });
      await api.sendLetters(at);
    },
    /** Opens every letter of an applicant's organisation. */
    open: async (acronym: string, at: string) => {
      const { user } = of(acronym).applicant;
      const letters = await box(acronym);
      await Promise.all(letters.map(({ id }) => api.send("POST", `/v1/letters/${id}/opening`, { as: user, at })));
      return letters;
    },
  };
};
export type ToldTopic = Awaited<ReturnType<typeof tellTopic>>;
