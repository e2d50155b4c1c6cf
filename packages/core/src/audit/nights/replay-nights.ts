import { addDays, laterOf } from "@grants/kernel/calendar";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId } from "@grants/kernel/id";
import { type Instant, type LocalDate, TimeZone, addMilliseconds, dateInZone } from "@grants/kernel/time";
import type { Mailer } from "../../access/access-store.ts";
import type { Command } from "../command.ts";
import type { Stored } from "../stored.ts";
import {
  type Night,
  type NightCounts,
  type NightFinding,
  type NightKind,
  type RunningNight,
  countOne,
  hasFindings,
  nightIdOf,
  nightKindOf,
  shorten,
} from "./night.ts";
import { type NightMailText, composeNightMail } from "./night-mail.ts";
import type { NightNews, NightWork } from "./night-store.ts";
import type { Recompute, Recomputed } from "./recomputed.ts";

export type ReplayNightsDeps = {
  readonly nights: NightWork;
  readonly recompute: Readonly<Record<NightKind, Recompute>>;
  readonly mailer: Mailer;
  readonly mailText: NightMailText;
  readonly newId: NewId;
  readonly sha256: Sha256;
  /** What could not be read stops nothing else: it is a finding of its night. */
  readonly report: (error: unknown) => void;
  /** What one run does at most, and what is written down together; left out as the worker takes it. */
  readonly bounds?: RunBounds;
};

/** Steps of one run: what is left comes with the next. Decisions of one step: computed and written down together. */
export type RunBounds = { readonly stepsMax: number; readonly perStep: number };

/** What one run did: nights that it finished, decisions that it computed once more, mails that left. */
export type NightsReport = { readonly finished: number; readonly computed: number; readonly mails: number };

/** A night that is cut off loses no more than a step, and counts none of it twice. */
const usualBounds: RunBounds = { stepsMax: 400, perStep: 25 };
const hourMs = 3_600_000;
/** A day's night begins two hours after its end: by then the stream has brought what was decided before midnight into the log. */
const beginsAfterMs = 2 * hourMs;
/** Whoever comes to work in the morning hears of a night that is still not finished. */
const lateAfterHours = 8;
/** An installation that stood still catches up on so many days and on none before them. */
const nightsBackMax = 31;

const utc = TimeZone.parse("UTC");

/** The last day whose night may begin. */
const lastDueOn = (now: Instant): LocalDate => addDays(dateInZone(addMilliseconds(now, 0 - beginsAfterMs), utc), -1);

const isLateAt = (on: LocalDate, now: Instant): boolean =>
  dateInZone(addMilliseconds(now, 0 - lateAfterHours * hourMs), utc) > on;

/** The worker acts under an account of its own; whoever repeats a step of a night sends the same command. */
const commandOf = (
  { newId, sha256 }: ReplayNightsDeps,
  { on, version, at }: { readonly on: LocalDate; readonly version: number; readonly at: Instant },
): Command => {
  const caller = UserId.parse(`usr_${newId("worker:replay-decisions")}`);
  const keyHash = sha256(canonicalJson({ caller, operationId: "replayNight", idempotencyKey: `${on}#${version}` }));
  return { caller, at, correlationId: "replay-decisions", keyHash, commandHash: keyHash };
};

type Kept = { readonly night: RunningNight; readonly before: Stored<Night> | null };

/** Decisions of a night in the order in which they are computed. */
const decisionsIn = (aggregates: readonly string[]): readonly string[] =>
  [...new Set(aggregates)].filter((aggregate) => nightKindOf(aggregate) !== null).toSorted();

/** The log's days of a night: its own, and the one before, whose last entries may have come late. */
const daysOf = (on: LocalDate): readonly LocalDate[] => [addDays(on, -1), on];

const begin = async (
  { nights, newId }: ReplayNightsDeps,
  on: LocalDate,
  latest: Stored<Night> | null,
): Promise<Kept> => {
  const from = latest?.state.to ?? 0;
  const { to } = await nights.loadNews(daysOf(on), { from });
  const id = nightIdOf(newId, on);
  return { night: { state: "running", id, on, from, to, counts: {}, isLate: false }, before: null };
};

/** The night that is to be worked on: one that is not finished, else the next one that is due; `null`: nothing is due. */
const nextNight = async (deps: ReplayNightsDeps, now: Instant): Promise<Kept | null> => {
  const latest = await deps.nights.loadLatest();
  const due = lastDueOn(now);
  if (latest?.state.state === "running") return { night: latest.state, before: latest };
  const first = latest === null ? due : laterOf(addDays(latest.state.on, 1), addDays(due, 1 - nightsBackMax));
  return first > due ? null : begin(deps, first, latest);
};

type Computed = { readonly aggregate: string; readonly kind: NightKind; readonly recomputed: Recomputed };

const computeOne = async ({ recompute, report }: ReplayNightsDeps, aggregate: string): Promise<Computed | null> => {
  const kind = nightKindOf(aggregate);
  if (kind === null) return null;
  try {
    return { aggregate, kind, recomputed: await recompute[kind](aggregate) };
  } catch (error) {
    report(error);
    return { aggregate, kind, recomputed: { outcome: "NOT_COMPUTED", because: "Unreadable" } };
  }
};

const findingOf = ({ aggregate, kind, recomputed }: Computed): readonly NightFinding[] => {
  switch (recomputed.outcome) {
    case "EQUAL":
      return [];
    case "NOT_COMPUTED":
      return [
        { aggregate, kind, outcome: "NOT_COMPUTED", figure: shorten(recomputed.because), kept: "", computed: "" },
      ];
    case "DIFFERENT": {
      const { kept, computed } = recomputed;
      return [{ aggregate, kind, ...recomputed, kept: shorten(kept), computed: shorten(computed) }];
    }
  }
};

