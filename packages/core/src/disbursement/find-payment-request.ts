import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { PaymentRequest, PaymentRequestId, PaymentRequestNotFound } from "./payment-request.ts";
import type { LoadedRequest } from "./payment-store.ts";

type Asked = { readonly action: Action; readonly requestId: PaymentRequestId; readonly command: Command };

/** The loaded request, when this person may do this with it. One that they may not even read does not exist for them. */
export const findPaymentRequest = (
  { rights, request }: LoadedRequest,
  { action, requestId, command }: Asked,
): Result<
  { readonly request: Stored<PaymentRequest>; readonly role: Capacity },
  PaymentRequestNotFound | NotAllowed
> => {
  const canRead = decideAccess("readPaymentRequest", rights, {}, command.at);
  if (request === null || !canRead.ok) return err({ kind: "PaymentRequestNotFound", requestId });
  const role = decideAccess(action, rights, {}, command.at);
  return role.ok ? ok({ request, role: role.value }) : role;
};
