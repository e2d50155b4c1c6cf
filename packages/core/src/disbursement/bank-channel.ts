import type { Instant, LocalDate } from "@grants/kernel/time";
import type { BankReference } from "./payment-text.ts";

/** The file of a run as it goes to the bank. */
export type OutgoingFile = {
  readonly messageId: BankReference;
  readonly executionOn: LocalDate;
  readonly text: () => Promise<string>;
};

/** `unknown`: no answer came, the file may have arrived or not. */
export type Delivery = "received" | "notReceived" | "unknown";

/** The way to the bank. What it says is authentic; a file that a person brings is looked at by a second one (DATA §8). */
export type BankChannel = {
  send(file: OutgoingFile): Promise<Delivery>;
  /** Whether the bank has the file of this name. */
  inquire(messageId: BankReference): Promise<Delivery>;
  /** What the bank has said about the file so far, oldest first, as texts of ISO 20022. */
  answers(file: OutgoingFile, at: Instant): Promise<readonly string[]>;
};
