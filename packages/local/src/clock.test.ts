import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Instant } from "@grants/kernel/time";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClock, parseClockInstant } from "./clock.ts";

const machine = { nowMs: Date.UTC(2026, 10, 22, 17, 0, 0) };
const machineNowMs = () => machine.nowMs;
const january = Instant.parse("2027-01-10T09:00:00.000Z");

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "local-clock-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the platform's clock", () => {
  test("shows the machine's time until it is set", async () => {
    const clock = await openClock({ machineNowMs });
    expect(clock.now()).toBe("2026-11-22T17:00:00.000Z");
  });

  test("ticks on from the instant it was set to", async () => {
    const time = { nowMs: machine.nowMs };
    const clock = await openClock({ at: january, machineNowMs: () => time.nowMs });
    time.nowMs += 1_500;
    expect(clock.now()).toBe("2027-01-10T09:00:01.500Z");
  });

  test("goes forward by seconds", async () => {
    const clock = await openClock({ at: january, machineNowMs });
    expect(await clock.advance(3_600)).toBe("2027-01-10T10:00:00.000Z");
  });

  test("goes on over a restart as if it had run in between", async () => {
    const file = join(folder, "restart.json");
    const time = { nowMs: machine.nowMs };
    await openClock({ file, at: january, machineNowMs: () => time.nowMs });
    time.nowMs += 60_000;
    const restarted = await openClock({ file, machineNowMs: () => time.nowMs });
    expect(restarted.now()).toBe("2027-01-10T09:01:00.000Z");
  });

  test("starts at the given instant even where another one was kept", async () => {
    const file = join(folder, "given.json");
    await openClock({ file, at: january, machineNowMs });
    const restarted = await openClock({ file, at: Instant.parse("2028-02-29T00:00:00.000Z"), machineNowMs });
    expect(restarted.now()).toBe("2028-02-29T00:00:00.000Z");
  });
});

describe("reading an instant that a person typed", () => {
  test.each([
    ["2027-01-10T09:00:00Z", "2027-01-10T09:00:00.000Z"],
    ["2027-01-10T09:00:00.25Z", "2027-01-10T09:00:00.250Z"],
    ["2027-01-10T10:00:00+01:00", "2027-01-10T09:00:00.000Z"],
    ["2000-01-01T00:00:00Z", "2000-01-01T00:00:00.000Z"],
    ["2200-01-01T00:00:00Z", "2200-01-01T00:00:00.000Z"],
  ])("takes %s as %s", (text, instant) => {
    expect(parseClockInstant(text)).toBe(instant);
  });

  test.each([
    "2027-01-10",
    "2027-02-30T09:00:00Z",
    "tomorrow",
    "",
    "1999-12-31T23:59:59.999Z",
    "2200-01-01T00:00:00.001Z",
    "9999-12-31T23:59:59Z",
  ])("does not take %j", (text) => {
    expect(parseClockInstant(text)).toBeUndefined();
  });
});
