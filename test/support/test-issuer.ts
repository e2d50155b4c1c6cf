import { UserId } from "@grants/kernel/id";
import { type Instant, epochOfInstant } from "@grants/kernel/time";
import { createTokenReader } from "@grants/http/access-token";
import { type JWTPayload, type JWTVerifyGetKey, SignJWT, createLocalJWKSet, exportJWK, generateKeyPair } from "jose";

/** The issuer of the tests: its keys are made with the process and die with it. */
export const testIssuer = { issuer: "https://issuer.example/pool", clientId: "portal-of-the-tests" };
export const testKeyId = "key-of-the-tests";

export const testKeyPair = generateKeyPair("ES256");
const publicJwk = testKeyPair.then(async ({ publicKey }) => ({
  ...(await exportJWK(publicKey)),
  kid: testKeyId,
  alg: "ES256",
  use: "sig",
}));

const keySet = publicJwk.then((jwk) => createLocalJWKSet({ keys: [jwk] }));
export const testKeys: JWTVerifyGetKey = async (header, token) => (await keySet)(header, token);

const secondsOf = (at: Instant) => Math.floor(epochOfInstant(at) / 1_000);

/** The claims of an access token, as a user pool writes them. */
export const accessClaims = (sub: string, atSeconds: number, over: JWTPayload = {}): JWTPayload => ({
  sub,
  iss: testIssuer.issuer,
  client_id: testIssuer.clientId,
  token_use: "access",
  scope: "openid profile",
  auth_time: atSeconds,
  iat: atSeconds,
  exp: atSeconds + 600,
  jti: "4b7c1f0e-0000-4000-8000-000000000000",
  ...over,
});

/** A token with exactly these claims, by the issuer's key unless another is given. */
export const signToken = async (claims: JWTPayload, { kid = testKeyId, key = testKeyPair } = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid }).sign((await key).privateKey);

const windowSeconds = 300;
const tokens = new Map<string, Promise<string>>();

/** A token of a person who signed in within the last five minutes. One for all requests of those minutes: signing is no part of what is tested. */
export const tokenOf = (person: string, at: Instant): Promise<string> => {
  const begins = Math.floor(secondsOf(at) / windowSeconds) * windowSeconds;
  const name = `${person} ${begins}`;
  const token = tokens.get(name) ?? signToken(accessClaims(person, begins));
  tokens.set(name, token);
  return token;
};

/** What stands at the door of every API. The accounts of the tests bear the ids of their persons. */
export const testDoor = {
  readToken: createTokenReader(testKeys, testIssuer),
  personOf: (subject: string): UserId => UserId.parse(subject),
};
