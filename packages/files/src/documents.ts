import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { ProposalDocument } from "@grants/core/proposals/document";
import type { DocumentStore } from "@grants/core/proposals/proposal-store";

const frozenKey = (proposalId: string, sha256: string) => `frozen/${proposalId}/${sha256}`;

const loadText = async (s3: S3Client, bucket: string, key: string): Promise<string | null> => {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return (await object.Body?.transformToString("utf-8")) ?? "";
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
};

/** Frozen documents in object storage, under their digest and put once. Throws when the storage fails: a freeze is then not made. */
export const createDocumentStore = (s3: S3Client, bucket: string): DocumentStore => ({
  keep: async (proposalId, sha256, text) => {
    const object = {
      Bucket: bucket,
      Key: frozenKey(proposalId, sha256),
      Body: text,
      ContentType: "application/json",
      IfNoneMatch: "*",
    };
    try {
      await s3.send(new PutObjectCommand(object));
    } catch (error) {
      // The same digest is there already: the same bytes, kept by an earlier try.
      if (!(error instanceof Error && error.name === "PreconditionFailed")) throw error;
    }
  },
  load: async (proposalId, sha256) => {
    const text = await loadText(s3, bucket, frozenKey(proposalId, sha256));
    return text === null ? null : ProposalDocument.parse(JSON.parse(text));
  },
  loadText: (proposalId, sha256) => loadText(s3, bucket, frozenKey(proposalId, sha256)),
});
