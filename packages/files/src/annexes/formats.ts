import type { AnnexFormat } from "@grants/core/calls/call-terms";

/** What a file of a format is called on its way to a reader. */
export const contentTypeOf: Readonly<Record<AnnexFormat, string>> = {
  pdf: "application/pdf",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odt: "application/vnd.oasis.opendocument.text",
  png: "image/png",
  jpg: "image/jpeg",
};
