import { describe, expect, test } from "vitest";
import { aPage } from "../../../../test/support/a-page.ts";
import { amountIn, amountRule } from "./amounts.ts";
import { formValues } from "./form-values.ts";

describe("an amount that can be read in two ways", () => {
  test.each([
    { language: "en" as const, text: "1,234", words: "Write 1234 or 1,234.00 if you mean thousands." },
    { language: "nl" as const, text: "1.234", words: "Schrijf 1234 of 1.234,00 als u duizendtallen bedoelt." },
  ])("is answered with two that cannot, in $language", ({ language, text, words }) => {
    const page = aPage({ language });
    const read = amountIn(formValues({ amount: text }), "amount");
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? "" : amountRule(read.error, page)).toContain(words);
  });
});
