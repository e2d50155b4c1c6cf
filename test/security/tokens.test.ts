import { createTokenReader, leewaySeconds, tokenCharactersMax } from "@grants/http/access-token";
import { createIssuerKeys } from "@grants/http/issuer-keys";
import { operations } from "@grants/contract/document";
import { publicActions } from "@grants/core/access/access-table";
import { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { type JWTPayload, SignJWT, UnsecuredJWT, exportJWK, exportSPKI, generateKeyPair } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { personOf } from "../../functions/person-of.ts";
import { readIssuer } from "../../functions/read-issuer.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { accessClaims, signToken, testIssuer, testKeyId, testKeys, testKeyPair } from "../support/test-issuer.ts";

const at = Instant.parse("2027-01-10T09:00:00.000Z");
const nowSeconds = Date.parse(at) / 1_000;
const person = UserId.parse(`usr_${newId("Ada")}`);
const claims = (over: JWTPayload = {}) => accessClaims(person, nowSeconds, over);
const read = createTokenReader(testKeys, testIssuer);
const isTaken = async (token: string): Promise<boolean> => (await read(token, at)).ok;

const without = (name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));

/** Signed with a secret that everybody knows: the issuer's public key. */
const signedWithPublicKey = async () => {
  const secret = new TextEncoder().encode(await exportSPKI((await testKeyPair).publicKey));
  return new SignJWT(claims()).setProtectedHeader({ alg: "HS256", kid: testKeyId }).sign(secret);
};
const withHeader = async (header: object) => {
  const { privateKey } = await generateKeyPair("ES256");
  return new SignJWT(claims()).setProtectedHeader({ alg: "ES256", kid: testKeyId, ...header }).sign(privateKey);
};
const ownKey = async () => ({
  jwk: await exportJWK((await generateKeyPair("ES256", { extractable: true })).publicKey),
});
const changed = async () => {
  const [head, , signature] = (await signToken(claims())).split(".");
  const forged = Buffer.from(JSON.stringify(claims({ sub: `usr_${newId("Eve")}` }))).toString("base64url");
  return [head, forged, signature].join(".");
};

describe("API2 broken authentication: a forged token", () => {
  test.each<[string, () => Promise<string>]>([
    ["without a signature", async () => new UnsecuredJWT(claims()).encode()],
    [
      "whose algorithm is none, under a known key's name",
      async () =>
        (await signToken(claims())).replace(
          /^[^.]+/,
          Buffer.from(`{"alg":"none","kid":"${testKeyId}"}`).toString("base64url"),
        ),
    ],
    ["signed with the public key as a secret", signedWithPublicKey],
    ["by another key under the name of a known one", () => withHeader({})],
    ["by a key that it brings along", async () => withHeader(await ownKey())],
    ["by a key that it says where to fetch", () => withHeader({ jku: "https://evil.example/jwks.json" })],
    ["by a key of a chain of its own", () => withHeader({ x5u: "https://evil.example/chain.pem" })],
    ["by a key that nobody knows", () => signToken(claims(), { kid: "nobody's" })],
    ["that was changed after it was signed", changed],
    ["that is no token", async () => "a.b.c"],
    ["that is empty", async () => ""],
    ["that is longer than any", async () => "x".repeat(tokenCharactersMax + 1)],
  ])("%s is refused", async (_, forge) => {
    expect(await isTaken(await forge())).toBe(false);
  });
});

