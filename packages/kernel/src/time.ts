import { getISO } from "temporal-polyfill/fns/Calendar";
import * as CalendarInstant from "temporal-polyfill/fns/Instant";
import * as PlainDate from "temporal-polyfill/fns/PlainDate";
import * as PlainDateTime from "temporal-polyfill/fns/PlainDateTime";
import * as ZonedDateTime from "temporal-polyfill/fns/ZonedDateTime";
import { z } from "zod";
import { type Result, err, ok } from "./result.ts";

/** UTC to the millisecond, so that instants sort and compare as plain strings, also in a DynamoDB key. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .brand("Instant")
  .meta({ id: "Instant", example: "2026-05-28T15:00:00.000Z" });
export type Instant = z.infer<typeof Instant>;

/** A civil date, without a time of day. */
export const LocalDate = z.iso.date().brand("LocalDate").meta({ id: "LocalDate", example: "2026-05-28" });
export type LocalDate = z.infer<typeof LocalDate>;

/** A wall-clock time as a call prints it: "2026-05-28T17:00". Seconds are optional. */
export const LocalDateTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::[0-5]\d)?$/)
  .brand("LocalDateTime")
  .meta({ id: "LocalDateTime", example: "2026-05-28T17:00" });
export type LocalDateTime = z.infer<typeof LocalDateTime>;

const isTimeZone = (name: string): boolean => {
  try {
    return ZonedDateTime.create(0n, name).timeZoneId !== "";
  } catch {
    return false;
  }
};

/** A zone of the time-zone database, by name. Deadlines are written in that of Brussels unless a call says otherwise (TTG-05). */
export const TimeZone = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/, { abort: true })
  .refine(isTimeZone, "The time-zone database has no such zone.")
  .meta({ id: "TimeZone", example: "Europe/Brussels" });
export type TimeZone = z.infer<typeof TimeZone>;

/** From milliseconds since 1970, the form in which a request's event carries its time. */
export const instantOfEpoch = (epochMs: number): Instant =>
  Instant.parse(
    CalendarInstant.toString(CalendarInstant.fromEpochMilliseconds(epochMs), { smallestUnit: "millisecond" }),
  );

export const epochOfInstant = (instant: Instant): number => CalendarInstant.fromString(instant).epochMilliseconds;

export const addMilliseconds = (instant: Instant, milliseconds: number): Instant =>
  instantOfEpoch(epochOfInstant(instant) + milliseconds);

/** The day on which an instant falls in Brussels: deadlines of the Financial Regulation are civil dates there (TTG-05). */
export const dateInZone = (instant: Instant, zone: TimeZone = "Europe/Brussels"): LocalDate =>
  LocalDate.parse(
    PlainDate.toString(
      ZonedDateTime.toPlainDate(CalendarInstant.toZonedDateTimeISO(CalendarInstant.fromString(instant), zone)),
    ),
  );

export type LocalTimeInvalid =
  | { readonly kind: "LocalTimeDoesNotExist"; readonly local: string; readonly zone: string }
  | { readonly kind: "LocalTimeIsAmbiguous"; readonly local: string; readonly zone: string }
  | { readonly kind: "NotALocalTime"; readonly local: string };

const plainDateTime = (local: string): PlainDateTime.Record | null => {
  try {
    return PlainDateTime.fromString(local, getISO);
  } catch {
    return null;
  }
};

/**
 * A deadline's wall-clock time and zone as the one instant it means. The hour that a change to summer time skips does not exist, the hour
 * that a change to winter time repeats is ambiguous: both are refused, never moved in silence.
 */
export const zonedInstant = (local: LocalDateTime, zone: TimeZone): Result<Instant, LocalTimeInvalid> => {
  const plain = plainDateTime(local);
  if (plain === null) return err({ kind: "NotALocalTime", local });
  const earlier = PlainDateTime.toZonedDateTime(plain, zone, { disambiguation: "earlier" });
  const later = PlainDateTime.toZonedDateTime(plain, zone, { disambiguation: "later" });
  if (earlier.epochMilliseconds === later.epochMilliseconds) return ok(instantOfEpoch(earlier.epochMilliseconds));
  const exists = PlainDateTime.equals(ZonedDateTime.toPlainDateTime(earlier), plain);
  return err({ kind: exists ? "LocalTimeIsAmbiguous" : "LocalTimeDoesNotExist", local, zone });
};
