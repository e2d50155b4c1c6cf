import { randomBytes } from "node:crypto";
import { exportJWK, generateKeyPair } from "jose";
import { z } from "zod";
import { readJsonFile, replaceFile } from "../durable-file.ts";

const EllipticKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});

/** What the provider of one machine keeps with the data: the pair of keys that signs tokens, and what it shares with the portal alone. */
const IdentitySecrets = z.object({ key: EllipticKey, clientSecret: z.string(), cookieKey: z.string() });
export type IdentitySecrets = z.infer<typeof IdentitySecrets>;

const secretBytes = 32;
const keyIdBytes = 8;
const newSecret = () => randomBytes(secretBytes).toString("hex");

const makeSecrets = async (): Promise<IdentitySecrets> => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), kid: randomBytes(keyIdBytes).toString("hex") };
  return { key: EllipticKey.parse(jwk), clientSecret: newSecret(), cookieKey: newSecret() };
};

/** Made once for a data folder, so that tokens outlive a restart. */
export const openIdentitySecrets = async (file: string): Promise<IdentitySecrets> => {
  const stored = IdentitySecrets.safeParse(await readJsonFile(file)).data;
  if (stored !== undefined) return stored;
  const secrets = await makeSecrets();
  await replaceFile(file, JSON.stringify(secrets));
  return secrets;
};

export const publicKeysOf = ({ key: { d: _private, ...key } }: IdentitySecrets) => ({
  keys: [{ ...key, alg: "ES256", use: "sig" }],
});
