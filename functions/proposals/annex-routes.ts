import {
  readAnnexFileRoute,
  readAnnexUploadRoute,
  readAnnexesRoute,
  registerAnnexRoute,
  requestAnnexUploadRoute,
  signAnnexPiecesRoute,
} from "@grants/contract/annexes";
import type { AnnexUpload } from "@grants/core/proposals/annex";
import type { UploadForm } from "@grants/core/proposals/annex-store";
import { readAnnexUpload, signAnnexPieces } from "@grants/core/proposals/continue-annex-upload";
import { type AnnexRow, readAnnexFile, readAnnexes } from "@grants/core/proposals/read-annexes";
import { registerAnnex } from "@grants/core/proposals/register-annex";
import { type RequestAnnexUploadDeps, requestAnnexUpload } from "@grants/core/proposals/request-annex-upload";
import type { DocumentStore, ProposalStore } from "@grants/core/proposals/proposal-store";
import { type ApiDeps, type createApi, etag, refuse, requirePerson } from "@grants/http/api";
import { commandOf, draftCommandOf } from "@grants/http/command";
import { uploadPieceBytes } from "@grants/kernel/limits";

export type AnnexRoutesDeps = ApiDeps &
  RequestAnnexUploadDeps & { readonly proposals: ProposalStore; readonly documents: DocumentStore };

const uploadOf = ({ uploadId, annexId, requestedAt, pieces }: AnnexUpload, form: UploadForm | null = null) => ({
  uploadId,
  annexId,
  requestedAt,
  ...(pieces === undefined ? {} : { pieceBytes: uploadPieceBytes }),
  ...(form === null ? {} : { form: { url: form.url, fields: { ...form.fields } } }),
});

const rowOf = ({ asked, part, check, faults, ...row }: AnnexRow) => ({
  ...row,
  faults: [...faults],
  ...(asked === undefined ? {} : { asked }),
  ...(part === undefined ? {} : { part }),
  ...(check === undefined ? {} : { check }),
});

/** Files of a proposal: sent straight to the storage, handed in here. */
export const annexRoutes = (api: ReturnType<typeof createApi>, deps: AnnexRoutesDeps): void => {
  api.openapi({ ...readAnnexesRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAnnexes");
    const read = await readAnnexes(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    return c.json({ annexes: read.value.rows.map(rowOf), storageOrigin: read.value.origin }, 200);
  });
  api.openapi({ ...requestAnnexUploadRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const idempotencyKey = c.req.valid("header")["idempotency-key"];
    const command = commandOf(c, deps.sha256, { operationId: "requestAnnexUpload", idempotencyKey, body });
    const upload = await requestAnnexUpload(deps, { ...c.req.valid("param"), bytes: body.bytes, command });
    return upload.ok ? c.json(uploadOf(upload.value), 201) : refuse(c, upload.error);
  });
  api.openapi({ ...readAnnexUploadRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAnnexUpload");
    const read = await readAnnexUpload(deps, { ...c.req.valid("param"), command });
    return read.ok ? c.json(uploadOf(read.value.upload, read.value.form), 200) : refuse(c, read.error);
  });
  api.openapi({ ...signAnnexPiecesRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "signAnnexPieces");
    const signed = await signAnnexPieces(deps, { ...c.req.valid("param"), ...c.req.valid("json"), command });
    if (!signed.ok) return refuse(c, signed.error);
    return c.json({ pieces: signed.value.map((piece) => ({ ...piece, headers: { ...piece.headers } })) }, 200);
  });
  api.openapi({ ...registerAnnexRoute, middleware: requirePerson }, async (c) => {
    const body = c.req.valid("json");
    const { "idempotency-key": idempotencyKey, "if-match": expectedVersion } = c.req.valid("header");
    const command = commandOf(c, deps.sha256, { operationId: "registerAnnex", idempotencyKey, body });
    const saved = await registerAnnex(deps, { ...c.req.valid("param"), ...body, expectedVersion, command });
    return saved.ok ? c.json(saved.value, 200, etag(saved.value.version)) : refuse(c, saved.error);
  });
  api.openapi({ ...readAnnexFileRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAnnexFile");
    const { documentSha256 } = c.req.valid("query");
    const read = await readAnnexFile(deps, { ...c.req.valid("param"), documentSha256, command });
    return read.ok ? c.json({ url: read.value }, 200) : refuse(c, read.error);
  });
};