describe("API2 broken authentication: a token for something else", () => {
  test.each<[string, JWTPayload]>([
    ["of another issuer", claims({ iss: "https://evil.example/pool" })],
    ["of an issuer whose name begins the same", claims({ iss: `${testIssuer.issuer}x` })],
    ["of another client", claims({ client_id: "somebody-else" })],
    ["that says who somebody is, and opens nothing", claims({ token_use: "id", aud: testIssuer.clientId })],
    ["without its use", without("token_use")],
    ["without a client", without("client_id")],
    ["without a person", without("sub")],
    ["of a person without a name", claims({ sub: "" })],
    ["of a person whose name has no end", claims({ sub: "x".repeat(256) })],
    ["that never ends", without("exp")],
    ["of a sign-in at no time", without("auth_time")],
    ["of a sign-in at a time that is none", claims({ auth_time: 1e300 })],
    ["of a sign-in that has not been yet", claims({ auth_time: nowSeconds + leewaySeconds + 1 })],
    ["from the future", claims({ iat: nowSeconds + leewaySeconds + 1 })],
    ["that is not yet valid", claims({ nbf: nowSeconds + leewaySeconds + 1 })],
    ["that ended before the leeway", claims({ exp: nowSeconds - leewaySeconds - 1 })],
    ["that ended just at the leeway's end", claims({ exp: nowSeconds - leewaySeconds })],
  ])("%s is refused", async (_, other) => {
    expect(await isTaken(await signToken(other))).toBe(false);
  });

  test.each<[string, JWTPayload]>([
    ["as the issuer writes it", claims()],
    ["with the longest name of an account", claims({ sub: "x".repeat(255) })],
    ["that ended within the leeway", claims({ exp: nowSeconds - leewaySeconds + 1 })],
    ["of a clock that goes before", claims({ iat: nowSeconds + leewaySeconds, auth_time: nowSeconds + leewaySeconds })],
  ])("%s is taken", async (_, good) => {
    expect(await isTaken(await signToken(good))).toBe(true);
  });
});

/** An issuer that publishes these keys, and counts how often it was asked. */
const publishing = (keysNow: () => Promise<object[]>) => {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return Response.json({ keys: await keysNow() });
  };
  return { asked, fetch };
};
const aKey = async (kid: string) => {
  const pair = generateKeyPair("ES256");
  const jwk = { ...(await exportJWK((await pair).publicKey)), kid, alg: "ES256", use: "sig" };
  return { kid, jwk, sign: () => signToken(claims(), { kid, key: pair }) };
};
const jwksUri = `${testIssuer.issuer}/.well-known/jwks.json`;

describe("API2 broken authentication: the issuer's keys", () => {
  test("are fetched once for many tokens, from the one address of the configuration", async () => {
    const key = await aKey("first");
    const { asked, fetch } = publishing(async () => [key.jwk]);
    const readWith = createTokenReader(createIssuerKeys(jwksUri, { fetch }), testIssuer);
    const taken = await Promise.all(Array.from({ length: 20 }, async () => (await readWith(await key.sign(), at)).ok));
    expect([taken.every(Boolean), asked]).toEqual([true, [jwksUri]]);
  });

  test("that are new are fetched when a token names one", async () => {
    const [first, second] = await Promise.all([aKey("first"), aKey("second")]);
    const published = [first.jwk];
    const { asked, fetch } = publishing(async () => published);
    const readWith = createTokenReader(createIssuerKeys(jwksUri, { fetch, coolDownMs: 0 }), testIssuer);
    await readWith(await first.sign(), at);
    published.push(second.jwk);
    expect((await readWith(await second.sign(), at)).ok).toBe(true);
    expect((await readWith(await second.sign(), at)).ok).toBe(true);
    expect(asked).toHaveLength(2);
  });

  test("are not fetched anew for each name that somebody makes up", async () => {
    const known = await aKey("known");
    const { asked, fetch } = publishing(async () => [known.jwk]);
    const readWith = createTokenReader(createIssuerKeys(jwksUri, { fetch }), testIssuer);
    await readWith(await known.sign(), at);
    const flood = Array.from({ length: 50 }, async (_, n) =>
      readWith(await signToken(claims(), { kid: `made up ${n}` }), at),
    );
    expect((await Promise.all(flood)).some(({ ok }) => ok)).toBe(false);
    expect(asked).toHaveLength(1);
  });

  test("that cannot be had are an error of ours, and no token is taken for want of them", async () => {
    const broken = createIssuerKeys(jwksUri, { fetch: () => Promise.reject(new TypeError("fetch failed")) });
    await expect(createTokenReader(broken, testIssuer)(await signToken(claims()), at)).rejects.toThrow("fetch failed");
  });

  test.each([
    [{ OIDC_ISSUER: "http://issuer.example/pool" }],
    [{ OIDC_ISSUER: "http://127.0.0.1.evil.example" }],
    [{ OIDC_ISSUER: testIssuer.issuer, OIDC_JWKS_URI: "http://issuer.example/jwks.json" }],
    [{ OIDC_ISSUER: "http://127.0.0.1:3000/_local/identity", AWS_LAMBDA_FUNCTION_NAME: "calls" }],
    [{ OIDC_ISSUER: "file:///etc/passwd" }],
    [{}],
  ])("are not asked for unprotected: %j", (environment) => {
    expect(() => readIssuer({ OIDC_CLIENT_ID: "portal", ...environment })).toThrow(/./);
  });

  test("are reached without encryption on one's own machine alone", () => {
    const issuer = "http://127.0.0.1:3000/_local/identity";
    expect(readIssuer({ OIDC_CLIENT_ID: "portal", OIDC_ISSUER: issuer })).toMatchObject({ issuer });
  });
});

