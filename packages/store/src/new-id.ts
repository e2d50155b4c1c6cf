import { createHash } from "node:crypto";
import type { NewId } from "@grants/kernel/id";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const characters = 26;
const bitsPerCharacter = 5n;

/**
 * 128 bits of the seed's SHA-256 as 26 characters of Crockford's base 32, the form of a ULID. A creation seeds it with the hash of the
 * caller and the Idempotency-Key, so that the same request makes the same id and its second put loses (DATA §4).
 */
export const newId: NewId = (seed) => {
  const bits = BigInt(`0x${createHash("sha256").update(`eccc-id/1\n${seed}`, "utf8").digest("hex").slice(0, 32)}`);
  return Array.from({ length: characters }, (_, place) => {
    const digit = Number((bits >> (bitsPerCharacter * BigInt(characters - 1 - place))) & 31n);
    return alphabet[digit];
  }).join("");
};
