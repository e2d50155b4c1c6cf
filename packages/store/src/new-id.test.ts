import { UserId } from "@grants/kernel/id";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "./new-id.ts";

describe("minting an id", () => {
  test("gives 26 characters that a ULID can have, the first one no more than 7", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (seed) => {
        expect(newId(seed)).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
        expect(UserId.safeParse(`usr_${newId(seed)}`).success).toBe(true);
      }),
    );
  });

  test("gives the same id for the same seed, on any machine and in any year", () => {
    expect(newId("seed")).toBe("27V329QH9RE0T04W169JQC7NYW");
  });

  test("gives 20,000 different ids for seeds that differ by one digit", () => {
    const seeds = Array.from({ length: 20_000 }, (_, index) => `${index}`);
    expect(new Set(seeds.map(newId)).size).toBe(seeds.length);
  });

  test("uses every character of the alphabet in every place but the first", () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => newId(`${index}`));
    const places = Array.from({ length: 26 }, (_, place) => new Set(ids.map((id) => id[place])).size);
    expect(places).toEqual([8, ...Array.from({ length: 25 }, () => 32)]);
  });
});
