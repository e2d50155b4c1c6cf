import type { Item } from "./read.ts";

/** The item inside an exception as plain values: the document client unmarshalls answers, and leaves what an exception carries as it came. */
export const plainItem = (item: Readonly<Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

const plain = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) throw new TypeError("An exception carried an item of another form.");
  if ("S" in value) return value.S;
  if ("N" in value) return Number(value.N);
  if ("B" in value && value.B instanceof Uint8Array) return value.B;
  if ("BOOL" in value) return value.BOOL;
  if ("NULL" in value) return null;
  if ("L" in value && Array.isArray(value.L)) return value.L.map(plain);
  if ("M" in value && typeof value.M === "object" && value.M !== null) return plainItem({ ...value.M });
  throw new TypeError(`The store keeps no ${Object.keys(value).join()}.`);
};
