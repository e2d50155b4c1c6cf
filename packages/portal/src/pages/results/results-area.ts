import type { PortalArea } from "../../area.ts";
import { stepsAt } from "../../forms/step-form.tsx";
import { downloadReport, showResult } from "./result-page.tsx";
import { readReview, reviewCrumbs, reviewPath, type ShownReview } from "./review-facts.ts";
import { showReview, showReviews } from "./review-page.tsx";
import { reviewStepPaths, reviewSteps } from "./review-steps.tsx";

const { openStep, sendStep } = stepsAt<ShownReview>({
  read: readReview,
  pathOf: reviewPath,
  crumbs: (page, shown) => [
    ...reviewCrumbs(page, shown),
    { label: page.t("results.review.title", { acronym: shown.acronym }), path: reviewPath(shown.proposalId) },
  ],
});

/** What applicants are told of the evaluation of their proposals, and how it is reviewed. */
export const resultsArea: PortalArea = {
  path: "results",
  navigation: [],
  routes: (router) => {
    router.get("/calls/:callId", showReviews);
    router.get("/proposals/:proposalId", showResult);
    router.get("/proposals/:proposalId/pdf", downloadReport);
    router.get("/proposals/:proposalId/review", showReview);
    for (const step of reviewSteps) {
      const [, path = ""] = reviewStepPaths.find(([action]) => action === step.action) ?? [];
      router.get(`/proposals/:proposalId/review/${path}`, openStep(step));
      router.post(`/proposals/:proposalId/review/${path}`, sendStep(step));
    }
  },
};
