import { parseFraction } from "@grants/kernel/fraction";
import { type Cents, NO_CENTS, shareOf, smallerOf, sumCents } from "@grants/kernel/money";
import type { CallContent, Topic } from "./call.ts";

const envelopeOf = ({ envelopes = [] }: Pick<CallContent, "envelopes">, topicId: string) =>
  envelopes.find(({ topicIds }) => topicIds.includes(topicId));

/** The most that a topic can get: its own budget, and what its shared envelope lets come to it from the others. */
export const topicCeiling = (
  content: Pick<CallContent, "envelopes">,
  { topicId, budgetCents }: Pick<Topic, "topicId" | "budgetCents">,
): Cents => {
  const envelope = envelopeOf(content, topicId);
  if (envelope === undefined) return budgetCents;
  const more = shareOf(budgetCents, parseFraction(envelope.flexibilityRate));
  return smallerOf(sumCents([budgetCents, more]), envelope.budgetCents);
};

type TopicMoney = { readonly topicId: string; readonly amountCents: Cents };

/** The first shared envelope of which topics have more than there is, together. */
export const overdrawnEnvelope = (
  { envelopes = [] }: Pick<CallContent, "envelopes">,
  amounts: readonly TopicMoney[],
): { readonly title: string; readonly budgetCents: Cents } | null => {
  const amountOf = new Map(amounts.map(({ topicId, amountCents }) => [topicId, amountCents]));
  const over = envelopes.find(
    ({ topicIds, budgetCents }) => sumCents(topicIds.map((topicId) => amountOf.get(topicId) ?? NO_CENTS)) > budgetCents,
  );
  return over === undefined ? null : { title: over.title, budgetCents: over.budgetCents };
};
