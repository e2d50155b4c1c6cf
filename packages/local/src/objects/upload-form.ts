import { createByteReader, MalformedBody } from "./byte-reader.ts";
import type { FormFields } from "./upload-policy.ts";

/** Everything of a form before its file, and the file as it flows in. */
export type UploadFormParts = {
  readonly fields: FormFields;
  readonly fileName: string;
  readonly file: AsyncIterable<Buffer>;
};

/** What comes before the file may take so much: S3's limit. */
const fieldBytesMax = 20_480;
const headBytesMax = 4_096;

type PartHead = { readonly name: string; readonly fileName: string };

const parseHead = (head: string): PartHead => {
  const disposition = /^content-disposition:\s*form-data;(.*)$/im.exec(head)?.[1] ?? "";
  const name = /(?:^|;)\s*name="([^"]*)"/i.exec(disposition)?.[1];
  const fileName = /(?:^|;)\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? "";
  if (name === undefined) throw new MalformedBody("a part has no name");
  return { name: name.toLowerCase(), fileName: fileName.split(/[\\/]/).at(-1) ?? "" };
};

const boundaryOf = (contentType: string): string => {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw new MalformedBody("the form has no boundary");
  return boundary;
};

/** Reads a form up to its file. What comes after the file is not looked at, as S3 does not. Throws `MalformedBody`. */
export const readUploadForm = async (contentType: string, source: AsyncIterable<Buffer>): Promise<UploadFormParts> => {
  const boundary = boundaryOf(contentType);
  const delimiter = `\r\n--${boundary}`;
  const reader = createByteReader(source);
  const fields = new Map<string, string>();

  const readToFile = async (bytesLeft: number): Promise<string> => {
    const { name, fileName } = parseHead((await reader.takeTo("\r\n\r\n", headBytesMax)).toString("utf8"));
    if (name === "file") return fileName;
    const value = await reader.takeTo(delimiter, bytesLeft);
    if (fields.has(name)) throw new MalformedBody(`field ${name} comes twice`);
    fields.set(name, value.toString("utf8"));
    const afterDelimiter = (await reader.takeTo("\r\n", 2)).toString("latin1");
    if (afterDelimiter !== "") throw new MalformedBody("the form has no file");
    return readToFile(bytesLeft - value.length);
  };

  await reader.takeTo(`--${boundary}\r\n`, headBytesMax);
  const fileName = await readToFile(fieldBytesMax);
  return { fields, fileName, file: reader.flowTo(delimiter) };
};
