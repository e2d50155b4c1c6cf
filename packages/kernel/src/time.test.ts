import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  Instant,
  LocalDate,
  LocalDateTime,
  TimeZone,
  addMilliseconds,
  dateInZone,
  epochOfInstant,
  instantOfEpoch,
  zonedInstant,
} from "./time.ts";

const at = (text: string) => Instant.parse(text);
const inZone = (local: string, zone: TimeZone = "Europe/Brussels") => zonedInstant(LocalDateTime.parse(local), zone);

describe("an instant", () => {
  test("is UTC to the millisecond", () => {
    expect(Instant.safeParse("2026-11-22T17:00:00.000Z").success).toBe(true);
  });

  test.each([
    "2026-11-22T17:00:00Z",
    "2026-11-22T17:00:00.00Z",
    "2026-11-22T17:00:00.0000Z",
    "2026-11-22T17:00:00.000+01:00",
    "2026-11-22T17:00:00.000",
    "2026-02-30T17:00:00.000Z",
    "2026-11-22",
  ])("refuses %s", (text) => {
    expect(Instant.safeParse(text).success).toBe(false);
  });

  test("goes to milliseconds since 1970 and back", () => {
    expect(instantOfEpoch(0)).toBe("1970-01-01T00:00:00.000Z");
    expect(instantOfEpoch(1)).toBe("1970-01-01T00:00:00.001Z");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000_000 }), (epochMs) => {
        expect(epochOfInstant(instantOfEpoch(epochMs))).toBe(epochMs);
        expect(instantOfEpoch(epochMs)).toBe(new Date(epochMs).toISOString());
      }),
    );
  });

  test("sorts as text the way it sorts as time", () => {
    const epoch = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(epoch, epoch, (a, b) => {
        expect(instantOfEpoch(a) < instantOfEpoch(b)).toBe(a < b);
      }),
    );
  });

  test("moves by milliseconds, forth and back, across midnight and the year", () => {
    expect(addMilliseconds(at("2026-12-31T23:59:59.999Z"), 1)).toBe("2027-01-01T00:00:00.000Z");
    expect(addMilliseconds(at("2027-01-01T00:00:00.000Z"), -1)).toBe("2026-12-31T23:59:59.999Z");
  });
});

describe("a local date", () => {
  test.each(["2026-02-28", "2028-02-29", "2000-02-29"])("may be %s", (text) => {
    expect(LocalDate.safeParse(text).success).toBe(true);
  });

  test.each(["2026-02-29", "1900-02-29", "2026-13-01", "2026-1-1", "28.02.2026", "2026-02-28T00:00"])(
    "refuses %s",
    (text) => {
      expect(LocalDate.safeParse(text).success).toBe(false);
    },
  );
});

describe("the day of an instant", () => {
  test("changes at midnight in Brussels, in winter an hour and in summer two before UTC (TTG-05)", () => {
    expect(dateInZone(at("2026-01-15T22:59:59.999Z"))).toBe("2026-01-15");
    expect(dateInZone(at("2026-01-15T23:00:00.000Z"))).toBe("2026-01-16");
    expect(dateInZone(at("2026-07-15T21:59:59.999Z"))).toBe("2026-07-15");
    expect(dateInZone(at("2026-07-15T22:00:00.000Z"))).toBe("2026-07-16");
  });

  test("is another one in another zone", () => {
    expect(dateInZone(at("2026-01-15T23:00:00.000Z"), "UTC")).toBe("2026-01-15");
  });
});

describe("a wall-clock time", () => {
  test.each(["2026-05-28T17:00", "2026-05-28T17:00:59"])("may be %s", (text) => {
    expect(LocalDateTime.safeParse(text).success).toBe(true);
  });

  test.each([
    "2026-05-28 17:00",
    "2026-05-28T17",
    "2026-05-28T17:00:60",
    "2026-05-28T17:00:00.000",
    "2026-05-28T17:00Z",
    " 2026-05-28T17:00",
    "2026-05-28T17:00 ",
    "2026-5-28T17:00",
  ])("refuses %s", (text) => {
    expect(LocalDateTime.safeParse(text).success).toBe(false);
  });
});

describe("turning a deadline into an instant", () => {
  test.each([
    ["2025-01-21T17:00:00", "2025-01-21T16:00:00.000Z"],
    ["2026-05-28T17:00", "2026-05-28T15:00:00.000Z"],
    ["2026-05-28T17:00:01", "2026-05-28T15:00:01.000Z"],
  ])("reads %s in Brussels as %s, summer and winter (CLR-CAL-01)", (local, instant) => {
    expect(inZone(local)).toEqual({ ok: true, value: instant });
  });

  test("reads UTC as it stands", () => {
    expect(inZone("2026-03-29T02:30", "UTC")).toEqual({ ok: true, value: "2026-03-29T02:30:00.000Z" });
    expect(inZone("2026-10-25T02:30", "UTC")).toEqual({ ok: true, value: "2026-10-25T02:30:00.000Z" });
  });

  test("knows the last second before the clock goes forward and the first one after", () => {
    expect(inZone("2026-03-29T01:59:59")).toEqual({ ok: true, value: "2026-03-29T00:59:59.000Z" });
    expect(inZone("2026-03-29T03:00:00")).toEqual({ ok: true, value: "2026-03-29T01:00:00.000Z" });
  });

  test.each(["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59"])(
    "refuses %s, which the change to summer time skips",
    (local) => {
      const error = { kind: "LocalTimeDoesNotExist", local, zone: "Europe/Brussels" };
      expect(inZone(local)).toEqual({ ok: false, error });
    },
  );

  test("knows the last second before the double hour and the first one after", () => {
    expect(inZone("2026-10-25T01:59:59")).toEqual({ ok: true, value: "2026-10-24T23:59:59.000Z" });
    expect(inZone("2026-10-25T03:00:00")).toEqual({ ok: true, value: "2026-10-25T02:00:00.000Z" });
  });

  test.each(["2026-10-25T02:00", "2026-10-25T02:30", "2026-10-25T02:59:59"])(
    "refuses %s, which the change to winter time repeats",
    (local) => {
      const error = { kind: "LocalTimeIsAmbiguous", local, zone: "Europe/Brussels" };
      expect(inZone(local)).toEqual({ ok: false, error });
    },
  );

  test.each(["2026-02-30T17:00", "2026-13-01T17:00", "2026-05-28T24:00", "2026-05-28T17:60"])(
    "refuses %s, which no clock shows",
    (local) => {
      expect(inZone(local)).toEqual({ ok: false, error: { kind: "NotALocalTime", local } });
    },
  );

  test("gives an instant whose day in the zone is the day that was written", () => {
    const day = fc
      .integer({ min: 0, max: 20_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, fc.constantFrom("00:00", "12:00", "17:00", "23:59"), (date, time) => {
        const instants = [inZone(`${date}T${time}`)].flatMap((result) => (result.ok ? [result.value] : []));
        expect(instants.map((instant) => dateInZone(instant))).toEqual([date]);
      }),
    );
  });
});

describe("a time zone", () => {
  test.each(["Europe/Brussels", "Europe/Bucharest", "UTC", "America/Argentina/Buenos_Aires"])("may be %s", (name) => {
    expect(TimeZone.safeParse(name).success).toBe(true);
  });

  test.each(["", "+01:00", "Europe/Atlantis", "Europe/Brussels; drop"])("is refused as %j", (name) => {
    expect(TimeZone.safeParse(name).success).toBe(false);
  });
});
