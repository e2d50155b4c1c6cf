import { type CheckAnnexDeps, checkAnnex } from "@grants/core/proposals/check-annex";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the bucket sends when a file was received. */
const FilesCreated = z.object({
  Records: z
    .array(
      z.object({
        eventTime: z.iso.datetime(),
        s3: z.object({ object: z.object({ key: z.string(), versionId: z.string() }) }),
      }),
    )
    .min(1),
});

/** A bucket writes keys as forms write values. */
const keyOf = (written: string): string => decodeURIComponent(written.replaceAll("+", " "));

/** One file after the other: each may be as large as files may be. */
export const checkAnnexes = async (deps: CheckAnnexDeps, event: unknown): Promise<{ readonly checked: number }> => {
  const { Records } = FilesCreated.parse(event);
  for (const { eventTime, s3 } of Records) {
    const { key, versionId: objectVersion } = s3.object;
    // oxlint-disable-next-line no-await-in-loop -- one file is in memory at a time.
    await checkAnnex(deps, { key: keyOf(key), objectVersion, at: instantOfEpoch(Date.parse(eventTime)) });
  }
  return { checked: Records.length };
};
