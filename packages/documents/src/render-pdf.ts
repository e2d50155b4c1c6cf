import type { Line } from "@grants/core/proposals/markup";
import { type Block, type DocumentModel, type Table, lineOf, paragraphsOf } from "./document-model.ts";
import type { Fonts } from "./fonts.ts";
import {
  type Element,
  type Pdf,
  addFooters,
  asDecoration,
  bottomOf,
  closePdf,
  ink,
  openPdf,
  sizes,
  tag,
  widthOf,
} from "./pdf-page.ts";
import { type Row, drawTable } from "./pdf-table.ts";

type Pen = { readonly pdf: Pdf; readonly root: Element; readonly outline: OutlinePlace[] };
type OutlinePlace = { readonly level: number; readonly item: PDFKit.PDFOutline };

const lineGap = 3;
const indent = 16;
/** A heading is not left alone at the end of a page. */
const headingNeeds = 80;

const leaf = ({ pdf, root }: Pen, type: string, draw: () => void): void => {
  root.add(tag(pdf, type, draw));
};

const addBookmark = ({ pdf, outline }: Pen, level: number, text: string): void => {
  while ((outline.at(-1)?.level ?? 0) >= level) outline.pop();
  const parent = outline.at(-1)?.item ?? pdf.outline;
  outline.push({ level, item: parent.addItem(text, { expanded: level === 1 }) });
};

const drawHeading = (pen: Pen, { level, text }: Extract<Block, { kind: "heading" }>): void => {
  const { pdf } = pen;
  const size = { 1: sizes.h1, 2: sizes.h2, 3: sizes.h3, 4: sizes.h4, 5: sizes.h5 }[level];
  if (pdf.y + headingNeeds > bottomOf(pdf)) pdf.addPage();
  pdf.y += size * 0.9;
  addBookmark(pen, level, text);
  // The title of the document is its first level.
  leaf(pen, `H${level + 1}`, () => {
    pdf
      .font("bold")
      .fontSize(size)
      .fillColor(level === 1 ? ink.title : ink.text)
      .text(text, { width: widthOf(pdf) });
  });
  pdf.y += size * 0.3;
};

const drawParagraph = (pen: Pen, text: string, { isSmall = false } = {}): void => {
  const { pdf } = pen;
  leaf(pen, "P", () => {
    pdf
      .font("regular")
      .fontSize(isSmall ? sizes.small : sizes.text)
      .fillColor(isSmall ? ink.quiet : ink.text);
    pdf.text(text, { width: widthOf(pdf), lineGap });
  });
  pdf.y += sizes.text * 0.6;
};

/** A line with its stresses, from where the pen stands. */
const drawLine = (pdf: Pdf, line: Line, width: number): void => {
  pdf.fontSize(sizes.text).fillColor(ink.text);
  for (const [index, { kind, text }] of line.entries())
    pdf.font(kind === "strong" ? "bold" : "regular").text(text, {
      width,
      lineGap,
      continued: index < line.length - 1,
      oblique: kind === "stressed",
    });
};

const drawLines = (pen: Pen, lines: readonly Line[]): void => {
  const { pdf } = pen;
  leaf(pen, "P", () => {
    for (const line of lines) drawLine(pdf, line, widthOf(pdf));
  });
  pdf.y += sizes.text * 0.6;
};

const drawList = ({ pdf, root }: Pen, { isOrdered, items }: Extract<Block, { kind: "list" }>): void => {
  const list = tag(pdf, "L");
  root.add(list);
  const { left } = pdf.page.margins;
  for (const [index, item] of items.entries()) {
    const line = lineOf(item);
    const text = line.map((inline) => inline.text).join("");
    const element = tag(pdf, "LI");
    list.add(element);
    pdf.font("regular").fontSize(sizes.text).fillColor(ink.text);
    const width = widthOf(pdf) - indent;
    if (pdf.y + pdf.heightOfString(text, { width, lineGap }) > bottomOf(pdf)) pdf.addPage();
    const y = pdf.y;
    element.add(tag(pdf, "Lbl", () => pdf.text(isOrdered ? `${index + 1}.` : "•", left, y, { lineBreak: false })));
    element.add(
      tag(pdf, "LBody", () => {
        pdf.x = left + indent;
        pdf.y = y;
        drawLine(pdf, line, width);
      }),
    );
    element.end();
  }
  list.end();
  pdf.x = left;
  pdf.y += sizes.text * 0.6;
};

