import type { PortalArea } from "../../area.ts";
import {
  endAtPlatform,
  giveAtPlatform,
  inviteToPlatform,
  showPlatformPeople,
  stepAtPlatform,
} from "./administration.tsx";
import { recordAssistance, showAssistance } from "./assistance-page.tsx";
import { handOn, showHandOnForm } from "./hand-on.tsx";
import { answerInvitation, showInvitation } from "./invitation-page.tsx";
import { giveUpGrant, showMyRoles } from "./my-roles.tsx";
import {
  endAtOrganisation,
  giveAtOrganisation,
  inviteToOrganisation,
  showOrganisationPeople,
  stepAtOrganisation,
} from "./organisation-people.tsx";
import { downloadRights, showRights } from "./rights-page.tsx";
import { recordStaff, showStaff } from "./staff-page.tsx";

/** What a person holds, and the people of the organisations that they administer. */
export const peopleArea: PortalArea = {
  path: "people",
  navigation: [{ label: "people.mine", path: "/people", visibleTo: ["invitePerson", "recordAssistance"] }],
  routes: (router) => {
    router.get("/", showMyRoles);
    router.post("/grants/:grantId/giving-up", giveUpGrant);
    router.get("/hand-on/:grantId", showHandOnForm);
    router.post("/hand-on/:grantId", handOn);
    router.get("/organisations/:organisationId", showOrganisationPeople);
    router.get("/organisations/:organisationId/assistance", showAssistance);
    router.post("/organisations/:organisationId/assistance", recordAssistance);
    router.post("/organisations/:organisationId/invite", inviteToOrganisation);
    router.post("/organisations/:organisationId/give", giveAtOrganisation);
    router.post("/organisations/:organisationId/grants/:grantId/end", endAtOrganisation);
    router.post(
      "/organisations/:organisationId/invitations/:invitationId/:step{resending|withdrawal}",
      stepAtOrganisation,
    );
  },
};

/** Roles of the platform, and the table of rights. */
export const administrationArea: PortalArea = {
  path: "administration",
  navigation: [{ label: "people.admin", path: "/administration", visibleTo: ["readAccessTable"] }],
  routes: (router) => {
    router.get("/", showPlatformPeople);
    router.post("/invite", inviteToPlatform);
    router.post("/give", giveAtPlatform);
    router.post("/grants/:grantId/end", endAtPlatform);
    router.post("/invitations/:invitationId/:step{resending|withdrawal}", stepAtPlatform);
    router.get("/staff", showStaff);
    router.post("/staff", recordStaff);
    router.get("/rights", showRights);
    router.get("/rights/document", downloadRights);
  },
};

/** Where the links of mails lead. */
export const invitationsArea: PortalArea = {
  path: "invitations",
  navigation: [],
  routes: (router) => {
    router.get("/:token", showInvitation);
    router.post("/:token/:answer{acceptance|refusal}", answerInvitation);
  },
};
