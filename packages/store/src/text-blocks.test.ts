import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packBlock, readOrder, replaceBlocks, unpackBlock, writeOrder } from "./text-blocks.ts";

const sentence = "The hub trains two hundred people a year, and each of them trains ten more. ";
const chapter = Array.from({ length: 600 }, (_, index) => `${index} ${sentence}${index % 7 === 0 ? "\n\n" : ""}`).join(
  "",
);

/** Keeps blocks as the store does, and reads the text back. */
const aShelf = () => {
  const kept = new Map<string, Uint8Array>();
  return {
    save: (text: string, before: string, version: number): { order: string; written: number } => {
      const { order, added } = replaceBlocks(text, before === "" ? [] : readOrder(before), version);
      for (const block of added) kept.set(block.id, packBlock(block.text));
      return { order: writeOrder(order), written: added.length };
    },
    read: (order: string) =>
      readOrder(order)
        .map(({ id }) => unpackBlock(kept.get(id) ?? new Uint8Array()))
        .join(""),
  };
};

describe("a long text in blocks", () => {
  test("is read back to the letter, whatever was changed in it", () => {
    const edit = fc.record({
      at: fc.nat(50_000),
      take: fc.nat(4_000),
      put: fc.string({ unit: "grapheme", maxLength: 3_000 }),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        const shelf = aShelf();
        let text = chapter;
        let { order } = shelf.save(text, "", 1);
        edits.forEach(({ at, take, put }, index) => {
          const from = at % text.length;
          // What has half a character is no text and does not come here (kernel/text).
          text = `${text.slice(0, from)}${put}${text.slice(from + take)}x`.toWellFormed();
          ({ order } = shelf.save(text, order, index + 2));
          expect(shelf.read(order)).toBe(text);
        });
      }),
      { numRuns: 20 },
    );
  });

  test("tells half a character from the one that stands for what cannot be read", () => {
    const shelf = aShelf();
    const { order } = shelf.save(`${"a".repeat(1_999)}\uFFFD`, "", 1);
    const next = `${"a".repeat(1_999)}😀 and more`;
    expect(shelf.read(shelf.save(next, order, 2).order)).toBe(next);
  });

  test("writes one block or two where a person types, in the middle of 50,000 characters", () => {
    const shelf = aShelf();
    let text = chapter;
    let { order } = shelf.save(text, "", 1);
    for (let version = 2; version < 40; version += 1) {
      text = `${text.slice(0, 20_000)}${sentence}${text.slice(20_000)}`;
      const saved = shelf.save(text, order, version);
      expect(saved.written).toBeLessThanOrEqual(2);
      ({ order } = saved);
    }
    expect(shelf.read(order)).toBe(text);
  });

  test("writes nothing where nothing changed", () => {
    const shelf = aShelf();
    const { order } = shelf.save(chapter, "", 1);
    expect(shelf.save(chapter, order, 2)).toEqual({ order, written: 0 });
  });

  test("keeps its order within two write units and each block of prose within one", () => {
    const { order, added } = replaceBlocks(chapter.repeat(2).slice(0, 100_000), [], 1);
    expect(writeOrder(order).length).toBeLessThan(1_700);
    expect(Math.max(...added.map(({ text }) => packBlock(text).length))).toBeLessThan(940);
  });

  test("unpacks no more than a block can hold", () => {
    expect(() => unpackBlock(packBlock("a".repeat(8_000)))).toThrow(/larger than/);
  });
});
