import type { BankAnswer, BankAnswerReader, BankFileRefused } from "@grants/core/disbursement/payment-status";
import { type Result, err } from "@grants/kernel/result";
import { notificationNamespace, readNotification } from "./notification.ts";
import { readBankXml } from "./read-bank-xml.ts";
import { readStatusReport, statusReportNamespace } from "./status-report.ts";

/** Reads what a bank answers: a status report (pain.002.001.10) or a notification (camt.054.001.08), as a whole or not at all. */
export const readBankAnswer: BankAnswerReader = (xml) => {
  const read = readBankXml(xml);
  if (!read.ok) return read;
  const answer = contentOf(read.value.namespace, read.value.content);
  const repeated = answer.ok ? repeatedLine(answer.value) : undefined;
  return repeated === undefined ? answer : err({ kind: "EndToEndIdRepeated", endToEndId: repeated.endToEndId });
};

const contentOf = (namespace: string, content: unknown): Result<BankAnswer, BankFileRefused> => {
  switch (namespace) {
    case statusReportNamespace:
      return readStatusReport(content);
    case notificationNamespace:
      return readNotification(content);
    default:
      return err({ kind: "BankFileNamespaceUnknown", namespace });
  }
};

/** A payment has one line in a report. A notification may book its debit and its return, each once. */
const repeatedLine = ({ kind, payments }: BankAnswer) => {
  const seen = new Set<string>();
  return payments.find(({ endToEndId, status }) => {
    const key = kind === "notification" && status === "returned" ? `return of ${endToEndId}` : endToEndId;
    const isRepeated = seen.has(key);
    seen.add(key);
    return isRepeated;
  });
};
