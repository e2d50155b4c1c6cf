import { canonicalJson } from "@grants/kernel/canonical-json";
import { Digest, type Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import { type Instant, addMilliseconds } from "@grants/kernel/time";
import { z } from "zod";
import { type AccessLogReader, hourOf } from "./access-log.ts";
import type { Change } from "./change.ts";
import type { Command } from "./command.ts";
import type { CommitRefusal, Stored } from "./stored.ts";

/** The digest of an hour of the access log. Each is an entry, and so a leaf of the sealed log: a line that is lost or added later shows. */
export const AccessDigest = z.object({
  id: prefixedId("acl"),
  state: z.literal("kept"),
  /** "2027-01-10T09" of UTC. */
  hour: z.string(),
  lines: z.int().min(1),
  sha256: Digest,
});
export type AccessDigest = z.infer<typeof AccessDigest>;

export type AccessDigestStore = {
  load(): Promise<Stored<AccessDigest> | null>;
  commit(change: Change<AccessDigest>, command: Command): Promise<Result<Stored<AccessDigest>, CommitRefusal>>;
};

/** Requests of an hour that end in the next one are in by then. */
const graceMs = 10 * 60_000;
const hourMs = 60 * 60_000;
/** Hours of one pass; the next one goes on. */
const hoursMax = 24;
const beginning = "0000-00-00T00";

type Deps = {
  readonly reader: AccessLogReader;
  readonly digests: AccessDigestStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** Digests every hour that is over and has lines. How many there were. */
export const digestAccessLog = async (
  { reader, digests, newId, sha256 }: Deps,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<number> => {
  const over = hourOf(addMilliseconds(now, 0 - hourMs - graceMs));
  let before = await digests.load();
  for (let done = 0; done < hoursMax; done += 1) {
    // oxlint-disable-next-line no-await-in-loop -- an hour follows the one before.
    const hour = await reader.nextHour(before?.state.hour ?? beginning);
    if (hour === null || hour > over) return done;
    // oxlint-disable-next-line no-await-in-loop -- the same.
    const lines = await reader.linesOf(hour);
    const id = `acl_${newId("access log")}`;
    const text = lines.map((line) => `${line}\n`).join("");
    const next: AccessDigest = { id, state: "kept", hour, lines: lines.length, sha256: sha256(text) };
    const caller = UserId.parse(`usr_${newId("worker:seal-ledger")}`);
    const keyHash = sha256(canonicalJson({ caller, operationId: "digestAccessLog", idempotencyKey: hour }));
    // oxlint-disable-next-line no-await-in-loop -- the same.
    const kept = await digests.commit(
      { aggregate: id, before, next, type: "AccessLogDigested", role: "system", terms: [] },
      { caller, at: now, correlationId, keyHash, commandHash: keyHash },
    );
    if (!kept.ok) throw new Error(`An hour of the access log was not digested: ${kept.error.kind}.`);
    before = kept.value;
  }
  return hoursMax;
};
