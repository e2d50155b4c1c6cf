import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CallAnnex } from "../calls/call-terms.ts";
import { type AnnexCheck, type AnnexChecks, type AnnexPart, type UploadId, checkOf } from "./annex.ts";
import type { AnnexFiles, AnnexStore } from "./annex-store.ts";
import { type AnnexFault, findAnnexFaults } from "./find-annex-faults.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { draftOf } from "./find-shortcomings.ts";
import { type AnnexNotChecked, type AnnexNotFound, type AnnexNotSafe, decideOpening } from "./open-annex.ts";
import type { Part } from "./part.ts";
import type { ProposalId } from "./proposal.ts";
import type { DocumentStore, ProposalStore } from "./proposal-store.ts";

/** What the call asks for in one place, and what is there. `faults`: what keeps the proposal from being frozen. */
export type AnnexRow = {
  readonly annexId: string;
  readonly asked: CallAnnex | undefined;
  readonly part: Part | undefined;
  readonly check: AnnexCheck | undefined;
  readonly canOpen: boolean;
  readonly faults: readonly AnnexFault[];
};

type ReadDeps = {
  readonly proposals: Pick<ProposalStore, "loadWhole" | "loadCall" | "loadAnnexChecks">;
  readonly files: Pick<AnnexFiles, "origin">;
};
type ReadAnnexes = { readonly proposalId: ProposalId; readonly command: Command };

const rowsOf = (
  { asked, parts, checks }: { asked: readonly CallAnnex[]; parts: readonly Part[]; checks: AnnexChecks },
  faults: readonly AnnexFault[],
  caller: UserId,
): readonly AnnexRow[] => {
  const files = parts.flatMap((part) => (part.content.kind === "annex" ? [{ part, content: part.content }] : []));
  const ids = [...new Set([...asked, ...files.map(({ content }) => content)].map(({ annexId }) => annexId))];
  return ids.map((annexId) => {
    const file = files.find(({ content }) => content.annexId === annexId);
    const check = file === undefined ? undefined : checkOf(file.content, checks);
    return {
      annexId,
      asked: asked.find((one) => one.annexId === annexId),
      part: file?.part,
      check,
      canOpen: file !== undefined && decideOpening(check, file.part.savedBy === caller).ok,
      faults: faults.filter(({ path }) => path === `annex.${annexId}`),
    };
  });
};

/** The annexes that the call asks for, with what is there and what is wrong with it. */
export const readAnnexes = async (
  { proposals, files }: ReadDeps,
  { proposalId, command }: ReadAnnexes,
): Promise<
  Result<
    { readonly rows: readonly AnnexRow[]; readonly origin: string },
    ProposalNotFound | NotAllowed | CoordinatorOnly
  >
> => {
  const { parts, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const [call, checks, origin] = await Promise.all([
    proposals.loadCall(found.value.proposal.state.callId),
    proposals.loadAnnexChecks(proposalId, parts),
    files.origin(),
  ]);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const faults = findAnnexFaults(draftOf(parts, checks), call.version);
  const asked = call.version.content.annexes ?? [];
  return ok({ origin, rows: rowsOf({ asked, parts, checks }, faults, command.caller) });
};

type FileDeps = {
  readonly annexes: Pick<AnnexStore, "loadUpload">;
  readonly files: Pick<AnnexFiles, "signDownload">;
  readonly documents: Pick<DocumentStore, "load">;
};
type ReadAnnexFile = ReadAnnexes & {
  readonly annexId: string;
  readonly uploadId: UploadId;
  /** The frozen document that names the file; without it, what stands in the draft. */
  readonly documentSha256: Digest | undefined;
};

const fileOf = async (
  { documents }: FileDeps,
  part: Part | null,
  { proposalId, uploadId, documentSha256 }: ReadAnnexFile,
): Promise<AnnexPart | undefined> => {
  if (documentSha256 !== undefined) {
    const document = await documents.load(proposalId, documentSha256);
    return document?.annexes?.find((annex) => annex.uploadId === uploadId);
  }
  return part?.content.kind === "annex" && part.content.uploadId === uploadId ? part.content : undefined;
};

/** An address that gives a file of a proposal for a minute, to those who may read the proposal. */
export const readAnnexFile = async (
  deps: FileDeps,
  asked: ReadAnnexFile,
): Promise<
  Result<string, ProposalNotFound | NotAllowed | CoordinatorOnly | AnnexNotFound | AnnexNotChecked | AnnexNotSafe>
> => {
  const { proposalId, annexId, uploadId, command } = asked;
  const { part, check, ...loaded } = await deps.annexes.loadUpload({ proposalId, annexId, uploadId }, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const file = await fileOf(deps, part, asked);
  if (file === undefined) return err({ kind: "AnnexNotFound", annexId });
  const own = check?.sha256 === file.sha256 ? check : undefined;
  const isOwn = part?.savedBy === command.caller && part.content.kind === "annex" && part.content.uploadId === uploadId;
  const opened = decideOpening(own, isOwn);
  if (!opened.ok) return opened;
  return ok(await deps.files.signDownload(file, { fileName: file.fileName, format: opened.value?.format }));
};
