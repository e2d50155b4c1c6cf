import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { CallIndex, CallIndexReader, CallIndexWriter } from "@grants/core/calls/search/call-index";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { buildCallIndex, readCallIndex } from "./build-call-index.ts";

/** Which index stands: a small item, so that every request can ask. */
export type CallIndexPlace = {
  current(): Promise<Digest | null>;
  moveTo(sha256: Digest): Promise<void>;
};

export type CallIndexDeps = {
  readonly s3: S3Client;
  readonly bucket: string;
  readonly place: CallIndexPlace;
  readonly sha256: Sha256;
};

const indexKey = (sha256: string) => `search/calls/${sha256}.json`;

const loadText = async ({ s3, bucket }: CallIndexDeps, sha256: Digest): Promise<string | null> => {
  try {
    const object = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: indexKey(sha256) }));
    return (await object.Body?.transformToString("utf-8")) ?? null;
  } catch (error) {
    if (error instanceof NoSuchKey) return null;
    throw error;
  }
};

/** The index in object storage under its digest; an instance loads each one once. */
export const createCallIndexStore = (deps: CallIndexDeps): CallIndexReader & CallIndexWriter => {
  let held: { readonly sha256: Digest; readonly index: CallIndex } | null = null;
  return {
    open: async () => {
      const sha256 = await deps.place.current();
      if (sha256 === null) return null;
      if (held?.sha256 === sha256) return held.index;
      const text = await loadText(deps, sha256);
      if (text === null) return null;
      const index = readCallIndex(text);
      held = { sha256, index };
      return index;
    },
    replace: async (calls, builtAt) => {
      const { index, text } = buildCallIndex(calls, builtAt);
      const sha256 = deps.sha256(text);
      const object = { Bucket: deps.bucket, Key: indexKey(sha256), Body: text, ContentType: "application/json" };
      await deps.s3.send(new PutObjectCommand(object));
      await deps.place.moveTo(sha256);
      held = { sha256, index };
      return index;
    },
  };
};
