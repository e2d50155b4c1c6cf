import type { Sha256 } from "@grants/kernel/digest";
import type { ProposalId } from "./proposal.ts";

/** The register shard of a proposal: first byte of the id's digest modulo the call's shards (DATA §2). */
export const shardOf = (sha256: Sha256, id: ProposalId, shards: number): number =>
  Number.parseInt(sha256(id).slice(0, 2), 16) % shards;
