import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { operations } from "@grants/contract/document";
import { type Action, accessTable, personalActions, publicActions } from "@grants/core/access/access-table";
import { FunderCode, type RoleGrant } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/table";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrganisation } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { type Sample, type World, captureStory, findBankMessage } from "./captured.ts";
import { heldFor, sampleOf } from "./samples.ts";

/**
 * How a person stands to the thing: `own`: named on it, and the role is held for its organisation or funder; `elsewhere`: named on it, the role is
 * held for others; `foreign`: a stranger with the role for others.
 */
const relations = ["own", "elsewhere", "foreign"] as const;
type Relation = (typeof relations)[number];
type Answers = Readonly<Record<string, readonly Relation[]>>;

/** Operations that are a step of another action. */
const sameRight: Readonly<Record<string, Action>> = {
  removePart: "savePart",
  readFrozenDocument: "readProposal",
  readReceipt: "readProposal",
};
const isAction = (name: string): name is Action => name in accessTable;
const actionOf = (operationId: string): Action | null =>
  sameRight[operationId] ?? (isAction(operationId) ? operationId : null);
/** About whoever is signed in, whatever they may do. */
const isPersonal = (operationId: string) => personalActions.some((action) => action === operationId);
const isPublic = (operationId: string) => publicActions.some((action) => action === operationId);

/** What the table says, read independently of the code that decides by it. An expert is named as a person, a member of a proposal for an organisation. */
const relationsOf = (operationId: string, role: Role): readonly Relation[] => {
  if (isPublic(operationId) || isPersonal(operationId)) return relations;
  const action = actionOf(operationId);
  const rows = action === null ? [] : accessTable[action].filter((row) => row.role === role);
  const allowed = new Set<Relation>();
  for (const { relation } of rows) {
    allowed.add("own");
    if (relation === "any") allowed.add("elsewhere").add("foreign");
    if (relation === "named" && role === "expert") allowed.add("elsewhere");
  }
  return relations.filter((relation) => allowed.has(relation));
};

const others = { organisation: anOrganisation("elsewhere"), funder: FunderCode.parse("MT") };
const longAgo = LocalDate.parse("2026-01-01");
const strangerWith = (role: Role): UserId => UserId.parse(`usr_${newId(`a stranger as ${role}`)}`);

let database: OpenDatabase;
let world: World;
let bankMessageId: string;

const giveRights = async (user: UserId, grants: readonly RoleGrant[]): Promise<void> => {
  const Item = { ...keys.rights(user), schema: "rights/1", user, grants };
  await database.db.client.send(new PutCommand({ TableName: database.db.tables.people, Item }));
};

beforeAll(async () => {
  database = await openDatabase();
  world = await captureStory(database);
  bankMessageId = await findBankMessage(database);
  await Promise.all(Role.options.map((role) => giveRights(strangerWith(role), [{ role, ...others }])));
});
afterAll(() => database.stop());

/** Refused as not allowed, or not even shown. Any other answer came after the person was let in. */
const isRefused = ({ status, body }: { readonly status: number; readonly body: Readonly<Record<string, unknown>> }) =>
  (status === 403 && body["code"] === "NotAllowed") || status === 404;

const isLetIn = async ({ method, path, ask }: Sample, as: UserId): Promise<boolean> =>
  !isRefused(await world.api.send(method, path, { ...ask, as }));

const personOf = ({ person }: Sample): UserId => person ?? strangerWith("applicant");
const ownOf = ({ person }: Sample) => ({ organisation: anOrganisation("home"), ...heldFor(person) });

const askAs = async (sample: Sample, grants: readonly RoleGrant[]): Promise<boolean> => {
  await giveRights(personOf(sample), grants);
  return isLetIn(sample, personOf(sample));
};

const answersFor = async (sample: Sample): Promise<Answers> => {
  const foreign = await Promise.all(Role.options.map((role) => isLetIn(sample, strangerWith(role))));
  const answers: Record<string, readonly Relation[]> = {};
  // One after the other: the rights of the person who is named are one item.
  for (const [place, role] of Role.options.entries()) {
    const own = await askAs(sample, [{ role, ...ownOf(sample) }]);
    const letIn = { own, elsewhere: await askAs(sample, [{ role, ...others }]), foreign: foreign[place] === true };
    answers[role] = relations.filter((relation) => letIn[relation]);
  }
  return answers;
};

const operationIds = operations.map(({ operationId }) => operationId);
const closed = operationIds.filter((id) => !isPublic(id) && !isPersonal(id));

describe("every route, for every role and every relation", () => {
  test.each(operationIds)("%s is allowed exactly as the table says", async (id) => {
    const expected: Answers = Object.fromEntries(Role.options.map((role) => [role, relationsOf(id, role)]));
    expect(await answersFor(sampleOf(world, id, { messageId: bankMessageId }))).toEqual(expected);
  });

  test.each(closed)("%s is refused to a person whose roles are all over, and to one without any", async (id) => {
    const sample = sampleOf(world, id, { messageId: bankMessageId });
    const over = Role.options.map((role) => ({ role, ...ownOf(sample), validTo: longAgo }));
    expect([await askAs(sample, over), await askAs(sample, [])]).toEqual([false, false]);
  });
});
