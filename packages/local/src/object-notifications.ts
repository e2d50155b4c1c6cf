import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { EventBridgeEvent } from "aws-lambda";
import type { PlatformClock } from "./clock.ts";
import { filesBucket } from "./environment.ts";
import { type LambdaRuntime, localAccountId } from "./lambda-runtime.ts";
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

/** What is used of the event that a bucket sends by way of EventBridge. */
type FileEvent = EventBridgeEvent<
  "Object Created",
  {
    readonly bucket: { readonly name: string };
    readonly object: {
      readonly key: string;
      readonly size: number;
      readonly etag: string;
      readonly "version-id": string;
    };
  }
>;

const eventOf = (
  { bucket, key, versionId, bytes, etag }: ObjectVersion,
  clock: Pick<PlatformClock, "now">,
): FileEvent => ({
  version: "0",
  id: randomUUID(),
  "detail-type": "Object Created",
  source: "aws.s3",
  account: localAccountId,
  // Events have whole seconds.
  time: clock.now().replace(/\.\d+Z$/, "Z"),
  region: localRegion,
  resources: [`arn:aws:s3:::${bucket}`],
  detail: {
    bucket: { name: bucket },
    object: { key, size: bytes, etag: etag.replaceAll('"', ""), "version-id": versionId },
  },
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

  const call = async (name: string, event: FileEvent): Promise<void> => {
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
