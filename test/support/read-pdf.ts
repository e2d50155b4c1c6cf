import { type PDFPageProxy, getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { z } from "zod";

type StructTreeNode = NonNullable<Awaited<ReturnType<PDFPageProxy["getStructTree"]>>>;

const Info = z.object({ Language: z.string().nullish(), Title: z.string().optional() });

const textOf = async (page: PDFPageProxy): Promise<string> => {
  const { items } = await page.getTextContent();
  return items.map((item) => ("str" in item ? item.str + (item.hasEOL ? " " : "") : "")).join(" ");
};

/** Roles of a tree in the order in which they are read: "Table", "TR", "TH" … */
const rolesOf = (node: StructTreeNode): readonly string[] => [
  node.role,
  ...node.children.flatMap((child) => ("role" in child ? rolesOf(child) : [])),
];

/** What a reader's software finds in a PDF: the text of each page in its order, the tags, the bookmarks, the language. */
export const readPdf = async (bytes: Uint8Array) => {
  const loading = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const pdf = await loading.promise;
  const numbers = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const pages = await Promise.all(numbers.map((number) => pdf.getPage(number)));
  const [texts, trees, outline, { info, metadata }, markInfo] = await Promise.all([
    Promise.all(pages.map(textOf)),
    Promise.all(pages.map((page) => page.getStructTree())),
    pdf.getOutline(),
    pdf.getMetadata(),
    pdf.getMarkInfo(),
  ]);
  await loading.destroy();
  return {
    pages: texts.map((text) => text.replaceAll(/\s+/g, " ")),
    text: texts.join(" ").replaceAll(/\s+/g, " "),
    roles: trees.flatMap((tree) => (tree === null ? [] : rolesOf(tree))),
    outline: outline.map(({ title }) => title),
    info: Info.parse(info),
    isMarked: markInfo?.Marked === true,
    conformance: metadata?.get("pdfuaid:part"),
  };
};
