import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Fraction, ZERO, add, compare, divide, fraction, multiply, parseFraction, subtract } from "./fraction.ts";
import { enteredCentsMax } from "./limits.ts";
import {
  EnteredCents,
  Cents,
  NO_CENTS,
  SignedCents,
  allocate,
  cents,
  centsToEuroText,
  largerOf,
  minusAtLeastZero,
  parseEuro,
  proportionOf,
  shareOf,
  signedCents,
  smallerOf,
  sumCents,
  sumSignedCents,
  unionFirst,
} from "./money.ts";

const max = Number.MAX_SAFE_INTEGER;
const someCents = fc.integer({ min: 0, max }).map(cents);

describe("an amount", () => {
  test.each([0, 1, max])("may be %d cents", (value) => {
    expect(Cents.safeParse(value).success).toBe(true);
  });

  test.each([-1, 0.5, max + 1, Number.NaN, Infinity, "1"])("refuses %s", (value) => {
    expect(Cents.safeParse(value).success).toBe(false);
  });

  test("of either sign refuses what is not whole or not safe", () => {
    expect([-max, -1, 0, max].every((value) => SignedCents.safeParse(value).success)).toBe(true);
    expect([-max - 1, max + 1, -0.5].some((value) => SignedCents.safeParse(value).success)).toBe(false);
  });

  test("is made from a number or a bigint, and throws on what it cannot be", () => {
    expect(cents(5n)).toBe(5);
    expect(signedCents(-5n)).toBe(-5);
    expect(NO_CENTS).toBe(0);
    expect(() => cents(-1)).toThrow("too_small");
    expect(() => cents(2n ** 53n)).toThrow("too_big");
    expect(() => signedCents(2n ** 53n)).toThrow("too_big");
  });
});

describe("adding amounts", () => {
  test("of nothing is nothing", () => {
    expect(sumCents([])).toBe(0);
    expect(sumSignedCents([])).toBe(0);
  });

  test("is exact up to the largest safe integer and throws one cent above", () => {
    expect(sumCents([cents(max - 1), cents(1)])).toBe(max);
    expect(() => sumCents([cents(max), cents(1)])).toThrow("too_big");
    expect(sumSignedCents([cents(max), cents(1), signedCents(-1)])).toBe(max);
  });

  test("of either sign balances", () => {
    expect(sumSignedCents([cents(5), signedCents(-7)])).toBe(-2);
  });
});

describe("comparing amounts", () => {
  test("takes away, but never below nothing", () => {
    expect([5, 4, 3].map((b) => minusAtLeastZero(cents(4), cents(b)))).toEqual([0, 0, 1]);
  });

  test("gives the smaller or the larger", () => {
    expect([smallerOf(cents(3), cents(4)), smallerOf(cents(4), cents(3)), smallerOf(cents(4), cents(4))]).toEqual([
      3, 3, 4,
    ]);
    expect([largerOf(cents(3), cents(4)), largerOf(cents(4), cents(3)), largerOf(cents(4), cents(4))]).toEqual([
      4, 4, 4,
    ]);
  });
});

describe("a share of an amount", () => {
  test.each([
    [100, "1/3", 33],
    [100, "2/3", 67],
    [1, "1/2", 1],
    [3, "1/2", 2],
    [1, "49/100", 0],
    [1, "51/100", 1],
    [199, "1/200", 1],
    [99, "1/200", 0],
    [101, "1/200", 1],
    [100, "1/200", 1],
    [7, "0", 0],
    [7, "1", 7],
    [10, "3/2", 15],
  ])("of %d at %s is %d: rounded once, a half up (CLR-MON-01)", (total, rate, share) => {
    expect(shareOf(cents(total), parseFraction(rate))).toBe(share);
  });

  test("is exact where the product leaves the safe integers", () => {
    expect(shareOf(cents(max), parseFraction("9999/10000"))).toBe(9006298534815517);
    expect(shareOf(cents(max), parseFraction("1/2"))).toBe(4503599627370496);
  });

  test("throws on a negative rate and above the largest amount", () => {
    expect(() => shareOf(cents(10), parseFraction("-1/2"))).toThrow("too_small");
    expect(() => shareOf(cents(max), parseFraction("2"))).toThrow("too_big");
  });

  test("and the share of the rest make the whole, or one cent more at the half", () => {
    fc.assert(
      fc.property(someCents, fc.integer({ min: 0, max: 10_000 }), (total, basisPoints) => {
        const rate = fraction(BigInt(basisPoints), 10_000n);
        const both = BigInt(shareOf(total, rate)) + BigInt(shareOf(total, subtract(fraction(1n, 1n), rate)));
        expect([0n, 1n]).toContain(both - BigInt(total));
      }),
    );
  });

  test("in proportion of a part to a whole is rounded once", () => {
    expect(proportionOf(cents(800), cents(100), cents(800))).toBe(100);
    expect(proportionOf(cents(1), cents(1), cents(2))).toBe(1);
    expect(proportionOf(cents(100), cents(1), cents(3))).toBe(33);
    expect(() => proportionOf(cents(1), cents(0), cents(0))).toThrow(RangeError);
  });
});

