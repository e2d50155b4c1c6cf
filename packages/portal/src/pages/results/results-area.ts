import type { PortalArea } from "../../area.ts";
import { downloadReport, showResult } from "./result-page.tsx";

/** What applicants are told of the evaluation of their proposals. */
export const resultsArea: PortalArea = {
  path: "results",
  navigation: [],
  routes: (router) => {
    router.get("/proposals/:proposalId", showResult);
    router.get("/proposals/:proposalId/pdf", downloadReport);
  },
};
