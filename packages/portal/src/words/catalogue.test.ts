import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, test } from "vitest";
import { isMessageKey, messagesOf, type Translated } from "./catalogue.ts";
import { en, englishAreas } from "./en.ts";
import { languages } from "./language.ts";
import { createTranslate } from "./translate.ts";

const keys = Object.keys(en).filter(isMessageKey);

/** The names of everything between braces, however deep. */
const argumentNames = (text: string): readonly string[] => {
  const found = JSON.stringify(new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).getAst()).matchAll(
    /"type":[1-6],"value":"(\w+)"/g,
  );
  return [...new Set([...found].map(([, name]) => name ?? ""))].toSorted();
};

describe("the catalogue", () => {
  test("gives each area its own keys", () => {
    const count = Object.values(englishAreas).reduce((sum, area) => sum + Object.keys(area).length, 0);
    expect(keys).toHaveLength(count);
  });

  test("names each key after its area", () => {
    const strays = Object.entries(englishAreas).flatMap(([area, words]) =>
      Object.keys(words).filter((key) => !key.startsWith(`${area}.`)),
    );
    expect(strays).toEqual([]);
  });

  test.each(languages)("asks for the same arguments in %s as in English", (language) => {
    const differing = keys.filter(
      (key) => argumentNames(messagesOf(language)[key]).join() !== argumentNames(en[key]).join(),
    );
    expect(differing).toEqual([]);
  });

  test.each(languages)("leaves no text of %s empty", (language) => {
    expect(keys.filter((key) => messagesOf(language)[key].trim() === "")).toEqual([]);
  });

  test("does not compile with a key too few or too many", () => {
    const english = { "area.one": "One" } as const;
    // @ts-expect-error -- a key is missing
    const missing: Translated<typeof english> = {};
    // @ts-expect-error -- a key is not in the English words
    const extra: Translated<typeof english> = { "area.one": "Een", "area.two": "Twee" };
    expect([missing, extra]).toHaveLength(2);
  });
});

describe("translating", () => {
  const t = createTranslate("en");
  const nl = createTranslate("nl");

  test("puts values in their place", () => {
    expect(t("shell.signedInAs", { name: "Anna" })).toBe("Signed in as Anna");
  });

  test("follows the plural of the language", () => {
    expect([nl("glossary.count", { count: 1 }), nl("glossary.count", { count: 30 })]).toEqual([
      "1 woord",
      "30 woorden",
    ]);
  });

  test("keeps apostrophes", () => {
    expect(nl("components.pages")).toBe("Pagina's");
  });

  test("does not compile without the values that a message asks for, nor with a key that is not there", () => {
    // @ts-expect-error -- the name is missing
    expect(() => t("shell.signedInAs")).toThrow("name");
    // @ts-expect-error -- there is no such key
    expect(() => t("shell.nothing")).toBeTypeOf("function");
  });
});
