import { readFileSync } from "node:fs";

/** Letters of all the languages of the Union, and of its neighbours: Latin, Greek, Cyrillic. */
export type Fonts = { readonly regular: Uint8Array; readonly bold: Uint8Array };

/** As they lie beside a function that was built. */
export const fontFiles = { regular: "regular.ttf", bold: "bold.ttf" } as const;

export const readFonts = (folder: URL): Fonts => ({
  regular: readFileSync(new URL(fontFiles.regular, folder)),
  bold: readFileSync(new URL(fontFiles.bold, folder)),
});
