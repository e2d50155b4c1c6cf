import { createHash } from "node:crypto";
import {
  readAssignedAnnexRoute,
  readAssignedProposalRoute,
  readDebitNotePdfRoute,
  readLetterPdfRoute,
  readProposalPdfRoute,
  readSummaryReportPdfRoute,
} from "@grants/contract/documents";
import type { EvaluationStore } from "@grants/core/evaluation/evaluation-store";
import { readAssignedAnnex, readAssignedProposal } from "@grants/core/evaluation/read-assigned-proposal";
import type { DebitNoteStore } from "@grants/core/cofunding/debit-note-store";
import { readDebitNote } from "@grants/core/cofunding/read-debit-notes";
import { readSummaryReport } from "@grants/core/evaluation/read-summary-report";
import type { SummaryReportStore } from "@grants/core/evaluation/summary-report-store";
import type { LetterStore } from "@grants/core/letters/letter-store";
import { readLetter } from "@grants/core/letters/read-letters";
import type { AnnexFiles } from "@grants/core/proposals/annex-store";
import type { DocumentStore, ProposalStore } from "@grants/core/proposals/proposal-store";
import { readWholeProposal } from "@grants/core/proposals/read-whole-proposal";
import type { Fonts } from "@grants/documents/fonts";
import type { DocumentModel } from "@grants/documents/document-model";
import { composeDebitNote } from "@grants/documents/letters/compose-debit-note";
import { composeLetterDocument } from "@grants/documents/letters/compose-letter";
import { composeProposal } from "@grants/documents/proposals/compose-proposal";
import { composeSummaryReportDocument } from "@grants/documents/results/compose-summary-report";
import { renderPdf } from "@grants/documents/render-pdf";
import { type ApiDeps, createApi, refuse, requirePerson } from "@grants/http/api";
import { draftCommandOf } from "@grants/http/command";
import { Digest } from "@grants/kernel/digest";
import { pageWords } from "./page-words.ts";

export type DocumentsDeps = ApiDeps & {
  readonly proposals: ProposalStore;
  readonly evaluations: Pick<EvaluationStore, "loadOwn" | "loadCall" | "loadAnnexCheck">;
  readonly files: Pick<AnnexFiles, "signDownload">;
  readonly documents: DocumentStore;
  readonly letters: LetterStore;
  readonly summaryReports: SummaryReportStore;
  readonly debitNotes: DebitNoteStore;
  readonly fonts: Fonts;
};

const fileOf = async (model: DocumentModel, name: string, fonts: Fonts) => {
  const pdf = await renderPdf(model, fonts);
  const sha256 = Digest.parse(createHash("sha256").update(pdf).digest("hex"));
  return { fileName: `${name}-${model.language}.pdf`, sha256, pdfBase64: Buffer.from(pdf).toString("base64") };
};

const expertRoutes = (api: ReturnType<typeof createApi>, deps: DocumentsDeps) => {
  api.openapi({ ...readAssignedProposalRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAssignedProposal");
    const { proposalId } = c.req.valid("param");
    const { language } = c.req.valid("query");
    const whole = await readAssignedProposal(deps, { proposalId, command });
    if (!whole.ok) return refuse(c, whole.error);
    return c.json(
      await fileOf(composeProposal(whole.value, language, pageWords[language]), proposalId, deps.fonts),
      200,
    );
  });
  api.openapi({ ...readAssignedAnnexRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readAssignedAnnex");
    const address = await readAssignedAnnex(deps, { ...c.req.valid("param"), command });
    return address.ok ? c.json({ url: address.value }, 200) : refuse(c, address.error);
  });
};

/** Documents to read, to print and to keep, made when somebody asks for them. */
export const documentRoutes = (deps: DocumentsDeps) => {
  const api = createApi(deps);
  expertRoutes(api, deps);
  api.openapi({ ...readProposalPdfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readProposalPdf");
    const { proposalId } = c.req.valid("param");
    const { language, sha256 } = c.req.valid("query");
    const whole = await readWholeProposal(deps, { proposalId, sha256, command });
    if (!whole.ok) return refuse(c, whole.error);
    return c.json(
      await fileOf(composeProposal(whole.value, language, pageWords[language]), proposalId, deps.fonts),
      200,
    );
  });
  api.openapi({ ...readLetterPdfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readLetterPdf");
    const { letterId } = c.req.valid("param");
    const read = await readLetter(deps, { letterId, command });
    if (!read.ok) return refuse(c, read.error);
    const model = composeLetterDocument(read.value.letter.state, read.value.facts);
    return c.json(await fileOf(model, letterId, deps.fonts), 200);
  });
  api.openapi({ ...readSummaryReportPdfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readSummaryReport");
    const { proposalId } = c.req.valid("param");
    const { language, version: asked } = c.req.valid("query");
    const read = await readSummaryReport(deps, { proposalId, version: asked, command });
    if (!read.ok) return refuse(c, read.error);
    const { report, head, version } = read.value;
    const model = composeSummaryReportDocument(report, { version, issuedAt: head.state.issuedAt, language });
    return c.json(await fileOf(model, `esr-${proposalId}-v${version}`, deps.fonts), 200);
  });
  api.openapi({ ...readDebitNotePdfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readDebitNote");
    const read = await readDebitNote(deps, { ...c.req.valid("param"), command });
    if (!read.ok) return refuse(c, read.error);
    const { state } = read.value.note;
    return c.json(await fileOf(composeDebitNote(state, c.req.valid("query").language), state.number, deps.fonts), 200);
  });
  return api;
};
