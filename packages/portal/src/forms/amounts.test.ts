import { describe, expect, test } from "vitest";
import { createPageContext } from "../page/page-context.ts";
import type { Language } from "../words/language.ts";
import { amountIn, amountRule } from "./amounts.ts";
import { formValues } from "./form-values.ts";

const pageIn = (language: Language) =>
  createPageContext({
    language,
    path: "/",
    query: new URLSearchParams(),
    origin: "https://grants.test",
    person: null,
    navigation: [],
    now: "2027-01-10T09:00:00.000Z",
    demo: false,
    hasSignIn: false,
    session: null,
    csrfToken: null,
    requestId: null,
    assets: {},
  });

describe("an amount that can be read in two ways", () => {
  test.each([
    { language: "en" as const, text: "1,234", words: "Write 1234 or 1,234.00 if you mean thousands." },
    { language: "nl" as const, text: "1.234", words: "Schrijf 1234 of 1.234,00 als u duizendtallen bedoelt." },
  ])("is answered with two that cannot, in $language", ({ language, text, words }) => {
    const page = pageIn(language);
    const read = amountIn(formValues({ amount: text }), "amount");
    expect(read).toMatchObject({ ok: false });
    expect(read.ok ? "" : amountRule(read.error, page)).toContain(words);
  });
});
