import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { HeadVault } from "@grants/core/audit/log-store";

const sizeDigits = 12;
const nameOf = (size: number): string => `heads/${`${size}`.padStart(sizeDigits, "0")}`;

/**
 * Tree heads in a bucket whose objects nobody can replace or remove before their time: it locks by its own default, and every put demands
 * that there is nothing yet.
 */
export const createHeadVault = (s3: S3Client, bucket: string): HeadVault => {
  const putOnce = async (key: string, body: string | Uint8Array, contentType: string): Promise<void> => {
    const object = { Bucket: bucket, Key: key, Body: body, ContentType: contentType, IfNoneMatch: "*" };
    try {
      await s3.send(new PutObjectCommand(object));
    } catch (error) {
      // There already: kept by an earlier try.
      if (!(error instanceof Error && error.name === "PreconditionFailed")) throw error;
    }
  };
  return {
    keepHead: (size, text) => putOnce(`${nameOf(size)}.json`, text, "application/json"),
    keepTimeStamp: (size, token) =>
      putOnce(`${nameOf(size)}.tst`, Buffer.from(token, "base64"), "application/timestamped-data"),
  };
};
