import type { PortalArea } from "../../area.ts";
import { showAccount } from "./account-page.tsx";
import { recordCallBack, validateAccount, verifyAccount, withdrawAccount } from "./check-account.ts";
import { showMyOrganisations } from "./my-organisations.tsx";
import { showOrganisation, validateOrganisation } from "./organisation-page.tsx";
import { changeAccount, registerAccount, showAccountChange, showNewAccount } from "./register-account.tsx";
import { registerOrganisation, showRegistration } from "./register-organisation.tsx";
import { workRoles } from "./registry-facts.tsx";
import { showWork } from "./work-page.tsx";

/** Organisations and their bank accounts: stated by their own people, checked by two persons of the Centre. */
export const registryArea: PortalArea = {
  path: "registry",
  navigation: [
    { label: "registry.title", path: "/registry", visibleTo: ["applicant"] },
    { label: "registry.work", path: "/registry/work", visibleTo: workRoles },
  ],
  routes: (router) => {
    router.get("/", showMyOrganisations);
    router.get("/work", showWork);
    router.get("/organisations/:organisationId", showOrganisation);
    router.get("/organisations/:organisationId/registration", showRegistration);
    router.post("/organisations/:organisationId/registration", registerOrganisation);
    router.post("/organisations/:organisationId/validation", validateOrganisation);
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
