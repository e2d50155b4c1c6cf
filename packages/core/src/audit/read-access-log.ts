import type { UserId } from "@grants/kernel/id";
import { pageItemsMax } from "@grants/kernel/limits";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { AccessLogReader, AccessRecord } from "./access-log.ts";
import type { EvidenceStore } from "./read-evidence-bundle.ts";

export type AccessList = {
  readonly thing: string;
  readonly records: readonly AccessRecord[];
  readonly next: string | null;
};

/** Who looked at a thing that is personal or of a bank account, and who was refused. */
export const readAccessLog = async (
  {
    evidence,
    accessReader,
  }: {
    readonly evidence: Pick<EvidenceStore, "loadRights">;
    readonly accessReader: AccessLogReader;
  },
  { thing, after, caller, now }: { thing: string; after: string | null; caller: UserId; now: Instant },
): Promise<Result<AccessList, NotAllowed>> => {
  const role = decideAccess("readAccessLog", await evidence.loadRights(caller), {}, now);
  if (!role.ok) return role;
  return ok({ thing, ...(await accessReader.list(thing, after, pageItemsMax)) });
};
