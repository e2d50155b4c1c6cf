import { Call, CallId } from "@grants/core/calls/call";
import type { ClosingStore } from "@grants/core/evaluation/closing-store";
import { SealedRow, digestOfList } from "@grants/core/evaluation/sealed-list";
import { createProposal } from "@grants/core/proposals/create-proposal";
import { freezeProposal } from "@grants/core/proposals/freeze-proposal";
import { PartContent, pathOf } from "@grants/core/proposals/part";
import type { ProposalDocument } from "@grants/core/proposals/document";
import { PartsMark, type Proposal, type ProposalId, type Receipt } from "@grants/core/proposals/proposal";
import type { ProposalStore } from "@grants/core/proposals/proposal-store";
import { savePart } from "@grants/core/proposals/save-part";
import { type SubmitProposalError, submitProposal } from "@grants/core/proposals/submit-proposal";
import { withdrawProposal } from "@grants/core/proposals/withdraw-proposal";
import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest } from "@grants/kernel/digest";
import { type Result } from "@grants/kernel/result";
import { Instant } from "@grants/kernel/time";
import { createCursorSeal } from "@grants/store/cursor";
import { inLanes, loadListPage } from "@grants/store/evaluation-lists";
import { newId } from "@grants/store/new-id";
import { createConsortiumStore } from "@grants/store/consortium";
import { createProposalStore } from "@grants/store/proposals";
import { getOne, toStored } from "@grants/store/read";
import { sha256 } from "@grants/store/sha256";
import { keys } from "@grants/store/tables/all";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestApi, createTestApi, documentsInMemory } from "../support/api.ts";
import { aBudget, aGeneral, aPartner, aText, closingInstant, nch, whileOpen } from "../support/builders.ts";
import { closingDeps, runCloseCalls } from "../support/closing.ts";
import { type OpenDatabase, openDatabase } from "../support/dynamodb.ts";
import { auditBodies } from "../support/evidence.ts";
import { aCommand } from "../support/purse.ts";
import { createThread } from "../support/thread.ts";

let opened: OpenDatabase;
let api: TestApi;
let thread: ReturnType<typeof createThread>;
let proposals: ProposalStore;
let ann: Awaited<ReturnType<ReturnType<typeof createThread>["applicant"]>>;

beforeAll(async () => {
  opened = await openDatabase();
  api = createTestApi(opened.db, whileOpen);
  thread = createThread(api);
  const cursors = createCursorSeal("a secret of the tests, long enough");
  proposals = createProposalStore({ db: opened.db, cursors, now: () => atOpening });
  ann = await thread.applicant("ann");
});
afterAll(() => opened.stop());

const lanes = 24;
const atOpening = Instant.parse(whileOpen);
const atTheLastMoment = Instant.parse(closingInstant);
const must = <T>(result: Result<T, { readonly kind: string }>): T => {
  if (result.ok) return result.value;
  throw new Error(result.error.kind);
};
const commandOf = (name: string, at = atOpening) => ({ ...aCommand({ key: name, at }), caller: ann.user });

type Frozen = { readonly proposalId: ProposalId; readonly version: number; readonly documentSha256: Digest };

/** A proposal as a person leaves it before the last evening: written, frozen, not submitted. */
const freezeDraft = async (callId: CallId, name: string): Promise<Frozen> => {
  const deps = { proposals, documents: api.documents, newId, sha256 };
  const start = { callId, topicId: nch, coordinator: ann.organisation, command: commandOf(`start ${name}`) };
  const proposalId = must(await createProposal(deps, start)).state.id;
  const sections = ["relevance", "implementation", "impact"].map((section) => aText(section));
  const contents = [aGeneral({ acronym: name }), aPartner("p001"), aBudget("p001"), ...sections];
  await Promise.all(
    contents.map(async (raw) => {
      const content = PartContent.parse(raw);
      const save = { proposalId, path: pathOf(content), content, expectedVersion: 0 };
      return must(await savePart(deps, { save, command: commandOf(`save ${name}`) }));
    }),
  );
  const freeze = { proposalId, expectedVersion: 1, command: commandOf(`freeze ${name}`) };
  const frozen = must(await freezeProposal(deps, freeze));
  if (frozen.state.state !== "frozen") throw new Error(`${name} is ${frozen.state.state}.`);
  return { proposalId, version: frozen.version, documentSha256: frozen.state.frozen.sha256 };
};

