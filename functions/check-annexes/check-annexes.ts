import type { AnnexCheck } from "@grants/core/proposals/annex";
import { type CheckAnnexDeps, checkAnnex } from "@grants/core/proposals/check-annex";
import { instantOfEpoch } from "@grants/kernel/time";
import { z } from "zod";

/** What the bucket tells when a file was received. */
const FileCreated = z.object({
  time: z.iso.datetime(),
  detail: z.object({ object: z.object({ key: z.string(), "version-id": z.string() }) }),
});

/** Looks into the file of an event. What it found is noted; that it failed is told, and the event comes again. */
export const checkAnnexes = async (
  deps: CheckAnnexDeps,
  event: unknown,
): Promise<Pick<AnnexCheck, "scan" | "faults">> => {
  const { time, detail } = FileCreated.parse(event);
  const { key, "version-id": objectVersion } = detail.object;
  const { scan, faults } = await checkAnnex(deps, { key, objectVersion, at: instantOfEpoch(Date.parse(time)) });
  return { scan, faults };
};
