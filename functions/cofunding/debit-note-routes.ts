import {
  decideMovementRoute,
  issueDebitNoteRoute,
  listDebitNotesRoute,
  proposeTrancheRoute,
  readDebitNoteRoute,
  readTranchesRoute,
  reportMovementRoute,
  reverseMovementRoute,
  withdrawDebitNoteRoute,
} from "@grants/contract/debit-notes";
import type { Stored } from "@grants/core/audit/stored";
import { decideMovement, reportMovement } from "@grants/core/cofunding/book-movement";
import type { DebitNote } from "@grants/core/cofunding/debit-note";
import { issueDebitNote, withdrawDebitNote } from "@grants/core/cofunding/issue-debit-note";
import { type DebitNoteDeps, proposeTranche } from "@grants/core/cofunding/propose-tranche";
import { type ShownNote, listDebitNotes, readDebitNote, readTranches } from "@grants/core/cofunding/read-debit-notes";
import { reverseMovement } from "@grants/core/cofunding/reverse-movement";
import { type ApiDeps, callerOf, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { lineAnswer } from "./answers.ts";

type Api = ReturnType<typeof createApi>;
type Deps = ApiDeps & DebitNoteDeps;

const head = ({ version, state }: Stored<DebitNote>) => ({ version, debitNote: state });
const shown = ({ note, status, openCents, reference }: ShownNote) => ({ ...head(note), status, openCents, reference });

const readingRoutes = (api: Api, deps: Deps) => {
  api.openapi({ ...listDebitNotesRoute, middleware: requirePerson }, async (c) => {
    const listed = await listDebitNotes(deps, { caller: callerOf(c), now: c.get("facts").at });
    return listed.ok ? c.json({ debitNotes: listed.value.map(shown) }, 200) : refuse(c, listed.error);
  });
  api.openapi({ ...readDebitNoteRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readDebitNote");
    const read = await readDebitNote(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { movements, allowedActions, ...note } = read.value;
    const page = { ...shown(note), movements: [...movements], allowedActions: [...allowedActions] };
    return c.json(page, 200, etag(note.note.version));
  });
  api.openapi({ ...readTranchesRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readTranches");
    const read = await readTranches(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { line, notes, openCents, nextVersion } = read.value;
    const page = { line: lineAnswer(line), debitNotes: notes.map(shown), openCents, nextVersion };
    return c.json(page, 200, etag(nextVersion));
  });
};

const movementRoutes = (api: Api, deps: Deps) => {
  const { sha256 } = deps;
  api.openapi({ ...reportMovementRoute, middleware: requirePerson }, async (c) => {
    const report = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "reportMovement", idempotencyKey, body: report });
    const reported = await reportMovement(deps, { ...c.req.valid("param"), report, expectedVersion, command });
    return reported.ok ? c.json(head(reported.value), 200, etag(reported.value.version)) : refuse(c, reported.error);
  });
  api.openapi({ ...reverseMovementRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "reverseMovement", idempotencyKey, body });
    const asked = await reverseMovement(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return asked.ok ? c.json(head(asked.value), 200, etag(asked.value.version)) : refuse(c, asked.error);
  });
  api.openapi({ ...decideMovementRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "decideMovement", idempotencyKey, body });
    const decided = await decideMovement(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return decided.ok ? c.json(head(decided.value), 200, etag(decided.value.version)) : refuse(c, decided.error);
  });
};

/** Tranches of contributions through the Centre: proposed, sent, received (MAT-04). */
export const debitNoteRoutes = (api: Api, deps: Deps): void => {
  const { sha256 } = deps;
  readingRoutes(api, deps);
  api.openapi({ ...proposeTrancheRoute, middleware: requirePerson }, async (c) => {
    const tranche = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "proposeTranche", idempotencyKey, body: tranche });
    const proposed = await proposeTranche(deps, { ...c.req.valid("param"), tranche, expectedVersion, command });
    return proposed.ok ? c.json(head(proposed.value), 200, etag(proposed.value.version)) : refuse(c, proposed.error);
  });
  api.openapi({ ...issueDebitNoteRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "issueDebitNote", idempotencyKey });
    const issued = await issueDebitNote(deps, { ...c.req.valid("param"), expectedVersion, command });
    return issued.ok ? c.json(head(issued.value), 200, etag(issued.value.version)) : refuse(c, issued.error);
  });
  api.openapi({ ...withdrawDebitNoteRoute, middleware: requirePerson }, async (c) => {
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, sha256, { operationId: "withdrawDebitNote", idempotencyKey });
    const taken = await withdrawDebitNote(deps, { ...c.req.valid("param"), expectedVersion, command });
    return taken.ok ? c.json(head(taken.value), 200, etag(taken.value.version)) : refuse(c, taken.error);
  });
  movementRoutes(api, deps);
};
