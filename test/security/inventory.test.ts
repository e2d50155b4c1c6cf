import { readFileSync, readdirSync } from "node:fs";
import { apiFunctions, exactPaths, functionOf } from "@grants/contract/api-functions";
import { operations } from "@grants/contract/document";
import { rateClassByOperation } from "@grants/core/access/rate-limits";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { permissions } from "../../infra/permissions.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

let database: OpenDatabase;
let api: TestApi;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, "2027-01-10T09:00:00.000Z");
});
afterAll(() => database.stop());

const described = operations.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
const inBraces = (path: string): string => path.replaceAll(/:(\w+)(?:\{[^}]+\})?/g, "{$1}");

describe("API9: the inventory of addresses", () => {
  test("is the contract: every address that a function answers is described, and every one that is described is answered", () => {
    const answered = Object.values(api.routes).flatMap((routes) =>
      routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${inBraces(path)}`),
    );
    expect([...new Set(answered)].toSorted()).toEqual(described.toSorted());
  });

  test("has each address at the function that owns its prefix, so that no function answers for another", () => {
    const strays = Object.entries(api.routes).flatMap(([name, routes]) =>
      routes
        .filter(({ method, path }) => method !== "ALL" && functionOf(path) !== name)
        .map(({ path }) => `${name} ${path}`),
    );
    expect(strays).toEqual([]);
  });

  test("has one version, and two addresses outside of it", () => {
    const outside = described.filter((address) => !address.split(" ")[1]?.startsWith("/v1/"));
    expect(outside.toSorted()).toEqual(
      Object.keys(exactPaths)
        .map((path) => `GET ${path}`)
        .toSorted(),
    );
  });

  test("has a function with rights for every prefix, and no deployed function that nobody reaches", () => {
    const folders = readdirSync(`${import.meta.dirname}/../../functions`, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    expect(folders.toSorted()).toEqual(Object.keys(permissions).toSorted());
    const called = [...Object.keys(apiFunctions), "portal"];
    const asleep = folders.filter(
      (name) =>
        !called.includes(name) &&
        permissions[name]?.everyMinutes === undefined &&
        permissions[name]?.wakesOn === undefined &&
        permissions[name]?.wakesOnFiles === undefined,
    );
    expect(asleep).toEqual([]);
  });

  test("names in the table of limits what is there", () => {
    const known = new Set<string>(operations.map(({ operationId }) => operationId));
    expect(Object.keys(rateClassByOperation).filter((name) => !known.has(name))).toEqual([]);
  });
});

/** Source files below a folder of packages or functions that are deployed, without those that only a workshop runs. */
const sourcesBelow = (folder: string): readonly { readonly path: string; readonly text: string }[] =>
  readdirSync(`${import.meta.dirname}/../../${folder}`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^local\/|^portal\/src\/(?:browser|assets)\//.test(path))
    .map((path) => ({
      path: `${folder}/${path}`,
      text: readFileSync(`${import.meta.dirname}/../../${folder}/${path}`, "utf8"),
    }));

/** What can reach another machine, by how it is written. */
const reaches =
  /\bfetch\(|from "node:(?:https?|http2|net|tls|dgram|dns)"|from "undici"|new WebSocket|new \w+Client\(|createRemoteJWKSet|from "(?:openid-client|oauth4webapi)"/;

/**
 * Every module of the cloud that reaches another machine, and where its address comes from. What a person sends is never among it, so that
 * nobody can let the platform ask for them.
 */
const outgoing: Readonly<Record<string, string>> = {
  "functions/admissibility/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/awards/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/agreements/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/calls/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/check-annexes/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/close-calls/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/cofunding/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/documents/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/evaluation/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/open-access-log.ts": "object storage: the SDK's endpoint of the region",
  "functions/portal/handler.ts": "the API functions: by name, from the environment and the table of functions",
  "functions/portal/sign-in/issuer-client.ts": "the issuer of sign-ins: OIDC_ISSUER, and what it says of itself",
  "functions/proposals/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/run-payments/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/seal-ledger/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/tell-calls/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/transparency/handler.ts": "object storage: the SDK's endpoint of the region",
  "functions/treasury/handler.ts": "object storage: the SDK's endpoint of the region",
  "packages/files/src/evidence/time-stamp.ts": "the time-stamping authority: its address is in the environment",
  "packages/mail/src/ses-mailer.ts": "the mail service: the SDK's endpoint of the region",
  "packages/http/src/issuer-keys.ts": "the issuer's keys: OIDC_JWKS_URI; no redirect is followed",
  "packages/store/src/database.ts": "the database: the SDK's endpoint of the region",
};

describe("API7: what the platform asks others for", () => {
  test("comes from these modules alone, whose addresses are configuration", () => {
    const found = ["packages", "functions"].flatMap(sourcesBelow).filter(({ text }) => reaches.test(text));
    expect(found.map(({ path }) => path).toSorted()).toEqual(Object.keys(outgoing).toSorted());
  });

  test.each([
    "await fetch(address)",
    'import { request } from "node:https";',
    "new S3Client({})",
    "createRemoteJWKSet(url)",
  ])("is noticed when it is written as %s", (text) => {
    expect(reaches.test(text)).toBe(true);
  });
});
