import type { DraftReaders } from "@grants/core/calls/notices/draft-news";
import { ProposalId } from "@grants/core/proposals/proposal";
import { UserId } from "@grants/kernel/id";
import { z } from "zod";
import { cardsOf } from "./contact-cards.ts";
import type { Database } from "./database.ts";
import { getOne, readThrough } from "./read.ts";
import { callKeys } from "./tables/calls.ts";
import { proposalKeys, proposalPatterns } from "./tables/proposals.ts";

const CallItem = z.object({ registerShards: z.int().min(0).default(0) });
const Row = z.object({ sk: ProposalId, state: z.string() });
const MemberItem = z.object({ user: UserId });

const membersOf = async (db: Database, proposalId: ProposalId) => {
  const { pk, sk } = proposalKeys.member(proposalId, "");
  const items = await readThrough(db, proposalPatterns.proposalMembers, { pk, sk: { beginsWith: sk } });
  return items.map((item) => ({ proposalId, user: MemberItem.parse(item).user }));
};

/** Who works on proposals of a call: the register says which they are, a proposal who its members are, a card where they are written to. */
export const createDraftReaders = (db: Database): DraftReaders => ({
  shardsOf: async (callId) => CallItem.parse((await getOne(db, "grants", callKeys.call(callId))) ?? {}).registerShards,
  membersIn: async (callId, shard) => {
    const { pk } = proposalKeys.register(callId, shard, "");
    const rows = await readThrough(db, proposalPatterns.registerShard, { pk, sk: { beginsWith: "prop_" } });
    const written = rows.map((row) => Row.parse(row)).filter(({ state }) => state !== "withdrawn");
    const members = (await Promise.all(written.map(({ sk }) => membersOf(db, sk)))).flat();
    const cards = await cardsOf(
      db,
      members.map(({ user }) => user),
    );
    return members.flatMap(({ proposalId, user }) => {
      const { mail: to, language = "en" } = cards.get(user) ?? {};
      return to === undefined ? [] : [{ proposalId, to, language }];
    });
  },
});
