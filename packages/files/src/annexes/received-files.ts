import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ReceivedFiles } from "@grants/core/proposals/check-annex";

/** Files that were received, for the worker that looks into them. Throws when one is not there: the event then comes again. */
export const createReceivedFiles = (s3: S3Client, bucket: string): ReceivedFiles => ({
  load: async ({ key, objectVersion }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: objectVersion }));
    if (Body === undefined) throw new Error(`${key} has no body.`);
    return Body.transformToByteArray();
  },
});