const exactShare = (total: Cents, weight: Fraction, members: readonly { readonly weight: Fraction }[]) =>
  divide(
    multiply(fraction(BigInt(total), 1n), weight),
    members.reduce((sum, member) => add(sum, member.weight), ZERO),
  );

const weights = (...texts: readonly string[]) =>
  texts.map((text, index) => ({ key: String.fromCodePoint(97 + index), weight: parseFraction(text) }));
const parts = (total: number, ...texts: readonly string[]) => [...allocate(cents(total), weights(...texts)).values()];

describe("splitting an amount", () => {
  test("gives the cents that are left to the largest remainders (CLR-MON-02)", () => {
    expect(parts(100, "1", "1", "1")).toEqual([34, 33, 33]);
    expect(parts(10, "26", "74")).toEqual([3, 7]);
    expect(parts(10, "6", "5")).toEqual([5, 5]);
    expect(parts(101, "1/2", "1/3", "1/6")).toEqual([50, 34, 17]);
    expect(parts(2, "1", "1", "1", "1")).toEqual([1, 1, 0, 0]);
  });

  test("keeps the order of the members and their keys", () => {
    expect([...allocate(cents(3), weights("1", "2"))]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
  });

  test("gives nothing to a weight of nothing, and everything to a lone member", () => {
    expect(parts(7, "0", "1", "0")).toEqual([0, 7, 0]);
    expect(parts(7, "1/9")).toEqual([7]);
    expect(parts(0, "1", "2")).toEqual([0, 0]);
  });

  test("throws without members or weights, on a negative weight and on a member given twice", () => {
    expect(() => parts(1)).toThrow("Without weights there is nothing to split by.");
    expect(() => parts(1, "0", "0")).toThrow("Without weights there is nothing to split by.");
    expect(() => parts(1, "2", "-1")).toThrow("A weight cannot be negative.");
    expect(() => allocate(cents(1), [...weights("1"), ...weights("1")])).toThrow("A member has one share.");
  });

  const someWeights = fc
    .array(fc.tuple(fc.bigInt({ min: 0n, max: 1_000_000n }), fc.bigInt({ min: 1n, max: 1000n })), {
      minLength: 1,
      maxLength: 27,
    })
    .map((pairs) =>
      pairs.map(([numerator, denominator], index) => ({ key: `${index}`, weight: fraction(numerator, denominator) })),
    )
    .filter((members) => members.some(({ weight }) => compare(weight, ZERO) > 0));

  test("makes parts that sum to the whole, none a cent or more from its exact share", () => {
    fc.assert(
      fc.property(someCents, someWeights, (total, members) => {
        const split = allocate(total, members);
        expect(sumCents([...split.values()])).toBe(total);
        const distances = members.map(({ key, weight }) =>
          subtract(fraction(BigInt(split.get(key) ?? -1), 1n), exactShare(total, weight, members)),
        );
        const [below, above] = [fraction(-1n, 1n), fraction(1n, 1n)];
        expect(distances.every((distance) => compare(distance, below) > 0 && compare(distance, above) < 0)).toBe(true);
      }),
    );
  });

  test("does not depend on the order of members whose remainders differ", () => {
    fc.assert(
      fc.property(someCents, someWeights, (total, members) => {
        const remainders = members.map(({ weight }) => {
          const exact = exactShare(total, weight, members);
          return `${exact.numerator % exact.denominator}/${exact.denominator}`;
        });
        fc.pre(new Set(remainders).size === members.length);
        expect(new Map([...allocate(total, members.toReversed())].toReversed())).toEqual(allocate(total, members));
      }),
    );
  });

  test("gives equal weights shares that differ by a cent at most, the earlier ones first", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 27 }), (total, count) => {
        const split = parts(total, ...Array.from({ length: count }, () => "1/3"));
        expect(split).toEqual(split.toSorted((a, b) => b - a));
        expect((split[0] ?? 0) - (split.at(-1) ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("the tie order of members", () => {
  test("is the Union, then the codes in alphabetical order (CLR-MON-02)", () => {
    expect(["MT", "UNION", "AT", "ZZ", "BE"].toSorted(unionFirst)).toEqual(["UNION", "AT", "BE", "MT", "ZZ"]);
  });

  test("is zero for the same member and turns its sign with the sides", () => {
    expect(unionFirst("UNION", "UNION")).toBe(0);
    expect(unionFirst("AT", "AT")).toBe(0);
    expect([unionFirst("UNION", "AT"), unionFirst("AT", "UNION")]).toEqual([-1, 1]);
    expect([unionFirst("AT", "BE"), unionFirst("BE", "AT")]).toEqual([-1, 1]);
  });
});

describe("an amount that is entered", () => {
  test.each([0, enteredCentsMax])("may be %d cents", (value) => {
    expect(EnteredCents.safeParse(value).success).toBe(true);
  });

  test.each([-1, 0.5, enteredCentsMax + 1, 2 ** 53])("is never %d cents", (value) => {
    expect(EnteredCents.safeParse(value).success).toBe(false);
  });
});

describe("reading an amount in euro", () => {
  const enteredCents = fc.integer({ min: 0, max: enteredCentsMax }).map(cents);

  test.each([
    ["0", 0],
    ["1234567.89", 1_234_567_89],
    ["1234567,89", 1_234_567_89],
    ["1 234 567,89", 1_234_567_89],
    ["1\u00a0234\u00a0567,89", 1_234_567_89],
    ["1\u202f234\u202f567,89", 1_234_567_89],
    ["1'234'567.89", 1_234_567_89],
    ["1’234’567.89", 1_234_567_89],
    ["1.234.567,89", 1_234_567_89],
    ["1,234,567.89", 1_234_567_89],
    ["1.234.567", 1_234_567_00],
    ["1,234,567", 1_234_567_00],
    ["1 234", 1_234_00],
    ["1,234.5", 1_234_50],
    ["1.234,5", 1_234_50],
    ["12,5", 12_50],
    ["12.05", 12_05],
    ["0.1", 10],
    ["007", 7_00],
    ["  12  ", 12_00],
    ["€ 12", 12_00],
    ["€12.50", 12_50],
    ["12,50 €", 12_50],
    ["12€", 12_00],
    ["€  12,50", 12_50],
    ["12,50  €", 12_50],
    ["10000000000", enteredCentsMax],
  ])("understands '%s'", (text, value) => {
    expect(parseEuro(text)).toEqual({ ok: true, value });
  });

  test.each([
    ["0.001", "AmountTooPrecise"],
    ["1234.567", "AmountTooPrecise"],
    ["1 234,567", "AmountTooPrecise"],
    ["1.234.567,891", "AmountTooPrecise"],
    ["12.3456", "AmountTooPrecise"],
    ["-1", "AmountNegative"],
    ["−1", "AmountNegative"],
    ["-0", "AmountNegative"],
    ["€ -5", "AmountNegative"],
    ["-1.234", "AmountNegative"],
    ["10000000000.01", "AmountTooLarge"],
    ["90071992547409.91", "AmountTooLarge"],
    ["9".repeat(40), "AmountTooLarge"],
    ["", "AmountNotANumber"],
    ["€", "AmountNotANumber"],
    ["abc", "AmountNotANumber"],
    ["12 EUR", "AmountNotANumber"],
    ["12.", "AmountNotANumber"],
    [".5", "AmountNotANumber"],
    ["1e3", "AmountNotANumber"],
    ["+1", "AmountNotANumber"],
    ["1-2", "AmountNotANumber"],
    ["1,23,456", "AmountNotANumber"],
    ["1234 567", "AmountNotANumber"],
    ["1 2345", "AmountNotANumber"],
    ["1.234.56", "AmountNotANumber"],
    ["1,234,56.7", "AmountNotANumber"],
    ["1.234,567.89", "AmountNotANumber"],
    ["12,50 € x", "AmountNotANumber"],
    ["x12", "AmountNotANumber"],
    ["1€2", "AmountNotANumber"],
    ["١٢", "AmountNotANumber"],
  ])("refuses '%s' as %s", (text, kind) => {
    expect(parseEuro(text)).toEqual({ ok: false, error: { kind } });
  });

  test.each([
    ["1.234", 1_234_00],
    ["1,234", 1_234_00],
    ["€ 123.456", 123_456_00],
    ["9,000 €", 9_000_00],
  ])("refuses the lone group '%s', with what it would be as thousands", (text, asGroup) => {
    expect(parseEuro(text)).toEqual({ ok: false, error: { kind: "AmountAmbiguous", asGroup } });
  });

  test("reads back what was written for a bank file", () => {
    fc.assert(
      fc.property(enteredCents, (amount) => {
        expect(parseEuro(centsToEuroText(amount))).toEqual({ ok: true, value: amount });
      }),
    );
  });
});

describe("writing an amount in euro", () => {
  test.each([
    [0, "0.00"],
    [5, "0.05"],
    [50, "0.50"],
    [100, "1.00"],
    [123456789, "1234567.89"],
    [-5, "-0.05"],
    [-123456, "-1234.56"],
    [max, "90071992547409.91"],
  ])("writes %d cents as %s", (value, text) => {
    expect(centsToEuroText(signedCents(value))).toBe(text);
  });
});
