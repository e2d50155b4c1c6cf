import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { duePerPassMax } from "@grants/core/transparency/forget-people";
import { erasureIdOf } from "@grants/core/transparency/person-erasure";
import { type OrganisationId, UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { getOne, queryAll } from "@grants/store/read";
import { accessPatterns, keys } from "@grants/store/tables/all";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { anOrganisation } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { guardedDatabase } from "../support/permission-guard.ts";

/** A Sunday at noon in Brussels. */
const begun = "2027-01-10T11:00:00.000Z";

let database: OpenDatabase;
let api: TestApi;
let administrator: UserId;
let hubAdministrator: UserId;
const hub = anOrganisation("hub that forgets");

beforeAll(async () => {
  database = await openDatabase();
  // Each function reaches what it is deployed with, and no more.
  api = createTestApi(database.db, begun, { databaseOf: (name) => guardedDatabase(database.db, name) });
  administrator = await api.person("administrator who appoints", [{ role: "administrator" }]);
  hubAdministrator = await api.person("hub administrator", [{ role: "organisationAdministrator", organisation: hub }]);
});
/** Failures that a test has made and looked at. */
let expected = 0;
afterEach(() => expect(api.errors.slice(expected)).toEqual([]));
afterAll(() => database.stop());

const must = async (method: string, path: string, ask: Ask) => {
  const reply = await api.send(method, path, ask);
  if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};
const newUser = (seed: string): UserId => UserId.parse(`usr_${newId(`forgotten ${seed}`)}`);
/** Somebody who has written their name. */
const named = async (seed: string, at = begun): Promise<UserId> => {
  const user = newUser(seed);
  await must("PUT", "/v1/people/me", { as: user, at, ifMatch: 0, body: { name: "Jana Nováková", language: "en" } });
  return user;
};
const GrantReply = z.object({ version: z.int(), grant: z.object({ id: z.string() }) });
const grant = async (as: UserId, body: object, at = begun) =>
  GrantReply.parse(await must("POST", "/v1/people/grants", { as, at, body })).grant.id;
const applicantUntil = (user: UserId, validTo: string, organisation: OrganisationId = hub) =>
  grant(hubAdministrator, { user, role: "applicant", organisation, validTo });
const end = (id: string, at = begun) =>
  must("POST", `/v1/people/grants/${id}/end`, { as: administrator, at, ifMatch: 1 });

const inPeople = (key: { readonly pk: string; readonly sk: string }) => getOne(database.db, "people", key);
const isKnown = async (user: UserId): Promise<boolean> => {
  const found = await Promise.all([inPeople(keys.person(user)), inPeople(keys.rights(user))]);
  return found.some((item) => item !== null);
};
/** On which days somebody will be looked at. */
const dueDays = async (subject: string): Promise<readonly string[]> => {
  const rows = await queryAll(database.db, accessPatterns.retention, { pk: keys.retention("", "").pk });
  return rows.flatMap(({ sk }) => (String(sk).endsWith(subject) ? [String(sk).slice(0, 10)] : []));
};
const putDue = (on: string, subject: string) =>
  database.db.client.send(
    new PutCommand({
      TableName: database.db.tables.people,
      Item: { ...keys.retention(on, subject), schema: "retention/1" },
    }),
  );

describe("a pass", () => {
  test("looks at so many and no more; the next one goes on", async () => {
    const many = Array.from({ length: duePerPassMax + 3 }, (_, place) => newUser(`of many ${place}`));
    await Promise.all(many.map((user) => putDue("2027-01-01", user)));
    const none = { persons: 0, addresses: 0, roles: 0, failed: 0 };
    expect(await api.forgetPeople()).toEqual({ ...none, kept: duePerPassMax });
    expect(await api.forgetPeople()).toEqual({ ...none, kept: 3 });
    expect(await api.forgetPeople()).toEqual({ ...none, kept: 0 });
  });

  test("leaves for the next day what it cannot read, and goes on with the others", async () => {
    const [broken, whole] = [newUser("broken"), newUser("whole")];
    const Item = { ...keys.rights(broken), schema: "rights/1", user: broken, grants: "none" };
    await database.db.client.send(new PutCommand({ TableName: database.db.tables.people, Item }));
    await Promise.all([broken, whole].map((user) => putDue("2027-01-02", user)));
    expect(await api.forgetPeople()).toMatchObject({ failed: 1, kept: 1 });
    expected += 1;
    expect(api.errors).toHaveLength(expected);
    expect(await dueDays(broken)).toEqual(["2027-01-11"]);
    expect(await dueDays(whole)).toEqual([]);
    await database.db.client.send(
      new PutCommand({ TableName: database.db.tables.people, Item: { ...Item, grants: [] } }),
    );
  });
});

describe("the address of an invitation", () => {
  const InvitationReply = z.object({ invitation: z.object({ id: z.string(), expiresAt: z.string() }) });
  const invited = async (mail: string) => {
    const body = { mail, language: "en", role: "applicant", organisation: hub };
    const made = await must("POST", "/v1/people/invitations", { as: hubAdministrator, body });
    return InvitationReply.parse(made).invitation;
  };
  const addressOf = (id: string) => inPeople(keys.openInvitation(hub, id));

  test("is forgotten on the day after the invitation is over, and not before", async () => {
    const { id, expiresAt } = await invited("ada@people.example");
    expect(expiresAt).toBe("2027-02-09T11:00:00.000Z");
    await api.forgetPeople("2027-02-09T22:59:59.999Z");
    expect(await addressOf(id)).toMatchObject({ mail: "ada@people.example" });
    expect(await api.forgetPeople("2027-02-09T23:00:00.000Z")).toMatchObject({ addresses: 1 });
    expect(await addressOf(id)).toBeNull();
    expect(await dueDays(id)).toEqual([]);
    const again = { as: hubAdministrator, at: "2027-02-10T09:00:00.000Z", ifMatch: 1 };
    expect(await api.send("POST", `/v1/people/invitations/${id}/resending`, again)).toMatchObject({
      status: 409,
      body: { code: "InvitationClosed" },
    });
  });

  test("stays where the invitation was sent anew, until that one is over", async () => {
    const { id } = await invited("bo@people.example");
    const at = "2027-02-01T11:00:00.000Z";
    await must("POST", `/v1/people/invitations/${id}/resending`, { as: hubAdministrator, at, ifMatch: 1 });
    expect(await api.forgetPeople("2027-02-10T11:00:00.000Z")).toMatchObject({ addresses: 0, kept: 1 });
    expect(await addressOf(id)).toMatchObject({ mail: "bo@people.example" });
    expect(await api.forgetPeople("2027-03-04T11:00:00.000Z")).toMatchObject({ addresses: 1 });
    expect(await addressOf(id)).toBeNull();
  });
});

describe("a role that is over", () => {
  test("leaves the lists on the day after its last one", async () => {
    const user = await named("over");
    const id = await applicantUntil(user, "2027-03-31");
    const listed = () =>
      Promise.all([
        inPeople(keys.grantByRole("applicant", id)),
        inPeople(keys.grantByOrganisation(hub, id)),
        inPeople(keys.grantByEnd("2027-03-31", id)),
      ]);
    await api.forgetPeople("2027-03-31T21:59:59.999Z");
    expect(await listed()).toMatchObject([{ grant: { id } }, { grant: { id } }, { grant: { id } }]);
    await api.forgetPeople("2027-03-31T22:00:00.000Z");
    expect(await listed()).toEqual([null, null, null]);
    expect(await isKnown(user)).toBe(true);
  });
});

describe("somebody whose account is over", () => {
  test("is erased on the day after its last one, once, with an entry of the worker", async () => {
    const user = await named("applicant for a while");
    await applicantUntil(user, "2027-01-31");
    expect(await dueDays(user)).toEqual(["2028-01-11", "2028-02-01"]);
    // The details were written earlier than the role ended: the reminder moves.
    await api.forgetPeople("2028-01-31T22:59:59.999Z");
    expect(await isKnown(user)).toBe(true);
    expect(await dueDays(user)).toEqual(["2028-02-01"]);
    expect(await api.forgetPeople("2028-01-31T23:00:00.000Z")).toMatchObject({ persons: 1 });
    expect(await isKnown(user)).toBe(false);
    expect(await dueDays(user)).toEqual([]);
    expect(await api.forgetPeople("2028-01-31T23:00:00.000Z")).toMatchObject({ persons: 0 });
    const entries = await auditBodies(database.db, erasureIdOf(newId, user));
    const erased = { type: "PersonErased", role: "system", facts: { user, erasedOn: "2028-02-01" } };
    expect(entries).toMatchObject([erased]);
  });

  test("stays who came back meanwhile, also where the new role has no end", async () => {
    const user = await named("who came back");
    await applicantUntil(user, "2027-01-31");
    const later = "2027-12-01T09:00:00.000Z";
    const body = { user, role: "applicant", organisation: anOrganisation("lab that forgets") };
    const lab = await api.person("lab administrator", [
      { role: "organisationAdministrator", organisation: body.organisation },
    ]);
    await grant(lab, body, later);
    await api.forgetPeople("2028-03-01T09:00:00.000Z");
    expect(await isKnown(user)).toBe(true);
    expect(await dueDays(user)).toEqual([]);
  });

  test("stays whom the staff directory knows (CLR-SOD-01)", async () => {
    const [user, superior] = [await named("who reports"), newUser("superior")];
    await applicantUntil(user, "2027-01-31");
    await must("PUT", `/v1/people/staff/${user}`, { as: administrator, ifMatch: 0, body: { superior, accounts: [] } });
    await api.forgetPeople("2028-03-02T09:00:00.000Z");
    expect(await isKnown(user)).toBe(true);
    const left = { as: administrator, at: "2028-03-03T09:00:00.000Z", ifMatch: 1, body: { accounts: [] } };
    await must("PUT", `/v1/people/staff/${user}`, left);
    await api.forgetPeople("2028-03-04T09:00:00.000Z");
    expect(await isKnown(user)).toBe(false);
  });
});

describe("somebody who decided on money", () => {
  test("is kept until their files may go, also where the role was taken away (RECD-02)", async () => {
    const user = await named("verifier of 2027");
    await end(await grant(administrator, { user, role: "verifier" }));
    const asked = await api.send("POST", "/v1/people/me/erasure", { as: user });
    const kept = { code: "ErasureRefused", because: "RECORDS_KEPT", untilOn: "2034-05-15", rule: "RECD-02" };
    expect(asked).toMatchObject({ status: 409, body: { ...kept, of: "verifier" } });
    expect(await dueDays(user)).toEqual(["2028-01-11"]);
    await api.forgetPeople("2028-04-01T09:00:00.000Z");
    expect(await dueDays(user)).toEqual(["2034-05-16"]);
    await api.forgetPeople("2034-05-15T21:59:59.999Z");
    expect(await isKnown(user)).toBe(true);
    await api.forgetPeople("2034-05-15T22:00:00.000Z");
    expect(await isKnown(user)).toBe(false);
  });
});