test("an account is always the same person, and nobody else", () => {
  expect(personOf("demo:anna")).toBe(`usr_${newId("demo:anna")}`);
  expect(personOf("demo:anna ")).not.toBe(personOf("demo:anna"));
});

let database: OpenDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, at);
  await api.person("Ada", [{ role: "applicant" }]);
});
afterAll(() => database.stop());

describe("API2 broken authentication: a request", () => {
  test("with a good token is answered, and with one that ended is not", async () => {
    const token = await signToken(claims());
    expect(await api.send("GET", "/v1/proposals", { token })).toMatchObject({ status: 200 });
    const replayed = await api.send("GET", "/v1/proposals", { token, at: "2027-01-10T09:10:30.000Z" });
    expect(replayed).toMatchObject({ status: 401, body: { code: "TokenInvalid" } });
    expect(replayed.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"');
  });

  test("does not learn why its token is refused", async () => {
    const [forged, ended] = await Promise.all([withHeader({}), signToken(claims({ exp: nowSeconds - 999 }))]);
    const answers = await Promise.all([forged, ended].map((token) => api.send("GET", "/v1/proposals", { token })));
    const [one, other] = answers.map(({ body: { correlationId: _own, ...said } }) => said);
    expect(one).toEqual(other);
  });

  test("with a bad token is not answered as if it had none", async () => {
    expect(await api.send("GET", "/v1/calls", { token: "bad" })).toMatchObject({ status: 401 });
    expect(await api.send("GET", "/v1/calls")).toMatchObject({ status: 200 });
  });

  test("without one is asked for it", async () => {
    const { headers } = await api.send("GET", "/v1/proposals");
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });
});

const isPublic = (operationId: string) => publicActions.some((action) => action === operationId);
const isMarked = (operation: object) => "x-authentication-age-seconds-max" in operation;
const signedInAgo = (milliseconds: number) => ({
  token: signToken(claims({ auth_time: nowSeconds, exp: nowSeconds + 3_600 })),
  at: Instant.parse(new Date(Date.parse(at) + milliseconds).toISOString()),
});

describe("API2 broken authentication: a sign-in of a while ago", () => {
  const closed = operations.filter(({ operationId }) => !isPublic(operationId));
  const codeOf = async ({ method, path }: (typeof operations)[number], milliseconds: number) => {
    const { token, at: when } = signedInAgo(milliseconds);
    const ask = { token: await token, at: when };
    const { status, body, headers } = await api.send(method.toUpperCase(), path.replaceAll(/\{[^}]+\}/g, "x"), ask);
    return { status, code: body["code"], challenge: headers.get("www-authenticate") };
  };

  test("is asked for again by exactly the operations that the contract marks", async () => {
    const answers = await Promise.all(closed.map((one) => codeOf(one, 300_001)));
    const refusing = closed.filter((_, place) => answers[place]?.code === "StepUpRequired");
    const named = refusing.map(({ operationId }) => operationId);
    expect(named).toEqual(closed.filter(isMarked).map(({ operationId }) => operationId));
    expect(named).toEqual(
      expect.arrayContaining(["signAgreement", "authorisePayment", "confirmRun", "registerBankAccount"]),
    );
  });

  test.each([
    [0, false],
    [299_999, false],
    [300_000, false],
    [300_001, true],
  ])("of %d milliseconds is too long ago: %j", async (milliseconds, isTooLong) => {
    const answers = await Promise.all(closed.filter(isMarked).map((one) => codeOf(one, milliseconds)));
    expect(answers.map(({ code }) => code === "StepUpRequired")).toEqual(answers.map(() => isTooLong));
  });

  test("is refused with what to do about it", async () => {
    const [marked] = closed.filter(isMarked);
    if (marked === undefined) throw new Error("No operation is marked.");
    expect(await codeOf(marked, 300_001)).toEqual({
      status: 401,
      code: "StepUpRequired",
      challenge: 'Bearer error="insufficient_user_authentication", max_age=300',
    });
  });
});
