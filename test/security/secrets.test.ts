import { createHash, generateKeyPairSync, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkSources } from "../secrets/check-sources.ts";
import { bitsPerCharacter, findSecrets } from "../secrets/find-secrets.ts";

const random = (bytes: number): string => randomBytes(bytes).toString("base64url");
const hex = createHash("sha256").update("planted").digest("hex");
const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = privateKey.export({ format: "jwk" });
const jwt = [
  { alg: "ES256", typ: "JWT" },
  { sub: "somebody", iss: "https://issuer.example" },
]
  .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
  .concat(random(64))
  .join(".");

/** One of each kind, made anew: written down they would trip the check on this file. */
const planted: readonly (readonly [rule: string, text: string])[] = [
  ["private key", privateKey.export({ format: "pem", type: "pkcs8" }).toString()],
  [
    "private key",
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "pem", type: "sec1" }).toString(),
  ],
  ["private part of a JWK", JSON.stringify(jwk)],
  ["private part of a JWK", `const key = { d: "${jwk.d ?? ""}", crv: "P-256", kty: "EC" };`],
  ["AWS access key", `id = ${["AKIA", "ABCDEFGHIJKLMNOP"].join("")}`],
  ["AWS secret key", `aws_secret_access_key = ${randomBytes(30).toString("base64").replaceAll(/[+/]/g, "a")}`],
  ["JSON web token", `{"level":"warn","seen":"${jwt}"}`],
  ["token of a service", `ghp_${"a1B2".repeat(9)}`],
  ["password in an address", `fetch("https://${["someone", "hunter22"].join(":")}@bank.example/files")`],
  ["value of something secret", `const apiKey = "${hex}";`],
  ["value of something secret", `CURSOR_SECRET: "${random(32)}1a"`],
  ["value of something secret", `"password": "${hex}"`],
  ["bearer token", `authorization: Bearer ${hex}`],
];

describe("a secret", () => {
  test.each(planted)("that is a %s is found", (rule, text) => {
    expect(findSecrets(`first line\n${text}\nlast line`)).toMatchObject([{ rule, line: 2 }]);
  });

  test("of each kind is found at its file and line, and not shown", () => {
    const { findings } = checkSources([{ path: "a.ts", text: planted.map(([, text]) => text).join("\n") }], []);
    expect(new Set(findings.map(({ rule }) => rule))).toEqual(new Set(planted.map(([rule]) => rule)));
    expect(JSON.stringify(findings)).not.toContain(hex);
  });

  test("is not what only looks like one", () => {
    const harmless = [
      "const secret = z.string().min(32)",
      "password: `${user}:${word}`",
      'tokens: "a secret of the tests, long enough"',
      'description: "https://example.com:8080/path@v2"',
      '"d":"M0 0h24v24H0z","kty":"icon"',
      'token: "aaaaaaaaaaaaaaaaaaaaaaaa"',
      "Authorization: Bearer <the access token of a person>",
    ];
    expect(harmless.flatMap(findSecrets)).toEqual([]);
  });

  test("is told from words by the bits of its characters", () => {
    expect([bitsPerCharacter("aaaa"), bitsPerCharacter("abab"), bitsPerCharacter("abcdabcd")]).toEqual([0, 1, 2]);
  });
});

describe("an allowance", () => {
  const text = `const apiKey = "${hex}";`;
  const sha256 = createHash("sha256").update(hex).digest("hex").slice(0, 16);
  const allowance = { path: "a.ts", rule: "value of something secret", sha256, because: "A test." };

  test("lets pass what it names, in its file alone", () => {
    expect(checkSources([{ path: "a.ts", text }], [allowance]).findings).toEqual([]);
    expect(checkSources([{ path: "b.ts", text }], [allowance]).findings).toMatchObject([{ path: "b.ts" }]);
    expect(
      checkSources([{ path: "a.ts", text: `${text}\ntoken = "${random(24)}9x"` }], [allowance]).findings,
    ).toHaveLength(1);
  });

  test("that allows nothing any more is told", () => {
    expect(checkSources([{ path: "a.ts", text: "" }], [allowance])).toEqual({ findings: [], stale: [allowance] });
  });
});