/** The same without the writing: the document of another proposal under its own id. */
const freezeCopy = async (callId: CallId, model: ProposalDocument, name: string): Promise<Frozen> => {
  const start = { callId, topicId: nch, coordinator: ann.organisation, command: commandOf(`start ${name}`) };
  const before = must(await createProposal({ proposals, newId, sha256 }, start));
  const proposalId = before.state.id;
  const text = canonicalJson({ ...model, proposalId });
  const documentSha256 = sha256(text);
  await api.documents.keep(proposalId, documentSha256, text);
  const { requestedCents, eligibleCents } = model.totals;
  const next: Proposal = {
    ...before.state,
    state: "frozen",
    frozen: {
      sha256: documentSha256,
      partsMark: PartsMark.parse(documentSha256.slice(0, 32)),
      requestedCents,
      eligibleCents,
    },
  };
  const change = { aggregate: proposalId, before, next, type: "ProposalFrozen", role: "applicant" as const, terms: [] };
  const { version } = must(await proposals.commitStep(change, commandOf(`freeze ${name}`)));
  return { proposalId, version, documentSha256 };
};

const submit = (
  { proposalId, version, documentSha256 }: Frozen,
  at = atTheLastMoment,
): Promise<Result<Receipt, SubmitProposalError>> =>
  submitProposal(
    { proposals, documents: documentsInMemory(), consortium: createConsortiumStore(opened.db) },
    { proposalId, documentSha256, expectedVersion: version, command: commandOf(`submit ${proposalId}`, at) },
  );

const sealedRows = async (callId: CallId, pages: number): Promise<readonly SealedRow[]> => {
  const numbers = Array.from({ length: pages }, (_, page) => page + 1);
  const read = (page: number) => loadListPage(opened.db, keys.list(callId, "submitted", 1, page), SealedRow);
  return (await Promise.all(numbers.map(read))).flat();
};
const headOf = async (callId: CallId) => toStored(Call, (await getOne(opened.db, "grants", keys.call(callId))) ?? {});
const names = (count: number) => Array.from({ length: count }, (_, number) => `HUB-${number + 1}`);
const publishCall = async () => CallId.parse(await thread.publishCall());

describe("closing a call in the middle of a rush", () => {
  test("lists every submission that was acknowledged, and no other", { timeout: 120_000 }, async () => {
    const callId = await publishCall();
    const first = await freezeDraft(callId, "HUB-0");
    const model = await api.documents.load(first.proposalId, first.documentSha256);
    if (model === null) throw new Error("The frozen document was not kept.");
    const others = await inLanes(names(999), lanes, (name) => freezeCopy(callId, model, name));
    const drafts = [first, ...others];
    const acknowledged: Receipt[] = [];
    const refused: string[] = [];
    let closing: Promise<unknown> = Promise.resolve();
    await inLanes(drafts, lanes, async (draft) => {
      const receipt = await submit(draft);
      if (receipt.ok) acknowledged.push(receipt.value);
      else refused.push(receipt.error.kind);
      if (acknowledged.length === 300) closing = runCloseCalls(closingDeps(opened.db, api.documents));
    });
    await closing;

    const head = await headOf(callId);
    const rows = await sealedRows(callId, Math.ceil(acknowledged.length / 100));
    const receipts = acknowledged
      .map(({ proposalId, version, receivedAt, documentSha256, entryHash }) => ({
        proposalId,
        version,
        receivedAt,
        documentSha256,
        entryHash,
      }))
      .toSorted((a, b) => (a.proposalId < b.proposalId ? -1 : 1));
    expect(rows).toMatchObject(receipts);
    expect(rows).toHaveLength(receipts.length);
    expect(new Set(refused)).toEqual(new Set(["CallGateDown"]));
    expect(acknowledged.length + refused.length).toBe(1_000);
    expect(head.state).toMatchObject({ state: "sealed", submissions: acknowledged.length });
  });
});

