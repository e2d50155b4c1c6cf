import { readFileSync } from "node:fs";
import { fontSources } from "@grants/local/build";
import type { Fonts } from "@grants/documents/fonts";

/** The letters that the built function has beside it. */
export const testFonts = (): Fonts => ({
  regular: readFileSync(fontSources.regular),
  bold: readFileSync(fontSources.bold),
});
