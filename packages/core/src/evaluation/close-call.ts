import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallId, CallNotFound } from "../calls/call.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import type { ClosingStore } from "./closing-store.ts";
import { type Dossier, dossierOf } from "./dossier.ts";
import { type SealedRow, digestOfList, pagesOf, sealedRowsOf } from "./sealed-list.ts";

/** Submissions in flight at the closing instant have this long to arrive; the fence, not the wait, proves that none is missed. */
export const closingGraceMs = 60_000;

export type CallNotDue = { readonly kind: "CallNotDue"; readonly callId: CallId };
export type CloseCallError = CallNotFound | CallNotDue | CommitRefusal;
export type CloseCallDeps = {
  readonly closing: ClosingStore;
  readonly documents: Pick<DocumentStore, "load">;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type ClosedCall = { readonly callId: CallId; readonly submissions: number; readonly listSha256: Digest };
type CloseCall = { readonly callId: CallId; readonly now: Instant; readonly correlationId: string };

/**
 * Seals the list of a call's submissions (DATA §7): the gate of the call, the gate of every registered proposal, the list of what stood
 * behind them, the dossiers for the evaluation, and last the head that says so. Who repeats it gets the same list.
 */
export const closeCall = async (
  deps: CloseCallDeps,
  { callId, now, correlationId }: CloseCall,
): Promise<Result<ClosedCall, CloseCallError>> => {
  const { closing, documents, sha256 } = deps;
  const gate = await closing.gateCall(callId, { closedBy: addMilliseconds(now, 0 - closingGraceMs), sealedAt: now });
  if (gate.call === null) return err({ kind: "CallNotFound", callId });
  if (gate.kind === "notDue") return gate.call.state.state === "sealed" ? sealed(gate.call) : notDue(callId);
  const call = gate.call;
  if (call.state.state !== "published") return notDue(callId);
  const { registerShards } = call.state;
  const rows = sealedRowsOf(await closing.fenceProposals({ callId, registerShards }, now));
  const pages = pagesOf(rows);
  const listSha256 = digestOfList(sha256, pages);
  await closing.keepSealedList(callId, pages);
  await openProposals({ closing, documents }, pages);
  // A correction that was being written cannot be published any more.
  const { writtenBy: _writtenBy, requested: _requested, returnedBy: _returnedBy, ...published } = call.state;
  const next: Call = { ...published, state: "sealed", sealedAt: now, submissions: rows.length, listSha256 };
  const terms = [{ id: callId, version: call.state.contentVersion }];
  const change = { aggregate: callId, before: call, next, type: "CallSealed", role: "system" as const, terms };
  const committed = await closing.commitSeal(
    change,
    call.state.closesAt,
    closingCommand(deps, { callId, now, correlationId }),
  );
  return committed.ok ? sealed(committed.value) : committed;
};

const notDue = (callId: CallId) => err({ kind: "CallNotDue", callId });

const sealed = ({ state }: Stored<Call>): Result<ClosedCall, never> => {
  if (state.state !== "sealed") throw new Error(`${state.id} was sealed and is ${state.state}.`);
  return ok({ callId: state.id, submissions: state.submissions, listSha256: state.listSha256 });
};

/** A page of the list at a time, so that memory holds a hundred documents and no more. */
const openProposals = async (
  { closing, documents }: Pick<CloseCallDeps, "closing" | "documents">,
  pages: readonly (readonly SealedRow[])[],
): Promise<void> => {
  for (const rows of pages) {
    // oxlint-disable-next-line no-await-in-loop -- pages one after the other bound what is in memory.
    const dossiers = await Promise.all(rows.map((row) => openProposal(documents, row)));
    // oxlint-disable-next-line no-await-in-loop -- the same.
    await closing.keepDossiers(dossiers);
  }
};

const openProposal = async (documents: Pick<DocumentStore, "load">, row: SealedRow): Promise<Dossier> => {
  const document = await documents.load(row.proposalId, row.documentSha256);
  if (document === null) throw new Error(`The document ${row.documentSha256} of ${row.proposalId} is gone.`);
  return dossierOf(row, document);
};

/** The worker acts under an account of its own; a repeated closing of a call is the same command. */
const closingCommand = ({ newId, sha256 }: CloseCallDeps, { callId, now, correlationId }: CloseCall): Command => {
  const caller = UserId.parse(`usr_${newId("worker:close-calls")}`);
  const keyHash = sha256(canonicalJson({ caller, operationId: "closeCall", idempotencyKey: callId }));
  return { caller, at: now, correlationId, keyHash, commandHash: keyHash };
};
