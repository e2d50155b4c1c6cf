import { createApi } from "@grants/http/api";
import { type BankDeps, bankRoutes } from "./bank-routes.ts";
import { type RunsDeps, runRoutes } from "./run-routes.ts";

export const treasuryRoutes = (deps: RunsDeps & BankDeps) => {
  const api = createApi(deps);
  runRoutes(api, deps);
  bankRoutes(api, deps);
  return api;
};
