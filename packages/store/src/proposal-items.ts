import type { Change } from "@grants/core/audit/change";
import { Member, Proposal } from "@grants/core/proposals/proposal";
import type { LoadedProposal } from "@grants/core/proposals/proposal-store";
import type { UserId } from "@grants/kernel/id";
import type { Beside, HeadMove } from "./commit.ts";
import type { Database } from "./database.ts";
import { type Item, type Wanted, rightsOf, toRights, toStoredOrNull } from "./read.ts";
import { proposalKeys } from "./tables/proposals.ts";

/** Rights, head and membership of whoever asks, in this order. */
export const wantedForProposal = (proposalId: string, caller: UserId): readonly Wanted[] => [
  rightsOf(caller),
  { table: "grants", key: proposalKeys.proposal(proposalId) },
  { table: "grants", key: proposalKeys.member(proposalId, caller) },
];

export const toLoadedProposal = ([rights, head, member]: readonly (Item | null)[]): LoadedProposal => ({
  rights: toRights(rights),
  proposal: toStoredOrNull(Proposal, head),
  member: member === null || member === undefined ? null : Member.parse(member),
});

/** What the register says of a proposal: enough to fence it, no content. */
export const registerWrite = (db: Database, { id, callId, shard, state, topicId }: Proposal): Beside<never> => ({
  write: {
    Put: {
      TableName: db.tables.grants,
      Item: { ...proposalKeys.register(callId, shard, id), schema: "register-row/1", state, topicId },
    },
  },
});

export const proposalMove = (change: Change<Proposal>): HeadMove => ({
  change,
  key: proposalKeys.proposal(change.aggregate),
  schema: "proposal/1",
});
