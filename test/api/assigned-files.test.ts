import type { UserId } from "@grants/kernel/id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { openFileStore } from "../support/a-file-store.ts";
import { aPdf } from "../support/a-pdf.ts";
import { type Ask, type TestApi, createTestApi } from "../support/api.ts";
import { aGeneral, whileOpen } from "../support/builders.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { createEvaluation, declareNoConflict, whileEvaluating } from "../support/evaluation.ts";
import { guardedDatabase } from "../support/permission-guard.ts";
import { readPdf } from "../support/read-pdf.ts";
import { problem } from "../support/refusal.ts";

const annexes = [
  { annexId: "gantt", title: "Timetable", isMandatory: true, formats: ["pdf" as const], pagesMax: 2 },
  { annexId: "letters", title: "Letters of support", isMandatory: false, formats: ["pdf" as const] },
];
const Uploading = z.object({
  uploadId: z.string(),
  form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
});
const Address = z.object({ url: z.string() });

let database: OpenDatabase;
let storage: Awaited<ReturnType<typeof openFileStore>>;
let api: TestApi;
let file: Buffer<ArrayBuffer>;
let proposalId: string;
let unseenId: string;
let applicant: UserId;
let officer: UserId;
/** One has declared that there is no conflict, one that there is, one has said nothing, and one evaluates another proposal. */
let reader: UserId;
let conflicted: UserId;
let silent: UserId;
let other: UserId;

const path = (rest = "", id = proposalId) => `/v1/documents/evaluations/${id}${rest}`;
const read = (rest: string, as: UserId, id = proposalId) =>
  api.send("GET", path(rest, id), { as, at: whileEvaluating });

beforeAll(async () => {
  database = await openDatabase();
  storage = await openFileStore(database.db);
  api = createTestApi(database.db, whileOpen, {
    annexFiles: storage.files,
    databaseOf: (name) => (name === "documents" ? guardedDatabase(database.db, name) : database.db),
  });
  file = await aPdf(2);
  const evaluation = createEvaluation(api, database.db);
  const { must, ...thread } = evaluation.thread;
  const callId = await thread.publishCall({ annexes });
  const submit = async (name: string, isChecked: boolean) => {
    const { user, organisation } = await thread.applicant(name);
    const id = await thread.draftProposal({ user, organisation }, callId);
    const ask: Ask = { as: user, at: whileOpen };
    const general = aGeneral({ acronym: name.toUpperCase() });
    await thread.writeProposal(user, id, { general });
    const uploads = `/v1/proposals/${id}/annexes/gantt/uploads`;
    const begun = await must("POST", uploads, { ...ask, body: {} });
    const { uploadId, form } = Uploading.parse(
      await must("GET", `${uploads}/${z.object({ uploadId: z.string() }).parse(begun).uploadId}`, ask),
    );
    const data = new FormData();
    for (const [field, value] of Object.entries(form.fields)) data.set(field, value);
    data.set("success_action_redirect", "http://grants.test/back");
    data.set("file", new File([file], "timetable.pdf"));
    await fetch(form.url, { method: "POST", body: data, redirect: "manual" });
    storage.held.isHeld = !isChecked;
    await must("POST", `${uploads}/${uploadId}/registration`, {
      ...ask,
      body: { fileName: "timetable.pdf" },
      ifMatch: 0,
    });
    await storage.settled();
    const { documentSha256, version } = await thread.freezeProposal(user, id);
    await must("POST", `/v1/proposals/${id}/submission`, { ...ask, ifMatch: version, body: { documentSha256 } });
    return { id, user };
  };
  ({ id: proposalId, user: applicant } = await submit("hub", true));
  ({ id: unseenId } = await submit("unseen", false));
  await evaluation.sealCall(callId);
  officer = await evaluation.officer();
  [reader = officer, conflicted = officer, silent = officer, other = officer] = await evaluation.experts(
    "reader",
    "conflicted",
    "silent",
    "other",
  );
  const name = (id: string, experts: readonly UserId[]) =>
    must("PUT", `/v1/evaluation/proposals/${id}/experts`, {
      as: officer,
      at: whileEvaluating,
      ifMatch: 0,
      body: { experts },
    });
  await name(proposalId, [reader, conflicted, silent]);
  await name(unseenId, [reader, silent, other]);
  await Promise.all([proposalId, unseenId].map((id) => declareNoConflict(api, id, reader)));
  await declareNoConflict(api, unseenId, other);
  const body = { interest: "FAMILY" };
  const declaration = `/v1/evaluation/proposals/${proposalId}/declaration`;
  await must("POST", declaration, { as: conflicted, at: whileEvaluating, body });
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await storage.stop();
  await database.stop();
});

describe("the files of a proposal that an expert evaluates", () => {
  test("open after the declaration: the annex as it was sealed, for a minute, as a file to keep (EVA-02)", async () => {
    const given = await read("/annexes/gantt", reader);
    expect(given.status).toBe(200);
    const answer = await fetch(Address.parse(given.body).url);
    expect(answer.headers.get("content-disposition")).toContain("timetable.pdf");
    expect(Buffer.from(await answer.arrayBuffer()).equals(file)).toBe(true);
  });

  test.each(["en", "nl"])("and the whole proposal as a tagged PDF: %s", async (language) => {
    const given = await read(`?language=${language}`, reader);
    const pdf = await readPdf(Buffer.from(String(given.body["pdfBase64"]), "base64"));
    expect(pdf).toMatchObject({ isMarked: true, conformance: "1", info: { Language: language } });
    expect(pdf.text).toContain("Why the proposal does well on relevance.");
    expect(pdf.text).toContain("timetable.pdf");
  });

  test("stay closed before the declaration", async () => {
    for (const rest of ["/annexes/gantt", "?language=en"])
      expect(await read(rest, silent)).toMatchObject(problem(403, "DeclarationMissing"));
  });

  test("do not exist for who has a conflict, who evaluates something else, and who wrote it", async () => {
    for (const rest of ["/annexes/gantt", "?language=en"])
      for (const person of [conflicted, other, applicant])
        expect(await read(rest, person)).toMatchObject(problem(404, "EvaluationNotFound"));
  });

  test("are no business of the officer, who does not evaluate", async () => {
    expect(await read("/annexes/gantt", officer)).toMatchObject(problem(403, "NotAllowed"));
  });

  test("are those of the proposal alone", async () => {
    expect(await read("/annexes/letters", reader)).toMatchObject(problem(404, "AnnexNotFound", { annexId: "letters" }));
  });

  test("wait until somebody has looked for malware in them", async () => {
    expect(await read("/annexes/gantt", reader, unseenId)).toMatchObject(problem(409, "AnnexNotChecked"));
  });
});
