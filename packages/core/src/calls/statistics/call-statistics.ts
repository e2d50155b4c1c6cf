import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { CallId } from "../call.ts";

/**
 * Fewer proposals than these tell what single ones ask for and who is in them: of so few, the number alone is public until the award
 * names the recipients (TRA-03, FR 38).
 */
export const statisticsProposalsMin = 3;

const hideable = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
const count = z.int().min(0);
const amount = z.int().min(0);

const AwardFigures = z.object({
  awards: count,
  unionCents: amount,
  decidedAt: Instant,
  /** Whole days from the deadline to the decision. */
  daysFromClosing: count,
});

export const TopicStatistics = z
  .object({
    topicId: z.string(),
    title: z.string(),
    budgetCents: amount,
    submissions: count,
    /** Requested Union contribution of all proposals; null where they are so few that it would tell of single ones. */
    requestedCents: hideable(amount),
    /** Null before the award decision. */
    award: hideable(AwardFigures),
  })
  .meta({ id: "TopicStatistics" });
export type TopicStatistics = z.infer<typeof TopicStatistics>;

export const CountryStatistics = z
  .object({ country: z.string(), participations: count, coordinations: count })
  .meta({ id: "CountryStatistics" });

const Participants = z.object({ all: count, smes: count, publicBodies: count, nonProfits: count });

/** Figures of a closed call that anybody may know (TRA-03), computed when its list is sealed and again at each award, and kept. */
export const CallStatistics = z
  .object({
    callId: CallId,
    computedAt: Instant,
    sealedAt: Instant,
    submissions: count,
    budgetCents: amount,
    requestedCents: hideable(amount),
    topics: z.array(TopicStatistics),
    /** By number of participations; null where the proposals are too few. */
    countries: hideable(z.array(CountryStatistics)),
    participants: hideable(Participants),
    /** Of the topics that are decided; null before the first decision. */
    awarded: hideable(
      z.object({ topics: count, submissions: count, awards: count, unionCents: amount, averageDaysFromClosing: count }),
    ),
  })
  .meta({ id: "CallStatistics" });
export type CallStatistics = z.infer<typeof CallStatistics>;
