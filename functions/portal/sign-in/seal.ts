import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const algorithm = "aes-256-gcm";

/** Encrypts what only the portal may read again, and only in the place that it was sealed for. */
export type Seal = {
  readonly close: (text: string, place: string) => string;
  /** Null for what was not sealed by this key for this place. */
  readonly open: (sealed: string, place: string) => string | null;
};

export const createSeal = (secret: string): Seal => {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "eccc-grants portal seal 1", keyBytes));
  return {
    close: (text, place) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return sealed.toString("base64url");
    },
    open: (sealed, place) => {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = [decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()];
        return Buffer.concat(text).toString("utf8");
      } catch {
        return null;
      }
    },
  };
};
