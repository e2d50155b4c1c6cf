import { type LogEntry, errorFacts, logLine } from "@grants/http/log";
import { portalAreas } from "@grants/portal/areas";
import { buildAssets } from "@grants/portal/assets/build";
import { createCallStore } from "@grants/store/calls";
import { createCursorSeal } from "@grants/store/cursor";
import { newId } from "@grants/store/new-id";
import { createSecondStageStore } from "@grants/store/second-stages";
import { createWorkProgrammeStore } from "@grants/store/work-programmes";
import { handle } from "hono/aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callRoutes } from "../../functions/calls/routes.ts";
import { createApiCaller } from "../../functions/portal/invoke-api.ts";
import { aPortal, applicant } from "../portal/a-portal.ts";
import { type TestApi, createTestApi, documentsInMemory } from "../support/api.ts";
import { brokenDatabase } from "../support/broken-database.ts";
import { anOrganisation } from "../support/builders.ts";
import { createCallSite } from "../support/call-site.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { checkSources } from "../secrets/check-sources.ts";

import { testDoor } from "../support/test-issuer.ts";

const at = "2027-01-10T09:00:00.000Z";
let database: OpenDatabase;
let api: TestApi;
/** An API whose database refuses everything, and one whose database takes nothing in. */
let broken: TestApi;
let readable: TestApi;

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, at);
  broken = createTestApi(brokenDatabase(database.db), at, { mayFail: true });
  readable = createTestApi(brokenDatabase(database.db, /Write|Put|Update/), at, { mayFail: true });
});
afterAll(() => database.stop());

describe("API8: the log", () => {
  const name = "Jana Nováková-Recognisable";
  const mail = "jana.recognisable@mail.example";
  const iban = "BE68539007547034";
  const phone = "+32470123456";
  const personal = [name, "Nov%C3%A1kov%C3%A1", mail, "jana.recognisable", iban, phone, "Recognisable"];
  const organisationId = anOrganisation("recognisable");
  const legalEntity = {
    name,
    pic: "999999999",
    registrationNumber: mail,
    address: { streetName: name, townName: "Recognisable", country: "BE" },
  };

  test.each([
    { what: "a platform that takes nothing in", platform: () => readable, status: 500 },
    { what: "a platform that is broken", platform: () => broken, status: 500 },
    { what: "a platform that works", platform: () => api, status: 201 },
  ])("of $what holds nothing that a person typed", async ({ platform, status }) => {
    const asked = platform();
    const as = await api.person(name, [{ role: "applicant", organisation: organisationId }]);
    const query = `?cursor=${encodeURIComponent(name)}&mail=${mail}`;
    const headers = {
      "user-agent": name.normalize("NFKD").replaceAll(/[^ -~]/g, ""),
      "x-forwarded-for": mail,
    };
    const made = await asked.send("POST", "/v1/registry/organisations", {
      as,
      body: { organisationId, legalEntity },
      headers,
    });
    expect(made.status).toBe(status);
    await asked.send("POST", `/v1/registry/organisations/${organisationId}/bank-accounts`, {
      as,
      body: { iban, holderName: name, bic: "GKCCBEBB" },
      headers,
    });
    await asked.send("POST", "/v1/registry/organisations", { as, rawBody: `{"name":"${name}", ${iban}`, headers });
    await asked.send("POST", "/v1/registry/organisations", { as, body: { organisationId, [mail]: iban }, headers });
    await asked.send("GET", `/v1/proposals${query}`, { as, headers });
    await asked.send("GET", "/v1/proposals", { headers: { ...headers, authorization: `Bearer ${iban}` } });
    await asked.send("GET", `/v1/registry/organisations/${encodeURIComponent(name)}`, { as, headers });
    await asked.send("GET", `/v1/treasury/bank-messages/${encodeURIComponent(mail)}`, { as, headers });
    await asked.send("GET", `/v1/registry/work${query}`, { as, headers });
    await asked.send("POST", "/v1/proposals", { body: { name, iban, phone }, headers });
    await asked.send("POST", "/v1/proposals", { as, rawBody: `${name} ${"x".repeat(400_000)}`, headers });
    expect(asked.log.length).toBeGreaterThan(1);
    expect(personal.filter((text) => asked.log.join("\n").includes(text))).toEqual([]);
    expect(checkSources([{ path: "log", text: asked.log.join("\n") }], []).findings).toEqual([]);
  });

  test("takes the fields of its list, whatever it is handed", () => {
    const entry = { level: "warn", event: "RequestRefused", correlationId: "req_1", name, body: { iban } } as const;
    expect(JSON.parse(logLine(entry))).toEqual({ level: "warn", event: "RequestRefused", correlationId: "req_1" });
  });

  test.each([
    ["quotes JSON", () => JSON.parse(`{"name": ${name}`)],
    [
      "has several lines that look like a stack",
      () => {
        throw new Error(`${name}\n    at ${mail} (/home/${name}/a.ts:1:1)\n    at x (${iban}:1:1)`);
      },
    ],
    [
      "is no error",
      () => {
        throw Object.assign(Object.create(null), { toString: () => mail });
      },
    ],
    [
      "has a name of its own",
      () => {
        throw Object.assign(new Error(iban), { name: `${name}\n${mail}` });
      },
    ],
  ])("of an error that %s says where it was thrown, and nothing of it", (_, fail) => {
    const facts = (() => {
      try {
        return fail() as unknown;
      } catch (error) {
        return errorFacts(error);
      }
    })();
    const text = JSON.stringify(facts);
    expect(personal.filter((one) => text.includes(one))).toEqual([]);
    expect(text).toContain("security/log.test.ts");
  });

  test("of an error keeps the ids that it speaks of", () => {
    const id = `call_${newId("named")}`;
    expect(errorFacts(new Error(`${id} of ${name} was not closed`))).toMatchObject({
      errorName: "Error",
      errorIds: [id],
    });
  });
});

describe("API8: one correlation id", () => {
  test("leads from the page through the API to the log", async () => {
    const log: LogEntry[] = [];
    const report = (error: unknown, { correlationId }: { correlationId: string }) =>
      void log.push({ level: "error", event: "UnexpectedError", correlationId, ...errorFacts(error) });
    const cursors = createCursorSeal("a secret of the tests, long enough");
    const refusing = brokenDatabase(database.db);
    const parts = { db: refusing, workerDb: refusing, cursors, documents: documentsInMemory(), mails: [] };
    const calls = handle(
      callRoutes({
        ...createCallSite(parts),
        calls: createCallStore(refusing, cursors),
        workProgrammes: createWorkProgrammeStore(refusing),
        secondStages: createSecondStageStore(refusing),
        newId,
        sha256: database.db.sha256,
        ...testDoor,
        report,
        rates: { take: async () => ({ ok: true, value: null }), settled: async () => undefined },
        log: (entry) => void log.push(entry),
      }),
    );
    const call = createApiCaller(
      async (_name, event) => JSON.stringify(await calls(JSON.parse(event))),
      () => null,
      () => undefined,
    );
    const visit = { now: at, person: applicant, csrfToken: null, requestId: "req_of_the_page" };
    const portal = aPortal({ assets: await buildAssets(), areas: portalAreas, api: (request) => call(request, visit) });
    const page = await (await portal.request("https://grants.example/en/calls")).text();
    expect(log).toMatchObject([{ event: "UnexpectedError", correlationId: "req_of_the_page" }]);
    expect(page).not.toMatch(/jana|arn:aws|TypeError/i);
  });
});
