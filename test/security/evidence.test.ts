import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportEvidence, exportFiles, readExport } from "@grants/local/export-evidence";
import { type EvidenceExport, verifyAuditExport } from "@grants/store/verify-audit-export";
import type { Stored } from "@grants/core/audit/stored";
import { bundleFiles } from "@grants/core/audit/bundle";
import { logKeyId } from "@grants/core/audit/log-key";
import { verifyBundle } from "@grants/core/audit/verify-bundle";
import { bundleCheck } from "@grants/files/evidence/bundle-check";
import { createHeadSigner } from "@grants/files/evidence/head-signer";
import { unzipFiles, zipFiles } from "@grants/files/evidence/zip-bundle";
import { UserId } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sealLedgerOn } from "../../functions/seal-ledger/seal-ledger.ts";
import { type TestApi, createTestApi } from "../support/api.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { aMove, commitPurse, purseId, transfer, aCommand } from "../support/purse.ts";
import { type SealWorker, openAuthority, sealWorker, vaultInMemory } from "../support/sealing.ts";

const at = "2027-01-10T09:00:00.000Z";
const later = "2027-01-10T09:05:00.000Z";
const [thing, terms, open] = [purseId("thing"), purseId("terms"), purseId("open")];

let database: OpenDatabase;
let authority: Awaited<ReturnType<typeof openAuthority>>;
let worker: SealWorker;
let api: TestApi;
let auditor: UserId;
const { vault, kept } = vaultInMemory();

const step = async (id: string, before: Stored<object> | null, holder: string, over = {}) =>
  commitPurse(
    database.db,
    aMove(id, { before, next: { id, state: "open", holder }, ...over }),
    aCommand({ key: `${id} ${holder}` }),
  );

beforeAll(async () => {
  database = await openDatabase();
  authority = await openAuthority(at);
  worker = sealWorker(database.db, { timeStamps: authority.timeStamps, vault });
  api = createTestApi(database.db, at);
  auditor = await api.person("auditor", [{ role: "auditor" }]);
  const one = await step(terms, null, "terms");
  await step(terms, one, "terms again");
  const first = await step(thing, null, "one", { terms: [{ id: terms, version: 2 }] });
  await step(thing, first, "two", {
    journal: { type: "MoneyMoved", legs: transfer("source:budget", "reserved:x:BE", 30_00) },
    notes: { reason: "A reason that only those may read who may." },
  });
  await worker.seal(at);
  await worker.bring([terms, thing, logKeyId(newId)], at);
  await worker.seal(at);
  const others = Array.from({ length: 40 }, (_, index) => purseId(`other ${index}`));
  for (const id of others) await step(id, null, "other");
  await worker.bring(others, later);
  await worker.seal(later);
  await step(open, null, "not sealed yet");
});
afterAll(async () => {
  await authority.stop();
  await database.stop();
});

const File = z.object({ fileName: z.string(), zipBase64: z.string() });
const bundleOf = async (aggregate: string) => {
  const reply = await api.send("GET", `/v1/transparency/trails/${aggregate}/evidence-bundle`, {
    as: auditor,
    at: later,
  });
  const texts = unzipFiles(Buffer.from(File.parse(reply.body).zipBase64, "base64"));
  return texts instanceof Map ? texts : new Map<string, string>();
};
const trust = () => ({ key: worker.deps.signer.key });
const verify = async (texts: ReadonlyMap<string, string>, trusted = trust()) =>
  verifyBundle(bundleCheck, texts, trusted);
const changed = async (file: string, change: (text: string) => string) => {
  const texts = await bundleOf(thing);
  const before = texts.get(file) ?? "";
  const after = change(before);
  expect(after).not.toBe(before);
  return verify(new Map([...texts, [file, after]]));
};
/** A digit of the first long hexadecimal number, replaced. */
const spoilHash = (text: string) =>
  text.replace(/[0-9a-f]{64}/, (hash) => `${hash[0] === "0" ? "1" : "0"}${hash.slice(1)}`);

