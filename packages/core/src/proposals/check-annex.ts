import type { Digest } from "@grants/kernel/digest";
import type { Instant } from "@grants/kernel/time";
import type { AnnexFormat } from "../calls/call-terms.ts";
import { type AnnexCheck, type FileFault, UploadId } from "./annex.ts";
import type { AnnexCheckStore } from "./annex-store.ts";
import { ProposalId } from "./proposal.ts";

/** One version of a file in the storage. */
export type FileVersion = { readonly key: string; readonly objectVersion: string };
export type ReceivedFiles = { load(file: FileVersion): Promise<Uint8Array> };

/** What a file is by its content. Never throws for what is in it. */
export type FileFacts = {
  readonly format?: AnnexFormat;
  readonly pages?: number;
  readonly hasText?: boolean;
  readonly faults: readonly FileFault[];
};
export type InspectFile = (bytes: Uint8Array) => Promise<FileFacts>;
/** `unscanned`: there is nothing here that looks for malware, and the file stays closed. */
export type MalwareScanner = { scan(bytes: Uint8Array): Promise<AnnexCheck["scan"]> };

export type CheckAnnexDeps = {
  readonly files: ReceivedFiles;
  readonly inspect: InspectFile;
  readonly scanner: MalwareScanner;
  readonly digestOf: (bytes: Uint8Array) => Digest;
  readonly checks: AnnexCheckStore;
};

/** "annexes/prop_…/anx_…" taken apart; throws for anything else, since nothing else wakes the worker. */
const placeOf = (key: string) => {
  const [, proposalId, uploadId] = /^annexes\/([^/]+)\/([^/]+)$/.exec(key) ?? [];
  return { proposalId: ProposalId.parse(proposalId), uploadId: UploadId.parse(uploadId) };
};

/**
 * Looks into a file that was received and notes what it is. What was found belongs to the bytes, by their digest, so the order in which
 * files, registrations and checks come in does not matter. Of one with malware nothing else is looked at.
 */
export const checkAnnex = async (
  { files, inspect, scanner, digestOf, checks }: CheckAnnexDeps,
  { at, ...file }: FileVersion & { readonly at: Instant },
): Promise<AnnexCheck> => {
  const { proposalId, uploadId } = placeOf(file.key);
  const bytes = await files.load(file);
  const scan = await scanner.scan(bytes);
  const { faults, ...facts } = scan === "malware" ? { faults: ["MALWARE" as const] } : await inspect(bytes);
  const { objectVersion } = file;
  const found = {
    uploadId,
    sha256: digestOf(bytes),
    objectVersion,
    checkedAt: at,
    scan,
    ...facts,
    faults: [...faults],
  };
  await checks.keepCheck(proposalId, found);
  return found;
};
