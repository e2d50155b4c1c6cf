import type { CriterionName } from "@grants/core/calls/call";
import type { UserId } from "@grants/kernel/id";
import type { Database } from "@grants/store/database";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { aBudget, aGeneral, nch, whileOpen } from "./builders.ts";
import { closingDeps, runCloseCalls } from "./closing.ts";
import { createThread } from "./thread.ts";

/** The id of the noun that a reply carries. */
export const idIn = (body: Record<string, unknown>, noun: string): string =>
  z.object({ id: z.string() }).parse(body[noun]).id;

export const whileEvaluating = "2027-02-10T09:00:00.000Z";

const Screened = z.object({ open: z.int() });

type Scores = Readonly<Partial<Record<CriterionName, string>>>;

/** Scores of the three criteria of Digital Europe: "4 4.5 3". */
export const scored = (text: string): Scores => {
  const [RELEVANCE = "", IMPLEMENTATION = "", IMPACT = ""] = text.split(" ");
  return { RELEVANCE, IMPLEMENTATION, IMPACT };
};

/** A report or a consensus; a test overrides what it is about. */
export const anAssessment = (scores: string, over: object = {}) => ({
  scores: scored(scores),
  comments: {
    RELEVANCE: "The proposal answers the topic.",
    IMPLEMENTATION: "The work plan is sound.",
    IMPACT: "The results will be used.",
  },
  ...over,
});

export type ProposalSpec = {
  readonly acronym: string;
  readonly topicId?: string;
  /** Direct costs of the one partner, of which the Union pays half and 7 % on top. */
  readonly costsCents?: number;
  readonly parts?: Readonly<Record<string, object>>;
  /** Who submits; somebody of a new organisation where nobody is named. */
  readonly applicant?: Awaited<ReturnType<ReturnType<typeof createThread>["applicant"]>>;
};

/** The expert's word before the proposal opens. */
export const declareNoConflict = async (api: TestApi, proposalId: string, expert: UserId, at = whileEvaluating) => {
  const path = `/v1/evaluation/proposals/${proposalId}/declaration`;
  return api.send("POST", path, { as: expert, at, body: { interest: "NONE" } });
};

/** Steps from the open call to the consensus, for tests of what comes after. Each throws when the platform refuses it. */
export const createEvaluation = (api: TestApi, db: Database) => {
  const thread = createThread(api);
  const { must } = thread;
  const submitProposal = async (
    callId: string,
    { acronym, topicId = nch, costsCents = 500_000_00, parts = {}, ...by }: ProposalSpec,
  ) => {
    const applicant = by.applicant ?? (await thread.applicant(acronym));
    const proposalId = await thread.draftProposal(applicant, callId, topicId);
    await thread.writeProposal(applicant.user, proposalId, {
      general: aGeneral({ acronym }),
      "budget.p001": aBudget("p001", { categoriesCents: { A: costsCents } }),
      ...parts,
    });
    const { documentSha256, version } = await thread.freezeProposal(applicant.user, proposalId);
    const body = { documentSha256 };
    const ask = { as: applicant.user, at: whileOpen, ifMatch: version, body };
    await must("POST", `/v1/proposals/${proposalId}/submission`, ask);
    return { proposalId, applicant };
  };
  return {
    thread,
    submitProposal,
    /** Runs the worker for one call, a minute after its deadline. */
    sealCall: async (callId: string) => runCloseCalls(closingDeps(db, api.documents), undefined, callId),
    /** The checks of every submission, of which none may be left to look at. */
    admitAll: async (callId: string) => {
      const officer = await api.person("evaluation officer", [{ role: "evaluationOfficer" }]);
      const path = `/v1/admissibility/calls/${callId}/pages/1`;
      const { open } = Screened.parse(await must("POST", path, { as: officer, at: whileEvaluating }));
      if (open > 0) throw new Error(`${open} proposals of ${callId} wait for somebody to look.`);
    },
    officer: () => api.person("evaluation officer", [{ role: "evaluationOfficer" }]),
    director: () => api.person("executive director", [{ role: "authorisingOfficer" }]),
    experts: async (...names: readonly string[]): Promise<readonly UserId[]> =>
      Promise.all(names.map((name) => api.person(name, [{ role: "expert" }]))),
    /** Three reports and a consensus with the same scores. */
    evaluate: async (
      officer: UserId,
      experts: readonly UserId[],
      proposalId: string,
      scores: string,
      over: object = {},
    ) => {
      const at = whileEvaluating;
      const path = `/v1/evaluation/proposals/${proposalId}`;
      await must("PUT", `${path}/experts`, { as: officer, at, ifMatch: 0, body: { experts } });
      await Promise.all(experts.map((expert) => declareNoConflict(api, proposalId, expert, at)));
      await Promise.all(
        experts.map((expert) => must("POST", `${path}/report`, { as: expert, at, body: anAssessment(scores) })),
      );
      await must("POST", `${path}/consensus`, { as: officer, at, body: anAssessment(scores, over) });
    },
  };
};
