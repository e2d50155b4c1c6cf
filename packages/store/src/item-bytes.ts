import type { Item } from "./read.ts";

const containerBytes = 3;
const elementBytes = 1;

const textBytes = (text: string) => Buffer.byteLength(text, "utf8");

/** Two significant digits a byte and one byte more, another one for the sign. */
const numberBytes = (value: number): number => {
  const digits = `${Math.abs(value)}`.replace(".", "").replace(/^0+/, "").replace(/0+$/, "");
  return Math.ceil(digits.length / 2) + 1 + (value < 0 ? 1 : 0);
};

const membersBytes = (members: object, perMember: number): number =>
  Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value) + perMember, 0);

const valueBytes = (value: unknown): number => {
  if (typeof value === "string") return textBytes(value);
  if (typeof value === "number") return numberBytes(value);
  if (typeof value === "boolean" || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value))
    return containerBytes + value.reduce<number>((sum, element) => sum + valueBytes(element) + elementBytes, 0);
  if (typeof value === "object") return containerBytes + membersBytes(value, elementBytes);
  throw new TypeError(`The store keeps no ${typeof value}.`);
};

/** Bytes of an item as DynamoDB counts them, names and keys included: a write unit is begun every 1,024. */
export const itemBytes = (item: Item): number => membersBytes(item, 0);
