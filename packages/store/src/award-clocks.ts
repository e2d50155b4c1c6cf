import { Agreement } from "@grants/core/agreements/agreement";
import { CallVersion } from "@grants/core/calls/call";
import type { AwardClockStore, ToldResult } from "@grants/core/evaluation/award-clock-store";
import { Letter } from "@grants/core/letters/letter";
import { LetterFacts, type LetterTemplate } from "@grants/core/letters/letter-facts";
import { LetterBatch } from "@grants/core/letters/letter-order";
import type { LocalDate } from "@grants/kernel/time";
import { z } from "zod";
import type { Database } from "./database.ts";
import { Progress } from "./letter-work.ts";
import { toLoadedProposal, wantedForProposal } from "./proposal-items.ts";
import { type Item, getAll, getMany, toStoredOrNull } from "./read.ts";
import type { Key } from "./table.ts";
import { agreementKeys } from "./tables/agreements.ts";
import { callKeys } from "./tables/calls.ts";
import { letterIdsAbout } from "./summary-reports.ts";
import { letterKeys } from "./tables/letters.ts";

const FactsItem = z.object({ facts: LetterFacts });
const Published = z.object({ published: CallVersion.optional() });

const inGrants = (key: Key) => ({ table: "grants" as const, key });

const inForceOnOf = (item: Item | null | undefined): LocalDate | null => {
  const agreement = toStoredOrNull(Agreement, item)?.state;
  return agreement?.state === "inForce" ? agreement.inForceOn : null;
};

/** Letters that end a proposal's way for its applicant, one way or the other. */
const results: readonly LetterTemplate[] = ["EVALUATION_RESULT", "ADMISSIBILITY_REFUSED"];

/**
 * The letter that told the result: that of the evaluation before a refusal, which a review may have taken back. Of what it says only
 * whether it awards, and that of an opened one alone.
 */
const toldBy = async (db: Database, heads: readonly (Item | null)[]): Promise<ToldResult | null> => {
  const letters = heads.flatMap((head) => toStoredOrNull(Letter, head)?.state ?? []);
  const letter = results.flatMap((template) => letters.filter((sent) => sent.template === template)).at(0);
  if (letter === undefined) return null;
  const { id, sentAt, factsSha256 } = letter;
  if (letter.state === "sent") return { sentAt, saysAwarded: false };
  const [item] = await getAll(db, [inGrants(letterKeys.letterFacts(id, factsSha256))]);
  const { facts } = FactsItem.parse(item);
  return { sentAt, saysAwarded: facts.template === "EVALUATION_RESULT" && facts.outcome === "AWARDED" };
};

/** What the clocks of awards are read from: letters that went out, agreements that came into force. */
export const createAwardClockStore = (db: Database): AwardClockStore => ({
  loadTopic: async ({ batchId, agreementIds }) => {
    const [head, progress, ...agreements] = await getMany(
      db,
      [
        letterKeys.letterBatch(batchId),
        letterKeys.letterProgress(batchId),
        ...agreementIds.map((id) => agreementKeys.agreement(id)),
      ].map(inGrants),
    );
    const batch = toStoredOrNull(LetterBatch, head);
    const reached = progress === null || progress === undefined ? null : Progress.parse(progress);
    const areAllSent = batch !== null && reached !== null && reached.sent >= batch.state.letters;
    return { allSentAt: areAllSent ? reached.at : null, inForceOn: agreements.map(inForceOnOf) };
  },
  loadProposal: async (proposalId, caller) => {
    const [found, letterIds] = await Promise.all([
      getAll(db, wantedForProposal(proposalId, caller)),
      letterIdsAbout(db, proposalId),
    ]);
    return { ...toLoadedProposal(found), letterIds };
  },
  loadOutcome: async ({ callId, letterIds, agreementId }) => {
    const letters = letterIds.map((id) => letterKeys.letter(id));
    const wanted = [callKeys.call(callId), agreementKeys.agreement(agreementId), ...letters];
    const [call, agreement, ...heads] = await getAll(db, wanted.map(inGrants));
    return {
      version: call === null || call === undefined ? null : (Published.parse(call).published ?? null),
      told: await toldBy(db, heads),
      inForceOn: inForceOnOf(agreement),
    };
  },
});
