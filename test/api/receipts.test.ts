import { X509Certificate } from "node:crypto";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { createReceiptSigner } from "@grants/files/evidence/receipt-signer";
import { ProposalId } from "@grants/core/proposals/proposal";
import { SealedReceipt } from "@grants/core/proposals/sealed-receipt";
import { flattenedVerify } from "jose";
import { z } from "zod";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi } from "../support/api.ts";
import { whileOpen } from "../support/builders.ts";
import { closingDeps, runCloseCalls } from "../support/closing.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { guardedDatabase } from "../support/permission-guard.ts";
import { type SealWorker, openAuthority, sealWorker, vaultInMemory } from "../support/sealing.ts";
import { createThread } from "../support/thread.ts";

let database: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let authority: Awaited<ReturnType<typeof openAuthority>>;
let worker: SealWorker;
let callId: string;
let ann: { user: UserId; organisation: OrganisationId };

beforeAll(async () => {
  [database, authority] = await Promise.all([openDatabase(), openAuthority(whileOpen)]);
  api = createTestApi(database.db, whileOpen, { databaseOf: (name) => guardedDatabase(database.db, name) });
  worker = sealWorker(guardedDatabase(database.db, "seal-ledger"), {
    timeStamps: authority.timeStamps,
    vault: vaultInMemory().vault,
  });
  thread = createThread(api);
  callId = await thread.publishCall();
  ann = await thread.applicant("ann");
  await worker.seal(whileOpen);
});
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await Promise.all([authority.stop(), database.stop()]);
});

const Header = z.looseObject({ x5c: z.tuple([z.string(), z.string()]) });

const submit = (proposalId: string, documentSha256: string, ifMatch = 2) =>
  thread.must("POST", `/v1/proposals/${proposalId}/submission`, { as: ann.user, ifMatch, body: { documentSha256 } });

const submitted = async () => {
  const proposalId = await thread.draftProposal(ann, callId);
  await thread.writeProposal(ann.user, proposalId);
  const { documentSha256 } = await thread.freezeProposal(ann.user, proposalId);
  await submit(proposalId, documentSha256);
  return { proposalId, documentSha256 };
};
const listed = (proposalId: string, as = ann.user) => api.send("GET", `/v1/proposals/${proposalId}/receipts`, { as });
const sealedAt = (proposalId: string, version: number, as = ann.user) =>
  api.send("GET", `/v1/proposals/${proposalId}/receipts/${version}`, { as });
const sealedSubmission = async () => {
  const { proposalId, documentSha256 } = await submitted();
  await worker.bring([proposalId], whileOpen);
  const sealed = SealedReceipt.parse((await sealedAt(proposalId, 3)).body);
  return { proposalId, documentSha256, sealed };
};
const verify = async (text: string, documentSha256?: string) => {
  const body = { text, ...(documentSha256 === undefined ? {} : { documentSha256 }) };
  return (await api.send("POST", "/v1/transparency/receipt-verification", { body })).body;
};
const verifySealed = (sealed: unknown, documentSha256?: string) => verify(JSON.stringify(sealed), documentSha256);

describe("sealing receipts", () => {
  test("follows the submission, which never waits for it", async () => {
    const { proposalId } = await submitted();
    expect((await listed(proposalId)).body).toMatchObject({ submissions: [{ fate: "IN_FORCE", isSealed: false }] });
    expect(await sealedAt(proposalId, 3)).toMatchObject({ status: 409, body: { code: "ReceiptNotSealed" } });
    const report = await worker.bring([proposalId], whileOpen);
    expect(report.receipts).toEqual({ sealed: 1, failed: [] });
    expect((await listed(proposalId)).body).toMatchObject({ submissions: [{ fate: "IN_FORCE", isSealed: true }] });
  });

  test("gives a JWS that another implementation verifies with the certificate in it", async () => {
    const { sealed } = await sealedSubmission();
    const [header = "", , signature = ""] = sealed.jws.split(".");
    const { x5c } = Header.parse(JSON.parse(Buffer.from(header, "base64url").toString()));
    const { publicKey } = new X509Certificate(Buffer.from(x5c[0], "base64"));
    const payload = Buffer.from(canonicalJson(sealed.receipt)).toString("base64url");
    const { protectedHeader } = await flattenedVerify({ protected: header, payload, signature }, publicKey);
    expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "eccc-receipt+jws" });
  });

  test("is done later while the signer or the authority is down, and once however often it is repeated", async () => {
    const { proposalId } = await submitted();
    const silent = { stamp: () => Promise.reject(new Error("It is down.")) };
    const mute = { seal: () => Promise.reject(new Error("No key.")) };
    const { receiptSeals } = worker.deps;
    await receiptSeals.notePending({ proposalId: ProposalId.parse(proposalId), upTo: 3 });
    const failed = (because: string) => ({ sealed: 0, failed: [{ proposalId, because }] });
    expect((await worker.seal(whileOpen, { timeStamps: silent })).receipts).toEqual(failed("It is down."));
    expect((await worker.seal(whileOpen, { receiptSigner: mute })).receipts).toEqual(failed("No key."));
    expect((await worker.seal(whileOpen)).receipts).toEqual({ sealed: 1, failed: [] });
    const first = (await sealedAt(proposalId, 3)).body;
    const again = await worker.bring([proposalId, proposalId], whileOpen);
    expect(again.receipts).toEqual({ sealed: 0, failed: [] });
    expect((await sealedAt(proposalId, 3)).body).toEqual(first);
  });

  test("keeps the receipt of every submission: replaced, withdrawn, in force", async () => {
    const { proposalId, documentSha256 } = await submitted();
    await thread.must("POST", `/v1/proposals/${proposalId}/withdrawal`, { as: ann.user, ifMatch: 3 });
    await thread.freezeProposal(ann.user, proposalId, 4);
    await submit(proposalId, documentSha256, 5);
    await thread.freezeProposal(ann.user, proposalId, 6);
    await submit(proposalId, documentSha256, 7);
    expect((await worker.bring([proposalId], whileOpen)).receipts).toEqual({ sealed: 3, failed: [] });
    const { body } = await listed(proposalId);
    expect(body["submissions"]).toMatchObject([
      { fate: "IN_FORCE", receipt: { version: 8, documentSha256, callVersion: 1 }, isSealed: true },
      { fate: "REPLACED", receipt: { version: 6 }, isSealed: true },
      { fate: "WITHDRAWN", receipt: { version: 3 }, withdrawnAt: whileOpen, isSealed: true },
    ]);
  });

  test("is nobody else's to read", async () => {
    const { proposalId } = await sealedSubmission();
    const stranger = await thread.applicant("a stranger to seals");
    for (const reply of [await listed(proposalId, stranger.user), await sealedAt(proposalId, 3, stranger.user)])
      expect(reply).toMatchObject({ status: 404, body: { code: "ProposalNotFound" } });
  });
});

