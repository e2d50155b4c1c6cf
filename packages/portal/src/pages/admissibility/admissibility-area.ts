import type { PortalArea } from "../../area.ts";
import { screenProposals, showAdmissibilityBoard } from "./board-page.tsx";
import { showAdmissibilityCalls } from "./overview-page.tsx";
import { admitProposal, screenAgain, showAdmissibility } from "./proposal-page.tsx";
import { openStep, sendStep } from "./step-form.tsx";
import { answerStep, askStep, findingStep, refusalStep, reviewDecisionStep, reviewStep } from "./steps.tsx";

const steps = [
  ["findings/:check", findingStep],
  ["clarifications", askStep],
  ["clarifications/:number", answerStep],
  ["refusal", refusalStep],
  ["review", reviewStep],
  ["review/decision", reviewDecisionStep],
] as const;

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
