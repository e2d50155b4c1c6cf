import type { BundleTexts } from "@grants/core/audit/bundle";
import { type Zippable, strFromU8, strToU8, unzipSync, zipSync } from "fflate";

/** What a bundle may hold once it is unpacked: a small file that grows without end is refused, not unpacked. */
const unpackedBytesMax = 64_000_000;
const filesMax = 100;

/** A zip with the same bytes for the same files. */
export const zipFiles = (files: ReadonlyMap<string, string>, at: Date): Uint8Array => {
  const entries: Zippable = Object.fromEntries([...files].map(([name, text]) => [name, strToU8(text)]));
  return zipSync(entries, { mtime: at, level: 6 });
};

export type ZipUnreadable = { readonly kind: "ZipUnreadable" | "ZipTooLarge" };

/** The files of a zip as texts, or why they cannot be had. */
export const unzipFiles = (bytes: Uint8Array): BundleTexts | ZipUnreadable => {
  const seen = { bytes: 0, files: 0 };
  const isWithin = (size: number): boolean => {
    seen.bytes += size;
    seen.files += 1;
    return seen.bytes <= unpackedBytesMax && seen.files <= filesMax;
  };
  try {
    const files = unzipSync(bytes, { filter: ({ originalSize }) => isWithin(originalSize) });
    if (seen.bytes > unpackedBytesMax || seen.files > filesMax) return { kind: "ZipTooLarge" };
    return new Map(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
  } catch {
    return { kind: "ZipUnreadable" };
  }
};
