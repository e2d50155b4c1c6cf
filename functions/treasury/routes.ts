import { createApi } from "@grants/http/api";
import { type BankDeps, bankRoutes } from "./bank-routes.ts";
import { type RunsDeps, runRoutes } from "./run-routes.ts";
import { type StatementDeps, statementRoutes } from "./statement-routes.ts";

export const treasuryRoutes = (deps: RunsDeps & BankDeps & StatementDeps) => {
  const api = createApi(deps);
  runRoutes(api, deps);
  bankRoutes(api, deps);
  statementRoutes(api, deps);
  return api;
};
