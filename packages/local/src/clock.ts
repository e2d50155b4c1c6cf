import { type Instant, epochOfInstant, instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";
import { readJsonFile, replaceFile } from "./durable-file.ts";

const millisecondsPerSecond = 1_000;

const StoredClock = z.object({ offsetMs: z.int() });

/** The one clock of a local platform. It runs as fast as the machine's, from the instant it was set to. */
export type PlatformClock = {
  readonly now: () => Instant;
  readonly nowMs: () => number;
  /** What this clock shows when the machine's shows that. */
  readonly shifted: (machineMs: number) => number;
  readonly set: (at: Instant) => Promise<Instant>;
  readonly advance: (seconds: number) => Promise<Instant>;
};

export type ClockOptions = {
  /** Where the offset is kept over a restart. Without it the clock forgets. */
  readonly file?: string;
  /** Where the clock starts; without it, where it was left. */
  readonly at?: Instant | undefined;
  readonly machineNowMs?: () => number;
};

export const openClock = async ({ file, at, machineNowMs = Date.now }: ClockOptions = {}): Promise<PlatformClock> => {
  const stored = file === undefined ? undefined : await readJsonFile(file);
  let offsetMs = stored === undefined ? 0 : StoredClock.parse(stored).offsetMs;
  const nowMs = () => machineNowMs() + offsetMs;
  const now = () => instantOfEpoch(nowMs());
  const move = async (nextOffsetMs: number) => {
    if (file !== undefined) await replaceFile(file, JSON.stringify({ offsetMs: nextOffsetMs }));
    offsetMs = nextOffsetMs;
    return now();
  };
  const set = (instant: Instant) => move(epochOfInstant(instant) - machineNowMs());
  if (at !== undefined) await set(at);
  return {
    now,
    nowMs,
    shifted: (machineMs) => machineMs + offsetMs,
    set,
    advance: (seconds) => move(offsetMs + seconds * millisecondsPerSecond),
  };
};

/** The first and the last instant that a platform meets: rules, keys and calendars stand between them. */
const clockRange = { firstMs: Date.UTC(2000, 0, 1), lastMs: Date.UTC(2200, 0, 1) };

/** An instant that the clock may be set to, both ends included. */
export const clockInstant = (epochMs: number): Instant | undefined =>
  epochMs >= clockRange.firstMs && epochMs <= clockRange.lastMs ? instantOfEpoch(epochMs) : undefined;

/** An instant as people type it, with or without a fraction of a second: "2027-01-10T09:00:00Z". */
export const parseClockInstant = (text: string): Instant | undefined => {
  const parsed = z.iso.datetime({ offset: true }).safeParse(text);
  return parsed.success ? clockInstant(Date.parse(parsed.data)) : undefined;
};
