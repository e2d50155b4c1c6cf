import { z } from "zod";

/** SHA-256 as 64 lower-case hexadecimal digits. */
export const Digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand("Digest")
  .meta({ id: "Digest" });
export type Digest = z.infer<typeof Digest>;

/** Hashes the UTF-8 bytes of a text. A port: the kernel owns no cryptography. */
export type Sha256 = (text: string) => Digest;

/** Hashes the bytes that hexadecimal digits spell. */
export type Sha256OfBytes = (hexadecimal: string) => Digest;
