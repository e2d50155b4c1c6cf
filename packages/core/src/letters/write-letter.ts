import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type NewId, type OrganisationId, UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Mailer } from "../access/access-store.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import { type SummaryReport, type SummaryReportHead, issueSummaryReport } from "../evaluation/summary-report.ts";
import type { LetterText } from "./letter-mail.ts";
import { composeLetter } from "./compose-letter.ts";
import type { LetterFacts } from "./letter-facts.ts";
import { type LetterOrder, letterIdOf, orderName } from "./letter-order.ts";
import type { LetterWork, ToldRoles } from "./letter-work.ts";

export type SendLettersDeps = {
  readonly work: LetterWork;
  readonly mailer: Mailer;
  readonly mailText: LetterText;
  readonly newId: NewId;
  readonly sha256: Sha256;
  /** A mail that could not leave stops no other. */
  readonly report: (error: unknown) => void;
};

export type ToWrite = {
  readonly organisation: OrganisationId;
  readonly about: string;
  readonly facts: LetterFacts;
  readonly terms: readonly Term[];
};

/** Of a letter everybody is told who acts for the organisation. */
export const everybody: ToldRoles = ["applicant", "organisationAdministrator"];

/** The worker acts under an account of its own; whoever repeats a step sends the same command. */
const commandOf = ({ newId, sha256 }: SendLettersDeps, order: LetterOrder, about: string): Command => {
  const caller = UserId.parse(`usr_${newId("worker:send-letters")}`);
  const step = `${orderName(order)}#${about}`;
  const keyHash = sha256(canonicalJson({ caller, operationId: "sendLetter", idempotencyKey: step }));
  return { caller, at: order.at, correlationId: "send-letters", keyHash, commandHash: keyHash };
};

/**
 * Writes one letter of an order. Its id follows from the order and what it is about: one that was sent by an earlier try stands, and is not
 * sent again (`StaleVersion` is the answer to a letter that is there already).
 */
export const writeOne = async (
  deps: SendLettersDeps,
  order: LetterOrder,
  letter: ToWrite,
  now: Instant,
): Promise<number> => {
  const { work, newId, sha256 } = deps;
  const { about, organisation, facts, terms } = letter;
  const { language } = await work.contactsOf(organisation, everybody);
  const id = letterIdOf(newId, orderName(order), about);
  const change = composeLetter(sha256, {
    id,
    organisation,
    about,
    language,
    facts,
    sentAt: now,
    role: "system",
    terms,
  });
  const sent = await work.send(change, facts, { ...commandOf(deps, order, about), at: now });
  if (sent.ok) return sent.value.state.sentAt === now ? 1 : 0;
  if (sent.error.kind === "StaleVersion") return 0;
  throw new Error(`The letter ${id} could not be sent: ${sent.error.kind}.`);
};

/** The evaluation summary report that goes with a letter. */
export type ReportOfLetter = { readonly version: number; readonly sha256: Digest };

type ToIssue = {
  readonly report: SummaryReport;
  /** The report as it stands; one that an earlier try issued is not issued again. */
  readonly before: Stored<SummaryReportHead> | null;
  readonly terms: readonly Term[];
};

/** Issues the report that goes with a letter, before the letter that tells of it. */
export const issueReport = async (
  deps: SendLettersDeps,
  { order, now }: { readonly order: LetterOrder; readonly now: Instant },
  { report, before, terms }: ToIssue,
): Promise<ReportOfLetter> => {
  const change = issueSummaryReport(deps, report, { before, issuedAt: now, terms });
  const { reportSha256: sha256 } = change.next;
  if (before !== null && before.state.reportSha256 === sha256) return { version: before.version, sha256 };
  const told = { version: (before?.version ?? 0) + 1, sha256 };
  const command = { ...commandOf(deps, order, `${report.proposalId}#report`), at: now };
  const done = await deps.work.issueReport(change, report, command);
  if (done.ok || done.error.kind === "StaleVersion") return told;
  throw new Error(`The report on ${report.proposalId} could not be issued: ${done.error.kind}.`);
};
