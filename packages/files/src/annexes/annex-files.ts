import { createHash } from "node:crypto";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  NotFound,
  type Part,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { AnnexFiles, UploadPiece } from "@grants/core/proposals/annex-store";
import { Digest } from "@grants/kernel/digest";
import { err, ok } from "@grants/kernel/result";
import { contentTypeOf } from "./formats.ts";

/** A form is chosen, filled and sent within an hour; a piece is sent as soon as it is signed. */
const formSeconds = 3_600;
const pieceSeconds = 3_600;
const downloadSeconds = 60;

const pieceName = "pieces";
/** The storage writes the name of the file here; nobody else's key begins like this one. */
const formPrefix = (folder: string): string => `${folder}/form/`;

type Bucket = { readonly s3: S3Client; readonly Bucket: string };

const partsOf = async ({ s3, Bucket }: Bucket, folder: string, UploadId: string): Promise<readonly Part[] | null> => {
  try {
    // Never more than a dozen: one page has a thousand.
    const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket, Key: `${folder}/${pieceName}`, UploadId }));
    return Parts;
  } catch (error) {
    if (error instanceof NoSuchUpload || (error instanceof Error && error.name === "NoSuchUpload")) return null;
    throw error;
  }
};

const isPiece =
  ({ number, bytes, sha256Base64 }: UploadPiece) =>
  ({ PartNumber, Size, ChecksumSHA256 }: Part): boolean =>
    PartNumber === number && Size === bytes && ChecksumSHA256 === sha256Base64;

const signPiece = async ({ s3, Bucket }: Bucket, { folder, multipartId }: Uploading, piece: UploadPiece) => {
  const { number, bytes, sha256Base64 } = piece;
  const command = new UploadPartCommand({
    Bucket,
    Key: `${folder}/${pieceName}`,
    UploadId: multipartId,
    PartNumber: number,
    ContentLength: bytes,
    ChecksumSHA256: sha256Base64,
  });
  // Length and digest are of what the browser sends with it, and not of the address: another piece is refused.
  return getSignedUrl(s3, command, {
    expiresIn: pieceSeconds,
    signableHeaders: new Set(["content-length"]),
    unhoistableHeaders: new Set(["x-amz-checksum-sha256"]),
  });
};

type Uploading = { readonly folder: string; readonly multipartId: string };

/** Makes one object of the pieces. `false`: some are missing. An upload that is no more was completed before, or is over. */
const complete = async (bucket: Bucket, { folder, multipartId }: Uploading, bytes: number): Promise<boolean> => {
  const parts = await partsOf(bucket, folder, multipartId);
  if (parts === null) return true;
  if (parts.reduce((sum, { Size = 0 }) => sum + Size, 0) !== bytes) return false;
  await bucket.s3.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket.Bucket,
      Key: `${folder}/${pieceName}`,
      UploadId: multipartId,
      MultipartUpload: {
        Parts: parts.map(({ PartNumber, ETag, ChecksumSHA256 }) => ({ PartNumber, ETag, ChecksumSHA256 })),
      },
    }),
  );
  return true;
};

const headOf = async ({ s3, Bucket }: Bucket, Key: string) => {
  try {
    const { ContentLength = 0, VersionId } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
    if (VersionId === undefined) throw new Error("The bucket of files keeps no versions.");
    return { bytes: ContentLength, VersionId };
  } catch (error) {
    if (error instanceof NotFound || (error instanceof Error && error.name === "NotFound")) return null;
    throw error;
  }
};

