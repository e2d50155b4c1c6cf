import { randomUUID } from "node:crypto";
import { readBankAnswer } from "@grants/bank/bank-status";
import { preparePaymentFile } from "@grants/bank/pain001";
import type { BankChannel } from "@grants/core/disbursement/bank-channel";
import type { PassReport, RunPaymentsDeps } from "@grants/core/disbursement/run-payments";
import type { PaymentFilePlace, PaymentFileStore } from "@grants/core/disbursement/run-store";
import type { Database } from "@grants/store/database";
import { createOrderEndStore } from "@grants/store/disbursement-payments";
import { createRunWorkStore } from "@grants/store/disbursement-run-work";
import { newId } from "@grants/store/new-id";
import { openBank } from "../../functions/run-payments/bank.ts";
import { runPaymentsOn } from "../../functions/run-payments/run-payments.ts";

/** Files to and from the bank in memory: what is kept is found again, by place and digest. */
export const paymentFilesInMemory = (): PaymentFileStore => {
  const kept = new Map<string, string>();
  const nameOf = ({ kind, id, sha256 }: PaymentFilePlace) => `${kind}/${id}/${sha256}`;
  return {
    keep: async (place, text) => void kept.set(nameOf(place), text),
    load: async (place) => kept.get(nameOf(place)) ?? null,
  };
};

type Ports = { readonly files: PaymentFileStore; readonly bank?: BankChannel };

/** The worker of payment runs over a database, with the demonstration's bank unless another one is given. */
export const paymentWorker = (db: Database, ports: Ports): RunPaymentsDeps => ({
  ...openBank({ DEMO: "1" }),
  work: createRunWorkStore(db),
  orderEnds: createOrderEndStore(db),
  writeFile: preparePaymentFile,
  readAnswer: readBankAnswer,
  newId,
  sha256: db.sha256,
  ...ports,
});

const invocationMs = 600_000;

/** A pass of the worker at the time of a schedule's event, or of one that is cut short after so many steps. */
export const runWorker = (
  deps: RunPaymentsDeps,
  time: string,
  remainingMs: () => number = () => invocationMs,
): Promise<PassReport> => runPaymentsOn(deps, { time }, { correlationId: randomUUID(), remainingMs });
