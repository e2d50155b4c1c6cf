import { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";

/** Somebody read, or was refused to read, what is personal or of a bank account. Ids only, never what was read. */
export type AccessRecord = {
  readonly at: Instant;
  readonly caller: UserId;
  /** The operation. */
  readonly action: string;
  /** What was asked for. */
  readonly thing: string;
  /** The status of the answer: 200, or that of the refusal. */
  readonly status: number;
  readonly correlationId: string;
};

/** Takes what was read before the reader gets it: what cannot be logged is not shown. */
export type AccessLog = { write(record: AccessRecord): Promise<void> };

export type AccessLogReader = {
  /** Who asked for a thing, oldest first, from behind a record's key on. */
  list(
    thing: string,
    after: string | null,
    recordsMax: number,
  ): Promise<{ readonly records: readonly AccessRecord[]; readonly next: string | null }>;
  /** The first hour behind another that has records. */
  nextHour(after: string): Promise<string | null>;
  /** The lines of an hour, in their order. */
  linesOf(hour: string): Promise<readonly string[]>;
};

const fieldMark = "~";
const hourCharacters = "2027-01-10T09".length;

export const hourOf = (at: Instant): string => at.slice(0, hourCharacters);

/** A record as one line: its fields in a fixed order, so that lines sort by time. */
export const accessLine = ({ at, correlationId, thing, caller, action, status }: AccessRecord): string =>
  [at, encodeURIComponent(correlationId), thing, caller, action, status].join(fieldMark);

const Line = z.tuple([Instant, z.string(), z.string(), UserId, z.string(), z.coerce.number()]);

/** Throws for what is no line: a log that cannot be read is an incident. */
export const readAccessLine = (line: string): AccessRecord => {
  const [at, correlationId, thing, caller, action, status] = Line.parse(line.split(fieldMark));
  return { at, correlationId: decodeURIComponent(correlationId), thing, caller, action, status };
};
