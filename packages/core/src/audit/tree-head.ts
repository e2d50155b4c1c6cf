import { canonicalJson } from "@grants/kernel/canonical-json";
import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";

/** Fingerprint of a signing key: SHA-256 of its public half as SubjectPublicKeyInfo. What an outsider trusts. */
export const KeyFingerprint = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .meta({ id: "KeyFingerprint" });

/** What is signed: how many entries the log had at an instant, and the root of the tree over all of them. */
export const TreeHead = z.object({
  v: z.literal(1),
  size: z.int().min(1),
  root: Digest,
  /** Digest of the head before; of nothing at the first one. */
  previous: Digest,
  at: Instant,
  key: KeyFingerprint,
});
export type TreeHead = z.infer<typeof TreeHead>;

/** A head as it is kept: the text that was signed, and the signature as base64. */
export const SignedHead = z.object({ body: z.string(), signature: z.string() });
export type SignedHead = z.infer<typeof SignedHead>;

const headDomain = "eccc-tree-head/1\n";

export const composeHead = (head: TreeHead): string => canonicalJson(TreeHead.parse(head));

/** The text whose UTF-8 bytes are signed. */
export const signedText = (body: string): string => `${headDomain}${body}`;

/** What the next head names as its predecessor. */
export const hashOfHead = <D extends string>(sha256: (text: string) => D, body: string): D => sha256(signedText(body));

export const firstPrevious = <D extends string>(sha256: (text: string) => D): D => sha256(headDomain);

/** The text that a third party stamps with a time: head and signature. */
export const stampedText = ({ body, signature }: SignedHead): string => `${signedText(body)}\n${signature}`;

/** `null` for a text that is no tree head. */
export const readHead = (body: string): TreeHead | null => {
  try {
    return TreeHead.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
};
