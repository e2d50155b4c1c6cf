import type { PortalArea } from "../../area.ts";
import { showCall } from "./call-page.tsx";
import { showCalendar, showCallCalendar, showFeed } from "./call-feeds.ts";
import { editCall, saveCall } from "./edit-call.tsx";
import { homeOpenCalls } from "./home-open-calls.tsx";
import { showCalls } from "./list-page.tsx";
import { createCall, showNewCall } from "./new-call.tsx";
import { publishAnswer, saveAnswer, setAside, showQuestion } from "./questions/answer-page.tsx";
import { homeQuestions } from "./questions/home-questions.tsx";
import { askQuestion, showQuestions, showWaitingQuestions } from "./questions/questions-page.tsx";
import { showStatistics } from "./statistics/statistics-page.tsx";
import { previewCall, publishCall } from "./publish-call.tsx";

/** Calls: the public list and pages, and the pages of those who write and publish them. */
export const callsArea: PortalArea = {
  path: "calls",
  navigation: [{ label: "calls.title", path: "/calls", visibleTo: "everyone" }],
  routes: (router) => {
    router.get("/", showCalls);
    router.get("/new", showNewCall);
    router.post("/new", createCall);
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
    router.post("/:callId/publication", publishCall);
  },
  home: { openCalls: homeOpenCalls, myWork: homeQuestions },
};
