import { AnnexFormat } from "@grants/core/calls/call-terms";
import type { FileFault } from "@grants/core/proposals/annex";
import type { FileFacts, InspectFile } from "@grants/core/proposals/check-annex";
import { type UnzipFileInfo, unzipSync } from "fflate";
import { fileTypeFromBuffer } from "file-type";
import type { ReadPdf } from "./pdf-thread.ts";

/** Formats that are archives inside. */
const archives: readonly AnnexFormat[] = ["xlsx", "docx", "ods", "odt"];
/** Where office formats keep what runs. */
const macroPlace = /(?:^|\/)vbaProject\w*\.bin$|^xl\/macrosheets\/|^(?:Basic|Scripts)\/./i;
const macroFormat = /macroenabled/i;

/** The names inside an archive; nothing of it is unpacked. Undefined where it cannot be read. */
const namesIn = (bytes: Uint8Array): readonly string[] | undefined => {
  const names: string[] = [];
  const filter = ({ name }: UnzipFileInfo): boolean => {
    names.push(name);
    return false;
  };
  try {
    unzipSync(bytes, { filter });
    return names;
  } catch {
    return undefined;
  }
};

const archiveFaults = (bytes: Uint8Array): readonly FileFault[] => {
  const names = namesIn(bytes);
  if (names === undefined) return ["ARCHIVE_UNREADABLE"];
  return names.some((name) => macroPlace.test(name)) ? ["MACROS"] : [];
};

const pdfFacts = async (readPdf: ReadPdf, bytes: Uint8Array): Promise<FileFacts> => {
  const read = await readPdf(bytes);
  switch (read.kind) {
    case "readable":
      return { format: "pdf", pages: read.pages, hasText: read.hasText, faults: [] };
    case "encrypted":
      return { format: "pdf", faults: ["PDF_ENCRYPTED"] };
    case "unreadable":
      return { format: "pdf", faults: ["PDF_UNREADABLE"] };
    case "tooComplex":
      return { format: "pdf", faults: ["PDF_TOO_COMPLEX"] };
  }
};

/** What a file is, by its content: a name and a kind that somebody gave it say nothing. */
export const createFileInspector =
  (readPdf: ReadPdf): InspectFile =>
  async (bytes) => {
    const type = await fileTypeFromBuffer(bytes);
    if (type !== undefined && macroFormat.test(type.mime)) return { faults: ["MACROS"] };
    const format = AnnexFormat.safeParse(type?.ext);
    if (!format.success) return { faults: ["FORMAT_NOT_KNOWN"] };
    if (format.data === "pdf") return pdfFacts(readPdf, bytes);
    return { format: format.data, faults: archives.includes(format.data) ? archiveFaults(bytes) : [] };
  };
