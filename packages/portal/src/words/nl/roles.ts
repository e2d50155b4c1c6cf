import type { Translated } from "../catalogue.ts";
import type { roles as english } from "../en/roles.ts";

export const roles: Translated<typeof english> = {
  "roles.applicant": "Aanvrager",
  "roles.expert": "Deskundige",
  "roles.programmeOfficer": "Programmamedewerker",
  "roles.evaluationOfficer": "Beoordelingsmedewerker",
  "roles.projectOfficer": "Projectmedewerker",
  "roles.authorisingOfficer": "Ordonnateur",
  "roles.initiator": "Initiator",
  "roles.verifier": "Verificateur",
  "roles.accountingOfficer": "Rekenplichtige",
  "roles.funder": "Lidstaat",
  "roles.boardMember": "Lid van de raad van bestuur",
  "roles.auditor": "Controleur",
  "roles.administrator": "Beheerder",
  "roles.organisationAdministrator": "Beheerder van een organisatie",
  "roles.nccOfficer": "Nationaal coördinatiecentrum",
};
