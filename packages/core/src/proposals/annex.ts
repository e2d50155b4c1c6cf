import { Digest } from "@grants/kernel/digest";
import { UserId, prefixedId } from "@grants/kernel/id";
import { annexBytesMax, uploadHoursMax } from "@grants/kernel/limits";
import { LineText } from "@grants/kernel/text";
import { Instant, epochOfInstant } from "@grants/kernel/time";
import { z } from "zod";
import { AnnexFormat } from "../calls/call-terms.ts";

/** The annex of the call that a file is handed in for. */
export const AnnexId = z
  .string()
  .regex(/^[a-z0-9-]{2,40}$/)
  .meta({ id: "AnnexId", example: "gantt" });
export const UploadId = prefixedId("anx").brand("UploadId").meta({ id: "UploadId" });
export type UploadId = z.infer<typeof UploadId>;

/** What people call the file on their machine; never a place in the storage. */
export const FileName = LineText.min(1)
  .max(200)
  .regex(/^[^/\\]+$/)
  .meta({ id: "FileName", example: "timetable.pdf" });

const Bytes = z.int().min(1).max(annexBytesMax);

/** A file that the platform received: its bytes by their digest, and the one version in the storage that has them. A part of the draft. */
export const AnnexPart = z
  .strictObject({
    kind: z.literal("annex"),
    annexId: AnnexId,
    uploadId: UploadId,
    fileName: FileName,
    bytes: Bytes,
    sha256: Digest,
    key: z.string().min(1).max(300),
    objectVersion: z.string().min(1).max(200),
  })
  .meta({ id: "AnnexPart" });
export type AnnexPart = z.infer<typeof AnnexPart>;

/** An upload that was begun and is not handed in: where in the storage it goes, and who may send it there. */
export const AnnexUpload = z.object({
  uploadId: UploadId,
  annexId: AnnexId,
  /** Folder of the storage, with 128 random bits: nobody guesses where somebody's file goes. */
  folder: z.string(),
  /** Sent in pieces: how many bytes together, and what the storage calls the upload. Else one form takes the whole. */
  pieces: z.object({ bytes: Bytes, multipartId: z.string() }).optional(),
  requestedAt: Instant,
  requestedBy: UserId,
});
export type AnnexUpload = z.infer<typeof AnnexUpload>;

const hourMs = 3_600_000;

/** An upload that is not handed in within a day is absent: the storage removes its bytes by itself. */
export const isUploadOver = ({ requestedAt }: Pick<AnnexUpload, "requestedAt">, now: Instant): boolean =>
  epochOfInstant(now) - epochOfInstant(requestedAt) > uploadHoursMax * hourMs;

/** What is wrong with a file itself, whatever the call asks for. */
export const FileFault = z
  .enum([
    "MALWARE",
    "FORMAT_NOT_KNOWN",
    "MACROS",
    "PDF_ENCRYPTED",
    "PDF_UNREADABLE",
    "PDF_TOO_COMPLEX",
    "ARCHIVE_UNREADABLE",
  ])
  .meta({ id: "FileFault" });
export type FileFault = z.infer<typeof FileFault>;

/** What the platform found in the bytes of an upload. Of the same bytes it finds the same. */
export const AnnexCheck = z
  .object({
    uploadId: UploadId,
    sha256: Digest,
    objectVersion: z.string(),
    checkedAt: Instant,
    /** By its content, never by its name; absent where it is none that the platform knows. */
    format: AnnexFormat.optional(),
    /** Of a PDF. */
    pages: z.int().min(0).optional(),
    /** Whether the text of a PDF can be taken out: a scanned page has none, and nobody who cannot see reads it. */
    hasText: z.boolean().optional(),
    /** `unscanned`: nothing here looks for malware yet, so nobody else opens the file. */
    scan: z.enum(["clean", "malware", "unscanned"]),
    faults: z.array(FileFault),
  })
  .meta({ id: "AnnexCheck" });
export type AnnexCheck = z.infer<typeof AnnexCheck>;

export type AnnexChecks = ReadonlyMap<UploadId, AnnexCheck>;

/** The check of exactly these bytes; `undefined` while they wait for it. */
export const checkOf = ({ uploadId, sha256 }: AnnexPart, checks: AnnexChecks): AnnexCheck | undefined => {
  const check = checks.get(uploadId);
  return check?.sha256 === sha256 ? check : undefined;
};
