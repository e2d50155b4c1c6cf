import {
  createProposalRoute,
  freezeProposalRoute,
  listMyProposalsRoute,
  readFrozenDocumentRoute,
  readProposalRoute,
  readReceiptRoute,
  readReceiptsRoute,
  readSealedReceiptRoute,
  removePartRoute,
  savePartRoute,
  submitProposalRoute,
  withdrawProposalRoute,
} from "@grants/contract/proposals";
import type { Stored } from "@grants/core/audit/stored";
import { createProposal } from "@grants/core/proposals/create-proposal";
import { type FreezeProposalDeps, freezeProposal } from "@grants/core/proposals/freeze-proposal";
import { type ListedProposal, listMyProposals } from "@grants/core/proposals/list-my-proposals";
import type { Proposal } from "@grants/core/proposals/proposal";
import { readFrozenDocument } from "@grants/core/proposals/read-frozen-document";
import { readProposal } from "@grants/core/proposals/read-proposal";
import { readReceipt } from "@grants/core/proposals/read-receipt";
import { type ReadReceiptsDeps, readReceipts, readSealedReceipt } from "@grants/core/proposals/read-receipts";
import { removePart } from "@grants/core/proposals/remove-part";
import { savePart } from "@grants/core/proposals/save-part";
import { submitProposal } from "@grants/core/proposals/submit-proposal";
import { withdrawProposal } from "@grants/core/proposals/withdraw-proposal";
import { type ApiDeps, callerOf, createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import type { ProposalDocument } from "@grants/core/proposals/document";
import type { NewId } from "@grants/kernel/id";
import type { TypedResponse } from "hono";
import { type AnnexRoutesDeps, annexRoutes } from "./annex-routes.ts";
import { type ConsortiumDeps, consortiumRoutes } from "./consortium-routes.ts";

export type ProposalsDeps = ApiDeps &
  FreezeProposalDeps &
  ReadReceiptsDeps &
  AnnexRoutesDeps &
  ConsortiumDeps & { readonly newId: NewId };
type Api = ReturnType<typeof createApi>;

const headOf = ({ version, state }: Stored<Proposal>) => ({ version, proposal: state });

const rowOf = ({ proposal, acronym, call, isDraftUnsubmitted }: ListedProposal) => {
  const { opensAt, closesAt, content } = call;
  const { title, plannedInformOn } = content;
  return { ...headOf(proposal), acronym, call: { title, opensAt, closesAt, plannedInformOn }, isDraftUnsubmitted };
};

/** A document whose JSON is written already. */
const written = (response: Response) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what was frozen was composed by this schema.
  response as Response & TypedResponse<ProposalDocument, 200, "json">;

const readingRoutes = (api: Api, deps: ProposalsDeps) => {
  api.openapi({ ...listMyProposalsRoute, middleware: requirePerson }, async (c) => {
    const cursor = c.req.valid("query").cursor ?? null;
    const listed = await listMyProposals(deps, { caller: callerOf(c), cursor, now: c.get("facts").at });
    if (!listed.ok) return refuse(c, listed.error);
    const { proposals, next } = listed.value;
    return c.json({ proposals: proposals.map(rowOf), ...(next === null ? {} : { next }) }, 200);
  });
  api.openapi({ ...readProposalRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readProposal");
    const read = await readProposal(deps, { proposalId: c.req.valid("param").proposalId, command });
    if (!read.ok) return refuse(c, read.error);
    const { proposal, parts, totals, shortcomings, allowedActions, isDraftUnsubmitted, readOnly, me } = read.value;
    const lists = {
      parts: [...parts],
      shortcomings: [...shortcomings],
      allowedActions: [...allowedActions],
      readOnly: [...readOnly],
    };
    const mine = me === undefined ? {} : { me };
    return c.json({ ...headOf(proposal), totals, isDraftUnsubmitted, ...lists, ...mine }, 200, etag(proposal.version));
  });
  api.openapi({ ...readFrozenDocumentRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readFrozenDocument");
    const { proposalId, sha256 } = c.req.valid("param");
    const read = await readFrozenDocument(deps, { proposalId, sha256, command });
    if (!read.ok) return refuse(c, read.error);
    // Not written anew: whoever hashes the answer finds the digest that they asked for.
    return written(c.body(read.value, 200, { "content-type": "application/json", etag: `"${sha256}"` }));
  });
  api.openapi({ ...readReceiptRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readReceipt");
    const receipt = await readReceipt(deps, { ...c.req.valid("param"), command });
    return receipt.ok ? c.json(receipt.value, 200) : refuse(c, receipt.error);
  });
};

const receiptRoutes = (api: Api, deps: ProposalsDeps) => {
  api.openapi({ ...readReceiptsRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readReceipts");
    const read = await readReceipts(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json({ submissions: [...read.value] }, 200) : refuse(c, read.error);
  });
  api.openapi({ ...readSealedReceiptRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readSealedReceipt");
    const read = await readSealedReceipt(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(read.value, 200) : refuse(c, read.error);
  });
};

const draftingRoutes = (api: Api, deps: ProposalsDeps) => {
  api.openapi({ ...createProposalRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "createProposal", idempotencyKey, body });
    const made = await createProposal(deps, { ...body, command });
    return made.ok ? c.json(headOf(made.value), 201, etag(made.value.version)) : refuse(c, made.error);
  });
  api.openapi({ ...savePartRoute, middleware: requirePerson }, async (c) => {
    const expectedVersion = c.req.valid("header")["if-match"];
    const save = { ...c.req.valid("param"), content: c.req.valid("json"), expectedVersion };
    const saved = await savePart(deps, { save, command: draftCommandOf(c, deps.sha256, "savePart") });
    return saved.ok ? c.json(saved.value, 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...removePartRoute, middleware: requirePerson }, async (c) => {
    const removal = { ...c.req.valid("param"), expectedVersion: c.req.valid("header")["if-match"] };
    const removed = await removePart(deps, { removal, command: draftCommandOf(c, deps.sha256, "removePart") });
    return removed.ok ? c.json(removed.value, 200) : refuse(c, removed.error);
  });
};

const decidingRoutes = (api: Api, deps: ProposalsDeps) => {
  api.openapi({ ...freezeProposalRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "freezeProposal", idempotencyKey });
    const frozen = await freezeProposal(deps, { proposalId, expectedVersion, command });
    return frozen.ok ? c.json(headOf(frozen.value), 200, etag(frozen.value.version)) : refuse(c, frozen.error);
  });
  api.openapi({ ...submitProposalRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "submitProposal", idempotencyKey, body });
    const receipt = await submitProposal(deps, { proposalId, ...body, expectedVersion, command });
    return receipt.ok ? c.json(receipt.value, 200, etag(receipt.value.version)) : refuse(c, receipt.error);
  });
  api.openapi({ ...withdrawProposalRoute, middleware: requirePerson }, async (c) => {
    const { proposalId } = c.req.valid("param");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "withdrawProposal", idempotencyKey });
    const withdrawn = await withdrawProposal(deps, { proposalId, expectedVersion, command });
    return withdrawn.ok
      ? c.json(headOf(withdrawn.value), 200, etag(withdrawn.value.version))
      : refuse(c, withdrawn.error);
  });
};

export const proposalRoutes = (deps: ProposalsDeps) => {
  const api = createApi(deps);
  readingRoutes(api, deps);
  receiptRoutes(api, deps);
  draftingRoutes(api, deps);
  decidingRoutes(api, deps);
  annexRoutes(api, deps);
  consortiumRoutes(api, deps);
  return api;
};
