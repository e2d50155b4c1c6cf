import { createHash } from "node:crypto";
import { readProposalPdfRoute } from "@grants/contract/documents";
import type { DocumentStore, ProposalStore } from "@grants/core/proposals/proposal-store";
import { readWholeProposal } from "@grants/core/proposals/read-whole-proposal";
import type { Fonts } from "@grants/documents/fonts";
import { composeProposal } from "@grants/documents/proposals/compose-proposal";
import { renderPdf } from "@grants/documents/render-pdf";
import { type ApiDeps, createApi, refuse, requirePerson } from "@grants/http/api";
import { draftCommandOf } from "@grants/http/command";
import { Digest } from "@grants/kernel/digest";
import { pageWords } from "./page-words.ts";

export type DocumentsDeps = ApiDeps & {
  readonly proposals: ProposalStore;
  readonly documents: DocumentStore;
  readonly fonts: Fonts;
};

/** Documents to read, to print and to keep, made when somebody asks for them. */
export const documentRoutes = (deps: DocumentsDeps) => {
  const api = createApi(deps);
  api.openapi({ ...readProposalPdfRoute, middleware: requirePerson }, async (c) => {
    const command = draftCommandOf(c, deps.sha256, "readProposalPdf");
    const { proposalId } = c.req.valid("param");
    const { language, sha256 } = c.req.valid("query");
    const whole = await readWholeProposal(deps, { proposalId, sha256, command });
    if (!whole.ok) return refuse(c, whole.error);
    const pdf = await renderPdf(composeProposal(whole.value, language, pageWords[language]), deps.fonts);
    const digest = Digest.parse(createHash("sha256").update(pdf).digest("hex"));
    const fileName = `${proposalId}-${language}.pdf`;
    return c.json({ fileName, sha256: digest, pdfBase64: Buffer.from(pdf).toString("base64") }, 200);
  });
  return api;
};
