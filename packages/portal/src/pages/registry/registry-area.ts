import type { PortalArea, PortalRouter } from "../../area.ts";
import { decideCapacity, listCentre, requestCapacity, showCentres } from "./centres-page.tsx";
import { showCommunity, showCommunityWork } from "./community-lists.tsx";
import { recordExclusion, showExclusion } from "./exclusion-page.tsx";
import { assessMember, registerMember, requestMembership, revokeMember, showMembership } from "./membership-page.tsx";
import { declareNis2, showNis2 } from "./nis2-page.tsx";
import { assessOwnership, declareOwnership, showOwnership } from "./ownership-page.tsx";
import { declareSize, showSize } from "./size-page.tsx";
import { showAccount } from "./account-page.tsx";
import { recordCallBack, validateAccount, verifyAccount, withdrawAccount } from "./check-account.ts";
import { showMyOrganisations } from "./my-organisations.tsx";
import { refuseOrganisation, showOrganisation, validateOrganisation } from "./organisation-page.tsx";
import { changeAccount, registerAccount, showAccountChange, showNewAccount } from "./register-account.tsx";
import { registerOrganisation, showRegistration } from "./register-organisation.tsx";
import { showWork } from "./work-page.tsx";

const factRoutes = (router: PortalRouter): void => {
  const organisation = "/organisations/:organisationId";
  router.get(`${organisation}/ownership`, showOwnership);
  router.post(`${organisation}/ownership`, declareOwnership);
  router.post(`${organisation}/ownership/assessment`, assessOwnership);
  router.get(`${organisation}/size`, showSize);
  router.post(`${organisation}/size`, declareSize);
  router.get(`${organisation}/nis2`, showNis2);
  router.post(`${organisation}/nis2`, declareNis2);
  router.get(`${organisation}/exclusion`, showExclusion);
  router.post(`${organisation}/exclusion`, recordExclusion);
  router.get(`${organisation}/membership`, showMembership);
  router.post(`${organisation}/membership`, requestMembership);
  router.post(`${organisation}/membership/assessment`, assessMember);
  router.post(`${organisation}/membership/registration`, registerMember);
  router.post(`${organisation}/membership/revocation`, revokeMember);
};

/** Organisations and their bank accounts: stated by their own people, checked by two persons of the Centre. */
export const registryArea: PortalArea = {
  path: "registry",
  navigation: [
    { label: "registry.title", path: "/registry", visibleTo: ["registerOrganisation"] },
    { label: "registry.work", path: "/registry/work", visibleTo: ["listRegistryWork"] },
    {
      label: "community.workTitle",
      path: "/registry/community/work",
      visibleTo: ["assessMember", "registerMember"],
    },
    { label: "community.membership", path: "/registry/community", visibleTo: "everyone" },
  ],
  routes: (router) => {
    router.get("/", showMyOrganisations);
    router.get("/work", showWork);
    router.get("/organisations/:organisationId", showOrganisation);
    router.get("/community", showCommunity);
    router.get("/community/work", showCommunityWork);
    router.get("/centres", showCentres);
    router.post("/centres", listCentre);
    router.post("/centres/capacity-request", requestCapacity);
    router.post("/centres/capacity-decision", decideCapacity);
    factRoutes(router);
    router.get("/organisations/:organisationId/registration", showRegistration);
    router.post("/organisations/:organisationId/registration", registerOrganisation);
    router.post("/organisations/:organisationId/validation", validateOrganisation);
    router.post("/organisations/:organisationId/refusal", refuseOrganisation);
    router.get("/organisations/:organisationId/bank-accounts/new", showNewAccount);
    router.post("/organisations/:organisationId/bank-accounts/new", registerAccount);
    router.get("/organisations/:organisationId/bank-accounts/:bankAccountId", showAccount);
    router.get("/organisations/:organisationId/bank-account-changes/new", showAccountChange);
    router.post("/organisations/:organisationId/bank-account-changes/new", changeAccount);
    router.post("/organisations/:organisationId/bank-accounts/:bankAccountId/call-back", recordCallBack);
    router.post("/organisations/:organisationId/bank-accounts/:bankAccountId/verification", verifyAccount);
    router.post("/organisations/:organisationId/bank-accounts/:bankAccountId/withdrawal", withdrawAccount);
    router.post("/organisations/:organisationId/bank-accounts/:bankAccountId/validation", validateAccount);
  },
};