describe("sealing the log", () => {
  test("anchors every head outside the database, with its key and its time-stamp", () => {
    expect([...kept.keys()]).toEqual(["5.json", "5.tst", "45.json", "45.tst"]);
    expect(JSON.parse(kept.get("5.json") ?? "")).toMatchObject({ publicKey: worker.deps.signer.publicKey });
  });

  test("signs nothing where nothing was added", async () => {
    const report = await worker.seal("2027-01-10T09:10:00.000Z");
    expect(report.seal).toEqual({ size: 45, isNew: false, stamped: 0, failed: [] });
  });

  test("goes on while the authority is down, and has the head stamped when it is back", async () => {
    const [down, back] = ["2027-01-11T09:00:00.000Z", "2027-01-11T09:05:00.000Z"];
    const silent = { stamp: () => Promise.reject(new Error("It is down.")) };
    await step(purseId("while down"), null, "one");
    await worker.bring([purseId("while down")], down);
    const report = await worker.seal(down, { timeStamps: silent });
    expect(report.seal).toEqual({
      size: 46,
      isNew: true,
      stamped: 0,
      failed: [{ size: 46, step: "stamp", because: "It is down." }],
    });
    expect([kept.has("46.json"), kept.has("46.tst")]).toEqual([true, false]);
    expect((await worker.seal(back)).seal).toEqual({ size: 46, isNew: false, stamped: 1, failed: [] });
    expect(kept.has("46.tst")).toBe(true);
  });

  test("anchors later what object storage did not take", async () => {
    const [down, back] = ["2027-01-12T09:00:00.000Z", "2027-01-12T09:05:00.000Z"];
    const full = { keepHead: () => Promise.reject(new Error("Full.")), keepTimeStamp: async () => undefined };
    await step(purseId("while full"), null, "one");
    await worker.bring([purseId("while full")], down);
    expect((await worker.seal(down, { vault: full })).seal).toMatchObject({ failed: [{ step: "anchor" }] });
    expect((await worker.seal(back)).seal).toMatchObject({ stamped: 1, failed: [] });
    expect([kept.has("47.json"), kept.has("47.tst")]).toEqual([true, true]);
  });

  test("appends what the stream lost when it is told to look", async () => {
    const id = purseId("lost by the stream");
    const first = await step(id, null, "one");
    await step(id, first, "two");
    const event = { time: "2027-01-12T10:00:00Z", replay: [id, purseId("unknown")] };
    expect(await sealLedgerOn(worker.deps, event)).toEqual({ appended: 2, held: [] });
    expect(await sealLedgerOn(worker.deps, event)).toEqual({ appended: 0, held: [] });
  });
});

