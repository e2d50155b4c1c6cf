import { createHash } from "node:crypto";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { uploadPieceBytes } from "@grants/kernel/limits";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { digestOf, openFileStore } from "../support/a-file-store.ts";
import { aPdf } from "../support/a-pdf.ts";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { closingInstant, justLate, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let storage: Awaited<ReturnType<typeof openFileStore>>;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let callId: string;
let ann: { user: UserId; organisation: OrganisationId };
let officer: UserId;
let proposalId: string;
let twoPages: Buffer<ArrayBuffer>;

const annexes = [
  {
    annexId: "gantt",
    title: "Timetable",
    isMandatory: true,
    formats: ["pdf" as const],
    pagesMax: 2,
    bytesMax: 20_000_000,
  },
  {
    annexId: "letters",
    title: "Letters of support",
    isMandatory: false,
    formats: ["pdf" as const, "xlsx" as const],
    bytesMax: 1_000,
  },
];

beforeAll(async () => {
  database = await openDatabase();
  storage = await openFileStore(database.db);
  api = createTestApi(database.db, whileOpen, { annexFiles: storage.files });
  thread = createThread(api);
  callId = await thread.publishCall({ annexes });
  ann = await thread.applicant("ann");
  officer = await api.person("an officer", [{ role: "evaluationOfficer" }]);
  twoPages = await aPdf(2);
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await storage.stop();
  await database.stop();
});
beforeEach(async () => {
  storage.held.isHeld = false;
  proposalId = await thread.draftProposal(ann, callId);
});

const path = (rest: string) => `/v1/proposals/${proposalId}/annexes${rest}`;
const as = () => ann.user;

const begin = (annexId: string, body: object, ask: Ask = {}) =>
  api.send("POST", path(`/${annexId}/uploads`), { as: as(), body, ...ask });

const Begun = z.object({ uploadId: z.string() });
const WithForm = z.object({ form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }) });

/** Sends a file as a browser without JavaScript does. */
const sendForm = async (annexId: string, bytes: Buffer<ArrayBuffer>, fileName = "annex.pdf") => {
  const { uploadId } = Begun.parse((await begin(annexId, {})).body);
  const shown = await api.send("GET", path(`/${annexId}/uploads/${uploadId}`), { as: as() });
  const { url, fields } = WithForm.parse(shown.body).form;
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set("success_action_redirect", "http://grants.test/back");
  data.set("file", new File([bytes], fileName));
  const answer = await fetch(url, { method: "POST", body: data, redirect: "manual" });
  return { uploadId, status: answer.status, text: await answer.text() };
};

const register = (annexId: string, uploadId: string, ask: Ask = {}) =>
  api.send("POST", path(`/${annexId}/uploads/${uploadId}/registration`), {
    as: as(),
    body: { fileName: "annex.pdf" },
    ifMatch: 0,
    ...ask,
  });

const handIn = async (annexId: string, bytes: Buffer<ArrayBuffer>, ask: Ask = {}) => {
  const { uploadId } = await sendForm(annexId, bytes);
  const registered = await register(annexId, uploadId, ask);
  expect(registered.status).toBe(200);
  await storage.settled();
  return uploadId;
};

const Rows = z.object({
  annexes: z.array(
    z.looseObject({ annexId: z.string(), canOpen: z.boolean(), faults: z.array(z.object({ code: z.string() })) }),
  ),
});
const rowOf = async (annexId: string, asked: Ask = {}) => {
  const read = await api.send("GET", path(""), { as: as(), ...asked });
  return Rows.parse(read.body).annexes.find((row) => row.annexId === annexId);
};
const faultsOf = async (annexId: string) => (await rowOf(annexId))?.faults.map(({ code }) => code);

const open = (annexId: string, uploadId: string, ask: Ask = {}, query = "") =>
  api.send("GET", path(`/${annexId}/files/${uploadId}${query}`), { as: as(), ...ask });

