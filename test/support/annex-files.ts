import type { AnnexFiles } from "@grants/core/proposals/annex-store";
import { err } from "@grants/kernel/result";

const origin = "https://storage.test";

/** A storage in which nothing ever arrives: for tests that have no files. */
export const emptyAnnexFiles = (): AnnexFiles => ({
  origin: async () => origin,
  begin: async () => "an-upload",
  signForm: async () => ({ url: origin, fields: {} }),
  signPieces: async (_, pieces) =>
    pieces.map(({ number }) => ({ number, url: `${origin}/${number}`, headers: {}, isStored: false })),
  receive: async () => err({ kind: "UploadIncomplete" }),
  signDownload: async () => `${origin}/file`,
});
