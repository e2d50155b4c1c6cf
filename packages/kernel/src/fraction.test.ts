import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  FractionText,
  ONE,
  Rate,
  ZERO,
  add,
  compare,
  divide,
  floor,
  formatFraction,
  fraction,
  isBetween,
  multiply,
  parseDecimal,
  parseFraction,
  roundHalfUp,
  subtract,
  toDecimal,
  toPercent,
} from "./fraction.ts";

const some = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([numerator, denominator]) => fraction(numerator, denominator));
const somePositive = some.filter((value) => compare(value, ZERO) > 0);

describe("making a fraction", () => {
  test.each([
    [6n, 4n, 3n, 2n],
    [-6n, 4n, -3n, 2n],
    [6n, -4n, -3n, 2n],
    [-6n, -4n, 3n, 2n],
    [0n, -7n, 0n, 1n],
    [7n, 7n, 1n, 1n],
  ])("brings %d/%d to lowest terms with a positive denominator", (numerator, denominator, lowest, below) => {
    expect(fraction(numerator, denominator)).toEqual({ numerator: lowest, denominator: below });
  });

  test("throws on a denominator of zero", () => {
    expect(() => fraction(1n, 0n)).toThrow("A fraction needs a denominator that is not zero.");
    expect(() => divide(ONE, ZERO)).toThrow(RangeError);
  });
});

describe("reading a fraction", () => {
  test.each([
    ["1/2", 1n, 2n],
    ["7/100", 7n, 100n],
    ["2/4", 1n, 2n],
    ["1", 1n, 1n],
    ["0", 0n, 1n],
    ["-3/9", -1n, 3n],
    ["0/5", 0n, 1n],
    ["123456789012345678/987654321098765432", 61728394506172839n, 493827160549382716n],
  ])("reads %s", (text, numerator, denominator) => {
    expect(parseFraction(text)).toEqual({ numerator, denominator });
    expect(FractionText.safeParse(text).success).toBe(true);
  });

  test.each(["", "/2", "1/", "1/0", "1/02", "1/-2", "1.5", " 1/2", "1/2 ", "1/2/3", "+1/2", "x", `1${"0".repeat(18)}`])(
    "refuses '%s'",
    (text) => {
      expect(FractionText.safeParse(text).success).toBe(false);
      expect(() => parseFraction(text)).toThrow(`"${text}" is not a fraction.`);
    },
  );

  test("is the opposite of writing it", () => {
    fc.assert(
      fc.property(some, (value) => {
        expect(parseFraction(formatFraction(value))).toEqual(value);
      }),
    );
  });

  test("writes a whole number without a denominator", () => {
    expect(formatFraction(fraction(8n, 4n))).toBe("2");
    expect(formatFraction(fraction(-1n, 8n))).toBe("-1/8");
  });
});

describe("a rate", () => {
  test.each(["0", "1", "1/2", "99/100", "100/100"])("may be %s", (text) => {
    expect(Rate.safeParse(text).success).toBe(true);
  });

  test.each(["-1/100", "101/100", "2"])("is refused when it is %s", (text) => {
    expect(Rate.safeParse(text).error?.issues).toMatchObject([{ message: "A rate lies between 0 and 1." }]);
  });

  test.each(["", "abc", "1/0", "0.5", null, 1])(
    "is refused, not thrown on, when it is no fraction at all: %s",
    (text) => {
      expect(Rate.safeParse(text).success).toBe(false);
    },
  );
});

describe("reading decimal text", () => {
  test.each([
    ["12.5", 25n, 2n],
    ["-0.05", -1n, 20n],
    ["4.0", 4n, 1n],
    ["0", 0n, 1n],
    ["-0", 0n, 1n],
    ["007", 7n, 1n],
    ["2.15", 43n, 20n],
    ["123456789012345.123456789012345", 24691357802469024691357802469n, 200000000000000n],
  ])("reads %s exactly", (text, numerator, denominator) => {
    expect(parseDecimal(text)).toEqual({ numerator, denominator });
  });

  test.each(["", ".5", "5.", "1e3", "1,5", "+1", " 1", "1 ", "--1", "1.2.3", "1234567890123456", "0.1234567890123456"])(
    "throws on '%s'",
    (text) => {
      expect(() => parseDecimal(text)).toThrow(`"${text}" is not a decimal number.`);
    },
  );
});

