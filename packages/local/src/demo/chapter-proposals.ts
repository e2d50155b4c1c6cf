import { z } from "zod";
import { handInAnnexes } from "./chapter-annexes.ts";
import { type StoryProposal, partsOf, storyProposals } from "./hub-proposals.ts";
import { organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Head = z.object({
  version: z.int(),
  proposal: z.object({ id: z.string(), frozen: z.object({ sha256: z.string(), requestedCents: z.int() }).optional() }),
});
const Receipt = z.object({ receivedAt: z.string(), documentSha256: z.string() });

export type SubmittedStory = StoryProposal & { readonly proposalId: string; readonly requestedCents: number };

const annexesMadeAt = "2027-01-20T09:00:00.000Z";

const submitOne = async (
  api: StoryApi,
  callId: string,
  topicId: string,
  proposal: StoryProposal,
): Promise<SubmittedStory> => {
  const as = proposal.coordinator;
  const body = { callId, topicId, coordinator: organisationId(as.organisation) };
  const draft = Head.parse(await api.send("POST", "/v1/proposals", { as, body }));
  const { id } = draft.proposal;
  await Promise.all(
    Object.entries(partsOf(proposal)).map(([path, part]) =>
      api.send("PUT", `/v1/proposals/${id}/parts/${path}`, { as, body: part, ifMatch: 0 }),
    ),
  );
  // The first consortium, whose way the demonstration follows, hands in files as well.
  if (proposal === storyProposals[0]) await handInAnnexes(api, as, id, annexesMadeAt);
  const frozen = Head.parse(await api.send("POST", `/v1/proposals/${id}/freeze`, { as, ifMatch: draft.version }));
  const { sha256: documentSha256 = "", requestedCents = 0 } = frozen.proposal.frozen ?? {};
  const submission = { as, ifMatch: frozen.version, body: { documentSha256 } };
  Receipt.parse(await api.send("POST", `/v1/proposals/${id}/submission`, submission));
  return { ...proposal, proposalId: id, requestedCents };
};

/** Every consortium of the story writes its proposal and submits it. */
export const submitProposals = (api: StoryApi, callId: string, topicId: string): Promise<readonly SubmittedStory[]> =>
  Promise.all(storyProposals.map((proposal) => submitOne(api, callId, topicId, proposal)));
