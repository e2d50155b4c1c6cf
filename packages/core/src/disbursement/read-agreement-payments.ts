import type { NewId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type AllowedAction, decideAccess } from "../access/decide-access.ts";
import type { Agreement, AgreementId, AgreementNotFound } from "../agreements/agreement.ts";
import type { DataSheet } from "../agreements/data-sheet.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { dateInZone } from "@grants/kernel/time";
import type { PayeeNotValidated } from "../registry/organisation.ts";
import { prefinancingRequestIdOf } from "./payment-request.ts";
import type { LoadedPayable } from "./payment-store.ts";
import { prefinancingOf } from "./prefinancing.ts";
import { type ReadPaymentDeps, type ShownRequest, lacksOf, showRequest, traceOf } from "./read-payment-request.ts";

/** Where the money of an agreement is. */
export type AgreementPayments = {
  readonly agreement: Stored<Agreement>;
  readonly sheet: DataSheet;
  /** What the data sheet gives before any cost is reported. */
  readonly prefinancingCents: Cents;
  readonly payeeLacks: PayeeNotValidated["missing"] | null;
  readonly prefinancing: ShownRequest | null;
  readonly allowedActions: readonly AllowedAction[];
};

const requestAction = ({ rights, agreement, request }: LoadedPayable, { at }: Command): AllowedAction => {
  const action = "createPaymentRequest";
  const refuse = (because: string) => ({ action, allowed: false, because }) as const;
  const access = decideAccess(action, rights, {}, at);
  if (!access.ok) return refuse(access.error.kind);
  if (agreement?.state.state !== "inForce") return refuse("AgreementNotInForce");
  return request === null ? { action, allowed: true } : refuse("PaymentRequestExists");
};

/** The payments of an agreement for its beneficiaries and for those who pay: "where is my money". */
export const readAgreementPayments = async (
  { payments, newId, calendar }: ReadPaymentDeps & { readonly newId: NewId },
  { agreementId, command }: { agreementId: AgreementId; command: Command },
): Promise<Result<AgreementPayments, AgreementNotFound>> => {
  const requestId = prefinancingRequestIdOf(newId, agreementId);
  const loaded = await payments.loadPayable(agreementId, requestId, command.caller);
  const { rights, agreement, sheet, request } = loaded;
  if (agreement === null || sheet === null) return err({ kind: "AgreementNotFound", agreementId });
  const partners = sheet.parties.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));
  const subject = { organisations: [sheet.coordinator, ...partners] };
  const role = decideAccess("readAgreementPayments", rights, subject, command.at);
  if (!role.ok) return err({ kind: "AgreementNotFound", agreementId });
  const [trace, payee] = await Promise.all([
    traceOf(payments, request?.state ?? null),
    payments.loadPayee(sheet.coordinator),
  ]);
  const { caller, at } = command;
  return ok({
    agreement,
    sheet,
    prefinancingCents: prefinancingOf(sheet).prefinancingTransferCents,
    payeeLacks: lacksOf(sheet.coordinator, payee, dateInZone(at)),
    prefinancing: request === null ? null : showRequest(request, trace, { rights, caller, at, calendar }),
    allowedActions: [requestAction(loaded, command)],
  });
};
