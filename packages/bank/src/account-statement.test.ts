import { describe, expect, test } from "vitest";
import { aNotification, aStatement, others } from "../../../test/support/statements.ts";
import { readAccountStatement } from "./account-statement.ts";

const reference = "RF18539007547034";
const credit = { euro: "10.50", entry: "B-1", reference };
const firstOf = (text: string) => {
  const read = readAccountStatement(text);
  return read.ok ? read.value.credits[0] : read;
};

describe("reading a statement of the account", () => {
  test("gives the money that came, and counts the rest", () => {
    expect(readAccountStatement(aStatement("S-1", [credit], { more: others, closing: "105.50" }))).toEqual({
      ok: true,
      value: {
        account: "RO49AAAA1B31007593840000",
        name: "S-1",
        others: 2,
        credits: [
          {
            entry: "B-1",
            amountCents: 10_50,
            currency: "EUR",
            bookedOn: "2026-12-10",
            reference,
            text: "",
            isReversal: false,
          },
        ],
      },
    });
  });

  test.each(["RF18 5390 0754 7034", "your note rf18539007547034, thank you", "DN/RF18539007547034/2026"])(
    "finds the reference in what the payer wrote: %s",
    (text) => {
      expect(firstOf(aStatement("S-1", [{ euro: "1.00", entry: "B-1", text }]))).toMatchObject({ reference, text });
    },
  );

  test("gives no reference where its check digits do not fit", () => {
    expect(firstOf(aStatement("S-1", [{ ...credit, reference: "RF18539007547043" }]))).not.toHaveProperty("reference");
  });

  test("reads a notification alike, another currency and what the bank takes back", () => {
    expect(firstOf(aNotification("N-1", [credit]))).toMatchObject({ entry: "B-1", amountCents: 10_50 });
    expect(firstOf(aStatement("S-1", [{ ...credit, currency: "SEK" }]))).toMatchObject({ currency: "SEK" });
    expect(firstOf(aStatement("S-1", [{ ...credit, isReversal: true }]))).toMatchObject({ isReversal: true });
  });

  test("names an entry without a reference of the bank by its place", () => {
    const text = aStatement("S-1", [credit]).replace("<AcctSvcrRef>B-1</AcctSvcrRef>", "");
    expect(firstOf(text)).toMatchObject({ entry: "S-1#1" });
  });
});

describe("reading what is no statement", () => {
  const whole = aStatement("S-1", [credit]);

  test.each([
    [
      "a balance that its entries do not make",
      aStatement("S-1", [credit], { closing: "105.50" }),
      "BankFileSumsDoNotFit",
    ],
    ["a document type", whole.replace("<Document", "<!DOCTYPE Document []><Document"), "BankFileDeclaresEntities"],
    ["an entity", whole.replace("<Document", '<!ENTITY a "b"><Document'), "BankFileDeclaresEntities"],
    ["half a file", whole.slice(0, whole.length / 2), "BankFileNotWellFormed"],
    ["another version", whole.replace("camt.053.001.08", "camt.053.001.02"), "BankFileNamespaceUnknown"],
    ["an unknown element", whole.replace("<BkTxCd/>", "<Smuggled/>"), "BankFileNotUnderstood"],
    ["an amount with three decimals", whole.replace("10.50", "10.501"), "BankFileNotUnderstood"],
    ["a negative amount", whole.replace("10.50", "-10.50"), "BankFileNotUnderstood"],
    ["no booking date", whole.replace("<BookgDt><Dt>2026-12-10</Dt></BookgDt>", ""), "BankFileNotUnderstood"],
    ["two accounts", whole.replace(/(<Stmt>.*<\/Stmt>)/, "$1$1"), "BankFileNotUnderstood"],
    ["one reference on two entries", aStatement("S-1", [credit, credit]), "BankFileNotUnderstood"],
    [
      "transfers that do not make up their entry",
      whole.replace("<TxDtls>", '<TxDtls><Amt Ccy="EUR">10.49</Amt>'),
      "BankFileSumsDoNotFit",
    ],
  ])("is refused: %s", (_, text, kind) => {
    expect(readAccountStatement(text)).toMatchObject({ ok: false, error: { kind } });
  });
});
