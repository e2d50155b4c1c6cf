import { Digest } from "@grants/kernel/digest";
import { OrganisationId, UserId, prefixedId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import { LetterTemplate } from "./letter-facts.ts";

export const LetterId = prefixedId("let").brand("LetterId").meta({ id: "LetterId" });
export type LetterId = z.infer<typeof LetterId>;

export const LetterLanguage = z.enum(["en", "nl"]).meta({ id: "LetterLanguage" });
export type LetterLanguage = z.infer<typeof LetterLanguage>;

/** What a letter is about: a proposal, an agreement, by its id. */
export const LetterSubject = z
  .string()
  .regex(/^(?:prop|agr)_[0-9A-HJKMNP-TV-Z]{26}$/)
  .meta({ id: "LetterSubject" });

const shared = {
  id: LetterId,
  /** To whom it is addressed; its people find it in their letter box. */
  organisation: OrganisationId,
  about: LetterSubject,
  template: LetterTemplate,
  templateVersion: z.int().min(1),
  language: LetterLanguage,
  /** Names the facts that the letter says, frozen with it. */
  factsSha256: Digest,
  sentAt: Instant,
  /** The day on which it counts as received if nobody has opened it before (CLR-CAL-05). */
  presumedOn: LocalDate,
  /** Days from receipt within which the receiver may answer; none where no answer is asked for. */
  replyDays: z.int().min(1).optional(),
};
const opened = { openedAt: Instant, openedBy: UserId };

/** A formal notification: sent to an organisation, opened by one of its people, answered where an answer is asked for. */
export const Letter = z
  .discriminatedUnion("state", [
    z.object({ state: z.literal("sent"), ...shared }).meta({ id: "SentLetter" }),
    z.object({ state: z.literal("opened"), ...shared, ...opened }).meta({ id: "OpenedLetter" }),
    z
      .object({
        state: z.literal("answered"),
        ...shared,
        ...opened,
        answeredAt: Instant,
        answeredBy: UserId,
        answerSha256: Digest,
      })
      .meta({ id: "AnsweredLetter" }),
  ])
  .meta({ id: "Letter" });
export type Letter = z.infer<typeof Letter>;

/** There is no such letter, or not for this person. */
export type LetterNotFound = { readonly kind: "LetterNotFound"; readonly letterId: LetterId };
