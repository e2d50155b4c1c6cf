import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { OrganisationId } from "@grants/kernel/id";
import type { Instant } from "@grants/kernel/time";
import type { Capacity } from "../access/capacity.ts";
import type { Change, Term } from "../audit/change.ts";
import type { Letter, LetterId, LetterLanguage } from "./letter.ts";
import { type LetterFacts, templateVersions } from "./letter-facts.ts";
import { presumedReceiptOn } from "./receipt-of-letter.ts";

type NewLetter = {
  readonly id: LetterId;
  readonly organisation: OrganisationId;
  readonly about: string;
  readonly language: LetterLanguage;
  readonly facts: LetterFacts;
  readonly replyDays?: number;
  readonly sentAt: Instant;
  readonly role: Capacity;
  /** The version of the decision that the letter cites. */
  readonly terms: readonly Term[];
};

/** A letter as it is sent, its facts frozen under their digest. */
export const composeLetter = (sha256: Sha256, letter: NewLetter): Change<Letter> => {
  const { id, organisation, about, language, facts, replyDays, sentAt, role, terms } = letter;
  const next: Letter = {
    state: "sent",
    id,
    organisation,
    about,
    template: facts.template,
    templateVersion: templateVersions[facts.template],
    language,
    factsSha256: sha256(canonicalJson(facts)),
    sentAt,
    presumedOn: presumedReceiptOn(sentAt),
    ...(replyDays === undefined ? {} : { replyDays }),
  };
  return { aggregate: id, before: null, next, type: "LetterSent", role, terms };
};
