import { type NewId, prefixedId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "zod";

export const NightId = prefixedId("ngt").brand("NightId").meta({ id: "NightId" });
export type NightId = z.infer<typeof NightId>;

/** Decisions that are computed once more: whatever follows from what is kept by rules alone. */
export const NightKind = z.enum(["ranking", "awardDecision", "commitment", "ballot", "payment"]).meta({
  id: "NightKind",
  description: "What was decided: a ranking, an award decision, a commitment, a ballot, a payment.",
});
export type NightKind = z.infer<typeof NightKind>;
export const nightKinds: readonly NightKind[] = NightKind.options;

const count = z.int().min(0);
/** Of a kind: how many came out as they are kept, how many did not, how many could not be computed. Short, as an entry holds it. */
const NightCounts = z.partialRecord(NightKind, z.tuple([count, count, count]));
export type NightCounts = z.infer<typeof NightCounts>;

const shared = {
  id: NightId,
  /** The day whose decisions are computed, in UTC as the days of the log are. */
  on: LocalDate,
  /** Places in the log of all decisions: from the end of the night before up to what was there when this one began. */
  from: count,
  to: count,
  counts: NightCounts,
  /** Nobody was told in time that it is finished: the auditors were told that it is not. */
  isLate: z.boolean(),
};
const RunningNight = z
  .object({
    state: z.literal("running"),
    ...shared,
    /** The last one that was computed; they are taken in the order of their ids. Absent before the first. */
    upTo: z.string().optional(),
  })
  .meta({ id: "RunningNight" });
const FinishedNight = z
  .object({ state: z.literal("finished"), ...shared, finishedAt: Instant })
  .meta({ id: "FinishedNight" });

/** One night: the decisions of a day, computed once more on the terms of their day. It changes none of them. */
export const Night = z.discriminatedUnion("state", [RunningNight, FinishedNight]).meta({ id: "Night" });
export type Night = z.infer<typeof Night>;
export type RunningNight = z.infer<typeof RunningNight>;

const shownCharacters = 200;
const figure = z.string().max(shownCharacters);

/** A decision that did not come out as it is kept, or could not be computed. */
export const NightFinding = z
  .object({
    aggregate: z.string(),
    kind: NightKind,
    outcome: z.enum(["DIFFERENT", "NOT_COMPUTED"]),
    /** The first figure that differs by its name in the record; of one that could not be computed: why. */
    figure,
    kept: figure,
    computed: figure,
    /** Of a ranking: where its replay is. */
    callId: z.string().optional(),
    topicId: z.string().optional(),
  })
  .meta({ id: "NightFinding" });
export type NightFinding = z.infer<typeof NightFinding>;

/** A day has one night: the same day makes the same id. */
export const nightIdOf = (newId: NewId, on: LocalDate): NightId => NightId.parse(`ngt_${newId(`night:${on}`)}`);

/** How many came out as they are kept, how many did not, how many could not be computed. */
export const NightCount = z.object({ equal: count, different: count, notComputed: count }).meta({ id: "NightCount" });
export type NightCount = z.infer<typeof NightCount>;

export const countOf = (counts: NightCounts, kind: NightKind): NightCount => {
  const [equal, different, notComputed] = counts[kind] ?? [0, 0, 0];
  return { equal, different, notComputed };
};

/** Counts with one more of a kind. */
export const countOne = (counts: NightCounts, kind: NightKind, outcome: keyof NightCount): NightCounts => {
  const { equal, different, notComputed, [outcome]: before } = countOf(counts, kind);
  const next = { equal, different, notComputed, [outcome]: before + 1 };
  return { ...counts, [kind]: [next.equal, next.different, next.notComputed] };
};

/** Whether anything did not come out as it is kept, or could not be computed. */
export const hasFindings = (counts: NightCounts): boolean =>
  nightKinds.some((kind) => {
    const { different, notComputed } = countOf(counts, kind);
    return different + notComputed > 0;
  });

const kindByPrefix: ReadonlyMap<string, NightKind> = new Map([
  ["rank", "ranking"],
  ["dec", "awardDecision"],
  ["cmt", "commitment"],
  ["bal", "ballot"],
  ["req", "payment"],
]);

/** What an aggregate decides, by its id; `null` where nothing follows from rules alone. */
export const nightKindOf = (aggregate: string): NightKind | null =>
  kindByPrefix.get(aggregate.slice(0, aggregate.indexOf("_"))) ?? null;

export const shorten = (text: string): string =>
  text.length <= shownCharacters ? text : `${text.slice(0, shownCharacters - 1)}…`;