describe("an evidence bundle", () => {
  test("holds for whoever trusts the key: its entries, those of its terms, and the keys", async () => {
    const verdict = await verify(await bundleOf(thing));
    expect(verdict).toMatchObject({ valid: true, broken: null, aggregate: thing, entries: 5, chains: 3, sealed: 5 });
    expect(verdict.heads.map(({ size }) => size)).toEqual([5, expect.any(Number)]);
    expect(verdict.timeStamps[0]).toMatchObject({ size: 5, at, isTrusted: false });
  });

  test("names no personal text, and holds a verifier and how to use it", async () => {
    const texts = await bundleOf(thing);
    expect([...texts.values()].join("")).not.toContain("only those may read");
    expect(texts.get("README.txt")).toContain("--trust sha256:");
    expect(texts.has("verify.mjs")).toBe(true);
  });

  test("says what is not sealed yet, and proves nothing where nothing is", async () => {
    expect(await verify(await bundleOf(open))).toMatchObject({ valid: true, entries: 2, sealed: 1 });
  });

  test("is refused to others and for what is not there", async () => {
    const applicant = await api.person("applicant", [{ role: "applicant" }]);
    const ask = (id: string, as: UserId) =>
      api.send("GET", `/v1/transparency/trails/${id}/evidence-bundle`, { as, at: later });
    expect((await ask(thing, applicant)).status).toBe(403);
    expect((await ask(purseId("nothing"), auditor)).status).toBe(404);
  });

  test("holds for no other key, and names an authority that is not the trusted one", async () => {
    const other = createHeadSigner("another secret").key;
    const texts = await bundleOf(thing);
    expect(await verify(texts, { key: other })).toMatchObject({ valid: false, broken: { kind: "TrustedKeyAbsent" } });
    expect(
      await verifyBundle(bundleCheck, texts, { ...trust(), timeStampAuthority: `sha256:${"0".repeat(64)}` }),
    ).toMatchObject({ valid: false, broken: { kind: "TimeStampAuthorityNotTrusted", size: 5 } });
  });

  test.each([
    ["BodyDoesNotMatchHash", bundleFiles.audit, (text: string) => text.replace('"holder":"one"', '"holder":"two"')],
    ["VersionMissing", bundleFiles.audit, (text: string) => text.split("\n").slice(1).join("\n")],
    ["HeadNotReached", bundleFiles.heads, spoilHash],
    ["JournalDoesNotMatchHash", bundleFiles.journal, (text: string) => text.replace("3000", "3001")],
    ["JournalMissing", bundleFiles.journal, () => ""],
    ["HeadSignatureWrong", bundleFiles.treeHeads, (text: string) => text.replace('\\"size\\":5', '\\"size\\":6')],
    ["HeadsNotConsistent", bundleFiles.growth, spoilHash],
    ["NotInLog", bundleFiles.proofs, spoilHash],
    ["ProofMissing", bundleFiles.proofs, (text: string) => JSON.stringify(JSON.parse(text).slice(1))],
    ["NothingSealed", bundleFiles.proofs, () => "[]"],
    ["NothingSealed", bundleFiles.treeHeads, () => "[]"],
    ["TimeStampWrong", bundleFiles.timeStamps, (text: string) => text.replace('"size": 5', '"size": 7')],
    ["FileUnreadable", bundleFiles.timeStamps, () => "{"],
  ])("is found out: %s in %s", async (kind, file, change) => {
    expect(await changed(file, change)).toMatchObject({ valid: false, broken: { kind } });
  });

  test("without one of its files names the file", async () => {
    const texts = await bundleOf(thing);
    for (const file of Object.values(bundleFiles).filter((name) => name !== bundleFiles.disclosed))
      expect(await verify(new Map([...texts].filter(([name]) => name !== file)))).toMatchObject({
        broken: { kind: "FileMissing", file },
      });
  });
});

describe("a bundle as a zip", () => {
  test("has the same bytes for the same files, and gives them back", () => {
    const files = new Map([["a", "1"]]);
    expect(zipFiles(files, new Date(at))).toEqual(zipFiles(files, new Date(at)));
    expect(unzipFiles(zipFiles(files, new Date(at)))).toEqual(files);
  });

  test("is refused unopened when it would grow without end, or is no zip", () => {
    const bomb = zipFiles(new Map([["zeros", "0".repeat(64_000_001)]]), new Date(at));
    expect(bomb.length).toBeLessThan(100_000);
    expect(unzipFiles(bomb)).toEqual({ kind: "ZipTooLarge" });
    expect(unzipFiles(Buffer.from("not a zip"))).toEqual({ kind: "ZipUnreadable" });
  });
});

