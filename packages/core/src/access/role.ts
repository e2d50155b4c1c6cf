import { z } from "zod";

/**
 * The roles of the field. `administrator` is the platform's (staff); `organisationAdministrator` grants the roles of one organisation; an
 * `nccOfficer` works for a National Coordination Centre, which the grant names as its organisation. `system` is a worker acting on a clock or an event,
 * never a person.
 */
export const Role = z
  .enum([
    "applicant",
    "expert",
    "programmeOfficer",
    "evaluationOfficer",
    "projectOfficer",
    "authorisingOfficer",
    "initiator",
    "verifier",
    "accountingOfficer",
    "funder",
    "boardMember",
    "auditor",
    "administrator",
    "organisationAdministrator",
    "nccOfficer",
    "system",
  ])
  .meta({ id: "Role" });
export type Role = z.infer<typeof Role>;
