import { inflateRawSync } from "node:zlib";
import { spreadsheetEntriesMax, spreadsheetEntryBytesMax, spreadsheetUnpackedBytesMax } from "@grants/kernel/limits";
import { type Result, err, ok } from "@grants/kernel/result";

type NotAZip = { readonly kind: "SpreadsheetNotXlsx" };
type TooFar = { readonly kind: "SpreadsheetExpandsTooFar" };
const notAZip = err<NotAZip>({ kind: "SpreadsheetNotXlsx" });
const tooFar = err<TooFar>({ kind: "SpreadsheetExpandsTooFar" });

type Entry = {
  readonly name: string;
  readonly method: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  readonly headerAt: number;
};

const endSignature = 0x06_05_4b_50;
const entrySignature = 0x02_01_4b_50;
const headerSignature = 0x04_03_4b_50;
const [endBytes, entryBytes, headerBytes] = [22, 46, 30];
const commentBytesMax = 65_535;
const [stored, deflated] = [0, 8];
const encryptedFlag = 0x1;

const lastEnd = (view: DataView): number | null => {
  const first = Math.max(0, view.byteLength - endBytes - commentBytesMax);
  for (let at = view.byteLength - endBytes; at >= first; at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return null;
};

/** The entries that the directory at the end of the file names; `null` where it is broken, encrypted, or of a kind that no workbook needs. */
const directoryOf = (bytes: Uint8Array, view: DataView, end: number): readonly Entry[] | null => {
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + entryBytes > end || view.getUint32(at, true) !== entrySignature) return null;
    if ((view.getUint16(at + 8, true) & encryptedFlag) !== 0) return null;
    const [nameBytes, extraBytes, noteBytes] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const nameEnd = at + entryBytes + (nameBytes ?? 0);
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + entryBytes, nameEnd)).replaceAll("\\", "/"),
      method: view.getUint16(at + 10, true),
      packedBytes: view.getUint32(at + 20, true),
      unpackedBytes: view.getUint32(at + 24, true),
      headerAt: view.getUint32(at + 42, true),
    });
    at = nameEnd + (extraBytes ?? 0) + (noteBytes ?? 0);
  }
  return entries;
};

/** An entry unpacked; never more than it said it would be, so that what was added up before is what memory holds. */
const unpack = (bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array | null => {
  const { headerAt, packedBytes, unpackedBytes, method } = entry;
  if (headerAt + headerBytes > bytes.byteLength || view.getUint32(headerAt, true) !== headerSignature) return null;
  const from = headerAt + headerBytes + view.getUint16(headerAt + 26, true) + view.getUint16(headerAt + 28, true);
  const packed = bytes.subarray(from, from + packedBytes);
  if (packed.byteLength !== packedBytes) return null;
  if (method === stored) return packed;
  if (method !== deflated) return null;
  if (unpackedBytes === 0) return new Uint8Array();
  try {
    return inflateRawSync(packed, { maxOutputLength: unpackedBytes });
  } catch {
    return null;
  }
};

export type Unzipped = {
  readonly names: readonly string[];
  /** The text of a file; `null` where there is none of that name, or it cannot be unpacked. */
  readonly text: (name: string) => string | null;
};

/** The files of a zip. How large they say to be is added up before the first of them is unpacked. */
export const readZip = (bytes: Uint8Array): Result<Unzipped, NotAZip | TooFar> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < endBytes || view.getUint32(0, true) !== headerSignature) return notAZip;
  const end = lastEnd(view);
  if (end === null) return notAZip;
  if (view.getUint16(end + 10, true) > spreadsheetEntriesMax) return tooFar;
  const entries = directoryOf(bytes, view, end);
  if (entries === null) return notAZip;
  const unpackedBytes = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  const isLarge = entries.some((entry) => entry.unpackedBytes > spreadsheetEntryBytesMax);
  if (isLarge || unpackedBytes > spreadsheetUnpackedBytesMax) return tooFar;
  return ok({
    names: entries.map(({ name }) => name),
    text: (name) => {
      const entry = entries.find((one) => one.name === name);
      const unpacked = entry === undefined ? null : unpack(bytes, view, entry);
      return unpacked === null ? null : new TextDecoder().decode(unpacked);
    },
  });
};