describe("closing a call while drafts are being made", () => {
  const start = (callId: CallId, name: string) =>
    createProposal(
      { proposals, newId, sha256 },
      { callId, topicId: nch, coordinator: ann.organisation, command: commandOf(name, atTheLastMoment) },
    );
  const gateOf = async (id: ProposalId) => (await getOne(opened.db, "grants", keys.proposal(id)))?.["gate"];

  test("leaves no draft without its gate, and refuses the others", { timeout: 60_000 }, async () => {
    const callId = await publishCall();
    const made: ProposalId[] = [];
    const refused: string[] = [];
    let closing: Promise<unknown> = Promise.resolve();
    await inLanes(names(400), lanes, async (name) => {
      const draft = await start(callId, `racing ${name}`);
      if (draft.ok) made.push(draft.value.state.id);
      else refused.push(draft.error.kind);
      if (made.length === 150) closing = runCloseCalls(closingDeps(opened.db, api.documents), undefined, callId);
    });
    await closing;
    const gates = await Promise.all(made.map(gateOf));
    expect(gates.filter((gate) => gate === undefined)).toEqual([]);
    expect(new Set(refused)).toEqual(new Set(["CallGateDown"]));
    expect(made.length + refused.length).toBe(400);
  });

  test("makes no draft from a request that was received in time and got stuck", async () => {
    const callId = await publishCall();
    await runCloseCalls(closingDeps(opened.db, api.documents), undefined, callId);
    expect(await start(callId, "stuck")).toEqual({ ok: false, error: { kind: "CallGateDown", callId } });
  });
});

describe("a call that nobody closed", () => {
  test("is closed a year later, and once", async () => {
    const callId = await publishCall();
    const deps = closingDeps(opened.db, api.documents);
    const late = await runCloseCalls(deps, "2028-01-29T16:01:01Z");
    expect(late.closed.map((closed) => closed.callId)).toContain(callId);
    expect(await runCloseCalls(deps, "2028-01-29T16:02:01Z")).toEqual({ closed: [], refused: [] });
  });
});

describe("closing a call", () => {
  let callId: CallId;
  let stuck: Frozen;
  beforeAll(async () => {
    callId = await publishCall();
    must(await submit(await freezeDraft(callId, "NATHUB-BE")));
    must(await submit(await freezeDraft(callId, "NATHUB-NL")));
    stuck = await freezeDraft(callId, "NEVER-SUBMITTED");
    const taken = must(await submit(await freezeDraft(callId, "TAKEN-BACK")));
    const { proposalId, version } = taken;
    const command = commandOf("withdraw", atTheLastMoment);
    must(await withdrawProposal({ proposals }, { proposalId, expectedVersion: version, command }));
  });

  test("waits for a minute after the closing instant", async () => {
    const early = await runCloseCalls(closingDeps(opened.db, api.documents), "2027-01-29T16:00:59Z");
    expect(early).toEqual({ closed: [], refused: [] });
    expect((await headOf(callId)).state.state).toBe("published");
  });

  test("refuses one that is asked for by name before that minute is over", async () => {
    const early = runCloseCalls(closingDeps(opened.db, api.documents), "2027-01-29T16:00:59Z", callId);
    await expect(early).rejects.toThrow("CallNotDue");
  });

  test("may break off before the seal and be repeated: the list is the same", async () => {
    const deps = closingDeps(opened.db, api.documents);
    const closing: ClosingStore = { ...deps.closing, commitSeal: () => Promise.reject(new Error("power cut")) };
    await expect(runCloseCalls({ ...deps, closing }, undefined, callId)).rejects.toThrow("power cut");
    const report = await runCloseCalls(deps, "2027-01-29T16:05:01Z", callId);
    expect(report.closed).toEqual([{ callId, submissions: 2, listSha256: expect.any(String) }]);
  });

  test("lists what was submitted and not taken back, with the digest that the head names", async () => {
    const rows = await sealedRows(callId, 1);
    const { state } = await headOf(callId);
    expect(rows).toHaveLength(2);
    expect(state).toMatchObject({ state: "sealed", submissions: 2, listSha256: digestOfList(sha256, [rows]) });
  });

  test("leaves one entry, however often it is repeated", async () => {
    const again = await runCloseCalls(closingDeps(opened.db, api.documents), "2027-01-29T17:00:00Z", callId);
    const { version } = await headOf(callId);
    const entries = await auditBodies(opened.db, callId);
    expect(again.closed).toHaveLength(1);
    expect(entries).toHaveLength(version);
    expect(entries.at(-1)).toMatchObject({ type: "CallSealed", role: "system", facts: { submissions: 2 } });
  });

  test("takes in nothing any more, also from a request that was received in time and got stuck", async () => {
    const late = await submit(stuck);
    expect(late).toEqual({ ok: false, error: { kind: "CallGateDown", callId } });
  });

  test("keeps the published version on the head", async () => {
    const read = await api.send("GET", `/v1/calls/${callId}`);
    expect(read.body).toMatchObject({ version: { callId } });
  });

  test("says so when there is no such call", async () => {
    const unknown = runCloseCalls(closingDeps(opened.db, api.documents), undefined, `call_${newId("unknown")}`);
    await expect(unknown).rejects.toThrow("CallNotFound");
  });
});