describe("an export of a sealed platform", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sealed-"));
    await exportEvidence(database.db, folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const linesIn = async (file: string) => (await readFile(join(folder, file), "utf8")).split("\n").slice(0, -1);
  async function* given(lines: readonly string[]) {
    yield [...lines];
  }
  const verifyExport = (over: Partial<EvidenceExport> = {}, key = trust().key) =>
    verifyAuditExport({ ...readExport(folder), ...over }, { key, check: bundleCheck });

  test("holds up to its last head, signed by the trusted key, and says how far that is", async () => {
    const verdict = await verifyExport();
    expect(verdict).toMatchObject({ valid: true, log: { isTrusted: true, broken: null } });
    expect(verdict.entries).toBeGreaterThan(verdict.log.sealed);
    const untold = await verifyAuditExport(readExport(folder));
    expect(untold).toMatchObject({ valid: true, log: { isTrusted: false } });
  });

  test("names the trusted key that it does not know", async () => {
    const other = createHeadSigner("another secret").key;
    expect(await verifyExport({}, other)).toMatchObject({
      valid: false,
      log: { broken: { kind: "TrustedKeyAbsent", key: other } },
    });
  });

  test("names the head that was taken from between, changed, or not reached", async () => {
    const heads = await linesIn(exportFiles.treeHeads);
    const log = await linesIn(exportFiles.log);
    const broken = async (over: Partial<EvidenceExport>) => (await verifyExport(over)).log.broken;
    expect(await broken({ treeHeads: () => given(heads.toSpliced(0, 1)) })).toMatchObject({ kind: "HeadNotLinked" });
    expect(await broken({ treeHeads: () => given(heads.toReversed()) })).toMatchObject({ kind: "HeadsOutOfOrder" });
    const changedHead = heads.with(0, (heads[0] ?? "").replace('"size":5', '"size":4'));
    expect(await broken({ treeHeads: () => given(changedHead) })).toEqual({ kind: "HeadSignatureWrong", size: 4 });
    expect(await broken({ treeHeads: () => given([...heads, "x"]) })).toMatchObject({ kind: "HeadUnreadable" });
    expect(await broken({ log: () => given(log.slice(0, 5)) })).toEqual({
      kind: "LogShorterThanHead",
      size: 45,
      leaves: 5,
    });
  });

  test("names the leaf that is out of order, and the head whose entries are others", async () => {
    const log = await linesIn(exportFiles.log);
    const [first = "", second = ""] = log;
    const broken = async (lines: readonly string[]) => (await verifyExport({ log: () => given(lines) })).log.broken;
    expect(await broken(log.with(0, second).with(1, first))).toMatchObject({ kind: "LeafOutOfOrder", leaf: 0 });
    expect(await broken([...log.slice(2, 4), first, second, ...log.slice(4)])).toEqual({
      kind: "RootDiffers",
      size: 5,
    });
    const [aggregate] = first.split("\t");
    expect(await broken([`${purseId("never written")}\t1`, ...log])).toMatchObject({
      kind: "SealedEntryMissing",
      leaf: 0,
      aggregate: purseId("never written"),
      version: 1,
    });
    expect(aggregate).toBe(terms);
  });
});

