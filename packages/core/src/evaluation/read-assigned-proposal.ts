import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { AnnexFiles } from "../proposals/annex-store.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type AnnexNotChecked, type AnnexNotFound, type AnnexNotSafe, decideOpening } from "../proposals/open-annex.ts";
import { type WholeProposal, wholeOfDocument } from "../proposals/whole-proposal.ts";
import type { Dossier } from "./dossier.ts";
import type { EvaluationStore } from "./evaluation-store.ts";
import { type DeclarationMissing, type EvaluationNotFound, findEvaluation } from "./find-evaluation.ts";

type Deps = {
  readonly evaluations: Pick<EvaluationStore, "loadOwn" | "loadCall" | "loadAnnexCheck">;
  readonly documents: Pick<DocumentStore, "load">;
};
type Asked = { readonly proposalId: ProposalId; readonly command: Command };
type Refusal = EvaluationNotFound | DeclarationMissing | NotAllowed;

const findDocument = async (
  { evaluations, documents }: Deps,
  { proposalId, command }: Asked,
): Promise<Result<{ readonly dossier: Dossier; readonly document: ProposalDocument }, Refusal>> => {
  const loaded = await evaluations.loadOwn(proposalId, command.caller);
  const found = findEvaluation(loaded, { action: "readMyReport", proposalId, command });
  if (!found.ok) return found;
  const { dossier } = found.value;
  const document = await documents.load(proposalId, dossier.documentSha256);
  if (document === null) throw new Error(`The document of ${proposalId} is gone.`);
  return ok({ dossier, document });
};

/** The sealed proposal as a whole, for an expert who declared that there is no conflict of interest (EVA-02). */
export const readAssignedProposal = async (deps: Deps, asked: Asked): Promise<Result<WholeProposal, Refusal>> => {
  const found = await findDocument(deps, asked);
  if (!found.ok) return found;
  const { dossier, document } = found.value;
  const call = await deps.evaluations.loadCall(dossier.callId);
  if (call === null) throw new Error(`The call of ${asked.proposalId} is gone.`);
  const { documentSha256: sha256, receivedAt } = dossier;
  return ok(wholeOfDocument(document, call, { kind: "submitted", sha256, receivedAt }));
};

/** An address that gives an annex of the sealed proposal for a minute, once it was looked through for malware (EVA-02). */
export const readAssignedAnnex = async (
  deps: Deps & { readonly files: Pick<AnnexFiles, "signDownload"> },
  { annexId, ...asked }: Asked & { readonly annexId: string },
): Promise<Result<string, Refusal | AnnexNotFound | AnnexNotChecked | AnnexNotSafe>> => {
  const found = await findDocument(deps, asked);
  if (!found.ok) return found;
  const file = found.value.document.annexes?.find((annex) => annex.annexId === annexId);
  if (file === undefined) return err({ kind: "AnnexNotFound", annexId });
  const check = await deps.evaluations.loadAnnexCheck(asked.proposalId, file.uploadId);
  const opened = decideOpening(check?.sha256 === file.sha256 ? check : undefined, false);
  if (!opened.ok) return opened;
  return ok(await deps.files.signDownload(file, { fileName: file.fileName, format: opened.value?.format }));
};
