import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import { Digest, type Sha256 } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { type Capacity, roleIn } from "../access/capacity.ts";
import { Role } from "../access/role.ts";
import type { Change, Term } from "./change.ts";
import type { Command } from "./command.ts";
import { applyPatch, mergePatch } from "./merge-patch.ts";

/** Stands before whatever is hashed of the audit trail, so that no other digest can be taken for one of it. */
export const chainDomain = "eccc-audit/1\n";

/** Body of an audit entry: the canonical text that is hashed and stored as it is (DATA §5). No personal data, no free text. */
export const AuditBody = z.object({
  v: z.literal(1),
  aggregate: z.string(),
  version: z.int().min(1),
  type: z.string(),
  at: Instant,
  actor: z.string(),
  role: Role,
  /** The person whose deputy acted, and the grant that made the actor one. */
  onBehalfOf: z.string().optional(),
  delegation: z.string().optional(),
  /** Versions of the documents that the decision was taken on, by their ids. */
  terms: z.record(z.string(), z.int()),
  prevHash: Digest,
  keyHash: Digest,
  commandHash: Digest,
  correlationId: z.string(),
  /** Patch from the state before to the state after, at version 1 from the id alone: folding the entries gives the head. */
  facts: z.record(z.string(), z.json()),
  /** SHA-256 of salt and value, by name; value and salt live in `people` and die together. */
  commitments: z.record(z.string(), Digest).optional(),
  /** Digest of the journal entry of the same version, where money moved. */
  journal: Digest.optional(),
});
export type AuditBody = z.infer<typeof AuditBody>;

export type AuditEntry = {
  readonly aggregate: string;
  readonly version: number;
  readonly body: string;
  readonly hash: Digest;
};

/** `sha256` hashes UTF-8 text, be it as `Digest` or, where a million bodies are hashed, as bare text. */
export const hashOfBody = <D extends string>(sha256: (text: string) => D, body: string): D =>
  sha256(`${chainDomain}${body}`);

/** What the first entry of a chain names as its predecessor. */
export const chainStart = <D extends string>(sha256: (text: string) => D, aggregate: string): D =>
  sha256(`${chainDomain}${aggregate}`);

/** The state before the first version: an aggregate that has nothing but its id. */
const unborn = (aggregate: string) => ({ id: aggregate });

type Evidence = { readonly commitments?: Readonly<Record<string, Digest>>; readonly journal?: Digest };

/** The entry of the version that a change produces. Its hash is the head's new `chainHash`. */
export const composeEntry = <S extends object>(
  sha256: Sha256,
  change: Change<S>,
  command: Command,
  { commitments, journal }: Evidence = {},
): AuditEntry => {
  const { aggregate, before } = change;
  const version = (before?.version ?? 0) + 1;
  const body = canonicalJson({
    v: 1,
    aggregate,
    version,
    type: change.type,
    at: command.at,
    actor: command.caller,
    role: roleIn(change.role),
    ...deputyOf(change.role),
    terms: versionsById(change.terms),
    prevHash: before?.chainHash ?? chainStart(sha256, aggregate),
    keyHash: command.keyHash,
    commandHash: command.commandHash,
    correlationId: command.correlationId,
    facts: mergePatch(toMembers(before?.state ?? unborn(aggregate)), toMembers(change.next)),
    commitments,
    journal,
  });
  return { aggregate, version, body, hash: hashOfBody(sha256, body) };
};

/** The state that an entry left behind, from the one before it; `null` before the first. */
export const stateAfter = (
  before: object | null,
  { aggregate, facts }: Pick<AuditBody, "aggregate" | "facts">,
): Record<string, Json> => applyPatch(toMembers(before ?? unborn(aggregate)), facts);

const deputyOf = (capacity: Capacity) =>
  typeof capacity === "string" ? {} : { onBehalfOf: capacity.onBehalfOf, delegation: capacity.delegation };

const versionsById = (terms: readonly Term[]): Record<string, number> => {
  const versions = Object.fromEntries(terms.map(({ id, version }) => [id, version]));
  if (terms.some(({ id, version }) => versions[id] !== version))
    throw new Error("A decision is taken on one version of a document.");
  return versions;
};

// A state is plain data from a zod schema: its JSON form is itself.
const toMembers = (state: object): Readonly<Record<string, Json | undefined>> =>
  z.record(z.string(), z.json().optional()).parse(state);
