import { createDemoPayeeVerification } from "@grants/bank/demo-payee-verification";
import type { PayeeVerification } from "@grants/core/registry/payee-verification";

/** No service is connected: the accounting officer compares the documents instead, and says so (PAYX-05). */
const unconnected: PayeeVerification = { ask: async () => "NOT_POSSIBLE" };

/** The service that compares number and name, as the environment says. */
export const openPayeeVerification = ({ DEMO }: { readonly DEMO?: string | undefined }): PayeeVerification =>
  DEMO === "1" ? createDemoPayeeVerification() : unconnected;
