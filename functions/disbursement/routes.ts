import { createApi } from "@grants/http/api";
import { type BankDeps, bankRoutes } from "./bank-routes.ts";
import { type PaymentsDeps, paymentRoutes } from "./payment-routes.ts";
import { type RunsDeps, runRoutes } from "./run-routes.ts";

export type DisbursementDeps = PaymentsDeps & RunsDeps & BankDeps;

export const disbursementRoutes = (deps: DisbursementDeps) => {
  const api = createApi(deps);
  paymentRoutes(api, deps);
  runRoutes(api, deps);
  bankRoutes(api, deps);
  return api;
};
