import { err, ok } from "@grants/kernel/result";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CreditorReference, checkCreditorReference, createCreditorReference } from "./creditor-reference.ts";

describe("a creditor reference", () => {
  test.each(["RF57ECCC101226928P1", "RF18539007547034"])("is accepted: %s", (text) => {
    expect(checkCreditorReference(text)).toEqual(ok(text));
  });

  test("is accepted as people write it", () => {
    expect(checkCreditorReference("rf18 5390 0754 7034")).toEqual(ok("RF18539007547034"));
  });

  test.each([
    ["RF57", "FORMAT"],
    ["XRF57ECCC101226928P1", "FORMAT"],
    ["FR57ECCC101226928P1", "FORMAT"],
    ["RFX7ECCC101226928P1", "FORMAT"],
    ["RF57ECCC-101226928", "FORMAT"],
    [`RF18${"1".repeat(22)}`, "FORMAT"],
    ["RF58ECCC101226928P1", "CHECKSUM"],
    ["RF57ECCC101226928P2", "CHECKSUM"],
  ] as const)("is refused: %s, %s", (text, reason) => {
    expect(checkCreditorReference(text)).toEqual(err({ kind: "CreditorReferenceInvalid", reason }));
  });

  test("is the schema of the noun in its final form alone", () => {
    expect(CreditorReference.safeParse("RF18539007547034").success).toBe(true);
    expect(CreditorReference.safeParse("RF18 5390 0754 7034").success).toBe(false);
  });
});

describe("creating a creditor reference", () => {
  test.each([
    ["ECCC101226928P1", "RF57ECCC101226928P1"],
    ["539007547034", "RF18539007547034"],
  ])("of %s gives %s", (body, reference) => {
    expect(createCreditorReference(body)).toEqual(ok(reference));
  });

  test.each(["", "ECCC-1", "É", "1".repeat(22)])("of %j is refused", (body) => {
    expect(createCreditorReference(body)).toEqual(err({ kind: "CreditorReferenceInvalid", reason: "FORMAT" }));
  });

  test("gives one that passes the check, for every body (property)", () => {
    const character = fc.constantFrom(...Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"));
    fc.assert(
      fc.property(fc.array(character, { minLength: 1, maxLength: 21 }), (characters) => {
        const body = characters.join("");
        const created = createCreditorReference(body);
        expect(created).toMatchObject({ ok: true, value: expect.stringMatching(/^RF\d{2}/) });
        expect(checkCreditorReference(JSON.stringify(created).match(/RF\d{2}[A-Z0-9]+/)?.[0] ?? "")).toEqual(created);
      }),
    );
  });
});
