import { describe, expect, test } from "vitest";
import { negotiateLanguage } from "./language.ts";

describe("choosing a language for a reader", () => {
  test.each([
    [undefined, "en"],
    ["", "en"],
    ["nl-BE,nl;q=0.9,en;q=0.8", "nl"],
    ["en;q=0.8,nl;q=0.9", "nl"],
    ["fr-FR,fr;q=0.9,nl;q=0.5", "nl"],
    ["fr,de", "en"],
    ["nl;q=0", "en"],
    ["nl;q=never", "en"],
    ["*", "en"],
  ])("reads %s as %s", (header, language) => {
    expect(negotiateLanguage(header)).toBe(language);
  });
});
