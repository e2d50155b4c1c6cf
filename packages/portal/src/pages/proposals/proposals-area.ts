import type { PortalArea } from "../../area.ts";
import { budgetPart } from "./budget-part.tsx";
import { downloadDocument } from "./download-document.tsx";
import { savePart, showPart } from "./edit-part.tsx";
import { generalPart } from "./general-part.tsx";
import { showOverview } from "./overview.tsx";
import { createPartner, partnerPart, showNewPartner } from "./partner-part.tsx";
import { homeProposals, showProposals } from "./proposal-list.tsx";
import { showReceipt } from "./receipt.tsx";
import { removePartner, showRemoval } from "./remove-partner.tsx";
import { freezeProposal, showReview, submitProposal } from "./review.tsx";
import { startProposal } from "./start-proposal.ts";
import { textPart } from "./text-part.tsx";
import { showWithdrawal, withdrawProposal } from "./withdraw.tsx";

/** Writing a proposal, submitting it, and what comes of it. */
export const proposalsArea: PortalArea = {
  path: "proposals",
  navigation: [{ label: "proposals.title", path: "/proposals", visibleTo: ["listMyProposals"] }],
  routes: (router) => {
    router.get("/", showProposals);
    router.post("/", startProposal);
    router.get("/:proposalId", showOverview);
    router.get("/:proposalId/general", showPart(generalPart));
    router.post("/:proposalId/general", savePart(generalPart));
    router.get("/:proposalId/partners/new", showNewPartner);
    router.post("/:proposalId/partners/new", createPartner);
    router.get("/:proposalId/partners/:slot", showPart(partnerPart));
    router.post("/:proposalId/partners/:slot", savePart(partnerPart));
    router.get("/:proposalId/partners/:slot/removal", showRemoval);
    router.post("/:proposalId/partners/:slot/removal", removePartner);
    router.get("/:proposalId/budget/:slot", showPart(budgetPart));
    router.post("/:proposalId/budget/:slot", savePart(budgetPart));
    router.get("/:proposalId/texts/:section", showPart(textPart));
    router.post("/:proposalId/texts/:section", savePart(textPart));
    router.get("/:proposalId/review", showReview);
    router.get("/:proposalId/documents/:sha256", downloadDocument);
    router.post("/:proposalId/freeze", freezeProposal);
    router.post("/:proposalId/submission", submitProposal);
    router.get("/:proposalId/receipt", showReceipt);
    router.get("/:proposalId/withdrawal", showWithdrawal);
    router.post("/:proposalId/withdrawal", withdrawProposal);
  },
  home: { myWork: homeProposals, myWorkOf: ["applicant"] },
};
