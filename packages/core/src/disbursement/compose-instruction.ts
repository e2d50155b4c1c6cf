import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type Result, err, ok } from "@grants/kernel/result";
import { refuseExcluded } from "../registry/exclusion.ts";
import { payeeAccountOf } from "../registry/organisation.ts";
import { type TransferLimits, checkTransfer } from "./check-transfer.ts";
import type { PaymentInstruction } from "./payment-instruction.ts";
import type { DueOrder, WithdrawalReason } from "./payment-order.ts";
import type { PaymentId } from "./payment-request.ts";
import type { ChunkRow } from "./payment-run.ts";
import type { PayeeFile } from "./run-work-store.ts";

const namePattern = /^ECCC-(\d{9})-(\d+)(?:-\d+)?$/;

/** What the payee reads: project and number of the payment (PAYX-02). */
const remittanceText = (endToEndId: string): string => {
  const [, project, number] = namePattern.exec(endToEndId) ?? [];
  if (project === undefined || number === undefined) throw new Error(`${endToEndId} is no payment of ours.`);
  return `ECCC GA ${project} PREFINANCING ${number}`;
};

type Paid = Pick<ChunkRow, "paymentId" | "endToEndId" | "amountCents">;

/** The payment as the bank's file wants it; `null` when the payee's files are gone. */
export const composeInstruction = (
  { endToEndId, amountCents }: Paid,
  { legalEntity, account }: PayeeFile,
): PaymentInstruction | null => {
  if (legalEntity === null || account === null) return null;
  const { iban, bic, holderName } = account.content;
  return {
    endToEndId,
    amountCents,
    creditorName: holderName,
    creditorAddress: { ...legalEntity.address, addressLines: [] },
    creditorIban: iban,
    ...(bic === undefined ? {} : { creditorBic: bic }),
    remittance: { kind: "text", text: remittanceText(endToEndId) },
  };
};

export type OrderCannotBePaid = { readonly paymentId: PaymentId; readonly because: WithdrawalReason };

/** Whether an order may still be paid to the payee as the registry knows it on the day of the run (PAYX-05, PAYX-06). */
export const checkDueOrder = (
  sha256: Sha256,
  { order, payee }: { readonly order: DueOrder; readonly payee: PayeeFile },
  limits: TransferLimits,
): Result<null, OrderCannotBePaid> => {
  const { paymentId } = order;
  const refuse = (because: WithdrawalReason) => err({ paymentId, because });
  if (!refuseExcluded(order.payee, payee.organisation, limits.executionOn).ok) return refuse("PAYEE_EXCLUDED");
  const account = payeeAccountOf(order.payee, payee.organisation);
  const instruction = composeInstruction(order, payee);
  if (!account.ok || payee.account === null || instruction === null) return refuse("PAYEE_NOT_VALIDATED");
  const { content, salt } = payee.account;
  const isSame =
    account.value.id === order.bankAccountId &&
    sha256(`${salt}${canonicalJson(content)}`) === order.accountSha256 &&
    account.value.sha256 === order.accountSha256;
  if (!isSame) return refuse("ACCOUNT_CHANGED");
  return checkTransfer(instruction, limits).ok ? ok(null) : refuse("TRANSFER_REFUSED");
};
