import { describe, expect, test } from "vitest";
import { code, group, optionalGroup, optionalText, repeatedText, text, writeElement } from "./xml-element.ts";

const itself = (value: string) => value;
const absent = () => undefined;

describe("writing an element", () => {
  test("escapes what XML reserves", () => {
    expect(writeElement(text("Nm", 70, itself), `<a> & "b" 'c'`)).toBe(
      "<Nm>&lt;a&gt; &amp; &quot;b&quot; &apos;c&apos;</Nm>",
    );
  });

  test("gives attributes, codes and children in their order", () => {
    const element = group<string>("Amt", [code("Cd", "SEPA"), text("InstdAmt", 9, itself, ' Ccy="EUR"')]);
    expect(writeElement(element, "1.00")).toBe('<Amt><Cd>SEPA</Cd><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt>');
  });

  test("leaves out what is absent and optional", () => {
    expect(writeElement(optionalText("Nm", 70, absent), "")).toBe("");
    expect(
      writeElement(
        optionalGroup("Purp", () => false, [code("Cd", "GOVT")]),
        "",
      ),
    ).toBe("");
  });

  test("repeats up to its limit", () => {
    const lines = repeatedText<readonly string[]>("AdrLine", 70, 2, (values) => values);
    expect(writeElement(lines, [])).toBe("");
    expect(writeElement(lines, ["a", "b"])).toBe("<AdrLine>a</AdrLine><AdrLine>b</AdrLine>");
    expect(() => writeElement(lines, ["a", "b", "c"])).toThrow("AdrLine cannot stand 3 times.");
  });

  test.each([
    ["ab", "<Nm>ab</Nm>"],
    ["abc", "<Nm>abc</Nm>"],
  ])("takes %s within its length", (value, written) => {
    expect(writeElement(text("Nm", 3, itself), value)).toBe(written);
  });

  test.each(["", "abcd"])("throws on %j, for limits were checked before", (value) => {
    expect(() => writeElement(text("Nm", 3, itself), value)).toThrow("Nm has");
  });
});
