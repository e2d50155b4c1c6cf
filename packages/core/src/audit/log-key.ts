import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import { type NewId, UserId, prefixedId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { z } from "zod";
import type { Change } from "./change.ts";
import type { Command } from "./command.ts";
import type { HeadSigner } from "./seal-log.ts";
import type { CommitRefusal, Stored } from "./stored.ts";
import { KeyFingerprint } from "./tree-head.ts";

/**
 * The key that signs the heads, an aggregate like any other: every change is an entry of its chain. `attestation` is the signature of the key
 * before over this one, so that whoever trusts a key can follow to the next; the first key attests itself.
 */
export const LogKey = z.object({
  id: prefixedId("key"),
  state: z.literal("current"),
  key: KeyFingerprint,
  publicKey: z.string(),
  attestedBy: KeyFingerprint,
  attestation: z.string(),
});
export type LogKey = z.infer<typeof LogKey>;

export type LogKeyStore = {
  load(): Promise<Stored<LogKey> | null>;
  commit(change: Change<LogKey>, command: Command): Promise<Result<Stored<LogKey>, CommitRefusal>>;
};

/** What a key says about its successor. */
export const attestedText = ({ key, publicKey }: Pick<LogKey, "key" | "publicKey">): string =>
  `eccc-log-key/1\n${canonicalJson({ key, publicKey })}`;

export const logKeyId = (newId: NewId): string => `key_${newId("log signing key")}`;

type Deps = {
  readonly keys: LogKeyStore;
  readonly signer: HeadSigner;
  /** The key before, while it is being replaced. */
  readonly former: HeadSigner | null;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** Makes sure that the key which signs is the one that the chain of keys ends with. Throws for a key that nobody introduced. */
export const introduceKey = async (
  { keys, signer, former, newId, sha256 }: Deps,
  { now, correlationId }: { readonly now: Instant; readonly correlationId: string },
): Promise<void> => {
  const before = await keys.load();
  if (before?.state.key === signer.key) return;
  const witness = before === null ? signer : former;
  if (witness === null || (before !== null && witness.key !== before.state.key))
    throw new Error(`The log is signed by ${before?.state.key ?? "nobody"}: a new key must be attested by that one.`);
  const { key, publicKey } = signer;
  const attestation = await witness.sign(attestedText({ key, publicKey }));
  const id = logKeyId(newId);
  const next: LogKey = { id, state: "current", key, publicKey, attestedBy: witness.key, attestation };
  const caller = UserId.parse(`usr_${newId("worker:seal-ledger")}`);
  const keyHash = sha256(canonicalJson({ caller, operationId: "introduceKey", idempotencyKey: key }));
  const type = before === null ? "LogKeyIntroduced" : "LogKeyChanged";
  const committed = await keys.commit(
    { aggregate: id, before, next, type, role: "system", terms: [] },
    { caller, at: now, correlationId, keyHash, commandHash: keyHash },
  );
  if (!committed.ok) throw new Error(`The key was not introduced: ${committed.error.kind}.`);
};
