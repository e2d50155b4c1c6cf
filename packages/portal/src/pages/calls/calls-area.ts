import type { PortalArea } from "../../area.ts";
import { showCall } from "./call-page.tsx";
import { showCalendar, showCallCalendar, showFeed } from "./call-feeds.ts";
import { editCall, saveCall } from "./edit-call.tsx";
import { showHistory } from "./history-page.tsx";
import { homeOpenCalls } from "./home-open-calls.tsx";
import { showCalls } from "./list-page.tsx";
import { createCall, showNewCall } from "./new-call.tsx";
import { openDirectAward, previewCall, publishCall, requestPublication, returnDraft } from "./publish-call.tsx";
import {
  adoptWorkProgramme,
  createWorkProgramme,
  editWorkProgramme,
  saveWorkProgramme,
  showNewWorkProgramme,
  showWorkProgramme,
  showWorkProgrammes,
} from "./work-programmes.tsx";
import { publishAnswer, saveAnswer, setAside, showQuestion } from "./questions/answer-page.tsx";
import { homeOfCalls } from "./home-work.tsx";
import { askQuestion, showQuestions, showWaitingQuestions } from "./questions/questions-page.tsx";
import { showStatistics } from "./statistics/statistics-page.tsx";

/** Calls and the work programmes behind them: the public list and pages, and the pages of those who write and publish them. */
export const callsArea: PortalArea = {
  path: "calls",
  navigation: [{ label: "calls.title", path: "/calls", visibleTo: "everyone" }],
  routes: (router) => {
    router.get("/", showCalls);
    router.get("/new", showNewCall);
    router.post("/new", createCall);
    router.get("/work/programmes", showWorkProgrammes);
    router.get("/work/programmes/new", showNewWorkProgramme);
    router.post("/work/programmes/new", createWorkProgramme);
    router.get("/work/programmes/:workProgrammeId", showWorkProgramme);
    router.get("/work/programmes/:workProgrammeId/edit", editWorkProgramme);
    router.post("/work/programmes/:workProgrammeId/edit", saveWorkProgramme);
    router.post("/work/programmes/:workProgrammeId/adoption", adoptWorkProgramme);
    router.get("/feed.atom", showFeed);
    router.get("/deadlines.ics", showCalendar);
    router.get("/questions", showWaitingQuestions);
    router.get("/:callId", showCall);
    router.get("/:callId/deadline.ics", showCallCalendar);
    router.get("/:callId/statistics", showStatistics);
    router.get("/:callId/questions", showQuestions);
    router.post("/:callId/questions", askQuestion);
    router.get("/:callId/questions/:questionId", showQuestion);
    router.post("/:callId/questions/:questionId/answer", saveAnswer);
    router.post("/:callId/questions/:questionId/publication", publishAnswer);
    router.post("/:callId/questions/:questionId/setting-aside", setAside);
    router.get("/:callId/edit", editCall);
    router.post("/:callId/edit", saveCall);
    router.get("/:callId/preview", previewCall);
    router.get("/:callId/history", showHistory);
    router.post("/:callId/publication-request", requestPublication);
    router.post("/:callId/publication", publishCall);
    router.post("/:callId/invitation", openDirectAward);
    router.post("/:callId/return", returnDraft);
  },
  home: { openCalls: homeOpenCalls, myWork: homeOfCalls },
};
