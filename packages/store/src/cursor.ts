import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { CursorInvalid } from "@grants/core/audit/cursor-invalid";
import { type Result, err, ok } from "@grants/kernel/result";
import { z } from "zod";
import type { Key } from "./table.ts";

/** A page's end, sealed for one person and one query: a key in the clear would show and open other people's partitions (DATA §9). */
export type CursorSeal = {
  readonly seal: (end: Key, boundTo: string) => string;
  readonly open: (cursor: string, boundTo: string) => Result<Key, CursorInvalid>;
};

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;
const secretCharactersMin = 32;
const End = z.tuple([z.string(), z.string()]);

/** `secret` is at least 32 characters, the same on every instance; `boundTo` names caller and query. */
export const createCursorSeal = (secret: string): CursorSeal => {
  if (secret.length < secretCharactersMin) throw new RangeError("The secret of the cursors is too short.");
  const key = Buffer.from(hkdfSync("sha256", secret, "eccc-cursor/1", "page", keyBytes));
  return {
    seal: ({ pk, sk }, boundTo) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(boundTo));
      const text = Buffer.concat([cipher.update(JSON.stringify([pk, sk]), "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url");
    },
    open: (cursor, boundTo) => {
      const bytes = Buffer.from(cursor, "base64url");
      // Decoding passes over what is no base64url: a cursor has one spelling.
      if (bytes.toString("base64url") !== cursor) return err({ kind: "CursorInvalid" });
      try {
        const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
          .setAAD(Buffer.from(boundTo))
          .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        const [pk, sk] = End.parse(JSON.parse(text.toString("utf8")));
        return ok({ pk, sk });
      } catch {
        return err({ kind: "CursorInvalid" });
      }
    },
  };
};