describe("a file that a form sends", () => {
  test("becomes a part of the draft by its digest and its version, and opens as a file to keep", async () => {
    expect(await faultsOf("gantt")).toEqual(["ANNEX_MISSING"]);
    const uploadId = await handIn("gantt", twoPages);
    expect(await rowOf("gantt")).toMatchObject({
      part: {
        path: "annex.gantt",
        version: 1,
        savedAt: whileOpen,
        content: { bytes: twoPages.length, sha256: digestOf(twoPages), key: `annexes/${proposalId}/${uploadId}` },
      },
      check: { format: "pdf", pages: 2, hasText: true, scan: "clean", faults: [] },
      canOpen: true,
      faults: [],
    });
    const { url } = z.object({ url: z.string() }).parse((await open("gantt", uploadId, { as: officer })).body);
    const answer = await fetch(url);
    expect(digestOf(new Uint8Array(await answer.arrayBuffer()))).toBe(digestOf(twoPages));
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="annex.pdf"/);
    expect(answer.headers.get("content-type")).toBe("application/pdf");
  });

  test.each([
    ["of exactly what the annex may have", 1_000, 303],
    ["one byte above it", 1_001, 400],
    ["of nothing", 0, 400],
  ])("%s is taken or refused by the storage itself", async (_, bytes, status) => {
    expect((await sendForm("letters", Buffer.alloc(bytes))).status).toBe(status);
  });

  test("is not handed in before it has arrived", async () => {
    const { uploadId } = Begun.parse((await begin("gantt", {})).body);
    expect(await register("gantt", uploadId)).toMatchObject({ status: 409, body: { code: "UploadIncomplete" } });
  });

  test("is handed in once, however often it is asked", async () => {
    const { uploadId } = await sendForm("gantt", twoPages);
    const [first, second] = [await register("gantt", uploadId), await register("gantt", uploadId)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  test("and that somebody replaced in the storage afterwards is still the one that was handed in", async () => {
    const uploadId = await handIn("gantt", twoPages);
    const { s3, bucket: Bucket } = storage;
    await s3.send(new PutObjectCommand({ Bucket, Key: `annexes/${proposalId}/${uploadId}`, Body: "another" }));
    const { url } = z.object({ url: z.string() }).parse((await open("gantt", uploadId)).body);
    expect(digestOf(new Uint8Array(await (await fetch(url)).arrayBuffer()))).toBe(digestOf(twoPages));
  });
});

const bytesOf = (length: number): Buffer<ArrayBuffer> =>
  Buffer.concat([twoPages, Buffer.alloc(length - twoPages.length, " ")]);
const piecesOf = (file: Buffer<ArrayBuffer>) =>
  Array.from({ length: Math.ceil(file.length / uploadPieceBytes) }, (_, index) =>
    file.subarray(index * uploadPieceBytes, (index + 1) * uploadPieceBytes),
  );
const base64Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");
const Pieces = z.object({
  pieces: z.array(
    z.object({ number: z.int(), url: z.string(), headers: z.record(z.string(), z.string()), isStored: z.boolean() }),
  ),
});
const sign = async (uploadId: string, file: Buffer<ArrayBuffer>) => {
  const body = { sha256Base64: piecesOf(file).map(base64Of) };
  const signed = await api.send("POST", path(`/gantt/uploads/${uploadId}/pieces`), { as: as(), body });
  return Pieces.parse(signed.body).pieces;
};

describe("a file that is sent in pieces", () => {
  test("goes on after a break with what is missing, and is one file in the end", async () => {
    const file = bytesOf(uploadPieceBytes + 100_000);
    const key = "the-same-file-again";
    const { uploadId } = Begun.parse((await begin("gantt", { bytes: file.length }, { key })).body);
    const [first, last] = await sign(uploadId, file);
    const [firstBytes = Buffer.alloc(0), lastBytes = Buffer.alloc(0)] = piecesOf(file);
    const sent = await fetch(first?.url ?? "", { method: "PUT", body: firstBytes, headers: first?.headers ?? {} });
    expect(sent.status).toBe(200);
    expect(await register("gantt", uploadId)).toMatchObject({ status: 409, body: { code: "UploadIncomplete" } });
    // Another page, the same file: the same upload, of which one piece is there.
    const again = Begun.parse((await begin("gantt", { bytes: file.length }, { key })).body);
    expect(again.uploadId).toBe(uploadId);
    expect((await sign(uploadId, file)).map(({ isStored }) => isStored)).toEqual([true, false]);
    const longer = Buffer.concat([lastBytes, Buffer.from("!")]);
    const refused = await fetch(last?.url ?? "", { method: "PUT", body: longer, headers: last?.headers ?? {} });
    expect(refused.status).toBe(403);
    await fetch(last?.url ?? "", { method: "PUT", body: lastBytes, headers: last?.headers ?? {} });
    const registered = await register("gantt", uploadId);
    expect(registered.body).toMatchObject({ content: { sha256: digestOf(file), bytes: file.length } });
  });

  test.each([
    [20_000_000, 201],
    [20_000_001, 422],
  ])("of %i bytes answers %i where 20 MB are allowed", async (bytes, status) => {
    expect((await begin("gantt", { bytes })).status).toBe(status);
  });

  test("has as many digests as pieces", async () => {
    const { uploadId } = Begun.parse((await begin("gantt", { bytes: 10 })).body);
    const body = { sha256Base64: [base64Of(Buffer.from("a")), base64Of(Buffer.from("b"))] };
    const signed = await api.send("POST", path(`/gantt/uploads/${uploadId}/pieces`), { as: as(), body });
    expect(signed).toMatchObject({ status: 422, body: { code: "PiecesMismatch", piecesExpected: 1 } });
  });
});

describe("the deadline (CLR-CAL-01)", () => {
  test("counts when a file is handed in, not when its link was given", async () => {
    const { uploadId } = await sendForm("gantt", twoPages);
    expect(await register("gantt", uploadId, { at: justLate })).toMatchObject({
      status: 409,
      body: { code: "CallClosed" },
    });
    expect(await rowOf("gantt")).not.toHaveProperty("part");
  });

  test("takes a file in its very instant, and begins none after it", async () => {
    const { uploadId } = Begun.parse((await begin("gantt", {}, { at: "2027-01-29T10:00:00.000Z" })).body);
    const shown = await api.send("GET", path(`/gantt/uploads/${uploadId}`), { as: as(), at: closingInstant });
    expect(shown.status).toBe(200);
    expect(await begin("gantt", {}, { at: justLate })).toMatchObject({ status: 409, body: { code: "CallClosed" } });
  });
});

describe("an upload", () => {
  test("is over after a day", async () => {
    const { uploadId } = Begun.parse((await begin("gantt", {})).body);
    const at = (ms: number) => new Date(Date.parse(whileOpen) + 24 * 3_600_000 + ms).toISOString();
    const read = (ms: number) => api.send("GET", path(`/gantt/uploads/${uploadId}`), { as: as(), at: at(ms) });
    expect((await read(0)).status).toBe(200);
    expect(await read(1)).toMatchObject({ status: 409, body: { code: "UploadOver" } });
  });

  test("of an annex that the call does not ask for is refused", async () => {
    expect(await begin("photos", {})).toMatchObject({
      status: 422,
      body: { code: "AnnexNotOfCall", annexId: "photos" },
    });
  });

  test("is nobody else's to see", async () => {
    const bob = await thread.applicant("bob");
    const { uploadId } = Begun.parse((await begin("gantt", {})).body);
    expect((await begin("gantt", {}, { as: bob.user })).status).toBe(404);
    expect((await register("gantt", uploadId, { as: bob.user })).status).toBe(404);
    expect((await open("gantt", uploadId, { as: bob.user })).status).toBe(404);
    expect((await begin("gantt", {}, { as: officer })).status).toBe(403);
  });
});

const eicar = Buffer.from(["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join(""));

describe("what was received", () => {
  test("is opened by nobody else before it was looked through, and by nobody when it holds malware", async () => {
    storage.held.isHeld = true;
    const waiting = await handIn("letters", twoPages.subarray(0, 900));
    expect((await open("letters", waiting)).status).toBe(200);
    expect(await open("letters", waiting, { as: officer })).toMatchObject({
      status: 409,
      body: { code: "AnnexNotChecked" },
    });
    storage.held.isHeld = false;
    const bad = await handIn("letters", eicar, { ifMatch: 1 });
    expect(await open("letters", bad)).toMatchObject({ status: 409, body: { code: "AnnexNotSafe" } });
    expect(await faultsOf("letters")).toEqual(["ANNEX_REFUSED"]);
  });

  test("may wait for its check when the proposal is frozen, and is named by its digest then", async () => {
    storage.held.isHeld = true;
    await thread.writeProposal(ann.user, proposalId);
    const uploadId = await handIn("gantt", twoPages);
    const frozen = await api.send("POST", `/v1/proposals/${proposalId}/freeze`, { as: as(), ifMatch: 1 });
    const sha256 = z.object({ proposal: z.object({ frozen: z.object({ sha256: z.string() }) }) }).parse(frozen.body);
    const documentSha256 = sha256.proposal.frozen.sha256;
    const document = await api.send("GET", `/v1/proposals/${proposalId}/documents/${documentSha256}`, { as: as() });
    expect(document.body).toMatchObject({ annexes: [{ uploadId, sha256: digestOf(twoPages) }] });
    // Another file in its place: the document goes on naming the first.
    storage.held.isHeld = false;
    await handIn("gantt", await aPdf(1), { ifMatch: 1 });
    expect((await open("gantt", uploadId, {}, `?documentSha256=${documentSha256}`)).body["code"]).toBe(
      "AnnexNotChecked",
    );
    expect((await open("gantt", uploadId)).body["code"]).toBe("AnnexNotFound");
  });

  test("keeps the proposal from being frozen while it is missing, and again one page above the limit (ELG-01)", async () => {
    await thread.writeProposal(ann.user, proposalId);
    const freeze = () => api.send("POST", `/v1/proposals/${proposalId}/freeze`, { as: as(), ifMatch: 1 });
    expect(await freeze()).toMatchObject({
      status: 422,
      body: { shortcomings: [{ code: "ANNEX_MISSING", path: "annex.gantt", title: "Timetable" }] },
    });
    await handIn("gantt", await aPdf(3));
    expect(await freeze()).toMatchObject({
      status: 422,
      body: { shortcomings: [{ code: "ANNEX_TOO_LONG", pages: 3, pagesMax: 2 }] },
    });
    await handIn("gantt", twoPages, { ifMatch: 1 });
    expect((await freeze()).status).toBe(200);
  });

  test("leaves the draft when it is taken out", async () => {
    await handIn("gantt", twoPages);
    const removed = await api.send("DELETE", `/v1/proposals/${proposalId}/parts/annex.gantt`, { as: as(), ifMatch: 1 });
    expect(removed.status).toBe(200);
    expect(await faultsOf("gantt")).toEqual(["ANNEX_MISSING"]);
  });

  test("cannot be written by hand", async () => {
    const body = { kind: "annex", annexId: "gantt", uploadId: `anx_${"0".repeat(26)}`, fileName: "a.pdf", bytes: 1 };
    const saved = await api.send("PUT", `/v1/proposals/${proposalId}/parts/annex.gantt`, {
      as: as(),
      body,
      ifMatch: 0,
    });
    expect(saved.status).toBe(400);
  });
});
