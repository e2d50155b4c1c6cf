import { cast } from "@grants/local/demo/people";
import { z } from "zod";
import type { PlatformClient } from "../support/platform-client.ts";
import { theCall } from "./chapter-call.ts";
import { belhub, nedhub } from "./chapter-proposals.ts";

const MineReply = z.object({
  proposals: z.array(
    z.object({
      proposal: z.object({
        id: z.string(),
        callId: z.string(),
        submitted: z.object({ sha256: z.string(), requestedCents: z.int() }).optional(),
      }),
    }),
  ),
});
const FunderAmount = z.object({ funder: z.string(), cents: z.int() });
const RankingReply = z.object({
  rows: z.array(
    z.object({
      acronym: z.string(),
      status: z.string(),
      unionCents: z.int(),
      national: z.array(FunderAmount),
      missing: z.array(FunderAmount),
    }),
  ),
});
const DecisionReply = z.object({ decision: z.object({ unionCents: z.int(), nationalCents: z.int() }) });
const CommitmentsReply = z.object({
  lines: z.array(z.object({ line: z.string(), committedCents: z.int(), leftCents: z.int() })),
});
const AgreementReply = z.object({ sheet: z.object({ maxGrantCents: z.int(), commitmentId: z.string() }) });
const PaymentsReply = z.object({
  prefinancingCents: z.int(),
  prefinancing: z.object({ stage: z.string(), request: z.object({ amountCents: z.int() }) }),
});

const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

export type StoryIds = { readonly decisionId: string; readonly agreementId: string };

/** What the platform itself says of the story in the end, to those who may hear each part of it. */
export const readAccount = async (client: PlatformClient, { decisionId, agreementId }: StoryIds) => {
  const get = (path: string, as: (typeof cast)[keyof typeof cast]) => client.must({ method: "GET", path, as });
  const [belgian, dutch, decision, commitments, agreement, payments] = await Promise.all([
    get("/v1/proposals", belhub.person),
    get("/v1/proposals", nedhub.person),
    get(`/v1/evaluation/decisions/${decisionId}`, cast.auditor),
    get(`/v1/cofunding/decisions/${decisionId}/commitments`, cast.auditor),
    get(`/v1/agreements/${agreementId}`, cast.auditor),
    get(`/v1/disbursement/agreements/${agreementId}`, cast.auditor),
  ]);
  const proposals = [belgian, dutch].flatMap((mine) => MineReply.parse(mine).proposals.map(({ proposal }) => proposal));
  const [{ callId } = { callId: "" }] = proposals;
  const rankingPath = `/v1/evaluation/calls/${callId}/topics/${theCall.topicId}/ranking`;
  const { rows } = RankingReply.parse(await get(rankingPath, cast.evaluationOfficer));
  const { lines } = CommitmentsReply.parse(commitments);
  const { unionCents, nationalCents } = DecisionReply.parse(decision).decision;
  const committedFrom = (isUnion: boolean) =>
    sum(lines.filter(({ line }) => line.startsWith("U") === isUnion).map(({ committedCents }) => committedCents));
  return {
    submitted: new Map(proposals.map(({ id, submitted }) => [id, submitted?.sha256])),
    requestedCents: sum(proposals.map(({ submitted }) => submitted?.requestedCents ?? 0)),
    ranking: rows,
    awardedCents: unionCents,
    nationalAwardedCents: nationalCents,
    unionCommittedCents: committedFrom(true),
    nationalCommittedCents: committedFrom(false),
    maxGrantCents: AgreementReply.parse(agreement).sheet.maxGrantCents,
    payments: PaymentsReply.parse(payments),
  };
};
export type Account = Awaited<ReturnType<typeof readAccount>>;
