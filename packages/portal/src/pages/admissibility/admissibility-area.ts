import type { PortalArea } from "../../area.ts";
import { screenProposals, showAdmissibilityBoard } from "./board-page.tsx";
import { showAdmissibilityCalls } from "./overview-page.tsx";
import { admitProposal, screenAgain, showAdmissibility } from "./proposal-page.tsx";
import { stepsAt } from "../../forms/step-form.tsx";
import { answerStep, askStep, findingStep, refusalStep, reviewDecisionStep, reviewStep } from "./steps.tsx";
import { type AdmissibilityPage, proposalCrumbs, proposalPath, readAdmissibility } from "./vocabulary.ts";

const steps = [
  ["findings/:check", findingStep],
  ["clarifications", askStep],
  ["clarifications/:number", answerStep],
  ["refusal", refusalStep],
  ["review", reviewStep],
  ["review/decision", reviewDecisionStep],
] as const;

const { openStep, sendStep } = stepsAt<AdmissibilityPage>({
  read: readAdmissibility,
  pathOf: proposalPath,
  crumbs: (page, shown) => [
    ...proposalCrumbs(page, shown),
    { label: page.t("admissibility.proposalTitle", { acronym: shown.acronym }), path: proposalPath(shown.proposalId) },
  ],
});

/** Whether sealed proposals are admitted: the board of officers, and the page of each proposal for them and its own people. */
export const admissibilityArea: PortalArea = {
  path: "admissibility",
  navigation: [
    {
      label: "admissibility.title",
      path: "/admissibility",
      visibleTo: ["readAdmissibilityBoard"],
    },
  ],
  routes: (router) => {
    router.get("/", showAdmissibilityCalls);
    router.get("/calls/:callId", showAdmissibilityBoard);
    router.post("/calls/:callId/pages/:page", screenProposals);
    router.get("/proposals/:proposalId", showAdmissibility);
    router.post("/proposals/:proposalId/admission", admitProposal);
    router.post("/proposals/:proposalId/checks", screenAgain);
    for (const [path, step] of steps) {
      router.get(`/proposals/:proposalId/${path}`, openStep(step));
      router.post(`/proposals/:proposalId/${path}`, sendStep(step));
    }
  },
};
