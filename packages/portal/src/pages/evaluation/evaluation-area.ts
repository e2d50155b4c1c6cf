import type { PortalArea } from "../../area.ts";
import { replaceExperts, showAssignmentLoads } from "./assignment-loads-page.tsx";
import { moveExpert, showMove } from "./assignment-move-page.tsx";
import { adoptAssignment, showAssignmentRun } from "./assignment-run-page.tsx";
import { showAssignmentStart, startAssignment } from "./assignment-start-page.tsx";
import { showAssignments } from "./assignments-page.tsx";
import { homeAssignments } from "./home-assignments.tsx";
import { changeAward, showAwardChange } from "./award-change-page.tsx";
import { decideAward, showAward } from "./award-page.tsx";
import { inviteReserve, showAwards } from "./awards-page.tsx";
import { inviteToSecondStage, rankTopic, showBoard } from "./board-page.tsx";
import { showCallConflicts } from "./call-conflicts-page.tsx";
import { decideConflict, showConflicts } from "./conflicts-page.tsx";
import { showConsensus, writeConsensus } from "./consensus-page.tsx";
import { declareInterest, showDeclaration } from "./declaration-page.tsx";
import { showDecision } from "./decision-page.tsx";
import { downloadAssignedAnnex, downloadAssignedProposal } from "./document-section.tsx";
import { recordExcess, showExcess } from "./excess-page.tsx";
import { saveExperts, showExperts } from "./experts-page.tsx";
import { showEvaluation } from "./overview-page.tsx";
import { showRanking } from "./ranking-page.tsx";
import { showReport, writeReport } from "./report-page.tsx";
import { signConsensus } from "./signatures.tsx";
import { saveReserveTie, saveTie, showReserveTie, showTie } from "./tie-page.tsx";
import { showWhatIf } from "./what-if-page.tsx";

/** From the sealed list to the award decision: the board of officers, the pages of experts, rankings and decisions. */
export const evaluationArea: PortalArea = {
  path: "evaluation",
  navigation: [
    { label: "evaluation.title", path: "/evaluation", visibleTo: ["readEvaluation"] },
    { label: "evaluation.assignments", path: "/evaluation/assignments", visibleTo: ["listMyAssignments"] },
  ],
  routes: (router) => {
    router.get("/", showEvaluation);
    router.get("/assignments", showAssignments);
    router.get("/calls/:callId", showBoard);
    router.post("/calls/:callId/second-stage", inviteToSecondStage);
    router.get("/calls/:callId/experts/:proposalId", showExperts);
    router.post("/calls/:callId/experts/:proposalId", saveExperts);
    router.get("/calls/:callId/conflicts", showCallConflicts);
    router.get("/calls/:callId/conflicts/:proposalId", showConflicts);
    router.post("/calls/:callId/conflicts/:proposalId", decideConflict);
    router.get("/calls/:callId/assignment", showAssignmentStart);
    router.post("/calls/:callId/assignment", startAssignment);
    router.get("/calls/:callId/assignment/:assignmentRunId", showAssignmentRun);
    router.post("/calls/:callId/assignment/:assignmentRunId/adoption", adoptAssignment);
    router.get("/calls/:callId/assignment/:assignmentRunId/loads", showAssignmentLoads);
    router.post("/calls/:callId/assignment/:assignmentRunId/loads", replaceExperts);
    router.get("/calls/:callId/assignment/:assignmentRunId/proposals/:proposalId", showMove);
    router.post("/calls/:callId/assignment/:assignmentRunId/proposals/:proposalId", moveExpert);
    router.get("/proposals/:proposalId/declaration", showDeclaration);
    router.post("/proposals/:proposalId/declaration", declareInterest);
    router.get("/proposals/:proposalId/pdf", downloadAssignedProposal);
    router.get("/proposals/:proposalId/annexes/:annexId", downloadAssignedAnnex);
    router.get("/proposals/:proposalId/report", showReport);
    router.post("/proposals/:proposalId/report", writeReport);
    router.get("/proposals/:proposalId/consensus", showConsensus);
    router.post("/proposals/:proposalId/consensus", writeConsensus);
    router.post("/proposals/:proposalId/consensus/signature", signConsensus);
    router.get("/calls/:callId/topics/:topicId", showRanking);
    router.post("/calls/:callId/topics/:topicId/ranking", rankTopic);
    router.get("/calls/:callId/topics/:topicId/ties/:rank", showTie);
    router.post("/calls/:callId/topics/:topicId/ties/:rank", saveTie);
    router.get("/calls/:callId/topics/:topicId/awards", showAwards);
    router.post("/calls/:callId/topics/:topicId/awards/reserve", inviteReserve);
    router.get("/calls/:callId/topics/:topicId/awards/ties/:rank", showReserveTie);
    router.post("/calls/:callId/topics/:topicId/awards/ties/:rank", saveReserveTie);
    router.get("/calls/:callId/topics/:topicId/awards/excess", showExcess);
    router.post("/calls/:callId/topics/:topicId/awards/excess", recordExcess);
    router.get("/calls/:callId/topics/:topicId/awards/:proposalId", showAwardChange);
    router.post("/calls/:callId/topics/:topicId/awards/:proposalId", changeAward);
    router.get("/calls/:callId/topics/:topicId/what-if", showWhatIf);
    router.get("/calls/:callId/topics/:topicId/decision", showAward);
    router.post("/calls/:callId/topics/:topicId/decision", decideAward);
    router.get("/decisions/:decisionId", showDecision);
  },
  home: { myWork: homeAssignments, myWorkOf: ["expert"] },
};
