import type { Change } from "@grants/core/audit/change";
import type { Command } from "@grants/core/audit/command";
import { CallId } from "@grants/core/calls/call";
import { Award, AwardId } from "@grants/core/cofunding/award";
import { Commitment, commitmentIdOf, globalCommitmentIdOf } from "@grants/core/cofunding/commitment";
import type { JournalDraft } from "@grants/core/ledger/journal";
import { UserId } from "@grants/kernel/id";
import { signedCents } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { type HeadMove, commit } from "@grants/store/commit";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { type Key, keys } from "@grants/store/table";
import type { TestApi } from "./api.ts";
import type { Payee } from "./payee.ts";
import { createThread } from "./thread.ts";

const budgetYear = 2027;
const decidedAt = Instant.parse("2027-04-01T09:00:00.000Z");

const commandOf = ({ sha256 }: Database, name: string): Command => ({
  caller: UserId.parse(`usr_${newId("decides awards")}`),
  at: decidedAt,
  correlationId: "a-decision",
  keyHash: sha256(`key ${name}`),
  commandHash: sha256(`command ${name}`),
});

type Born = { readonly next: { readonly id: string }; readonly type: string; readonly journal?: JournalDraft };

const birth = (key: Key, schema: string, born: Born): HeadMove => {
  const change: Change<object> = {
    ...born,
    aggregate: born.next.id,
    before: null,
    role: "authorisingOfficer",
    terms: [],
  };
  return { key, schema, change };
};

/** Money from one account to another. */
const transfer = (type: string, from: string, to: string, amount: number): JournalDraft => ({
  type,
  legs: [
    { account: from, cents: signedCents(0 - amount) },
    { account: to, cents: signedCents(amount) },
  ],
});

export type Awarded = Payee & {
  readonly callId: CallId;
  readonly awardId: AwardId;
  readonly commitmentId: string;
  readonly unionCents: number;
};

type AwardAsk = {
  readonly callId: CallId;
  /** What is set aside of the Union's money. */
  readonly unionCents: number;
  readonly parts?: Readonly<Record<string, object>>;
};

/** Awards with their money set aside, as evaluation and co-funding leave them. */
export const createAwards = (api: TestApi, db: Database) => {
  const thread = createThread(api);
  const write = async (name: string, heads: readonly [HeadMove, ...HeadMove[]]) => {
    const made = await commit(db, { command: commandOf(db, name), heads });
    if (!made.ok) throw new Error(`${name}: ${made.error.kind}.`);
  };

  /** A published call with more money than any test takes. */
  const openCall = async (): Promise<CallId> => {
    const callId = CallId.parse(await thread.publishCall());
    const next = { id: globalCommitmentIdOf(newId, callId) };
    const journal = transfer("FundsAppropriated", `appropriated:${callId}:U1`, `avail:${callId}:U1`, 900_000_000_00);
    await write(callId, [birth(keys.commitment(next.id), "test/1", { next, type: "MoneyGiven", journal })]);
    return callId;
  };

  const award = async (
    { user, organisation }: Payee,
    { callId, unionCents, parts = {} }: AwardAsk,
  ): Promise<Awarded> => {
    const proposalId = await thread.draftProposal({ user, organisation }, callId);
    await thread.writeProposal(user, proposalId, parts);
    const { documentSha256 } = await thread.freezeProposal(user, proposalId);
    const id = AwardId.parse(`awd_${newId(`award ${proposalId}`)}`);
    const commitment = Commitment.parse({
      state: "committed",
      id: commitmentIdOf(newId, id),
      awardId: id,
      callId,
      budgetYear,
      signByOn: `${budgetYear + 1}-12-31`,
      unionLine: "U1",
      unionCents,
      commonPotCents: 0,
      nationalCents: {},
    });
    const next = Award.parse({
      state: "awarded",
      id,
      decisionId: `dec_${newId(callId)}`,
      callId,
      proposalId,
      rank: 1,
      coordinator: organisation,
      documentSha256,
      commitmentId: commitment.id,
    });
    const journal = transfer("FundsCommitted", `avail:${callId}:U1`, `committed:${commitment.id}:U1`, unionCents);
    await write(id, [
      birth(keys.award(id), "award/1", { next, type: "AwardMade" }),
      birth(keys.commitment(commitment.id), "commitment/1", { next: commitment, type: "FundsCommitted", journal }),
    ]);
    return { user, organisation, callId, awardId: id, commitmentId: commitment.id, unionCents };
  };

  return { openCall, award };
};