describe("the access log", () => {
  const read = async (as: UserId, organisation: string, when: string) =>
    (await api.send("GET", `/v1/registry/organisations/${organisation}`, { as, at: when })).status;
  const organisation = `org_${newId("looked at")}`;
  const hour = ["2027-01-11T10:00:00.000Z", "2027-01-11T10:59:59.999Z"] as const;

  test("notes who looked at an organisation and its accounts, and who was refused", async () => {
    const [verifier, stranger] = await Promise.all([
      api.person("looking verifier", [{ role: "verifier" }]),
      api.person("looking stranger", [{ role: "expert" }]),
    ]);
    const statuses = [await read(verifier, organisation, hour[0]), await read(stranger, organisation, hour[1])];
    expect(await read(verifier, "org_no", hour[0])).toBe(400);
    const path = `/v1/transparency/access-log/${organisation}`;
    const listed = await api.send("GET", path, { as: auditor, at: hour[1] });
    expect(listed.body).toMatchObject({
      thing: organisation,
      records: [
        { at: hour[0], caller: verifier, action: "readOrganisation", status: statuses[0] },
        { at: hour[1], caller: stranger, action: "readOrganisation", status: statuses[1] },
      ],
    });
    expect(statuses).toEqual([404, 404]);
    expect((await api.send("GET", path, { as: verifier, at: hour[1] })).status).toBe(403);
  });

  test("notes who looked at who owns an organisation, and who was refused", async () => {
    const owned = `org_${newId("owned by somebody")}`;
    const reader = await api.person("looking at owners", [{ role: "expert" }]);
    const hourOfOwners = "2027-01-11T14:00:00.000Z";
    const path = `/v1/registry/organisations/${owned}/facts`;
    const { status } = await api.send("GET", path, { as: reader, at: hourOfOwners });
    const listed = await api.send("GET", `/v1/transparency/access-log/${owned}`, { as: auditor, at: hourOfOwners });
    expect(listed.body).toMatchObject({ records: [{ caller: reader, action: "readFacts", status }] });
    expect(status).toBe(404);
  });

  test("notes who looked at the profile of an expert, and who was refused", async () => {
    const expert = UserId.parse(`usr_${newId("looked at as an expert")}`);
    const [officer, stranger] = await Promise.all([
      api.person("looking officer", [{ role: "evaluationOfficer" }]),
      api.person("looking applicant", [{ role: "applicant" }]),
    ]);
    const hourAfter = "2027-01-11T12:00:00.000Z";
    const look = async (as: UserId) =>
      (await api.send("GET", `/v1/experts/people/${expert}`, { as, at: hourAfter })).status;
    expect([await look(officer), await look(stranger)]).toEqual([404, 403]);
    const listed = await api.send("GET", `/v1/transparency/access-log/${expert}`, { as: auditor, at: hourAfter });
    expect(listed.body).toMatchObject({
      thing: expert,
      records: expect.arrayContaining([
        expect.objectContaining({ caller: officer, action: "readExpert", status: 404 }),
        expect.objectContaining({ caller: stranger, action: "readExpert", status: 403 }),
      ]),
    });
  });

  test("gives nothing that it could not note", async () => {
    const broken = { write: () => Promise.reject(new Error("The log is down.")) };
    const other = createTestApi(database.db, at, { accessLog: broken });
    const person = await other.person("unseen", [{ role: "verifier" }]);
    const reading = other.send("GET", `/v1/registry/organisations/${organisation}`, { as: person });
    await expect(reading).rejects.toThrow(/500/);
    expect(other.errors).toEqual([new Error("The log is down.")]);
  });

  test("becomes an entry by the hour, once the hour is over, and so a leaf of the sealed log", async () => {
    const before = sealWorker(database.db, { timeStamps: authority.timeStamps, vault, accessLog: api.accessLog });
    expect((await before.seal("2027-01-11T11:09:59.000Z")).hours).toBe(0);
    expect((await before.seal("2027-01-11T11:10:00.000Z")).hours).toBe(1);
    expect((await before.seal("2027-01-11T11:15:00.000Z")).hours).toBe(0);
    const trail = await api.send("GET", `/v1/transparency/trails/acl_${newId("access log")}`, { as: auditor });
    const lines = await api.accessLog.linesOf("2027-01-11T10");
    const sha256 = database.db.sha256(lines.map((line) => `${line}\n`).join(""));
    expect(trail.body).toMatchObject({
      entries: [{ body: { type: "AccessLogDigested", facts: { hour: "2027-01-11T10", lines: 2, sha256 } } }],
    });
  });
});

describe("changing the signing key", () => {
  const next = createHeadSigner("the second secret");
  const changedAt = "2027-01-13T09:00:00.000Z";

  test("is refused unless the key before attests the new one", async () => {
    await expect(worker.seal(changedAt, { signer: next })).rejects.toThrow(/must be attested/);
    const stranger = createHeadSigner("a stranger");
    await expect(worker.seal(changedAt, { signer: next, former: stranger })).rejects.toThrow(/must be attested/);
  });

  test("is an entry that whoever trusts the first key can follow, and whoever trusts the new one too", async () => {
    await worker.seal(changedAt, { signer: next, former: worker.deps.signer });
    await worker.bring([logKeyId(newId)], changedAt);
    await worker.seal(changedAt, { signer: next });
    const texts = await bundleOf(thing);
    const verdict = await verify(texts);
    expect(verdict).toMatchObject({ valid: true, heads: [{ key: worker.deps.signer.key }, { key: next.key }] });
    // The new key says nothing of the old one; that the newest head grew out of the older one is proven all the same.
    expect(await verify(texts, { key: next.key })).toMatchObject({ valid: true });
    const older = JSON.stringify(JSON.parse(texts.get(bundleFiles.treeHeads) ?? "[]").slice(0, 1));
    const withoutNewest = new Map([...texts, [bundleFiles.treeHeads, older]]);
    expect(await verify(withoutNewest, { key: next.key })).toMatchObject({ broken: { kind: "HeadKeyNotTrusted" } });
  });
});
