import { z } from "zod";
import { attestedText } from "./log-key.ts";
import { KeyFingerprint } from "./tree-head.ts";

/** What checking signatures needs of cryptography. */
export type SignatureCheck = {
  /** Base64 of a SubjectPublicKeyInfo to its fingerprint. */
  readonly fingerprintOfKey: (publicKey: string) => string;
  readonly verifySignature: (text: string, by: { readonly publicKey: string; readonly signature: string }) => boolean;
};

const KeyFacts = z.object({
  key: KeyFingerprint,
  publicKey: z.string(),
  attestedBy: KeyFingerprint,
  attestation: z.string(),
});
type KeyFacts = z.infer<typeof KeyFacts>;
const Facts = z.object({ facts: KeyFacts.partial() });

/** Keys as the bodies of their chain state them, oldest first. An entry says what changed: the rest is as it was. */
const keysIn = (bodies: readonly string[]): readonly KeyFacts[] => {
  const keys: KeyFacts[] = [];
  let state: object = {};
  for (const body of bodies) {
    state = { ...state, ...Facts.safeParse(JSON.parse(body)).data?.facts };
    const key = KeyFacts.safeParse(state).data;
    if (key !== undefined) keys.push(key);
  }
  return keys;
};

/**
 * The keys that whoever trusts one of them can follow to, by fingerprint: the trusted one, and each that an accepted one has attested. What a
 * key is called is computed here, never read.
 */
export const acceptKeys = (
  { fingerprintOfKey, verifySignature }: SignatureCheck,
  trusted: string,
  bodies: readonly string[],
): ReadonlyMap<string, string> => {
  const accepted = new Map<string, string>();
  for (const { key, publicKey, attestedBy, attestation } of keysIn(bodies)) {
    if (fingerprintOfKey(publicKey) !== key) continue;
    const witness = accepted.get(attestedBy);
    const isAttested =
      witness !== undefined &&
      verifySignature(attestedText({ key, publicKey }), { publicKey: witness, signature: attestation });
    if (key === trusted || isAttested) accepted.set(key, publicKey);
  }
  return accepted;
};

/** The key that the chain begins with. */
export const firstKeyIn = (bodies: readonly string[]): string | undefined => keysIn(bodies)[0]?.key;
