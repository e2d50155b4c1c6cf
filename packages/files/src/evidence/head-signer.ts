import { type KeyObject, createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import type { HeadSigner } from "@grants/core/audit/seal-log";
import { fingerprintOfKey } from "./verify-signature.ts";

/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410). */
const ed25519Prefix = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key of the log, from the installation's secret. */
export const logSigningKey = (secret: string): KeyObject => {
  const seed = createHash("sha256").update(`eccc-log-signing/1\n${secret}`).digest();
  return createPrivateKey({ key: Buffer.concat([ed25519Prefix, seed]), format: "der", type: "pkcs8" });
};

/** Signs with Ed25519. The key follows from the secret alone, so that whoever keeps the secret needs to keep nothing else. */
export const createHeadSigner = (secret: string): HeadSigner => {
  const key = logSigningKey(secret);
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
  return {
    key: fingerprintOfKey(publicKey),
    publicKey,
    sign: async (text) => sign(null, Buffer.from(text, "utf8"), key).toString("base64"),
  };
};
