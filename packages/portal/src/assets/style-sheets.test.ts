import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readAssetSources } from "./asset-sources.ts";
import { screenStyles } from "./style-sheets.ts";

const sheetBytesMax = 25_000;

/** In the library's own markup, without looks of their own. */
const hooksWithoutRules = new Set([
  "ecl-picture",
  "ecl-site-footer__picture",
  "ecl-site-footer__link",
  "ecl-site-header__picture",
  "ecl-site-header-with-logo-m",
  "ecl-site-header__language-category",
  "ecl-site-header__language-item",
  "ecl-site-header__language-link-label",
  "ecl-accordion__title",
  "ecl-checkbox__text",
  "ecl-content-block__label-item",
  "ecl-form-label--invalid",
  "ecl-page-header__description-top",
  "ecl-content-block__secondary-meta-label",
  "ecl-menu__link--current",
  "ecl-page-header__container",
  "ecl-radio__text",
]);

describe("the style sheet", () => {
  test("knows every class of the library that a page names", async () => {
    const sources = await readAssetSources();
    const library = await readFile(`${sources.libraryStyles}/ecl-eu.css`, "utf8");
    const named = sources.pages.flatMap((page) => page.match(/(?<=["`\s])ecl-[a-z][\w-]*[a-z0-9](?=["`\s])/g) ?? []);
    const unknown = [...new Set(named)].filter((name) => !library.includes(`.${name}`) && !hooksWithoutRules.has(name));
    expect(unknown).toEqual([]);
  });

  test("holds what the pages use and little more", async () => {
    const css = await screenStyles(await readAssetSources());
    const kept = [".ecl-site-header__logo-image", ".wt-icon--search", ".ecl-carousel"].filter((name) =>
      css.includes(name),
    );
    expect(kept).toEqual([".ecl-site-header__logo-image", ".wt-icon--search"]);
    expect(gzipSync(css).byteLength).toBeLessThan(sheetBytesMax);
  });

  test("asks nothing of other sites", async () => {
    const css = await screenStyles(await readAssetSources());
    expect(css.match(/@import|url\((?!["']?data:)/g)).toBeNull();
  });
});
