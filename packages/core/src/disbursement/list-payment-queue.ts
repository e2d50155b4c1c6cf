import type { WorkingCalendar } from "@grants/kernel/calendar";
import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { PaymentStore, QueuedRequest } from "./payment-store.ts";
import { type ShownRequest, showRequest } from "./read-payment-request.ts";

export type QueueRow = ShownRequest & { readonly project: QueuedRequest["project"] };

const byDueDate = (a: QueueRow, b: QueueRow): number => {
  const [first, second] = [a.clock.dueOn ?? "~", b.clock.dueOn ?? "~"];
  if (first === second) return 0;
  return first < second ? -1 : 1;
};

/** Requests that wait for a step of the ECCC, the first due first; those whose clock stands come last. */
export const listPaymentQueue = async (
  { payments, calendar }: { readonly payments: Pick<PaymentStore, "loadQueue">; readonly calendar: WorkingCalendar },
  { caller, now }: { caller: UserId; now: Instant },
): Promise<Result<readonly QueueRow[], NotAllowed>> => {
  const { rights, requests } = await payments.loadQueue(caller);
  const role = decideAccess("listPaymentQueue", rights, {}, now);
  if (!role.ok) return role;
  const reader = { rights, caller, at: now, calendar };
  const rows = requests.map(({ request, project }) => ({ ...showRequest(request, null, reader), project }));
  return ok(rows.toSorted(byDueDate));
};
