import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { operations } from "@grants/contract/document";
import { type Action, accessTable, personalActions, publicActions } from "@grants/core/access/access-table";
import { FunderCode, GrantId, type RoleGrant } from "@grants/core/access/rights";
import { Role } from "@grants/core/access/role";
import { UserId } from "@grants/kernel/id";
import { LocalDate } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anOrganisation } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { type Sample, type World, captureStory, findBankMessage, openLinkOf } from "./captured.ts";
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
  readAnnexes: "readProposal",
  readAnnexFile: "readProposal",
  readProposalPdf: "readProposal",
  readAssignedProposal: "readMyReport",
  readAssignedAnnex: "readMyReport",
  readLetterPdf: "readLetter",
  readSummaryReportPdf: "readSummaryReport",
  readDebitNotePdf: "readDebitNote",
  readFrozenDocument: "readProposal",
  exportBudget: "readProposal",
  readReceipt: "readProposal",
  readReceipts: "readProposal",
  readSealedReceipt: "readProposal",
};
const isAction = (name: string): name is Action => name in accessTable;
const actionOf = (operationId: string): Action | null =>
  sameRight[operationId] ?? (isAction(operationId) ? operationId : null);
/** About whoever is signed in, whatever they may do. */
const isPersonal = (operationId: string) => personalActions.some((action) => action === operationId);
const isPublic = (operationId: string) => publicActions.some((action) => action === operationId);

/** What the table says, read independently of the code that decides by it. An expert is named as a person, a member of a proposal for an organisation. */
const relationsOf = (operationId: string, role: Role): readonly Relation[] => {
  if (isPublic(operationId)) return relations;
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
/** Ids of what the administrators of the story made. */
let held: Readonly<Record<string, string>>;

const giveRights = async (user: UserId, grants: readonly RoleGrant[]): Promise<void> => {
  const Item = { ...keys.rights(user), schema: "rights/1", user, grants };
  await database.db.client.send(new PutCommand({ TableName: database.db.tables.people, Item }));
};

beforeAll(async () => {
  database = await openDatabase();
  world = await captureStory(database);
  bankMessageId = await findBankMessage(database);
  held = { token: openLinkOf(world) };
  await Promise.all(Role.options.map((role) => giveRights(strangerWith(role), [{ role, ...others }])));
});
afterAll(() => database.stop());

/** Refused as not allowed, or not even shown. Any other answer came after the person was let in. */
const isRefused = ({ status, body }: { readonly status: number; readonly body: Readonly<Record<string, unknown>> }) =>
  (status === 403 && body["code"] === "NotAllowed") || status === 404;

const requestOf = ({ method, path, ask }: Sample, as: UserId) => [method, path, { ...ask, as }] as const;
const isLetIn = async (sample: Sample, as: UserId): Promise<boolean> =>
  !isRefused(await world.api.send(...requestOf(sample, as)));

const personOf = ({ person }: Sample): UserId => person ?? strangerWith("applicant");
const ownOf = ({ person }: Sample) => ({ organisation: anOrganisation("home"), ...heldFor(person) });

const askAs = async (sample: Sample, grants: readonly RoleGrant[]): Promise<boolean> => {
  await giveRights(personOf(sample), grants);
  return isLetIn(sample, personOf(sample));
};

/** One after the other, since the rights of the person who is named are one item; strangers ask meanwhile. */
const answersOf = async (sample: Sample, role: Role): Promise<readonly Relation[]> => {
  const named = async () => ({
    own: await askAs(sample, [{ role, ...ownOf(sample) }]),
    elsewhere: await askAs(sample, [{ role, ...others }]),
  });
  const [answers, foreign] = await Promise.all([named(), isLetIn(sample, strangerWith(role))]);
  const letIn = { ...answers, foreign };
  return relations.filter((relation) => letIn[relation]);
};

/**
 * Roles that no row of an action names are asked all at once: rights add up, so a refusal of all of them is a refusal of each, and what lets
 * one of them in shows here.
 */
const roleSets = (operationId: string) => {
  const named = Role.options.filter((role) => relationsOf(operationId, role).length > 0);
  return { named, others: Role.options.filter((role) => !named.includes(role)) };
};

const deputy = (id: string, action: Action): Omit<RoleGrant, "role"> => ({
  id: GrantId.parse(`acc_${newId(id)}`),
  delegation: { from: strangerWith("system"), actions: [action] },
});

const operationIds = operations.map(({ operationId }) => operationId);
const isClosed = (id: string) => !isPublic(id) && !isPersonal(id);
const sampleFor = (id: string) => sampleOf(world, id, { messageId: bankMessageId, ...held });

describe("every route, for every role and every relation", () => {
  test.each(operationIds.filter(isClosed))("%s is allowed exactly as the table says", async (id) => {
    const sample = sampleFor(id);
    const { named, others: unnamed } = roleSets(id);
    const expected: Answers = Object.fromEntries(named.map((role) => [role, relationsOf(id, role)]));
    const answers: Record<string, readonly Relation[]> = {};
    for (const role of named) answers[role] = await answersOf(sample, role);
    expect(answers).toEqual(expected);
    const all = unnamed.flatMap((role) => [
      { role, ...ownOf(sample) },
      { role, ...others },
    ]);
    const everyOther = UserId.parse(`usr_${newId("a stranger in every role that is not named")}`);
    const asStranger = async () => {
      await giveRights(everyOther, all);
      return isLetIn(sample, everyOther);
    };
    expect(await Promise.all([askAs(sample, all), asStranger()])).toEqual([false, false]);
  });

  test.each(operationIds.filter(isClosed))(
    "%s is refused to a person whose roles are all over, to a deputy for something else, and to one without any",
    async (id) => {
      const sample = sampleFor(id);
      const over = Role.options.map((role) => ({ role, ...ownOf(sample), validTo: longAgo }));
      const another: Action = actionOf(id) === "createCall" ? "listRuns" : "createCall";
      const deputies = Role.options.map((role) => ({ role, ...ownOf(sample), ...deputy(`${id} ${role}`, another) }));
      expect([await askAs(sample, over), await askAs(sample, [])]).toEqual([false, false]);
      // Whoever acts for somebody sees what that role sees.
      expect(await askAs(sample, deputies)).toBe(sample.method === "GET");
    },
  );

  test.each(operationIds.filter((id) => !isClosed(id)))("%s needs no role", async (id) => {
    const { status, body } = await world.api.send(...requestOf(sampleFor(id), strangerWith("system")));
    expect({ status, code: body["code"] }).not.toMatchObject({ status: 403, code: "NotAllowed" });
    expect(status).not.toBe(401);
  });

  test.each([["authorisePayment"], ["createCall"], ["pledgeContribution"], ["submitProposal"]] as const)(
    "%s lets a deputy in for exactly that",
    async (id) => {
      const sample = sampleFor(id);
      const role = roleSets(id).named[0] ?? "system";
      expect(await askAs(sample, [{ role, ...ownOf(sample), ...deputy(`for ${id}`, id) }])).toBe(true);
    },
  );
});
