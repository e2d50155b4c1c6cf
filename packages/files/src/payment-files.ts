import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { StatementFiles } from "@grants/core/cofunding/import-bank-statement";
import type { PaymentFilePlace, PaymentFileStore } from "@grants/core/disbursement/run-store";

const folders = { run: "payments/runs", bankMessage: "payments/bank-messages" } as const;
const keyOf = ({ kind, id, sha256 }: PaymentFilePlace) => `${folders[kind]}/${id}/${sha256}.xml`;

/** Files to and from the bank in object storage, under their digest and put once. Throws when the storage fails: nothing is then sent. */
export const createPaymentFileStore = (s3: S3Client, bucket: string): PaymentFileStore => ({
  keep: async (place, text) => {
    const object = {
      Bucket: bucket,
      Key: keyOf(place),
      Body: text,
      ContentType: "application/xml",
      IfNoneMatch: "*",
    };
    try {
      await s3.send(new PutObjectCommand(object));
    } catch (error) {
      // The same digest is there already: the same bytes, kept by an earlier try.
      if (!(error instanceof Error && error.name === "PreconditionFailed")) throw error;
    }
  },
  load: async (place) => {
    try {
      const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(place) }));
      return (await object.Body?.transformToString("utf-8")) ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  },
});

/** Statements of the Centre's account, beside what else the bank sent. */
export const createStatementFiles = (files: Pick<PaymentFileStore, "keep">): StatementFiles => ({
  keepStatement: async (id, sha256, text) => files.keep({ kind: "bankMessage", id, sha256 }, text),
});
