import { createHash } from "node:crypto";
import { S3Client } from "@aws-sdk/client-s3";
import { createDemoScanner } from "@grants/files/annexes/demo-scanner";
import { createFileInspector } from "@grants/files/annexes/inspect-file";
import { createPdfReader } from "@grants/files/annexes/pdf-thread";
import { createReceivedFiles } from "@grants/files/annexes/received-files";
import type { MalwareScanner } from "@grants/core/proposals/check-annex";
import { Digest } from "@grants/kernel/digest";
import { createAnnexCheckStore } from "@grants/store/annex-checks";
import { asWorker } from "../as-worker.ts";
import { openFunction } from "../open-function.ts";
import { checkAnnexes } from "./check-annexes.ts";

const { db, filesBucket } = openFunction();

/** Without a scanner every file stays closed. */
const noScanner: MalwareScanner = { scan: async () => "unscanned" };

const deps = {
  files: createReceivedFiles(new S3Client({}), filesBucket),
  inspect: createFileInspector(createPdfReader(new URL("read-pdf-thread.mjs", import.meta.url))),
  // Only where all data is invented.
  scanner: process.env["DEMO"] === "1" ? createDemoScanner() : noScanner,
  digestOf: (bytes: Uint8Array) => Digest.parse(createHash("sha256").update(bytes).digest("hex")),
  checks: createAnnexCheckStore(db),
};

export const handler = asWorker(async (event: unknown) => checkAnnexes(deps, event));
