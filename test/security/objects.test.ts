import { operations } from "@grants/contract/document";
import { personalActions, publicActions } from "@grants/core/access/access-table";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Sample, type World, captureStory, findBankMessage, openLinkOf } from "../authz/captured.ts";
import { sampleOf } from "../authz/samples.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { everything } from "../support/unchanged.ts";

/** OWASP API Security Top 10 (2023), API1, API3 and API5: the whole story stands, and somebody asks for what is not theirs. */

let database: OpenDatabase;
let world: World;
let held: Readonly<Record<string, string>>;
let untouched: readonly string[];

beforeAll(async () => {
  database = await openDatabase();
  world = await captureStory(database);
  held = { messageId: await findBankMessage(database), token: openLinkOf(world) };
  untouched = await everything(database.db);
});
afterAll(() => database.stop());

const sampleFor = (id: string) => sampleOf(world, id, held);
const isOpen = (id: string) => [...publicActions, ...personalActions].some((action) => action === id);
const idPattern = /\b([a-z]{2,5})_[0-9A-HJKMNP-TV-Z]{26}\b/g;
const hasId = ({ path }: { path: string }) => /\{\w*(?:Id|aggregate)\}/.test(path);

/** The same request for things that were made up: each id keeps its kind. */
const guessed = ({ method, path, ask, person }: Sample) => {
  const address = path.replaceAll(idPattern, (_, kind: string) => `${kind}_${newId(`guessed ${kind}`)}`);
  return [method, address, { ...ask, ...(person === undefined ? {} : { as: person }) }] as const;
};

describe("ids that are guessed (API1)", () => {
  const closed = operations.filter((operation) => hasId(operation) && !isOpen(operation.operationId));

  const reads = closed.filter(({ method }) => method === "get").map(({ operationId }) => operationId);
  const commands = closed.filter(({ method }) => method !== "get").map(({ operationId }) => operationId);

  test.each(reads)("%s shows nothing", async (id) => {
    const { status } = await world.api.send(...guessed(sampleFor(id)));
    expect([403, 404]).toContain(status);
  });

  test.each(commands)("%s does nothing", async (id) => {
    const { status } = await world.api.send(...guessed(sampleFor(id)));
    expect([403, 404, 409, 412, 422]).toContain(status);
  });

  test("are all of them, and leave everything as it was", async () => {
    expect(reads.length + commands.length).toBeGreaterThan(40);
    expect(await everything(database.db)).toEqual(untouched);
  });
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What somebody might hope that a command takes over as it is. */
const privileged = {
  state: "validated",
  version: 99,
  role: "administrator",
  grants: [{ role: "administrator" }],
  validatedBy: "usr_01J00000000000000000000001",
  isAdmin: true,
};
const own = new Set(["grantRole", "invitePerson"]);

describe("members that a body does not have (API3)", () => {
  const bodies = operations.flatMap((operation) =>
    "request" in operation && "body" in operation.request && !own.has(operation.operationId)
      ? [operation.operationId]
      : [],
  );

  test.each(bodies)("%s refuses them by name", async (id) => {
    const { method, path, ask, person } = sampleFor(id);
    const body = isObject(ask.body) ? ask.body : {};
    const added = Object.fromEntries(Object.entries(privileged).filter(([name]) => !Object.hasOwn(body, name)));
    const reply = await world.api.send(method, path, {
      ...ask,
      ...(person === undefined ? {} : { as: person }),
      body: { ...body, ...added },
    });
    expect(reply).toMatchObject({ status: 400, body: { code: "InputInvalid" } });
    expect(JSON.stringify(reply.body["fields"])).toContain("isAdmin");
  });

  test("are refused everywhere, and leave everything as it was", async () => {
    expect(bodies.length).toBeGreaterThan(25);
    expect(await everything(database.db)).toEqual(untouched);
  });
});
