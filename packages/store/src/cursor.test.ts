import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCursorSeal } from "./cursor.ts";

const secret = "0123456789abcdef0123456789abcdef";
const cursors = createCursorSeal(secret);
const key = fc.record({ pk: fc.string({ unit: "binary" }), sk: fc.string({ unit: "binary" }) });
const invalid = { ok: false, error: { kind: "CursorInvalid" } };
const end = { pk: "MY#usr_1", sk: "PROP#prop_1" };

describe("sealing the end of a page", () => {
  test("can be opened again by the same caller for the same query, also on another instance", () => {
    const elsewhere = createCursorSeal(secret);
    fc.assert(
      fc.property(key, fc.string(), (some, boundTo) => {
        expect(elsewhere.open(cursors.seal(some, boundTo), boundTo)).toEqual({ ok: true, value: some });
      }),
    );
  });

  test("shows nothing of the key and never looks the same twice", () => {
    const [one, two] = [cursors.seal(end, "usr_1 mine"), cursors.seal(end, "usr_1 mine")];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("usr_1");
    expect(one).toMatch(/^[A-Za-z0-9_-]+$/);
  });

  test("throws where the secret is one character too short", () => {
    expect(() => createCursorSeal(secret.slice(1))).toThrow(/too short/);
  });
});

describe("opening a cursor", () => {
  test("is refused for another caller or another query", () => {
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (some, boundTo, other) => {
        fc.pre(boundTo !== other);
        expect(cursors.open(cursors.seal(some, boundTo), other)).toEqual(invalid);
      }),
    );
  });

  test("is refused after any change of a character", () => {
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ ";
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(...alphabet.split("")), (at, character) => {
        const cursor = cursors.seal(end, "usr_1 mine");
        const place = at % cursor.length;
        const changed = `${cursor.slice(0, place)}${character}${cursor.slice(place + 1)}`;
        fc.pre(changed !== cursor);
        expect(cursors.open(changed, "usr_1 mine")).toEqual(invalid);
      }),
    );
  });

  test("is refused when it was cut off or added to", () => {
    const cursor = cursors.seal(end, "usr_1 mine");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: cursor.length - 1 }), (length) => {
        expect(cursors.open(cursor.slice(0, length), "usr_1 mine")).toEqual(invalid);
      }),
    );
    expect(["=", "A", "!", " ", "\n"].map((more) => cursors.open(`${cursor}${more}`, "usr_1 mine"))).toEqual(
      Array.from({ length: 5 }, () => invalid),
    );
  });

  test("is refused when another secret sealed it", () => {
    const foreign = createCursorSeal(secret.toUpperCase());
    expect(cursors.open(foreign.seal(end, "usr_1 mine"), "usr_1 mine")).toEqual(invalid);
  });

  test("is refused, and never throws, for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(cursors.open(text, "usr_1 mine")).toEqual(invalid);
      }),
    );
  });
});
