import { type ApiDeps, createApi } from "@grants/http/api";
import { type PeopleDeps, invitationRoutes, peopleRoutes } from "./people-routes.ts";
import { type PersonalDataDeps, personalDataRoutes } from "./personal-data-routes.ts";
import { staffRoutes } from "./staff-routes.ts";

/** Persons: what they may do, who invites and stands in for whom, and what is kept of them. */
export const personRoutes = (deps: ApiDeps & PeopleDeps & PersonalDataDeps) => {
  const api = createApi(deps);
  peopleRoutes(api, deps);
  invitationRoutes(api, deps);
  staffRoutes(api, deps);
  personalDataRoutes(api, deps);
  return api;
};
