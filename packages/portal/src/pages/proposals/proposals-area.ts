import type { PortalArea } from "../../area.ts";
import { showBudget } from "./budget-overview.tsx";
import { beginUpload, registerUpload, removeAnnex, showUpload, signPieces } from "./annex-upload.tsx";
import { showAnnexes } from "./annexes-page.tsx";
import { budgetPart } from "./budget-part.tsx";
import { downloadWorkbook, previewWorkbook, takeOverWorkbook } from "./budget-workbook.tsx";
import { costsPart } from "./costs-part.tsx";
import { downloadDocument } from "./download-document.tsx";
import { downloadAnnex, downloadPdf } from "./download-files.tsx";
import { savePart, showPart } from "./edit-part.tsx";
import { generalPart } from "./general-part.tsx";
import { showOverview } from "./overview.tsx";
import { createPartner, partnerPart, showNewPartner } from "./partner-part.tsx";
import { homeProposals, showProposals } from "./proposal-list.tsx";
import { downloadReceipt } from "./receipt-history.tsx";
import { showReceipt } from "./receipt.tsx";
import { removePartner, showRemoval } from "./remove-partner.tsx";
import { removeWorkPackage, showPackageRemoval } from "./remove-work-package.tsx";
import { freezeProposal, showReview, submitProposal } from "./review.tsx";
import { declarationPart } from "../consortium/declaration-part.tsx";
import { copyProposal, showCopy } from "../consortium/copy-page.tsx";
import { showComparison } from "../consortium/comparison-page.tsx";
import { setRights, showConsortium, stepMembership } from "../consortium/consortium-page.tsx";
import { invitePartner, showInvite } from "../consortium/invite-page.tsx";
import { showSignOff, signOff } from "../consortium/sign-off-page.tsx";
import { startProposal } from "./start-proposal.ts";
import { textPart } from "./text-part.tsx";
import { showNewWorkPackage, workPackagePart } from "./work-package-part.tsx";
import { showWithdrawal, withdrawProposal } from "./withdraw.tsx";

/** Writing a proposal, submitting it, and what comes of it. */
export const proposalsArea: PortalArea = {
  path: "proposals",
  navigation: [{ label: "proposals.title", path: "/proposals", visibleTo: ["listMyProposals"] }],
  routes: (router) => {
    router.get("/", showProposals);
    router.post("/", startProposal);
    // The instant of the platform, for the clock of a page.
    router.get("/time", (c) => c.text(c.get("page").now));
    router.get("/:proposalId", showOverview);
    router.get("/:proposalId/general", showPart(generalPart));
    router.post("/:proposalId/general", savePart(generalPart));
    router.get("/:proposalId/partners/new", showNewPartner);
    router.post("/:proposalId/partners/new", createPartner);
    router.get("/:proposalId/partners/:slot", showPart(partnerPart));
    router.post("/:proposalId/partners/:slot", savePart(partnerPart));
    router.get("/:proposalId/partners/:slot/removal", showRemoval);
    router.post("/:proposalId/partners/:slot/removal", removePartner);
    router.get("/:proposalId/budget", showBudget);
    router.get("/:proposalId/budget/workbook", downloadWorkbook);
    router.post("/:proposalId/budget/workbook", previewWorkbook);
    router.post("/:proposalId/budget/workbook/taking-over", takeOverWorkbook);
    router.get("/:proposalId/work-packages/new", showNewWorkPackage);
    router.get("/:proposalId/work-packages/:workPackage", showPart(workPackagePart));
    router.post("/:proposalId/work-packages/:workPackage", savePart(workPackagePart));
    router.get("/:proposalId/work-packages/:workPackage/removal", showPackageRemoval);
    router.post("/:proposalId/work-packages/:workPackage/removal", removeWorkPackage);
    router.get("/:proposalId/costs/:slot/:workPackage", showPart(costsPart));
    router.post("/:proposalId/costs/:slot/:workPackage", savePart(costsPart));
    router.get("/:proposalId/budget/:slot", showPart(budgetPart));
    router.post("/:proposalId/budget/:slot", savePart(budgetPart));
    router.get("/:proposalId/texts/:section", showPart(textPart));
    router.post("/:proposalId/texts/:section", savePart(textPart));
    router.get("/:proposalId/annexes", showAnnexes);
    router.post("/:proposalId/annexes/:annexId/uploads", beginUpload);
    router.get("/:proposalId/annexes/:annexId/uploads/:uploadId", showUpload);
    router.post("/:proposalId/annexes/:annexId/uploads/:uploadId/pieces", signPieces);
    router.post("/:proposalId/annexes/:annexId/uploads/:uploadId/registration", registerUpload);
    router.get("/:proposalId/annexes/:annexId/files/:uploadId", downloadAnnex);
    router.post("/:proposalId/annexes/:annexId/removal", removeAnnex);
    router.get("/:proposalId/pdf", downloadPdf);
    for (const path of ["/:proposalId/declarations/:name", "/:proposalId/declarations/:name/:slot"]) {
      router.get(path, showPart(declarationPart));
      router.post(path, savePart(declarationPart));
    }
    router.get("/:proposalId/consortium", showConsortium);
    router.get("/:proposalId/consortium/invite", showInvite);
    router.post("/:proposalId/consortium/invite", invitePartner);
    router.post("/:proposalId/consortium/members/:membershipId/rights", setRights);
    router.post("/:proposalId/consortium/members/:membershipId/:step{resending|withdrawal|end}", stepMembership);
    router.get("/:proposalId/sign-off", showSignOff);
    router.post("/:proposalId/sign-off", signOff);
    router.get("/:proposalId/comparison", showComparison);
    router.get("/:proposalId/copy", showCopy);
    router.post("/:proposalId/copy", copyProposal);
    router.get("/:proposalId/review", showReview);
    router.get("/:proposalId/documents/:sha256", downloadDocument);
    router.post("/:proposalId/freeze", freezeProposal);
    router.post("/:proposalId/submission", submitProposal);
    router.get("/:proposalId/receipt", showReceipt);
    router.get("/:proposalId/receipts/:version", downloadReceipt);
    router.get("/:proposalId/withdrawal", showWithdrawal);
    router.post("/:proposalId/withdrawal", withdrawProposal);
  },
  home: { myWork: homeProposals, myWorkOf: ["applicant"] },
};
