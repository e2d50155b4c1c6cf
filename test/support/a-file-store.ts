import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import type { CheckAnnexDeps } from "@grants/core/proposals/check-annex";
import { createAnnexFiles } from "@grants/files/annexes/annex-files";
import { createDemoScanner } from "@grants/files/annexes/demo-scanner";
import { createFileInspector } from "@grants/files/annexes/inspect-file";
import { createPdfReader } from "@grants/files/annexes/pdf-thread";
import { createReceivedFiles } from "@grants/files/annexes/received-files";
import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { createObjectNotifications } from "@grants/local/object-notifications";
import { startObjectStore } from "@grants/local/object-store";
import { createAnnexCheckStore } from "@grants/store/annex-checks";
import type { Database } from "@grants/store/database";
import { checkAnnexes } from "../../functions/check-annexes/check-annexes.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const region = "eu-west-1";
const bucket = "files";

export const pdfThread = new URL("../../functions/check-annexes/read-pdf-thread.ts", import.meta.url);

export const digestOf = (bytes: Uint8Array): Digest => Digest.parse(createHash("sha256").update(bytes).digest("hex"));

/** The store of one machine with the worker that looks into what it received; `isHeld`: until it is let go, nothing is looked into. */
export const openFileStore = async (
  db: Database,
  { isAllowedOrigin = () => false }: { readonly isAllowedOrigin?: (origin: string) => boolean } = {},
) => {
  const folder = mkdtempSync(join(tmpdir(), "annexes-"));
  const held = { isHeld: false };
  let notify: (version: Parameters<ReturnType<typeof createObjectNotifications>["notify"]>[0]) => void = () =>
    undefined;
  const store = await startObjectStore({
    folder,
    buckets: [bucket],
    credentials,
    region,
    isAllowedOrigin,
    onCreated: (version) => notify(version),
  });
  const s3 = new S3Client({ endpoint: store.url, region, credentials, maxAttempts: 1 });
  const deps: CheckAnnexDeps = {
    files: createReceivedFiles(s3, bucket),
    inspect: createFileInspector(createPdfReader(pdfThread)),
    scanner: createDemoScanner(),
    digestOf,
    checks: createAnnexCheckStore(db),
  };
  const notifications = createObjectNotifications({
    workers: [{ name: "check-annexes", prefixes: ["annexes/"] }],
    clock: { now: () => Instant.parse("2027-01-10T09:00:00.000Z") },
    runtime: {
      has: () => true,
      invoke: async (_, event) => ({ kind: "Returned", answer: await checkAnnexes(deps, event), bytes: 0 }),
    },
  });
  notify = (version) => {
    if (!held.isHeld) notifications.notify(version);
  };
  return {
    url: store.url,
    s3,
    bucket,
    held,
    files: createAnnexFiles(s3, bucket),
    /** Resolves when all that was received has been looked into. */
    settled: notifications.settled,
    stop: async () => {
      await notifications.settled();
      await store.close(0);
      rmSync(folder, { recursive: true });
    },
  };
};
