import type { Child } from "hono/jsx";
import type { PortalArea, PortalContext, PortalRouter } from "../../area.ts";
import { appropriate, showAppropriation } from "./appropriate.tsx";
import {
  bookBankStatement,
  importBankStatement,
  showBankImport,
  showBankStatement,
  showBankStatements,
} from "./bank-statement-pages.tsx";
import { callLine, showCallLine } from "./call-line.tsx";
import { commitLine, showCommitLine } from "./commit-line.tsx";
import { commitFunds, showCommitments } from "./commitments-page.tsx";
import { showContributions } from "./contributions-page.tsx";
import { showDefaultStep, takeDefaultStep } from "./default-step.tsx";
import { giveVerdict, showVerdict } from "./give-verdict.tsx";
import { listRequests, lockVerdicts, showJointAction } from "./joint-action-page.tsx";
import { showJointActions } from "./joint-actions-page.tsx";
import {
  decideMovement,
  issueDebitNote,
  sendDebitNotePdf,
  showDebitNote,
  withdrawDebitNote,
} from "./debit-note-page.tsx";
import { showDebitNotes } from "./debit-notes-page.tsx";
import { homeDebitNotes } from "./home-debit-notes.tsx";
import { openJointAction, showNewJointAction } from "./open-joint-action.tsx";
import { pledgeContribution, showPledge } from "./pledge.tsx";
import { showPot } from "./pot-page.tsx";
import { recordReceipt, showReceipt } from "./record-receipt.tsx";
import { reportMovement, showReportMovement } from "./report-movement.tsx";
import { reverseMovement, showReversal } from "./reverse-movement.tsx";
import { setBudget, showBudget } from "./set-budget.tsx";
import { showStatements } from "./statements-page.tsx";
import { homeStatements } from "./home-statements.tsx";
import { proposeTranche, showTranches } from "./tranches-page.tsx";
import { prepareStatement, showYearlyStatement, signStatement } from "./yearly-statement-page.tsx";
import { showWithdrawPledge, withdrawPledge } from "./withdraw-pledge.tsx";

const jointAction = "/joint-actions/:jointActionId";
const funder = `${jointAction}/funders/:funder`;
const line = `${funder}/lines/:lineId`;
const verdict = `${funder}/verdicts/:proposalId/:slot`;

const officerPages = (router: PortalRouter) => {
  router.get("/new", showNewJointAction);
  router.post("/new", openJointAction);
  router.get(jointAction, showJointAction);
  router.post(`${jointAction}/requests`, listRequests);
  router.post(`${jointAction}/verdict-lock`, lockVerdicts);
  router.get(`${line}/call`, showCallLine);
  router.post(`${line}/call`, callLine);
  router.get(`${line}/receipt`, showReceipt);
  router.post(`${line}/receipt`, recordReceipt);
  router.get(`${line}/default`, showDefaultStep);
  router.post(`${line}/default`, takeDefaultStep);
};

const funderPages = (router: PortalRouter) => {
  router.get(funder, showContributions);
  router.get(`${funder}/pledge`, showPledge);
  router.post(`${funder}/pledge`, pledgeContribution);
  router.get(`${line}/commitment`, showCommitLine);
  router.post(`${line}/commitment`, commitLine);
  router.get(`${line}/withdrawal`, showWithdrawPledge);
  router.post(`${line}/withdrawal`, withdrawPledge);
  router.get(`${funder}/budget`, showBudget);
  router.post(`${funder}/budget`, setBudget);
  router.get(verdict, showVerdict);
  router.post(verdict, giveVerdict);
};

const moneyPages = (router: PortalRouter) => {
  router.get("/calls/:callId", showPot);
  router.get("/calls/:callId/appropriation", showAppropriation);
  router.post("/calls/:callId/appropriation", appropriate);
  router.get("/decisions/:decisionId", showCommitments);
  router.post("/decisions/:decisionId", commitFunds);
};

const statementPages = (router: PortalRouter) => {
  router.get("/statements", showStatements);
  router.get("/statements/:member/:year", showYearlyStatement);
  router.post("/statements/:member/:year/draft", prepareStatement);
  router.post("/statements/:member/:year/signature", signStatement);
};

const debitNotePages = (router: PortalRouter) => {
  router.get(`${line}/debit-notes`, showTranches);
  router.post(`${line}/debit-notes`, proposeTranche);
  router.get("/debit-notes", showDebitNotes);
  router.get("/debit-notes/:debitNoteId", showDebitNote);
  router.get("/debit-notes/:debitNoteId/pdf", sendDebitNotePdf);
  router.post("/debit-notes/:debitNoteId/issue", issueDebitNote);
  router.post("/debit-notes/:debitNoteId/withdrawal", withdrawDebitNote);
  router.get("/debit-notes/:debitNoteId/movement", showReportMovement);
  router.post("/debit-notes/:debitNoteId/movement", reportMovement);
  router.get("/debit-notes/:debitNoteId/movements/:version/reversal", showReversal);
  router.post("/debit-notes/:debitNoteId/movements/:version/reversal", reverseMovement);
  router.post("/debit-notes/:debitNoteId/movement-decision", decideMovement);
};

const bankStatementPages = (router: PortalRouter) => {
  router.get("/bank-statements", showBankStatements);
  router.get("/bank-statements/new", showBankImport);
  router.post("/bank-statements/new", importBankStatement);
  router.get("/bank-statements/:statementId", showBankStatement);
  router.post("/bank-statements/:statementId/booking", bookBankStatement);
};

/** What waits for the reader in the money of joint actions. */
const homeWork = async (c: PortalContext): Promise<Child> => {
  const [statements, debitNotes] = await Promise.all([homeStatements(c), homeDebitNotes(c)]);
  return statements === null && debitNotes === null ? null : [debitNotes, statements];
};

/** Money of the Union and the Member States: joint actions, budgets, verdicts, what awards take. */
export const cofundingArea: PortalArea = {
  path: "cofunding",
  home: { myWork: homeWork },
  navigation: [
    {
      label: "cofunding.title",
      path: "/cofunding",
      visibleTo: ["listJointActions"],
    },
  ],
  routes: (router) => {
    router.get("/", showJointActions);
    statementPages(router);
    debitNotePages(router);
    bankStatementPages(router);
    officerPages(router);
    funderPages(router);
    moneyPages(router);
  },
};
