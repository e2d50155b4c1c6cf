import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";

/** The checksums that S3 lets a client name for an object. */
export const checksumAlgorithms = ["crc32", "crc32c", "sha1", "sha256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

export const isChecksumAlgorithm = (name: string): name is ChecksumAlgorithm =>
  checksumAlgorithms.some((algorithm) => algorithm === name);

type Digest = { readonly update: (chunk: Buffer) => void; readonly base64: () => string };

const hashDigest = (name: string): Digest => {
  const hash = createHash(name);
  return { update: (chunk) => hash.update(chunk), base64: () => hash.digest("base64") };
};

const bigEndianBase64 = (value: number): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes.toString("base64");
};

const crc32Digest = (): Digest => {
  let value = 0;
  return {
    update: (chunk) => {
      value = crc32(chunk, value);
    },
    base64: () => bigEndianBase64(value),
  };
};

const castagnoli = 0x82_f6_3b_78;
const bitsPerByte = 8;
const crc32cTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < bitsPerByte; bit += 1) value = value & 1 ? (value >>> 1) ^ castagnoli : value >>> 1;
  return value;
});

const crc32cDigest = (): Digest => {
  let value = ~0;
  return {
    update: (chunk) => {
      for (const byte of chunk) value = (crc32cTable[(value ^ byte) & 255] ?? 0) ^ (value >>> bitsPerByte);
    },
    base64: () => bigEndianBase64(~value),
  };
};

const createDigest = (algorithm: ChecksumAlgorithm | "md5"): Digest => {
  switch (algorithm) {
    case "crc32":
      return crc32Digest();
    case "crc32c":
      return crc32cDigest();
    case "sha1":
    case "sha256":
    case "md5":
      return hashDigest(algorithm);
  }
};

export type ObjectDigests = {
  readonly md5: string;
  readonly sha256: string;
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
};

/** Digests over a stream of chunks, all in base64: MD5 and SHA-256 always, the checksums on demand. */
export const createObjectDigests = (wanted: ReadonlySet<ChecksumAlgorithm>) => {
  const md5 = createDigest("md5");
  const sha256 = createDigest("sha256");
  const others = [...wanted].filter((name) => name !== "sha256").map((name) => [name, createDigest(name)] as const);
  return {
    update: (chunk: Buffer): void => {
      for (const digest of [md5, sha256, ...others.map(([, other]) => other)]) digest.update(chunk);
    },
    finish: (): ObjectDigests => {
      const sha256Base64 = sha256.base64();
      const checksums = Object.fromEntries(others.map(([name, digest]) => [name, digest.base64()]));
      return {
        md5: md5.base64(),
        sha256: sha256Base64,
        checksums: wanted.has("sha256") ? { ...checksums, sha256: sha256Base64 } : checksums,
      };
    },
  };
};
