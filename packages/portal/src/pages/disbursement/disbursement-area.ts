import type { PortalArea } from "../../area.ts";
import { applyMessage, importMessage, showExceptions, showImport, showMessage } from "./bank-pages.tsx";
import { createRun, showDay } from "./day-page.tsx";
import { createRequest, showMoney } from "./money-page.tsx";
import { showPayments } from "./payments-page.tsx";
import { authoriseRequest, resumeRequest, suspendRequest, validateRequest } from "./request-actions.ts";
import { showRequest } from "./request-page.tsx";
import { confirmRun, downloadFile, sendRun } from "./run-actions.ts";
import { showRun } from "./run-page.tsx";
import { showRuns } from "./runs-page.tsx";

/** Payments: requested, checked, authorised, run and booked, each step by another person. */
export const disbursementArea: PortalArea = {
  path: "payments",
  navigation: [
    {
      label: "disbursement.title",
      path: "/payments",
      visibleTo: ["listMyAgreements", "listPaymentQueue"],
    },
    {
      label: "disbursement.runs",
      path: "/payments/runs",
      visibleTo: ["listRuns"],
    },
  ],
  routes: (router) => {
    router.get("/", showPayments);
    router.get("/agreements/:agreementId", showMoney);
    router.post("/agreements/:agreementId/requests", createRequest);
    router.get("/requests/:requestId", showRequest);
    router.post("/requests/:requestId/validation", validateRequest);
    router.post("/requests/:requestId/authorisation", authoriseRequest);
    router.post("/requests/:requestId/suspension", suspendRequest);
    router.post("/requests/:requestId/resumption", resumeRequest);
    router.get("/runs", showRuns);
    router.get("/runs/days/:executionOn", showDay);
    router.post("/runs/days/:executionOn", createRun);
    router.get("/runs/:runId", showRun);
    router.post("/runs/:runId/confirmation", confirmRun);
    router.post("/runs/:runId/sending", sendRun);
    router.get("/runs/:runId/file", downloadFile);
    router.get("/bank-messages/new", showImport);
    router.post("/bank-messages/new", importMessage);
    router.get("/bank-messages/:messageId", showMessage);
    router.post("/bank-messages/:messageId/application", applyMessage);
    router.get("/bank-exceptions", showExceptions);
  },
};
