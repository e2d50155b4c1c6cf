import { describe, expect, test } from "vitest";
import { CalendarPolicy, WorkingCalendar } from "./calendar.ts";
import { Digest } from "./digest.ts";
import { FractionText, Rate } from "./fraction.ts";
import { OrganisationId, UserId } from "./id.ts";
import { Cents, SignedCents } from "./money.ts";
import { Instant, LocalDate, LocalDateTime, TimeZone } from "./time.ts";

describe("a noun of the kernel in the contract", () => {
  test.each([
    [Cents, "Cents"],
    [SignedCents, "SignedCents"],
    [FractionText, "Fraction"],
    [Rate, "Rate"],
    [Instant, "Instant"],
    [LocalDate, "LocalDate"],
    [LocalDateTime, "LocalDateTime"],
    [TimeZone, "TimeZone"],
    [CalendarPolicy, "CalendarPolicy"],
    [WorkingCalendar, "WorkingCalendar"],
    [UserId, "UserId"],
    [OrganisationId, "OrganisationId"],
    [Digest, "Digest"],
  ])("has a component name of its own (%#)", (schema, id) => {
    expect(schema.meta()).toMatchObject({ id });
  });

  test.each([Cents, FractionText, Rate, Instant, LocalDate, LocalDateTime])(
    "shows an example it accepts (%#)",
    (schema) => {
      expect(schema.safeParse(schema.meta()?.["example"]).success).toBe(true);
    },
  );
});
