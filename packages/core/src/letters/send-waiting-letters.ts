import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, type OrganisationId, UserId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Mail, Mailer } from "../access/access-store.ts";
import type { Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import { admissibilityIdOf } from "../admissibility/admissibility.ts";
import { type LetterText, composeLetterMail } from "./letter-mail.ts";
import { composeLetter } from "./compose-letter.ts";
import type { RankingRow } from "../evaluation/ranking.ts";
import { composeSummaryReport, issueSummaryReport } from "../evaluation/summary-report.ts";
import { type ReportOfLetter, questionFacts, refusalFacts, resultFacts } from "./cite-decision.ts";
import { LetterId } from "./letter.ts";
import type { LetterFacts } from "./letter-facts.ts";
import { type LetterOrder, orderName } from "./letter-order.ts";
import { BankAccountId } from "../registry/organisation.ts";
import { composeAccountMail } from "./account-mail.ts";
import type { CitedResults, LetterWork, News, ToldRoles, WaitingOrder } from "./letter-work.ts";

export type SendLettersDeps = {
  readonly work: LetterWork;
  readonly mailer: Mailer;
  readonly mailText: LetterText;
  readonly newId: NewId;
  readonly sha256: Sha256;
  /** A mail that could not leave stops no other. */
  readonly report: (error: unknown) => void;
};
export type LettersReport = { readonly letters: number; readonly mails: number };

type ToWrite = {
  readonly organisation: OrganisationId;
  readonly about: string;
  readonly facts: LetterFacts;
  readonly terms: readonly Term[];
};

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
const writeOne = async (deps: SendLettersDeps, order: LetterOrder, letter: ToWrite, now: Instant): Promise<number> => {
  const { work, newId, sha256 } = deps;
  const { about, organisation, facts, terms } = letter;
  const { language } = await work.contactsOf(organisation, everybody);
  const id = LetterId.parse(`let_${newId(`letter:${orderName(order)}:${about}`)}`);
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

const fileLetter = async (
  { work, newId }: SendLettersDeps,
  order: Extract<LetterOrder, { kind: "refusal" | "question" }>,
): Promise<ToWrite> => {
  const cited = await work.loadFile(order);
  const facts = order.kind === "refusal" ? refusalFacts(cited) : questionFacts(cited, order.number);
  const terms = [{ id: admissibilityIdOf(newId, order.proposalId), version: order.version }];
  return { organisation: cited.dossier.coordinator, about: order.proposalId, facts, terms };
};

/** Issues the evaluation summary report that goes with a letter; one that an earlier try issued stands. */
const issueReport = async (
  deps: SendLettersDeps,
  { order, now }: { readonly order: Extract<LetterOrder, { kind: "results" }>; readonly now: Instant },
  { row, cited }: { readonly row: RankingRow; readonly cited: CitedResults },
): Promise<ReportOfLetter> => {
  const source = cited.consensus.get(row.proposalId);
  if (source === undefined) throw new Error(`${row.proposalId} was ranked without a consensus.`);
  const report = composeSummaryReport({ ...source, content: cited.content, row });
  const terms = [source.consensus, { id: cited.decision.id, version: cited.decisionVersion }];
  const issued = issueSummaryReport(deps, report, { before: null, issuedAt: now, terms });
  const told = { version: 1, sha256: issued.next.reportSha256 };
  if (source.report !== null) return told;
  const command = { ...commandOf(deps, order, `${row.proposalId}#report`), at: now };
  const done = await deps.work.issueReport(issued, report, command);
  if (done.ok || done.error.kind === "StaleVersion") return told;
  throw new Error(`The report on ${row.proposalId} could not be issued: ${done.error.kind}.`);
};

/** A page of receivers after the other; what was reached is noted, and a page that broke off is done again. */
const sendResults = async (
  deps: SendLettersDeps,
  { order, nextPage }: WaitingOrder & { readonly order: Extract<LetterOrder, { kind: "results" }> },
  now: Instant,
): Promise<number> => {
  const { work } = deps;
  let [page, pages, letters] = [nextPage, nextPage, 0];
  while (page <= pages) {
    // oxlint-disable-next-line no-await-in-loop -- a page is written and noted before the next one.
    const cited = await work.loadResults(order, page);
    ({ pages } = cited);
    const terms = [{ id: cited.decision.id, version: cited.decisionVersion }];
    for (const row of cited.rows) {
      // oxlint-disable-next-line no-await-in-loop -- a report is there before the letter that tells of it.
      const report = await issueReport(deps, { order, now }, { row, cited });
      const facts = resultFacts(cited, row, report);
      const letter = { organisation: row.coordinator, about: row.proposalId, facts, terms };
      // oxlint-disable-next-line no-await-in-loop -- the database takes so many a second.
      letters += await writeOne(deps, order, letter, now);
    }
    const sent = (page - 1) * rowsOfPage + cited.rows.length;
    page += 1;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await work.reached(order, { nextPage: page, sent, at: now });
  }
  return letters;
};
const rowsOfPage = 100;

const carryOut = async (deps: SendLettersDeps, waiting: WaitingOrder, now: Instant): Promise<number> => {
  const { order } = waiting;
  const letters =
    order.kind === "results"
      ? await sendResults(deps, { ...waiting, order }, now)
      : await writeOne(deps, order, await fileLetter(deps, order), now);
  await deps.work.done(order);
  return letters;
};

/** Of a letter everybody is told who acts for the organisation; of another bank account those who administer it (PAYX-06). */
const everybody: ToldRoles = ["applicant", "organisationAdministrator"];
const administrators: ToldRoles = ["organisationAdministrator"];
const isAccount = (about: News["about"]): about is BankAccountId => BankAccountId.safeParse(about).success;

const mailsOf = async (
  { work, mailText }: SendLettersDeps,
  { organisation, about }: News,
): Promise<readonly Mail[]> => {
  const { mails } = await work.contactsOf(organisation, isAccount(about) ? administrators : everybody);
  return mails.map((reader) =>
    isAccount(about)
      ? composeAccountMail(mailText, { ...reader, organisation })
      : composeLetterMail(mailText, { ...reader, letterId: about }),
  );
};

/** Tells people what waits for them, or what somebody asked for in their name. The mails say no more than that. */
const announce = async (deps: SendLettersDeps): Promise<number> => {
  const { work, mailer, report } = deps;
  let mails = 0;
  let news = await work.listNews();
  while (news.length > 0) {
    for (const one of news) {
      // oxlint-disable-next-line no-await-in-loop -- the mail service takes so many a second.
      for (const mail of await mailsOf(deps, one)) {
        try {
          // oxlint-disable-next-line no-await-in-loop -- the same.
          await mailer.send(mail);
          mails += 1;
        } catch (error) {
          report(error);
        }
      }
      // oxlint-disable-next-line no-await-in-loop -- whoever was told is not told again.
      await work.told(one);
    }
    // oxlint-disable-next-line no-await-in-loop -- a page after the other.
    news = await work.listNews();
  }
  return mails;
};

/** One pass: the letters that wait are written, then their receivers are told. It may be broken off at any point and done again. */
export const sendWaitingLetters = async (deps: SendLettersDeps, now: Instant): Promise<LettersReport> => {
  let letters = 0;
  for (const waiting of await deps.work.listOrders()) {
    // oxlint-disable-next-line no-await-in-loop -- one order after the other.
    letters += await carryOut(deps, waiting, now);
  }
  return { letters, mails: await announce(deps) };
};
