import { UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { rateLimits } from "@grants/core/access/rate-limits";
import { createRateKeeper, type RateKeeper } from "@grants/http/rate-keeper";
import type { UserId } from "@grants/kernel/id";
import {
  headersCharactersMax,
  headersMax,
  jsonDepthMax,
  requestBodyBytesMax,
  urlCharactersMax,
} from "@grants/kernel/limits";
import { Instant, addMilliseconds } from "@grants/kernel/time";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { createRateLeases } from "@grants/store/rate-leases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

const start = "2027-01-10T09:00:00.000Z";
const later = (milliseconds: number): Instant => addMilliseconds(Instant.parse(start), milliseconds);

let database: OpenDatabase;
let db: Database;
let api: TestApi;

/** What one instance of a function keeps. */
const anInstance = (over: Partial<Parameters<typeof createRateKeeper>[0]> = {}): RateKeeper =>
  createRateKeeper({ leases: createRateLeases(db), report: () => undefined, ...over });

beforeAll(async () => {
  database = await openDatabase();
  db = database.db;
  api = createTestApi(db, start, { rates: anInstance() });
});
afterAll(() => database.stop());

const somebody = (name: string): Promise<UserId> => api.person(name, [{ role: "applicant" }]);
/** An export: refused, since there is no such document, and counted all the same. */
const anExport = `/v1/proposals/prop_${newId("none")}/documents/${"0".repeat(64)}`;
const { bucketTokens, tokenMs, leaseTokens } = rateLimits.export;

const writesDuring = async (act: () => Promise<unknown>): Promise<number> => {
  let writes = 0;
  const name = "countWrites";
  db.client.middlewareStack.add(
    (next, context) => async (args) => {
      if (!/^(Get|BatchGet|Query)/.test(context.commandName ?? "")) writes += 1;
      return next(args);
    },
    { step: "initialize", name },
  );
  await act();
  db.client.middlewareStack.remove(name);
  return writes;
};

const times = async <T>(count: number, act: () => Promise<T>): Promise<readonly T[]> => {
  const answers: T[] = [];
  for (let made = 0; made < count; made += 1) answers.push(await act());
  return answers;
};

describe("API4: asking as often as one likes", () => {
  test("is answered up to the limit, refused one above it, and answered again when the refusal said", async () => {
    const as = await somebody("eager");
    const statuses = (await times(bucketTokens, () => api.send("GET", anExport, { as }))).map(({ status }) => status);
    const refused = await api.send("GET", anExport, { as });
    const waitMs = Number(refused.headers.get("retry-after")) * 1_000;
    const early = await api.send("GET", anExport, { as, at: later(waitMs - 1) });
    const intime = await api.send("GET", anExport, { as, at: later(waitMs) });
    expect(statuses).toEqual(Array.from({ length: bucketTokens }, () => 404));
    expect([refused.status, refused.body["code"], waitMs]).toEqual([429, "TooManyRequests", tokenMs]);
    expect([early.status, intime.status]).toEqual([429, 404]);
  });

  test("in one class leaves the others open, and other persons too", async () => {
    const [as, other] = [await somebody("one-sided"), await somebody("bystander")];
    await times(bucketTokens, () => api.send("GET", anExport, { as }));
    const statuses = [
      (await api.send("GET", anExport, { as })).status,
      (await api.send("GET", "/v1/proposals", { as })).status,
      (await api.send("GET", anExport, { as: other })).status,
    ];
    expect(statuses).toEqual([429, 200, 404]);
  });

  test.each(["read", "write", "draft"] as const)("in the class %s is limited without a write", async (rateClass) => {
    const [keeper, actor, at] = [anInstance(), await somebody(`local ${rateClass}`), later(0)];
    const ask = { actor, rateClass, at };
    const writes = await writesDuring(() => times(rateLimits[rateClass].bucketTokens, () => keeper.take(ask)));
    expect([writes, await keeper.take(ask)]).toMatchObject([0, { ok: false, error: { kind: "TooManyRequests" } }]);
  });

  test("costs one write of one unit for fifty requests, a fiftieth of a unit each", async () => {
    const [keeper, actor, at] = [anInstance(), await somebody("thrifty"), later(0)];
    const asked = async () => {
      await keeper.take({ actor, rateClass: "search", at });
      await keeper.settled();
    };
    const { units } = await withUnits(db, () => times(11 * leaseTokens, asked));
    // The last lease is taken before the last one is spent.
    expect(units / (12 * leaseTokens)).toBe(0.02);
  });
});

describe("API4: two instances of a function", () => {
  const passed = (answers: readonly { readonly ok: boolean }[]) => answers.filter(({ ok }) => ok).length;

  test("let through together what the bucket holds, when everything comes at once", async () => {
    const [one, two, actor] = [anInstance(), anInstance(), await somebody("parallel")];
    const ask = { actor, rateClass: "export", at: later(0) } as const;
    const answers = await Promise.all(
      Array.from({ length: bucketTokens * 2 }, (_, number) => (number % 2 === 0 ? one : two).take(ask)),
    );
    expect(passed(answers)).toBe(bucketTokens);
  });

  test("never let through more than the bucket and what they have leased, also after saving it up", async () => {
    const [one, two, actor] = [anInstance(), anInstance(), await somebody("saver")];
    const take = (keeper: RateKeeper, at: Instant) => keeper.take({ actor, rateClass: "export", at });
    await take(one, later(0));
    await take(two, later(0));
    // By now the shared bucket is full again, and each instance still holds what it leased.
    const at = later(2 * leaseTokens * tokenMs);
    const answers = await Promise.all(
      Array.from({ length: 3 * bucketTokens }, (_, number) => take(number % 2 === 0 ? one : two, at)),
    );
    expect(passed(answers)).toBe(bucketTokens + 2 * (leaseTokens - 1));
  });

  test("forget what they have leased after the time that a bucket takes to fill", async () => {
    const [keeper, actor] = [anInstance(), await somebody("patient saver")];
    await keeper.take({ actor, rateClass: "export", at: later(0) });
    const at = later(bucketTokens * tokenMs + 1);
    const answers = await Promise.all(
      Array.from({ length: 2 * bucketTokens }, () => keeper.take({ actor, rateClass: "export", at })),
    );
    expect(passed(answers)).toBe(bucketTokens);
  });

  test("refuse without another write as long as the refusal stands", async () => {
    const [keeper, actor, at] = [anInstance(), await somebody("persistent"), later(0)];
    const ask = { actor, rateClass: "export", at } as const;
    await times(bucketTokens + 1, () => keeper.take(ask));
    expect(await writesDuring(() => times(100, () => keeper.take(ask)))).toBe(0);
  });
});

describe("API4: limits that cannot be read", () => {
  test("are counted by the instance alone, and somebody hears of it", async () => {
    const errors: unknown[] = [];
    const lease = async () => Promise.reject(new Error("The store does not answer."));
    const keeper = anInstance({ leases: { lease }, report: (error) => void errors.push(error) });
    const ask = { actor: await somebody("unlucky"), rateClass: "export", at: later(0) } as const;
    const answers = await times(bucketTokens + 1, () => keeper.take(ask));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(bucketTokens);
    expect(errors.length).toBeGreaterThan(0);
  });

  test("of a clock that was set back lock nobody out", async () => {
    const actor = await somebody("traveller");
    const ask = { actor, rateClass: "export", at: later(365 * 24 * 3_600_000) } as const;
    await times(bucketTokens, () => anInstance().take(ask));
    expect(await anInstance().take({ ...ask, at: later(0) })).toMatchObject({ ok: true });
  });
});

describe("API4: callers without a token", () => {
  test.each([
    ["GET", "/v1/calls"],
    ["GET", "/health"],
    ["GET", anExport],
    ["POST", "/v1/proposals"],
    ["POST", "/v1/registry/organisations"],
    ["DELETE", "/v1/nothing"],
  ])("%s %s cause no write", async (method, path) => {
    const body = method === "POST" ? { body: {} } : {};
    expect(await writesDuring(() => times(3, () => api.send(method, path, body)))).toBe(0);
  });
});

describe("API4: a request that is too large", () => {
  const post = (rawBody: string) => api.send("POST", "/v1/proposals", { rawBody });
  const padded = (bytes: number) => `{"a":"${"x".repeat(bytes - 8)}"}`;

  test.each([
    [requestBodyBytesMax, 401, "NotSignedIn"],
    [requestBodyBytesMax + 1, 413, "BodyTooLarge"],
  ])("by its body of %i bytes answers %i %s", async (bytes, status, code) => {
    expect(await post(padded(bytes))).toMatchObject({ status, body: { code } });
  });

  test.each([
    [jsonDepthMax, 401, "NotSignedIn"],
    [jsonDepthMax + 1, 400, "BodyTooDeep"],
    [180_000, 400, "BodyTooDeep"],
  ])("by its body of %i lists in lists answers %i %s", async (depth, status, code) => {
    expect(await post("[".repeat(depth) + "]".repeat(depth))).toMatchObject({ status, body: { code } });
  });

  test.each([
    [urlCharactersMax, 400, "InputInvalid"],
    [urlCharactersMax + 1, 414, "UrlTooLong"],
  ])("by its address of %i characters answers %i %s", async (characters, status, code) => {
    const path = "/v1/calls?cursor=";
    const reply = await api.send("GET", `${path}${"x".repeat(characters - path.length)}`);
    expect(reply).toMatchObject({ status, body: { code } });
  });

  test.each([
    [headersMax, 200, undefined],
    [headersMax + 1, 431, "HeadersTooLarge"],
  ])("by its %i headers answers %i %s", async (count, status, code) => {
    const headers = Object.fromEntries(Array.from({ length: count }, (_, number) => [`x-${String(number)}`, "1"]));
    const reply = await api.send("GET", "/health", { headers });
    expect([reply.status, reply.body["code"]]).toEqual([status, code]);
  });

  test.each([
    [8_192, 200],
    [8_193, 431],
  ])("by a header of %i characters answers %i", async (characters, status) => {
    const reply = await api.send("GET", "/health", { headers: { "x-anything": "x".repeat(characters) } });
    expect(reply.status).toBe(status);
  });

  test.each([
    [headersCharactersMax, 200],
    [headersCharactersMax + 1, 431],
  ])("by headers of %i characters together answers %i", async (characters, status) => {
    const headers = { "x-a": "x".repeat(5_000), "x-b": "x".repeat(characters - 5_006) };
    expect((await api.send("GET", "/health", { headers })).status).toBe(status);
  });

  test.each([
    [1_000, "CursorInvalid"],
    [1_001, "InputInvalid"],
  ])("by a cursor of %i characters answers %s", async (characters, code) => {
    const as = await somebody("reader");
    const reply = await api.send("GET", `/v1/proposals?cursor=${"x".repeat(characters)}`, { as });
    expect(reply).toMatchObject({ status: 400, body: { code } });
  });

  test.each([
    [128, 400, "InputInvalid", "body"],
    [129, 400, "InputInvalid", "idempotency-key"],
  ])("by a key of %i characters is refused for its %s", async (characters, status, code) => {
    const as = await somebody("writer");
    const reply = await api.send("POST", "/v1/proposals", { as, body: {}, key: "k".repeat(characters) });
    expect(reply).toMatchObject({ status, body: { code } });
  });
});

describe("API4: what is unpacked", () => {
  test("never grows beyond what a part may be", async () => {
    const { deflateRawSync } = await import("node:zlib");
    const { toPart } = await import("@grants/store/part-item");
    const packed = new Uint8Array(deflateRawSync(Buffer.alloc(50_000_000, "[")));
    expect(packed.byteLength).toBeLessThan(60_000);
    expect(() => toPart({ schema: "part/2", packed })).toThrow(/larger than/);
  });
});

test("the limits leave a bucket behind that is deleted when it is full again", async () => {
  const actor = await somebody("gone");
  await anInstance().take({ actor, rateClass: "export", at: later(0) });
  const Key = { pk: `RATE#${actor}`, sk: "export" };
  const { Attributes } = await db.client.send(
    new UpdateCommand({
      TableName: db.tables.views,
      Key,
      UpdateExpression: "SET seen = :s",
      ExpressionAttributeValues: { ":s": 1 },
      ReturnValues: "ALL_NEW",
    }),
  );
  expect(Attributes).toMatchObject({ expiresAt: Date.parse(start) / 1_000 + (leaseTokens * tokenMs) / 1_000 });
});
