import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { operations } from "@grants/contract/document";
import { hiddenMembers } from "@grants/core/access/field-access";
import { FunderCode, type RoleGrant } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type World, captureStory, findBankMessage, openLinkOf } from "../authz/captured.ts";
import { heldFor, sampleOf } from "../authz/samples.ts";
import { createTestApi } from "../support/api.ts";
import { whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createCofunding } from "../support/joint-action.ts";
import { problem } from "../support/refusal.ts";

/** OWASP API3 (2023), property level: what is read holds only what its reader may have, at every route and for every role. */

let database: OpenDatabase;
let world: World;
let held: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await openDatabase();
  world = await captureStory(database);
  held = { messageId: await findBankMessage(database), token: openLinkOf(world) };
});
afterAll(() => database.stop());

const giveRights = async (user: UserId, grants: readonly RoleGrant[]): Promise<void> => {
  const Item = { ...keys.rights(user), schema: "rights/1", user, grants };
  await database.db.client.send(new PutCommand({ TableName: database.db.tables.people, Item }));
};

const somebody = UserId.parse(`usr_${newId("somebody who reads")}`);
const reads = operations.filter(({ method }) => method === "get").map(({ operationId }) => operationId);

describe("what a route shows", () => {
  test.each(reads)("%s holds no member that is hidden from its reader, in any role", async (id) => {
    const sample = sampleOf(world, id, held);
    const reader = sample.person ?? somebody;
    const leaks: Record<string, readonly string[]> = {};
    // One after the other: the rights of the reader are one item.
    for (const role of Role.options) {
      await giveRights(reader, [{ role, ...heldFor(sample.person) }]);
      const { status, body } = await world.api.send(sample.method, sample.path, { ...sample.ask, as: reader });
      leaks[role] = status === 200 && id !== "readOpenApi" ? hiddenMembers(role, body) : [];
    }
    expect(Object.entries(leaks).filter(([, members]) => members.length > 0)).toEqual([]);
  });
});

describe("a Member State, before the award", () => {
  test("sees its own side of a joint action and no word of another one's", async () => {
    const api = createTestApi(database.db, whileOpen);
    const cofunding = createCofunding(api, database.db);
    const joint = await cofunding.open();
    await cofunding.pledge(joint, "DK", 111_111_11);
    await cofunding.pledge(joint, "SE", 222_222_22);
    const as = await api.person("reader for DK", [{ role: "funder", funder: FunderCode.parse("DK") }]);
    const own = await api.send("GET", `${joint.path}/funders/DK`, { as });
    const list = await api.send("GET", "/v1/cofunding/joint-actions", { as });
    expect([own.status, list.status]).toEqual([200, 200]);
    for (const { text } of [own, list]) {
      expect(text).not.toContain("22222222");
      expect(text).not.toContain('"SE"');
    }
    expect(own.text).toContain("11111111");
    const foreign = await api.send("GET", `${joint.path}/funders/SE`, { as });
    expect(foreign).toMatchObject(problem(403, "NotAllowed"));
    expect((await api.send("GET", joint.path, { as })).status).toBe(403);
  });
});
