// oxlint-disable-next-line import/no-named-as-default -- its types know the default alone.
import PDFDocument from "pdfkit";

const finished = (document: PDFKit.PDFDocument): Promise<Buffer<ArrayBuffer>> => {
  const done = Promise.withResolvers<Buffer<ArrayBuffer>>();
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  document.on("end", () => done.resolve(Buffer.concat(chunks)));
  document.end();
  return done.promise;
};

/** A PDF of so many pages, each with a line of text; `text` empty: nothing to read on it, as of a page that was scanned. */
export const aPdf = (
  pages: number,
  { text = "A page of an annex.", ...options }: { text?: string; userPassword?: string } = {},
) => {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  for (let page = 1; page <= pages; page += 1) document.addPage().text(text === "" ? "" : `${text} ${page}`);
  return finished(document);
};
