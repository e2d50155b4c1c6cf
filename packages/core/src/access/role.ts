import { z } from "zod";

/** The roles of the field. `system` is a worker acting on a clock or an event, never a person. */
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
    "system",
  ])
  .meta({ id: "Role" });
export type Role = z.infer<typeof Role>;
