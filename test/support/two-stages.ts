import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import type { TestApi } from "./api.ts";
import { aBudget, aCallContent, aGeneral, aPartner, aText, nch, whileOpen } from "./builders.ts";
import { closingDeps, runCloseCalls } from "./closing.ts";
import { createEvaluation } from "./evaluation.ts";

/** After the first stage of the call below, and before the end of its second. */
export const whileFirstIsAssessed = "2027-01-18T09:00:00.000Z";

/** Steps of a call of two stages (HSC-04), for tests of what comes after. Each throws when the platform refuses it. */
export const createTwoStages = async (api: TestApi, db: Database) => {
  const evaluation = createEvaluation(api, db);
  const [officer, director] = [await evaluation.officer(), await evaluation.director()];
  const { topics } = aCallContent();
  const send = (method: string, path: string, as: UserId, at: string, over: object = {}) =>
    evaluation.thread.must(method, path, { as, at, ...over });
  return {
    evaluation,
    officer,
    director,
    send,
    /** One of two stages, whose first has the criteria of relevance and impact. */
    publish: (): Promise<string> =>
      evaluation.thread.publishCall({
        topics: topics.map((topic) => ({ ...topic, budgetCents: 1_000_000_00 })),
        firstStage: {
          closes: { local: "2027-01-15T17:00", zone: "Europe/Brussels" },
          plannedInviteOn: "2027-01-20",
          criteria: ["RELEVANCE", "IMPACT"],
          criterionThreshold: "4",
          overallThreshold: "8",
          budgetFactor: 1,
        },
      }),
    /** A short proposal: the texts of the first stage alone, and a grant that fills the budget nearly. */
    submitShort: async (callId: string, acronym: string) => {
      const applicant = await evaluation.thread.applicant(acronym);
      const as = applicant.user;
      const proposalId = await evaluation.thread.draftProposal(applicant, callId);
      const parts = {
        general: aGeneral({ acronym }),
        "partner.p001": aPartner("p001"),
        "budget.p001": aBudget("p001", { categoriesCents: { A: 1_800_000_00 } }),
        "text.relevance": aText("relevance"),
        "text.impact": aText("impact"),
      };
      await Promise.all(
        Object.entries(parts).map(([path, body]) =>
          send("PUT", `/v1/proposals/${proposalId}/parts/${path}`, as, whileOpen, { body, ifMatch: 0 }),
        ),
      );
      const { documentSha256, version } = await evaluation.thread.freezeProposal(as, proposalId);
      const submission = { ifMatch: version, body: { documentSha256 } };
      await send("POST", `/v1/proposals/${proposalId}/submission`, as, whileOpen, submission);
      return { proposalId, ...applicant };
    },
    /** The list of the first stage, a minute after its end. */
    sealFirst: (callId: string) => runCloseCalls(closingDeps(db, api.documents), "2027-01-15T16:01:01Z", callId),
    /** Three reports and a consensus on the two criteria of the first stage. */
    assess: async (proposalId: string, RELEVANCE: string, IMPACT: string) => {
      const comments = { RELEVANCE: "It answers the topic.", IMPACT: "It will be used." };
      const assessed = { body: { scores: { RELEVANCE, IMPACT }, comments } };
      const experts = await evaluation.experts("one", "two", "three");
      const path = `/v1/evaluation/proposals/${proposalId}`;
      const at = whileFirstIsAssessed;
      await send("PUT", `${path}/experts`, officer, at, { ifMatch: 0, body: { experts } });
      const none = { body: { interest: "NONE" } };
      await Promise.all(experts.map((expert) => send("POST", `${path}/declaration`, expert, at, none)));
      await Promise.all(experts.map((expert) => send("POST", `${path}/report`, expert, at, assessed)));
      await send("POST", `${path}/consensus`, officer, at, assessed);
    },
    admit: (callId: string) => send("POST", `/v1/admissibility/calls/${callId}/pages/1`, officer, whileFirstIsAssessed),
    rank: (callId: string) =>
      send("POST", `/v1/evaluation/calls/${callId}/topics/${nch}/ranking`, officer, whileFirstIsAssessed, {
        ifMatch: 0,
      }),
  };
};
