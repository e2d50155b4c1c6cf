import { describe, expect, test } from "vitest";
import { timeLeft } from "./time-left.ts";

const second = 1_000;
const hour = 3_600 * second;

describe("the time that is left", () => {
  test.each([
    [50 * hour, "2 days, 2 hours"],
    [24 * hour, "1 day, 0 hours"],
    [24 * hour - 1, "23 hours, 59 minutes"],
    [61 * second, "1 minute, 1 second"],
    [59_999, "59 seconds"],
    [0, "0 seconds"],
    [-1, "0 seconds"],
  ])("of %d milliseconds is never more than it is", (leftMs, words) => {
    expect(timeLeft(leftMs, "en")).toBe(words);
  });

  test("is said in the reader's language", () => {
    expect(timeLeft(25 * hour, "nl")).toBe("1 dag, 1 uur");
  });
});
