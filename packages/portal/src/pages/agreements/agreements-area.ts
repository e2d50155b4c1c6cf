import type { PortalArea } from "../../area.ts";
import { showAgreement } from "./agreement-page.tsx";
import { showDecision } from "./decision-page.tsx";
import { showAgreements } from "./list-page.tsx";
import { prepareAgreement, showPreparation } from "./prepare-agreement.tsx";
import { signAgreement } from "./sign-agreement.ts";

/** Grant agreements: prepared from an award, signed by both sides, read by everybody who pays or checks them. */
export const agreementsArea: PortalArea = {
  path: "agreements",
  navigation: [
    {
      label: "agreements.title",
      path: "/agreements",
      visibleTo: ["listMyAgreements", "listCallAgreements"],
    },
  ],
  routes: (router) => {
    router.get("/", showAgreements);
    router.get("/decisions/:decisionId", showDecision);
    router.get("/decisions/:decisionId/awards/:awardId", showPreparation);
    router.post("/decisions/:decisionId/awards/:awardId", prepareAgreement);
    router.get("/:agreementId", showAgreement);
    router.post("/:agreementId/signatures", signAgreement);
  },
};
