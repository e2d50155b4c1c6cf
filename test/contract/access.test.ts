import { functionOf, functionsWithPublicReads, publicQuestions } from "@grants/contract/api-functions";
import { composeApiDocument, operations } from "@grants/contract/document";
import { accessTable, personalActions, publicActions } from "@grants/core/access/access-table";
import { isReading } from "@grants/core/access/delegable";
import { Role } from "@grants/core/access/role";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";

const isPublic = (operationId: string) => publicActions.some((action) => action === operationId);
/** About whoever is signed in, and nobody else. */
const isPersonal = (operationId: string) => personalActions.some((action) => action === operationId);
/** Operations that are a step of another action. */
const sameRight: Readonly<Record<string, string>> = {
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
const actionOf = (operationId: string) => sameRight[operationId] ?? operationId;
const actions: readonly string[] = Object.keys(accessTable);

describe("who may do what", () => {
  test.each(operations.map(({ operationId }) => operationId))(
    "%s has a row in the table, is about oneself, or is public",
    (operationId) => {
      expect(isPublic(operationId) || isPersonal(operationId) || actions.includes(actionOf(operationId))).toBe(true);
    },
  );

  test.each(actions)("%s is an operation of the contract", (action) => {
    expect(operations.map(({ operationId }) => actionOf(operationId))).toContain(action);
  });

  test("an action counts as reading just where its route changes nothing", () => {
    const changing = operations.filter(({ method }) => method !== "get").map(({ operationId }) => operationId);
    expect(actions.filter((action) => isReading(action) && changing.includes(action))).toEqual([]);
  });

  test("no action is open to a role that does not exist", () => {
    const named = Object.values(accessTable).flatMap((rows) => rows.map(({ role }) => role));
    expect(named.filter((role) => !Role.options.includes(role))).toEqual([]);
  });

  test("operation ids are unique", () => {
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("the gateway lets strangers read from the functions that have something for them, and from no other", () => {
  const open = operations.filter(({ operationId, path }) => isPublic(operationId) && path.startsWith("/v1/"));
  const owners = new Set(open.map(({ path }) => functionOf(path)));
  expect(owners).toEqual(new Set(functionsWithPublicReads));
  // Forms of the site reach these without a person; from outside the gateway asks for a token, but for a question too long for an address.
  const sending = open.filter(({ method }) => method !== "get");
  expect(sending.map(({ operationId }) => operationId)).toEqual([
    "subscribeToCalls",
    "confirmSubscription",
    "endSubscription",
    "verifyReceipt",
  ]);
  const questions = sending.filter(({ path }) => publicQuestions.some((question) => question === path));
  expect(questions.map(({ operationId }) => operationId)).toEqual(["verifyReceipt"]);
});

describe("without a person", () => {
  let database: OpenDatabase;
  let api: TestApi;
  beforeAll(async () => {
    database = await openDatabase();
    api = createTestApi(database.db, "2027-01-10T09:00:00.000Z");
  });
  afterAll(() => database.stop());

  const closed = operations.filter(({ operationId }) => !isPublic(operationId));
  test.each(closed.map(({ method, path, operationId }) => ({ method, path, operationId })))(
    "$operationId is refused before anything is read",
    async ({ method, path }) => {
      const reply = await api.send(method.toUpperCase(), path.replaceAll(/\{[^}]+\}/g, "x"));
      expect(reply).toMatchObject({ status: 401, body: { code: "NotSignedIn" } });
    },
  );

  test("says so in the contract: every other operation asks for a person", () => {
    const { paths = {} } = composeApiDocument();
    const open = Object.values(paths)
      .flatMap((methods) => Object.values(methods ?? {}))
      .filter(
        (operation): operation is { operationId: string; security: unknown[] } => operation?.security?.length === 0,
      )
      .map(({ operationId }) => operationId);
    expect(open.toSorted()).toEqual([...publicActions].toSorted());
  });
});
