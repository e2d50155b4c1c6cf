import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Part } from "@grants/core/proposals/part";
import { canonicalJson } from "@grants/kernel/canonical-json";
import { partBytesMax } from "@grants/kernel/limits";
import { z } from "zod";
import type { Item } from "./read.ts";

const Packed = z.object({ packed: z.instanceof(Uint8Array) });

/** A part from here on is packed; smaller ones are one write unit as they are. */
const packedFromBytes = 700;

/**
 * A part as its item. A long one is packed: the letters of most scripts take two or three bytes each, and a text of 3,500 of them would
 * cost up to eleven write units at every save (ADR 12).
 */
export const partItem = (part: Part): Item => {
  const { content, ...facts } = part;
  const bytes = Buffer.from(canonicalJson(content), "utf8");
  if (bytes.byteLength < packedFromBytes) return { schema: "part/1", ...part };
  return { schema: "part/2", ...facts, packed: new Uint8Array(deflateRawSync(bytes)) };
};

/** Throws when the item is no part. */
export const toPart = (item: Item): Part => {
  if (item["schema"] !== "part/2") return Part.parse(item);
  const { packed } = Packed.parse(item);
  const text = inflateRawSync(packed, { maxOutputLength: partBytesMax }).toString("utf8");
  const content: unknown = JSON.parse(text);
  return Part.parse({ ...item, content });
};
