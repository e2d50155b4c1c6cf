import { canonicalJson } from "@grants/kernel/canonical-json";
import { z } from "zod";
import { Receipt } from "./proposal.ts";

/** A JWS without its payload (RFC 7515, appendix F). */
const DetachedJws = z
  .string()
  .max(12_000)
  .regex(/^[\w-]+\.\.[\w-]+$/);

/** A receipt that speaks for itself: whoever holds it can show it to anybody, and needs no account. */
export const SealedReceipt = z
  .object({
    receipt: Receipt,
    /** ES256 over the canonical JSON (RFC 8785) of the receipt; the certificates are in its header (`x5c`). */
    jws: DetachedJws,
    /** RFC 3161 token over the text of `jws`, base64 of its DER. */
    timeStamp: z.base64().max(24_000),
  })
  .meta({ id: "SealedReceipt" });
export type SealedReceipt = z.infer<typeof SealedReceipt>;

/** The text that is signed. */
export const payloadOf = (receipt: Receipt): string => canonicalJson(Receipt.parse(receipt));