describe("verifying a receipt, without an account", () => {
  test("says what a genuine one states, who sealed it and when it was seen", async () => {
    const { sealed, documentSha256 } = await sealedSubmission();
    expect(await verifySealed(sealed, documentSha256)).toMatchObject({
      verdict: "GENUINE",
      receipt: sealed.receipt,
      seal: { subject: "ECCC Grants receipts", issuer: worker.deps.signer.key },
      stamp: { at: whileOpen },
      isSameDocument: true,
      listing: { state: "LIST_NOT_SEALED" },
    });
    expect(await verifySealed(sealed, "0".repeat(64))).toMatchObject({ verdict: "GENUINE", isSameDocument: false });
  });

  test("takes a compact JWS with its payload, which has no time-stamp", async () => {
    const { sealed } = await sealedSubmission();
    const payload = Buffer.from(canonicalJson(sealed.receipt)).toString("base64url");
    const answer = await verify(` ${sealed.jws.replace("..", `.${payload}.`)}\n`);
    expect(answer).toMatchObject({ verdict: "GENUINE", receipt: sealed.receipt });
    expect(answer["stamp"]).toBeUndefined();
  });

  test("finds out whoever changed, replaced or forged anything, and repeats nothing of what it claims (ELG-02)", async () => {
    const [{ sealed }, other] = [await sealedSubmission(), await sealedSubmission()];
    const earlier = { ...sealed.receipt, receivedAt: "2027-01-10T08:59:59.999Z" };
    const forger = createReceiptSigner("a secret of somebody else");
    const none = Header.parse(JSON.parse(Buffer.from(sealed.jws.split(".")[0] ?? "", "base64url").toString()));
    const unsigned = Buffer.from(JSON.stringify({ ...none, alg: "none" })).toString("base64url");
    const verdicts = await Promise.all([
      verifySealed({ ...sealed, receipt: earlier }),
      verifySealed({ ...sealed, receipt: other.sealed.receipt }),
      verifySealed({ ...sealed, jws: sealed.jws.replace(/^[^.]+/, unsigned) }),
      verifySealed({ ...sealed, receipt: earlier, jws: await forger.seal(canonicalJson(earlier)) }),
      verifySealed({ ...sealed, timeStamp: other.sealed.timeStamp }),
      verify("{}"),
      verify("a.b.c"),
      verify("not a receipt"),
    ]);
    expect(verdicts).toEqual([
      { verdict: "SIGNATURE_WRONG" },
      { verdict: "SIGNATURE_WRONG" },
      { verdict: "SIGNATURE_WRONG" },
      { verdict: "SIGNER_UNKNOWN" },
      { verdict: "TIME_STAMP_WRONG" },
      { verdict: "NOT_A_RECEIPT" },
      { verdict: "NOT_A_RECEIPT" },
      { verdict: "NOT_A_RECEIPT" },
    ]);
  });

  test("is refused above its limit", async () => {
    const body = { text: "x".repeat(50_001) };
    const reply = await api.send("POST", "/v1/transparency/receipt-verification", { body });
    expect(reply).toMatchObject({ status: 400, body: { code: "InputInvalid", field: "text" } });
  });

  test("tells who holds a receipt whether the sealed list of the call has it", async () => {
    const [kept, withdrawn] = [await sealedSubmission(), await sealedSubmission()];
    await thread.must("POST", `/v1/proposals/${withdrawn.proposalId}/withdrawal`, { as: ann.user, ifMatch: 3 });
    const report = await runCloseCalls(closingDeps(database.db, api.documents));
    const [closed] = report.closed;
    expect(await verifySealed(kept.sealed)).toMatchObject({
      listing: { state: "ON_LIST", submissions: closed?.submissions, listSha256: closed?.listSha256 },
    });
    expect(await verifySealed(withdrawn.sealed)).toMatchObject({ listing: { state: "NOT_ON_LIST" } });
  });
});
