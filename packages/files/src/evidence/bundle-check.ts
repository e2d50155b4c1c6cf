import { createHash } from "node:crypto";
import type { BundleCheck } from "@grants/core/audit/verify-bundle";
import { verifyTimeStamp } from "./time-stamp.ts";
import { fingerprintOfKey, verifySignature } from "./verify-signature.ts";

const sha256Of = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** The cryptography of the verifier: what Node.js brings, and the parser of time-stamps. */
export const bundleCheck: BundleCheck = {
  sha256: (text) => sha256Of(text),
  hash: (hexadecimal) => sha256Of(Buffer.from(hexadecimal, "hex")),
  fingerprintOfKey,
  verifySignature,
  verifyTimeStamp,
};
