import { createProposalStore } from "@grants/store/proposals";
import { partItem } from "@grants/store/part-item";
import { keys } from "@grants/store/tables/all";
import { createCursorSeal } from "@grants/store/cursor";
import { ProposalId } from "@grants/core/proposals/proposal";
import { PartContent, type PartPath, pathOf } from "@grants/core/proposals/part";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { spreadsheetBytesMax } from "@grants/kernel/limits";
import { Instant } from "@grants/kernel/time";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import ExcelJS, { type CellValue } from "exceljs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type TestApi, createTestApi } from "../support/api.ts";
import {
  aBudget,
  aCosts,
  aLine,
  aPartner,
  aWorkPackage,
  closingInstant,
  justLate,
  whileOpen,
} from "../support/builders.ts";
import { withUnits } from "../support/capacity.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let callId: string;
let ann: { user: UserId; organisation: OrganisationId };

beforeAll(async () => {
  database = await openDatabase();
  api = createTestApi(database.db, whileOpen);
  thread = createThread(api);
  callId = await thread.publishCall();
  ann = await thread.applicant("ann");
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await database.stop();
});

/** A proposal of two partners and two work packages, planned by lines. */
const planned = async (): Promise<string> => {
  const proposalId = await thread.draftProposal(ann, callId);
  await thread.writeProposal(ann.user, proposalId, {
    "budget.p001": aBudget("p001", { categoriesCents: {} }),
    "partner.p002": aPartner("p002"),
    "wp.w01": aWorkPackage("w01"),
    "wp.w02": aWorkPackage("w02"),
    "costs.p001.w01": aCosts("p001", "w01", aLine({ amountCents: 200_000_00 }), aLine({ kind: "days" })),
    "costs.p002.w02": aCosts("p002", "w02", aLine({ item: "C2", amountCents: 100_000_33 })),
  });
  return proposalId;
};
const read = async (proposalId: string) => api.send("GET", `/v1/proposals/${proposalId}`, { as: ann.user });
const put = (proposalId: string, path: string, body: unknown, over: object = {}) =>
  api.send("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: ann.user, body, ifMatch: 0, ...over });

const Workbook = z.object({ contentBase64: z.string() });
const exported = async (proposalId: string): Promise<string> => {
  const answer = await api.send("GET", `/v1/spreadsheets/proposals/${proposalId}/budget`, { as: ann.user });
  return Workbook.parse(answer.body).contentBase64;
};
const preview = (proposalId: string, contentBase64: string, over: object = {}) =>
  api.send("POST", `/v1/spreadsheets/proposals/${proposalId}/budget/preview`, {
    as: ann.user,
    body: { contentBase64 },
    ...over,
  });
const takeOver = (proposalId: string, changes: unknown, over: object = {}) =>
  api.send("PUT", `/v1/spreadsheets/proposals/${proposalId}/budget`, { as: ann.user, body: { changes }, ...over });
const Preview = z.object({
  changes: z.array(z.object({ content: z.unknown(), expectedVersion: z.int() }).loose()),
});
const wanted = (body: unknown) =>
  Preview.parse(body).changes.map(({ content, expectedVersion }) => ({ content, expectedVersion }));

const edited = async (contentBase64: string, cells: Readonly<Record<string, CellValue>>): Promise<string> => {
  const file = new ExcelJS.Workbook();
  await file.xlsx.load(Uint8Array.from(Buffer.from(contentBase64, "base64")).buffer);
  for (const [address, value] of Object.entries(cells)) {
    const cell = file.getWorksheet("Lines")?.getCell(address);
    if (cell !== undefined) cell.value = value;
  }
  return Buffer.from(await file.xlsx.writeBuffer()).toString("base64");
};

describe("planning a budget by lines", () => {
  test("gives totals that are the sums of the lines, and a document that carries them (CLR-COST-01)", async () => {
    const proposalId = await planned();
    const { body } = await read(proposalId);
    expect(body).toMatchObject({
      shortcomings: [],
      totals: {
        partners: [
          { slot: "p001", directCents: 203_000_00, indirectCents: 14_210_00, eligibleCents: 217_210_00 },
          { slot: "p002", directCents: 100_000_33, indirectCents: 7_000_02, eligibleCents: 107_000_35 },
        ],
      },
    });
    const frozen = await thread.freezeProposal(ann.user, proposalId);
    const document = await api.send("GET", `/v1/proposals/${proposalId}/documents/${frozen.documentSha256}`, {
      as: ann.user,
    });
    expect(document.body).toMatchObject({
      budgets: [
        { slot: "p001", categoriesCents: { A: 203_000_00 } },
        { slot: "p002", categoriesCents: { C: 100_000_33 } },
      ],
      workPackages: [{ workPackage: "w01" }, { workPackage: "w02" }],
      costs: [{ slot: "p001" }, { slot: "p002" }],
    });
  });

  test.each([
    ["wp.w21", aWorkPackage("w21"), "path"],
    ["costs.p001.w00", aCosts("p001", "w00"), "path"],
    ["costs.p001.w01", aCosts("p001", "w01", aLine({ amountCents: 0.5 })), "lines.0.amountCents"],
    ["costs.p001.w01", aCosts("p001", "w01", aLine({ kind: "days", days: "1.005" })), "lines.0.days"],
    ["costs.p001.w01", aCosts("p001", "w01", aLine({ kind: "days", item: "C1" })), "lines.0.item"],
    ["costs.p001.w01", aCosts("p001", "w01", ...Array.from({ length: 31 }, () => aLine())), "lines"],
  ])("refuses %s at its field", async (path, body, field) => {
    const proposalId = await thread.draftProposal(ann, callId);
    expect(await put(proposalId, path, body)).toMatchObject({ status: 400, body: { code: "InputInvalid", field } });
  });

  test("autosaves a full part of lines in one to four write units (ADR 12)", async () => {
    const { db } = database;
    const proposalId = ProposalId.parse(await thread.draftProposal(ann, callId));
    const proposals = createProposalStore({
      db,
      cursors: createCursorSeal("a secret of the tests, long enough"),
      now: () => Instant.parse(whileOpen),
    });
    const command = {
      caller: ann.user,
      at: Instant.parse(whileOpen),
      correlationId: "c",
      keyHash: db.sha256("k"),
      commandHash: db.sha256("c"),
    };
    const save = async (lines: readonly object[]) => {
      const content = PartContent.parse(aCosts("p001", "w01", ...lines));
      const path: PartPath = pathOf(content);
      const { units } = await withUnits(db, () =>
        proposals.savePart({ proposalId, path, content, expectedVersion: 0 }, command),
      );
      await proposals.removePart({ proposalId, path, expectedVersion: 1 }, command);
      return units;
    };
    expect(await save([aLine()])).toBe(1);
    const words = "Analysts of the operations centre, second shift, Εργασία και ταξίδια στην Κρήτη ".slice(0, 70);
    const full = Array.from({ length: 30 }, (_, index) =>
      aLine({
        kind: "days",
        description: `${words.slice(index)}${index}`,
        days: `${index}.5`,
        rateCents: 312_50 + index * 7,
      }),
    );
    expect(await save(full)).toBeLessThanOrEqual(4);
  });

  test("reads 300 lines of 30 partners in 12 work packages with one query", async () => {
    const { db } = database;
    const proposalId = await thread.draftProposal(ann, callId);
    const slots = Array.from({ length: 30 }, (_, index) => `p${String(index + 1).padStart(3, "0")}`);
    const packages = Array.from({ length: 12 }, (_, index) => `w${String(index + 1).padStart(2, "0")}`);
    const contents = [
      ...slots.map((slot) => aPartner(slot)),
      ...packages.map((one) => aWorkPackage(one, { objectives: "x".repeat(1_500) })),
      ...slots.flatMap((slot, index) =>
        packages
          .filter((_, column) => (index + column) % 12 < 10)
          .map((one) => aCosts(slot, one, aLine({ description: "Analysts of the operations centre, second shift" }))),
      ),
    ].map((content) => PartContent.parse(content));
    expect(contents.filter(({ kind }) => kind === "costs")).toHaveLength(300);
    const writes = contents.map((content) => {
      const path = pathOf(content);
      const facts = { version: 1, savedAt: Instant.parse(whileOpen), savedBy: ann.user, sha256: db.sha256(path) };
      const Item = { ...keys.part(proposalId, path), ...partItem({ path, ...facts, content }) };
      return db.client.send(new PutCommand({ TableName: db.tables.grants, Item }));
    });
    await Promise.all(writes);
    const store = createProposalStore({
      db,
      cursors: createCursorSeal("a secret of the tests, long enough"),
      now: () => Instant.parse(whileOpen),
    });
    const { value, units } = await withUnits(db, () => store.loadWhole(ProposalId.parse(proposalId), ann.user));
    expect(value.parts).toHaveLength(342);
    // One query reads up to a megabyte: 125 units, at half of one for each 4 kB.
    expect(units).toBeLessThan(60);
    const { body } = await read(proposalId);
    expect(JSON.stringify(body).length).toBeLessThan(1_000_000);
  });
});

describe("a budget as a workbook", () => {
  test("changes nothing when it comes back as it was taken out", async () => {
    const proposalId = await planned();
    expect(await preview(proposalId, await exported(proposalId))).toMatchObject({
      status: 200,
      body: { changes: [], centsBefore: 303_000_33, centsAfter: 303_000_33 },
    });
  });

  test("shows to the cent what it would change, and changes that when it is taken over", async () => {
    const proposalId = await planned();
    const file = await edited(await exported(proposalId), { H4: 200_000.01, A6: "p002", B6: "w01 whatever" });
    const shown = await preview(proposalId, file);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        centsBefore: 303_000_33,
        centsAfter: 303_000_34,
        changes: [
          { content: { slot: "p001" }, expectedVersion: 1, centsBefore: 203_000_00, centsAfter: 203_000_01 },
          { content: { slot: "p002", workPackage: "w01" }, expectedVersion: 0, linesBefore: 0, centsAfter: 100_000_33 },
          { content: { slot: "p002", workPackage: "w02", lines: [] }, expectedVersion: 1, centsAfter: 0 },
        ],
      },
    });
    expect((await read(proposalId)).body).toMatchObject({ totals: { partners: [{ directCents: 203_000_00 }, {}] } });
    const taken = await takeOver(proposalId, wanted(shown.body));
    expect(taken).toMatchObject({ status: 200, body: { parts: [{ version: 2 }, { version: 1 }, { version: 2 }] } });
    expect((await read(proposalId)).body).toMatchObject({ totals: { partners: [{ directCents: 203_000_01 }, {}] } });
    expect(await preview(proposalId, file)).toMatchObject({ status: 200, body: { changes: [] } });
  });

  test("overwrites nothing that somebody saved since the preview, and then writes nothing", async () => {
    const proposalId = await planned();
    const file = await edited(await exported(proposalId), { H4: 1, H6: 2 });
    const shown = await preview(proposalId, file);
    await put(proposalId, "costs.p002.w02", aCosts("p002", "w02", aLine({ amountCents: 5 })), { ifMatch: 1 });
    expect(await takeOver(proposalId, wanted(shown.body))).toMatchObject({
      status: 412,
      body: { code: "PartStale", path: "costs.p002.w02", current: { version: 2 } },
    });
    expect((await read(proposalId)).body).toMatchObject({ totals: { partners: [{ directCents: 203_000_00 }, {}] } });
  });

  test("names the cells that it does not take, and writes nothing", async () => {
    const proposalId = await planned();
    const file = await edited(await exported(proposalId), { H4: { formula: "1+1", result: 2 }, F5: "ten", A6: "p009" });
    expect(await preview(proposalId, file)).toMatchObject({
      status: 422,
      body: {
        code: "SpreadsheetInvalid",
        faults: [
          { cell: "H4", code: "FORMULA" },
          { cell: "F5", code: "TEXT_IN_NUMBER" },
          { cell: "A6", code: "PARTNER_UNKNOWN" },
        ],
      },
    });
  });

  test.each([
    { name: "no workbook", content: Buffer.from("hello"), status: 422, code: "SpreadsheetNotXlsx" },
    { name: "an executable", content: Buffer.from("MZ".padEnd(900, "\0")), status: 422, code: "SpreadsheetNotXlsx" },
    {
      name: "a byte too much",
      content: Buffer.alloc(spreadsheetBytesMax + 1),
      status: 413,
      code: "SpreadsheetTooLarge",
    },
    { name: "two megabytes", content: Buffer.alloc(2_000_000), status: 413, code: "BodyTooLarge" },
  ])("is refused for $name", async ({ content, status, code }) => {
    const proposalId = await thread.draftProposal(ann, callId);
    expect(await preview(proposalId, content.toString("base64"))).toMatchObject({ status, body: { code } });
  });

  test("is for the people of the proposal, while the call takes something in", async () => {
    const proposalId = await planned();
    const changes = [{ content: aCosts("p001", "w01"), expectedVersion: 1 }];
    const bea = await thread.applicant("bea");
    const officer = await api.person("an officer", [{ role: "evaluationOfficer" }]);
    expect(await takeOver(proposalId, changes, { as: bea.user })).toMatchObject({ status: 404 });
    expect(await takeOver(proposalId, changes, { as: officer })).toMatchObject({ status: 403 });
    expect(await takeOver(proposalId, changes, { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed" },
    });
    expect(await takeOver(proposalId, changes, { at: closingInstant })).toMatchObject({ status: 200 });
  });

  test("changes each part once", async () => {
    const proposalId = await planned();
    const change = { content: aCosts("p001", "w01"), expectedVersion: 1 };
    expect(await takeOver(proposalId, [change, change])).toMatchObject({
      status: 400,
      body: { code: "InputInvalid", field: "changes" },
    });
  });
});
