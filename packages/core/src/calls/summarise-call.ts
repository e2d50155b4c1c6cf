import { sumCents } from "@grants/kernel/money";
import type { CallSummary, CallVersion } from "./call.ts";

/** The public row of a published version. */
export const summariseCall = ({ callId, content, opensAt, closesAt }: CallVersion): CallSummary => {
  const { topics, profile, provenance } = content;
  return {
    callId,
    origin: "platform",
    reference: content.reference,
    title: content.title,
    programme: profile.programme,
    actionType: profile.actionType,
    budgetCents: sumCents(topics.map(({ budgetCents }) => budgetCents)),
    fundingRate: profile.rates.DEFAULT,
    minGrantCents: topics.reduce<number | null>(
      (low, { minGrantCents }) => (low === null || minGrantCents < low ? minGrantCents : low),
      null,
    ),
    maxGrantCents: topics.reduce<number | null>(
      (high, { maxGrantCents }) => (high === null || maxGrantCents > high ? maxGrantCents : high),
      null,
    ),
    opensAt,
    closesAt,
    isTimeAssumed: false,
    topics: topics.map(({ topicId }) => topicId),
    sourceUrl: provenance.sourceUrl ?? null,
    note: null,
    syntheticFields: provenance.syntheticFields,
  };
};