describe("calculating with fractions", () => {
  test("adds, subtracts, multiplies and divides exactly", () => {
    const [half, third] = [fraction(1n, 2n), fraction(1n, 3n)];
    expect(add(half, third)).toEqual(fraction(5n, 6n));
    expect(subtract(half, third)).toEqual(fraction(1n, 6n));
    expect(subtract(third, half)).toEqual(fraction(-1n, 6n));
    expect(multiply(half, third)).toEqual(fraction(1n, 6n));
    expect(divide(half, third)).toEqual(fraction(3n, 2n));
    expect(divide(half, fraction(-1n, 3n))).toEqual(fraction(-3n, 2n));
  });

  test("keeps the laws: what is added is taken away again, what is multiplied is divided again", () => {
    fc.assert(
      fc.property(some, some, somePositive, (a, b, c) => {
        expect(subtract(add(a, b), b)).toEqual(a);
        expect(divide(multiply(a, c), c)).toEqual(a);
        expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
        expect(add(a, ZERO)).toEqual(a);
        expect(multiply(a, ONE)).toEqual(a);
      }),
    );
  });

  test("compares exactly", () => {
    expect(compare(fraction(1n, 3n), fraction(333_333n, 1_000_000n))).toBe(1);
    expect(compare(fraction(1n, 3n), fraction(2n, 6n))).toBe(0);
    expect(compare(fraction(-1n, 2n), fraction(1n, 3n))).toBe(-1);
  });

  test("lies between two values also at both of them", () => {
    const [low, high] = [fraction(1n, 3n), fraction(2n, 3n)];
    const inside = [low, fraction(1n, 2n), high].map((value) => isBetween(value, low, high));
    const outside = [ZERO, fraction(33n, 100n), fraction(67n, 100n), ONE].map((value) => isBetween(value, low, high));
    expect(inside).toEqual([true, true, true]);
    expect(outside).toEqual([false, false, false, false]);
  });
});

describe("rounding", () => {
  test.each([
    ["0.49", 0n],
    ["0.5", 1n],
    ["0.51", 1n],
    ["1.5", 2n],
    ["2.5", 3n],
    ["-0.49", 0n],
    ["-0.5", -1n],
    ["-1.5", -2n],
    ["-2.5", -3n],
    ["7", 7n],
    ["-7", -7n],
    ["0", 0n],
  ])("of %s gives %d: a half goes away from zero (CLR-MON-01)", (text, rounded) => {
    expect(roundHalfUp(parseDecimal(text))).toBe(rounded);
  });

  test("is at most half away, and exactly half only away from zero", () => {
    fc.assert(
      fc.property(some, (value) => {
        const away = subtract(fraction(roundHalfUp(value), 1n), value);
        const distance = compare(away, ZERO) < 0 ? subtract(ZERO, away) : away;
        expect(compare(distance, fraction(1n, 2n))).toBeLessThanOrEqual(0);
      }),
    );
  });

  test.each([
    ["0.99", 0n],
    ["1", 1n],
    ["-0.01", -1n],
    ["-1", -1n],
    ["-1.5", -2n],
    ["0", 0n],
  ])("down takes %s to %d", (text, whole) => {
    expect(floor(parseDecimal(text))).toBe(whole);
  });
});

describe("showing a fraction in decimals", () => {
  test("writes exactly the asked places, rounded half up", () => {
    expect(toDecimal(fraction(1n, 3n), 4)).toBe("0.3333");
    expect(toDecimal(fraction(2n, 3n), 4)).toBe("0.6667");
    expect(toDecimal(fraction(1n, 8n), 2)).toBe("0.13");
    expect(toDecimal(fraction(5n, 1n), 2)).toBe("5.00");
    expect(toDecimal(fraction(1234n, 100n), 1)).toBe("12.3");
    expect(toDecimal(fraction(5n, 2n), 0)).toBe("3");
    expect(toDecimal(fraction(105n, 1n), 0)).toBe("105");
    expect(toDecimal(ZERO, 0)).toBe("0");
  });

  test("writes a sign only where something is left below zero", () => {
    expect(toDecimal(fraction(-1n, 20n), 2)).toBe("-0.05");
    expect(toDecimal(fraction(-5n, 2n), 0)).toBe("-3");
    expect(toDecimal(fraction(-1n, 1000n), 2)).toBe("0.00");
  });

  test("writes a share as a percentage", () => {
    expect(toPercent(fraction(1n, 8n), 4)).toBe("12.5000");
    expect(toPercent(fraction(1n, 3n), 4)).toBe("33.3333");
    expect(toPercent(ONE, 0)).toBe("100");
  });
});
