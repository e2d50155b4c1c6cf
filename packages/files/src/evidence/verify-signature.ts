import { createHash, createPublicKey, verify } from "node:crypto";

/** What a key is called: the digest of its SubjectPublicKeyInfo, given as base64. */
export const fingerprintOfKey = (publicKey: string): string =>
  `sha256:${createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex")}`;

/** Whether a text was signed with the private half of an Ed25519 key, given as base64 of its SubjectPublicKeyInfo. */
export const verifySignature = (
  text: string,
  { publicKey, signature }: { readonly publicKey: string; readonly signature: string },
): boolean => {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey, "base64"), format: "der", type: "spki" });
    return (
      key.asymmetricKeyType === "ed25519" &&
      verify(null, Buffer.from(text, "utf8"), key, Buffer.from(signature, "base64"))
    );
  } catch {
    return false;
  }
};
