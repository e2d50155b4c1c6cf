import type { PortalArea } from "../../area.ts";
import { answerInvitation, homeWaiting, showLink, showWaiting } from "./answer-page.tsx";
import { foundOrganisation, showFounding } from "./found-organisation.tsx";

/** Where the links of invitations into consortia lead, and what waits for an organisation of one's own. */
export const consortiaArea: PortalArea = {
  path: "consortia",
  navigation: [],
  routes: (router) => {
    router.get("/", showWaiting);
    router.get("/registration", showFounding);
    router.post("/registration", foundOrganisation);
    router.post("/answers/:answer{acceptance|refusal}", answerInvitation);
    router.get("/:token", showLink);
  },
  home: { myWork: homeWaiting },
};
