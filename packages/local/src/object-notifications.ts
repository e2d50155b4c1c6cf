import { setTimeout as pause } from "node:timers/promises";
import type { S3Event } from "aws-lambda";
import type { PlatformClock } from "./clock.ts";
import { filesBucket } from "./environment.ts";
import type { LambdaRuntime } from "./lambda-runtime.ts";
import type { ObjectVersion } from "./objects/object-version.ts";
import { localRegion } from "./tables.ts";

/** A function that new files wake. */
export type FileWorker = {
  readonly name: string;
  /** What the keys of its files begin with. */
  readonly prefixes: readonly string[];
};

/** Lambda sends an event of a bucket three times in all. */
const attemptsMax = 3;
const retryMs = 200;

/** The event that a bucket sends. Keys come as in a form: a space is a plus. */
const eventOf = (
  { bucket, key, versionId, bytes, etag }: ObjectVersion,
  clock: Pick<PlatformClock, "now">,
): S3Event => ({
  Records: [
    {
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: localRegion,
      eventTime: clock.now(),
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "local" },
      requestParameters: { sourceIPAddress: "127.0.0.1" },
      responseElements: { "x-amz-request-id": versionId, "x-amz-id-2": versionId },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "local",
        bucket: { name: bucket, ownerIdentity: { principalId: "local" }, arn: `arn:aws:s3:::${bucket}` },
        object: {
          key: key.split("/").map(encodeURIComponent).join("/").replaceAll("%20", "+"),
          size: bytes,
          eTag: etag.replaceAll('"', ""),
          versionId,
          sequencer: versionId,
        },
      },
    },
  ],
});

export type ObjectNotifications = {
  readonly notify: (version: ObjectVersion) => void;
  /** Resolves once the workers have had every file that was written before the call. */
  readonly settled: () => Promise<void>;
};

/** Tells functions of new files, as the bucket of the cloud does: some moments later, and more than once where one fails. */
export const createObjectNotifications = (options: {
  readonly workers: readonly FileWorker[];
  readonly runtime: LambdaRuntime;
  readonly clock: Pick<PlatformClock, "now">;
}): ObjectNotifications => {
  const { workers, runtime, clock } = options;
  const running = new Set<Promise<void>>();

  const call = async (name: string, event: S3Event): Promise<void> => {
    for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- the next attempt comes after the one before.
      const invocation = await runtime.invoke(name, event);
      if (invocation.kind === "Returned" || invocation.kind === "UnknownFunction") return;
      // oxlint-disable-next-line no-await-in-loop -- what failed is left alone for a moment.
      await pause(retryMs * attempt);
    }
  };

  return {
    notify: (version) => {
      if (version.bucket !== filesBucket) return;
      for (const { name, prefixes } of workers) {
        if (!prefixes.some((prefix) => version.key.startsWith(prefix))) continue;
        const work = call(name, eventOf(version, clock)).finally(() => running.delete(work));
        running.add(work);
      }
    },
    settled: async () => {
      await Promise.all(running);
    },
  };
};