/** Digest of one version, as it flows by: no more than a piece of it is in memory. */
const digestOf = async ({ s3, Bucket }: Bucket, Key: string, VersionId: string): Promise<Digest> => {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  const hash = createHash("sha256");
  if (Body === undefined) throw new Error(`${Key} has no body.`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- on Node.js a body is a stream of bytes.
  for await (const chunk of Body as AsyncIterable<Uint8Array>) hash.update(chunk);
  return Digest.parse(hash.digest("hex"));
};

/** To a key that only the platform writes, as bytes of no kind: what the sender said of them is left behind. */
const keepAs = async (
  { s3, Bucket }: Bucket,
  from: { Key: string; VersionId: string },
  key: string,
): Promise<string> => {
  const source = `${Bucket}/${from.Key.split("/").map(encodeURIComponent).join("/")}?versionId=${from.VersionId}`;
  const { VersionId } = await s3.send(
    new CopyObjectCommand({
      Bucket,
      Key: key,
      CopySource: source,
      MetadataDirective: "REPLACE",
      ContentType: "application/octet-stream",
    }),
  );
  if (VersionId === undefined) throw new Error("The bucket of files keeps no versions.");
  return VersionId;
};

/** RFC 6266: a plain name for old readers, the whole one for all others. */
const attachmentOf = (fileName: string): string => {
  const plain = fileName.replaceAll(/[^\w. -]/g, "_");
  const whole = encodeURIComponent(fileName).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
};

/** Annexes in object storage: browsers send them straight there, under keys that we made (DESIGN §4.13). */
export const createAnnexFiles = (s3: S3Client, bucketName: string): AnnexFiles => {
  const bucket: Bucket = { s3, Bucket: bucketName };
  const { Bucket } = bucket;
  return {
    origin: async () => new URL(await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: "-" }))).origin,
    begin: async (folder) => {
      const Key = `${folder}/${pieceName}`;
      const { UploadId } = await s3.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: "SHA256" }),
      );
      if (UploadId === undefined) throw new Error("The storage began no upload.");
      return UploadId;
    },
    signForm: (folder, bytesMax) =>
      createPresignedPost(s3, {
        Bucket,
        // The storage puts the name of the chosen file in: without JavaScript nobody else could.
        Key: `${formPrefix(folder)}\${filename}`,
        Conditions: [
          ["content-length-range", 1, bytesMax],
          // The page to come back to, which the page that shows the form knows.
          ["starts-with", "$success_action_redirect", ""],
        ],
        Expires: formSeconds,
      }),
    signPieces: async (upload, pieces) => {
      const stored = (await partsOf(bucket, upload.folder, upload.multipartId)) ?? [];
      return Promise.all(
        pieces.map(async (piece) => ({
          number: piece.number,
          url: await signPiece(bucket, upload, piece),
          headers: { "x-amz-checksum-sha256": piece.sha256Base64 },
          isStored: stored.some(isPiece(piece)),
        })),
      );
    },
    receive: async ({ folder, pieces }, { fileName, key, bytesMax }) => {
      if (pieces !== undefined && !(await complete(bucket, { folder, ...pieces }, pieces.bytes)))
        return err({ kind: "UploadIncomplete" });
      const Key = pieces === undefined ? `${formPrefix(folder)}${fileName}` : `${folder}/${pieceName}`;
      const head = await headOf(bucket, Key);
      if (head === null || (pieces !== undefined && head.bytes !== pieces.bytes))
        return err({ kind: "UploadIncomplete" });
      const { bytes, VersionId } = head;
      if (bytes === 0) return err({ kind: "AnnexEmpty" });
      if (bytes > bytesMax) return err({ kind: "AnnexTooLarge", bytes, bytesMax });
      // Of one version both: what somebody sends to the same address afterwards changes neither.
      const sha256 = await digestOf(bucket, Key, VersionId);
      const objectVersion = await keepAs(bucket, { Key, VersionId }, key);
      return ok({ bytes, sha256, objectVersion });
    },
    signDownload: ({ key, objectVersion }, { fileName, format }) =>
      getSignedUrl(
        s3,
        new GetObjectCommand({
          Bucket,
          Key: key,
          VersionId: objectVersion,
          ResponseContentDisposition: attachmentOf(fileName),
          ResponseContentType: format === undefined ? "application/octet-stream" : contentTypeOf[format],
          ResponseCacheControl: "private, no-store",
        }),
        { expiresIn: downloadSeconds },
      ),
  };
};
