// oxlint-disable-next-line import/no-named-as-default -- its types know the default alone.
import PDFDocument from "pdfkit";
import type { DocumentModel } from "./document-model.ts";
import type { Fonts } from "./fonts.ts";

export type Pdf = PDFKit.PDFDocument;

export const ink = { text: "#1f2430", quiet: "#5b6270", title: "#0b3d91", line: "#c8ced8", head: "#eef2f8" } as const;
export const sizes = {
  standing: 9,
  title: 20,
  h1: 15,
  h2: 12.5,
  h3: 11,
  h4: 10.5,
  h5: 10,
  text: 10,
  small: 8.5,
  table: 8.5,
  wideTable: 7,
} as const;
const margins = { top: 56, bottom: 64, left: 56, right: 56 };
const footerAbove = 40;
const pageLabelWidth = 110;

/**
 * A document for everybody: tagged in the order in which it is read, with its language, its title and bookmarks (PDF/UA-1, as EN 301 549
 * asks). The title is shown in the place of a file's name.
 */
export const openPdf = (
  model: Pick<DocumentModel, "title" | "language" | "author" | "subject" | "at">,
  fonts: Fonts,
): Pdf => {
  const at = new Date(model.at);
  const options: Omit<PDFKit.PDFDocumentOptions, "font" | "subset"> & { font: Buffer; subset: "PDF/UA" } = {
    size: "A4",
    margins,
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: model.language,
    displayTitle: true,
    bufferPages: true,
    autoFirstPage: false,
    // A font of our own from the first letter on: one that is not embedded is not accessible.
    font: Buffer.from(fonts.regular),
    info: { Title: model.title, Author: model.author, Subject: model.subject, CreationDate: at, ModDate: at },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are of a version before the last.
  const pdf = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions);
  pdf.registerFont("regular", Buffer.from(fonts.regular));
  pdf.registerFont("bold", Buffer.from(fonts.bold));
  return pdf.addPage().font("regular").fontSize(sizes.text).fillColor(ink.text);
};

export type Element = PDFKit.PDFStructureElement;

/** What the types of the library do not know yet: of a header cell what it names, of a figure where it is. */
type TagOptions = PDFKit.Mixins.StructureElementOptions & {
  readonly scope?: "Column" | "Row";
  readonly bbox?: readonly [number, number, number, number];
};

/** A tagged piece: what is drawn in it is read as what the tag says. Without something to draw it holds other pieces. */
export const tag = (pdf: Pdf, type: string, draw?: () => void, options: TagOptions = {}): Element =>
  draw === undefined ? pdf.struct(type, options) : pdf.struct(type, options, draw);

export const widthOf = ({ page }: Pdf): number => page.width - page.margins.left - page.margins.right;
export const bottomOf = ({ page }: Pdf): number => page.height - page.margins.bottom;

/** What is drawn and not read: a reader's voice passes over it. */
export const asDecoration = (pdf: Pdf, type: "Layout" | "Pagination", draw: () => void): void => {
  pdf.markContent("Artifact", { type });
  draw();
  pdf.endMarkedContent();
};

/** At the foot of every page: what it is of, and which one. */
export const addFooters = (pdf: Pdf, { standing, title, pageLabel }: DocumentModel): void => {
  const { count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(index);
    const { page } = pdf;
    const { bottom } = page.margins;
    // The foot lies in the margin, where text would begin a new page.
    page.margins.bottom = 0;
    const y = page.height - footerAbove;
    const options = { width: widthOf(pdf), lineBreak: false } as const;
    asDecoration(pdf, "Pagination", () => {
      pdf.font("regular").fontSize(sizes.small).fillColor(ink.quiet);
      pdf.text(`${title} · ${standing}`, page.margins.left, y, {
        width: widthOf(pdf) - pageLabelWidth,
        height: sizes.small,
        ellipsis: true,
      });
      pdf.text(pageLabel(index + 1, count), page.margins.left, y, { ...options, align: "right" });
    });
    page.margins.bottom = bottom;
  }
};

/** The bytes, once all is drawn. */
export const closePdf = async (pdf: Pdf): Promise<Uint8Array> => {
  const done = Promise.withResolvers<Uint8Array>();
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  pdf.on("end", () => done.resolve(Buffer.concat(chunks)));
  pdf.on("error", done.reject);
  pdf.end();
  return done.promise;
};
