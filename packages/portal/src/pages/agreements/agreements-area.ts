import type { PortalArea } from "../../area.ts";
import { addLine, removeLine, reopenStatement, saveRevenue, signStatement } from "../reporting/change-statement.ts";
import { addFinding, removeFinding } from "../reporting/change-verification.ts";
import { sendReport, showReport } from "../reporting/report-page.tsx";
import { showReports } from "../reporting/reports-page.tsx";
import { showStatement } from "../reporting/statement-page.tsx";
import { showVerification } from "../reporting/verification-page.tsx";
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
    router.get("/:agreementId/reports", showReports);
    router.get("/:agreementId/reports/:period", showReport);
    router.post("/:agreementId/reports/:period/sending", sendReport);
    router.get("/:agreementId/reports/:period/:slot", showStatement);
    router.post("/:agreementId/reports/:period/:slot/lines", addLine);
    router.post("/:agreementId/reports/:period/:slot/lines/removal", removeLine);
    router.post("/:agreementId/reports/:period/:slot/revenue", saveRevenue);
    router.post("/:agreementId/reports/:period/:slot/signature", signStatement);
    router.get("/:agreementId/reports/:period/:slot/check", showVerification);
    router.post("/:agreementId/reports/:period/:slot/check", addFinding);
    router.post("/:agreementId/reports/:period/:slot/check/removal", removeFinding);
    router.post("/:agreementId/reports/:period/:slot/reopening", reopenStatement);
  },
};
