// The worker's code first, in this thread: it leaves itself where the library looks for it.
// oxlint-disable-next-line import/no-unassigned-import -- it has nothing to give but that.
import "pdfjs-dist/legacy/build/pdf.worker.mjs";
import { type PDFDocumentProxy, getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { z } from "zod";
import type { PdfFacts } from "./pdf-facts.ts";

/** A document with text has some among its first pages. */
const pagesLookedAtMax = 20;

const Info = z.object({ info: z.object({ EncryptFilterName: z.string().nullish() }) });

const hasTextOn = async (document: PDFDocumentProxy, number: number): Promise<boolean> => {
  const page = await document.getPage(number);
  const { items } = await page.getTextContent();
  page.cleanup();
  return items.some((item) => "str" in item && item.str.trim() !== "");
};

const hasText = async (document: PDFDocumentProxy): Promise<boolean> => {
  const last = Math.min(document.numPages, pagesLookedAtMax);
  for (let number = 1; number <= last; number += 1) if (await hasTextOn(document, number)) return true;
  return false;
};

/**
 * Opens a PDF as a reader would, without running what is in it. It may take as long and as much as a hostile file makes it: call it where
 * both are bounded.
 */
export const inspectPdf = async (bytes: Uint8Array): Promise<PdfFacts> => {
  const loading = getDocument({
    data: bytes,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    enableXfa: false,
    verbosity: 0,
  });
  try {
    const document = await loading.promise;
    const { info } = Info.parse(await document.getMetadata());
    // One that opens without a password may still forbid to copy its text.
    if (typeof info.EncryptFilterName === "string") return { kind: "encrypted" };
    return { kind: "readable", pages: document.numPages, hasText: await hasText(document) };
  } catch (error) {
    return { kind: error instanceof Error && error.name === "PasswordException" ? "encrypted" : "unreadable" };
  } finally {
    await loading.destroy();
  }
};