const tallies = { EQUAL: "equal", DIFFERENT: "different", NOT_COMPUTED: "notComputed" } as const;

const countIn = (counts: NightCounts, computed: readonly Computed[]): NightCounts =>
  computed.reduce((sum, { kind, recomputed }) => countOne(sum, kind, tallies[recomputed.outcome]), counts);

/** One step: some decisions, with what became of them, in one transaction under the night's version. `false`: somebody else was first. */
const takeStep = async (deps: ReplayNightsDeps, { night, before }: Kept, left: readonly string[], now: Instant) => {
  const { perStep } = deps.bounds ?? usualBounds;
  const taken = left.slice(0, perStep);
  const all = await Promise.all(taken.map((aggregate) => computeOne(deps, aggregate)));
  const computed = all.filter((one) => one !== null);
  const counts = countIn(night.counts, computed);
  const findings = computed.flatMap(findingOf);
  const isLast = taken.length === left.length;
  const { state: _state, upTo, ...shared } = night;
  const reached = taken.at(-1) ?? upTo;
  const next: Night = isLast
    ? { state: "finished", ...shared, counts, finishedAt: now }
    : { state: "running", ...shared, counts, ...(reached === undefined ? {} : { upTo: reached }) };
  const isNews = isLast && hasFindings(counts);
  const change = {
    aggregate: night.id,
    before,
    next,
    type: isLast ? "DecisionsReplayed" : "DecisionsReplayedInPart",
    role: "system",
    terms: [],
  } as const;
  const news: NightNews | null = isNews ? { on: night.on, because: "FOUND" } : null;
  const command = commandOf(deps, { on: night.on, version: (before?.version ?? 0) + 1, at: now });
  const stored = await deps.nights.commit(change, { findings, news }, command);
  if (stored.ok) return { stored: stored.value, computed: taken.length };
  if (stored.error.kind === "StaleVersion") return null;
  throw new Error(`The night of ${night.on} could not be written down: ${stored.error.kind}.`);
};

/** Steps of one night, up to its end or to the bound of the run. */
const workOn = async (deps: ReplayNightsDeps, begun: Kept, { stepsMax, now }: { stepsMax: number; now: Instant }) => {
  const { on, from, to } = begun.night;
  const { aggregates } = await deps.nights.loadNews(daysOf(on), { from, to });
  const decisions = decisionsIn(aggregates);
  let [kept, steps, computed] = [begun, 0, 0];
  while (steps < stepsMax) {
    const { upTo } = kept.night;
    const left = decisions.filter((aggregate) => upTo === undefined || aggregate > upTo);
    // oxlint-disable-next-line no-await-in-loop -- a step begins where the one before ended.
    const step = await takeStep(deps, kept, left, now);
    if (step === null) return { steps: stepsMax, computed, isFinished: false };
    steps += 1;
    computed += step.computed;
    if (step.stored.state.state === "finished") return { steps, computed, isFinished: true };
    kept = { night: step.stored.state, before: step.stored };
  }
  return { steps, computed, isFinished: false };
};

/** Notes once that a night is not finished by the morning, and that the auditors are to be told. */
const noteLate = async (deps: ReplayNightsDeps, now: Instant): Promise<void> => {
  const latest = await deps.nights.loadLatest();
  if (latest?.state.state !== "running" || latest.state.isLate || !isLateAt(latest.state.on, now)) return;
  const { on, id } = latest.state;
  const next: Night = { ...latest.state, isLate: true };
  const change = { aggregate: id, before: latest, next, type: "NightNotFinished", role: "system", terms: [] } as const;
  const command = commandOf(deps, { on, version: latest.version + 1, at: now });
  // Whoever was first has worked on it or noted it: the next run looks again.
  await deps.nights.commit(change, { findings: [], news: { on, because: "LATE" } }, command);
};

/** Tells the auditors, each in their language; that a mail failed keeps no other back. */
const announce = async ({ nights, mailer, mailText, report }: ReplayNightsDeps): Promise<number> => {
  const news = await nights.listNews();
  if (news.length === 0) return 0;
  const auditors = await nights.listAuditors();
  let mails = 0;
  for (const one of news) {
    for (const auditor of auditors) {
      try {
        // oxlint-disable-next-line no-await-in-loop -- the mail service takes so many a second.
        await mailer.send(composeNightMail(mailText, { ...auditor, ...one }));
        mails += 1;
      } catch (error) {
        report(error);
      }
    }
    // oxlint-disable-next-line no-await-in-loop -- whoever was told is not told again.
    await nights.told(one);
  }
  return mails;
};

/**
 * One run of the worker: nights that are due, the earliest first, each decision of their day computed once more on the terms of its own day and
 * compared with what is kept. It changes no decision. It may be broken off at any point and run again: what is written down is not computed
 * again, and what is not is.
 */
export const replayNights = async (deps: ReplayNightsDeps, now: Instant): Promise<NightsReport> => {
  const { stepsMax } = deps.bounds ?? usualBounds;
  // First: that a night does not get on must be told even where it never does again.
  await noteLate(deps, now);
  let [finished, computed, left] = [0, 0, stepsMax];
  let due = await nextNight(deps, now);
  while (due !== null && left > 0) {
    // oxlint-disable-next-line no-await-in-loop -- one night after the other.
    const done = await workOn(deps, due, { stepsMax: left, now });
    computed += done.computed;
    left -= done.steps;
    if (!done.isFinished) break;
    finished += 1;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    due = await nextNight(deps, now);
  }
  return { finished, computed, mails: await announce(deps) };
};