const drawCaption = (pdf: Pdf, table: Element, caption: string): void => {
  if (pdf.y + headingNeeds > bottomOf(pdf)) pdf.addPage();
  if (caption === "") return;
  table.add(
    tag(pdf, "Caption", () => {
      pdf
        .font("regular")
        .fontSize(sizes.small)
        .fillColor(ink.quiet)
        .text(caption, { width: widthOf(pdf) });
    }),
  );
  pdf.y += 3;
};

const factColumns = [
  { header: "", share: 1 },
  { header: "", share: 2.4 },
];

const headRow = ({ columns }: Pick<Table, "columns">): Row => ({
  isHead: true,
  cells: columns.map(({ header }) => ({ text: header, isHeader: true, scope: "Column" })),
});

const tableRows = ({ columns, rows, hasTotals = false }: Table): readonly Row[] => [
  ...(columns.every(({ header }) => header === "") ? [] : [headRow({ columns })]),
  ...rows.map((cells, index) => ({
    isStrong: hasTotals && index === rows.length - 1,
    cells: cells.map((text, place) =>
      place === 0 ? { text, isHeader: true, scope: "Row" as const } : { text, isHeader: false },
    ),
  })),
];

const factRows = ({ rows }: Extract<Block, { kind: "facts" }>): readonly Row[] =>
  rows.map(({ term, detail }) => ({
    cells: [
      { text: term, isHeader: true, scope: "Row" },
      { text: detail, isHeader: false },
    ],
  }));

const drawTableBlock = ({ pdf, root }: Pen, block: Table | Extract<Block, { kind: "facts" }>): void => {
  const table = tag(pdf, "Table");
  root.add(table);
  drawCaption(pdf, table, block.caption);
  if (block.kind === "table") drawTable(pdf, table, block.columns, tableRows(block));
  else drawTable(pdf, table, factColumns, factRows(block));
  table.end();
  pdf.y += sizes.text;
};

const drawFigure = ({ pdf, root }: Pen, { alternative, image, ...size }: Extract<Block, { kind: "figure" }>): void => {
  const bytes = Buffer.from(image);
  const width = Math.min(size.widthPoints, widthOf(pdf));
  const height = (size.heightPoints * width) / size.widthPoints;
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
  const [x, y] = [pdf.x, pdf.y];
  const bbox = [x, y, x + width, y + height] as const;
  root.add(tag(pdf, "Figure", () => void pdf.image(bytes, x, y, { width, height }), { alt: alternative, bbox }));
  pdf.y = y + height + sizes.text;
};

const drawBlock = (pen: Pen, block: Block): void => {
  switch (block.kind) {
    case "heading":
      return drawHeading(pen, block);
    case "text":
      return paragraphsOf(block.text).forEach((paragraph) => drawParagraph(pen, paragraph));
    case "paragraph":
      return drawLines(pen, block.lines);
    case "note":
      return drawParagraph(pen, block.text, { isSmall: true });
    case "list":
      return drawList(pen, block);
    case "facts":
    case "table":
      return drawTableBlock(pen, block);
    case "figure":
      return drawFigure(pen, block);
  }
};

const drawTitle = (pen: Pen, { standing, title }: DocumentModel): void => {
  const { pdf } = pen;
  leaf(pen, "P", () =>
    pdf
      .font("bold")
      .fontSize(sizes.standing)
      .fillColor(ink.quiet)
      .text(standing, { width: widthOf(pdf) }),
  );
  pdf.y += 4;
  leaf(pen, "H1", () =>
    pdf
      .font("bold")
      .fontSize(sizes.title)
      .fillColor(ink.title)
      .text(title, { width: widthOf(pdf) }),
  );
  pdf.y += 6;
  asDecoration(pdf, "Layout", () => {
    const { left } = pdf.page.margins;
    pdf
      .moveTo(left, pdf.y)
      .lineTo(left + widthOf(pdf), pdf.y)
      .lineWidth(1.2)
      .strokeColor(ink.title)
      .stroke();
  });
  pdf.y += 12;
};

/** The document as a PDF that everybody can read. The same model gives the same bytes. */
export const renderPdf = async (model: DocumentModel, fonts: Fonts): Promise<Uint8Array> => {
  const pdf = openPdf(model, fonts);
  const root = tag(pdf, "Document");
  pdf.addStructure(root);
  const pen: Pen = { pdf, root, outline: [] };
  drawTitle(pen, model);
  for (const block of model.blocks) drawBlock(pen, block);
  root.end();
  addFooters(pdf, model);
  return closePdf(pdf);
};
