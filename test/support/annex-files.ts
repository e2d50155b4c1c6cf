import { createHash } from "node:crypto";
import type { AnnexFiles } from "@grants/core/proposals/annex-store";
import { Digest } from "@grants/kernel/digest";
import { ok } from "@grants/kernel/result";

const origin = "https://storage.test";

/** A storage in which everything has arrived and nothing is kept: for tests that are not about files. */
export const annexFilesInMemory = (): AnnexFiles => ({
  origin: async () => origin,
  begin: async () => "an-upload",
  signForm: async () => ({ url: origin, fields: {} }),
  signPieces: async (_, pieces) =>
    pieces.map(({ number }) => ({ number, url: `${origin}/${number}`, headers: {}, isStored: false })),
  receive: async (_, { fileName }) => {
    const sha256 = Digest.parse(createHash("sha256").update(fileName).digest("hex"));
    return ok({ bytes: fileName.length, sha256, objectVersion: "1" });
  },
  signDownload: async () => `${origin}/file`,
});
