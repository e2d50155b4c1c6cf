import type { Instant } from "@grants/kernel/time";
import type { Mail } from "../access/access-store.ts";
import { admissibilityIdOf } from "../admissibility/admissibility.ts";
import { BankAccountId } from "../registry/organisation.ts";
import { composeAccountMail } from "./account-mail.ts";
import { questionFacts, refusalFacts } from "./cite-decision.ts";
import { composeLetterMail } from "./letter-mail.ts";
import type { LetterOrder } from "./letter-order.ts";
import type { News, ToldRoles, WaitingOrder } from "./letter-work.ts";
import { sendPlaces, sendResults, sendReview, sendStage } from "./send-results.ts";
import { type SendLettersDeps, type ToWrite, everybody, writeOne } from "./write-letter.ts";

export type LettersReport = { readonly letters: number; readonly mails: number };

const fileLetter = async (
  { work, newId }: SendLettersDeps,
  order: Extract<LetterOrder, { kind: "refusal" | "question" }>,
): Promise<ToWrite> => {
  const cited = await work.loadFile(order);
  const facts = order.kind === "refusal" ? refusalFacts(cited) : questionFacts(cited, order.number);
  const terms = [{ id: admissibilityIdOf(newId, order.proposalId), version: order.version }];
  return { organisation: cited.dossier.coordinator, about: order.proposalId, facts, terms };
};

const lettersOf = async (deps: SendLettersDeps, waiting: WaitingOrder, now: Instant): Promise<number> => {
  const { order } = waiting;
  switch (order.kind) {
    case "results":
      return sendResults(deps, { ...waiting, order }, now);
    case "stage":
      return sendStage(deps, { ...waiting, order }, now);
    case "review":
      return sendReview(deps, { order }, now);
    case "places":
      return sendPlaces(deps, { ...waiting, order }, now);
    case "refusal":
    case "question":
      return writeOne(deps, order, await fileLetter(deps, order), now);
  }
};

const carryOut = async (deps: SendLettersDeps, waiting: WaitingOrder, now: Instant): Promise<number> => {
  const letters = await lettersOf(deps, waiting, now);
  await deps.work.done(waiting.order);
  return letters;
};

/** Of another bank account those are told who administer the organisation (PAYX-06). */
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
