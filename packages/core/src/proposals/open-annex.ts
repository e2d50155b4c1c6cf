import { type Result, err, ok } from "@grants/kernel/result";
import type { AnnexCheck, FileFault } from "./annex.ts";

/** There is no such file in the draft or in the document. */
export type AnnexNotFound = { readonly kind: "AnnexNotFound"; readonly annexId: string };
/** Nobody but who sent it opens a file before it was looked through for malware. */
export type AnnexNotChecked = { readonly kind: "AnnexNotChecked" };
export type AnnexNotSafe = { readonly kind: "AnnexNotSafe"; readonly faults: readonly FileFault[] };

/** Whether somebody may open a file, by the check of exactly its bytes (DATA §6). */
export const decideOpening = (
  check: AnnexCheck | undefined,
  isOwn: boolean,
): Result<AnnexCheck | undefined, AnnexNotChecked | AnnexNotSafe> => {
  if (check?.scan === "malware") return err({ kind: "AnnexNotSafe", faults: check.faults });
  return isOwn || check?.scan === "clean" ? ok(check) : err({ kind: "AnnexNotChecked" });
};
