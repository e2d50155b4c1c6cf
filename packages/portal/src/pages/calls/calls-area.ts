import type { PortalArea } from "../../area.ts";
import { showCall } from "./call-page.tsx";
import { editCall, saveCall } from "./edit-call.tsx";
import { homeOpenCalls } from "./home-open-calls.tsx";
import { showCalls } from "./list-page.tsx";
import { createCall, showNewCall } from "./new-call.tsx";
import { previewCall, publishCall } from "./publish-call.tsx";

/** Calls: the public list and pages, and the pages of those who write and publish them. */
export const callsArea: PortalArea = {
  path: "calls",
  navigation: [{ label: "calls.title", path: "/calls", visibleTo: "everyone" }],
  routes: (router) => {
    router.get("/", showCalls);
    router.get("/new", showNewCall);
    router.post("/new", createCall);
    router.get("/:callId", showCall);
    router.get("/:callId/edit", editCall);
    router.post("/:callId/edit", saveCall);
    router.get("/:callId/preview", previewCall);
    router.post("/:callId/publication", publishCall);
  },
  home: { openCalls: homeOpenCalls },
};
