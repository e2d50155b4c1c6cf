import { CallId } from "@grants/core/calls/call";
import { Award, AwardId } from "@grants/core/cofunding/award";
import { Commitment, commitmentIdOf } from "@grants/core/cofunding/commitment";
import type { Database } from "@grants/store/database";
import { newId } from "@grants/store/new-id";
import { type Key } from "@grants/store/table";
import { keys } from "@grants/store/tables/all";
import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { TestApi } from "./api.ts";
import type { Payee } from "./payee.ts";
import { createThread } from "./thread.ts";

const budgetYear = 2027;

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

/** Awards with their money set aside, put there as evaluation and co-funding would leave them. */
export const createAwards = (api: TestApi, { client, tables, sha256 }: Database) => {
  const thread = createThread(api);
  const putHead = async (key: Key, schema: string, state: { readonly id: string }) => {
    const digest = sha256(state.id);
    const envelope = { schema, version: 1, chainHash: digest, keyHash: digest, commandHash: digest };
    await client.send(new PutCommand({ TableName: tables.grants, Item: { ...key, ...envelope, ...state } }));
  };

  const writeProposal = async ({ user, organisation }: Payee, callId: CallId, parts: AwardAsk["parts"] = {}) => {
    const proposalId = await thread.draftProposal({ user, organisation }, callId);
    await thread.writeProposal(user, proposalId, parts);
    const { documentSha256 } = await thread.freezeProposal(user, proposalId);
    return { proposalId, documentSha256 };
  };
  const usual = new Map<CallId, ReturnType<typeof writeProposal>>();
  /** A document that tests share when they say nothing about it: writing one takes longer than all that comes after. */
  const usualProposal = (payee: Payee, callId: CallId) => {
    const written = usual.get(callId) ?? writeProposal(payee, callId);
    usual.set(callId, written);
    return written;
  };

  const award = async (payee: Payee, { callId, unionCents, parts }: AwardAsk): Promise<Awarded> => {
    const { user, organisation } = payee;
    const written = parts === undefined ? usualProposal(payee, callId) : writeProposal(payee, callId, parts);
    const { proposalId, documentSha256 } = await written;
    const id = AwardId.parse(`awd_${newId(`award ${proposalId} ${organisation}`)}`);
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
    const state = Award.parse({
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
    await putHead(keys.award(id), "award/1", state);
    await putHead(keys.commitment(commitment.id), "commitment/1", commitment);
    return { user, organisation, callId, awardId: id, commitmentId: commitment.id, unionCents };
  };

  return { openCall: async () => CallId.parse(await thread.publishCall()), award };
};
