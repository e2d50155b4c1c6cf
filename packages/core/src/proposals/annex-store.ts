import type { Digest } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { AnnexFormat } from "../calls/call-terms.ts";
import type { AnnexCheck, AnnexUpload, UploadId } from "./annex.ts";
import type { Part } from "./part.ts";
import type { ProposalId } from "./proposal.ts";
import type { LoadedProposal } from "./proposal-store.ts";

type AnnexPlace = { readonly proposalId: ProposalId; readonly annexId: string; readonly uploadId: UploadId };

export type AnnexStore = {
  /** Head, membership and rights of the caller with every upload under way, in one wave. */
  loadUploads(
    proposalId: ProposalId,
    caller: UserId,
  ): Promise<LoadedProposal & { readonly uploads: readonly AnnexUpload[] }>;
  /** The same with one upload, what stands in its place, and what was found in its bytes, in one wave. */
  loadUpload(
    place: AnnexPlace,
    caller: UserId,
  ): Promise<
    LoadedProposal & {
      readonly upload: AnnexUpload | null;
      readonly part: Part | null;
      readonly check: AnnexCheck | null;
    }
  >;
  /** Notes an upload; of two with one id the first stands and is returned. */
  keepUpload(proposalId: ProposalId, upload: AnnexUpload): Promise<AnnexUpload>;
  /** Forgets uploads that were handed in or are over. */
  dropUploads(proposalId: ProposalId, uploadIds: readonly UploadId[]): Promise<void>;
};

/** What the worker writes, and all that it writes. */
export type AnnexCheckStore = { keepCheck(proposalId: ProposalId, check: AnnexCheck): Promise<void> };

/** A form of a browser that sends one file straight to the storage: its address, and what it carries before the file. */
export type UploadForm = {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
};

/** One piece as the browser has it: its length and digest are signed, so that nothing else arrives under it. */
export type UploadPiece = { readonly number: number; readonly bytes: number; readonly sha256Base64: string };
export type SignedPiece = {
  readonly number: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The storage has exactly this piece already: an upload that was broken off goes on from here. */
  readonly isStored: boolean;
};

/** Not all of the file is in the storage, or none of it. */
export type UploadIncomplete = { readonly kind: "UploadIncomplete" };
export type AnnexEmpty = { readonly kind: "AnnexEmpty" };
export type AnnexTooLarge = { readonly kind: "AnnexTooLarge"; readonly bytes: number; readonly bytesMax: number };

export type ReceivedFile = { readonly bytes: number; readonly sha256: Digest; readonly objectVersion: string };

/** Files in object storage. Throws when the storage fails: nothing is then received. */
export type AnnexFiles = {
  /** Where browsers send files: scheme, host and port. */
  origin(): Promise<string>;
  /** Begins an upload in pieces. */
  begin(folder: string): Promise<string>;
  signForm(folder: string, bytesMax: number): Promise<UploadForm>;
  signPieces(
    upload: { folder: string; multipartId: string },
    pieces: readonly UploadPiece[],
  ): Promise<readonly SignedPiece[]>;
  /** Takes what arrived out of the uploader's hands: under a key and in a version that only the platform writes. */
  receive(
    upload: Pick<AnnexUpload, "folder" | "pieces">,
    to: { readonly fileName: string; readonly key: string; readonly bytesMax: number },
  ): Promise<Result<ReceivedFile, UploadIncomplete | AnnexEmpty | AnnexTooLarge>>;
  /** An address that gives this one version for a minute, as a file to keep and never as a page. */
  signDownload(
    place: { readonly key: string; readonly objectVersion: string },
    as: { readonly fileName: string; readonly format: AnnexFormat | undefined },
  ): Promise<string>;
};
