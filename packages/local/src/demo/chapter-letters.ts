import { z } from "zod";
import type { PreparedStory } from "./chapter-agreements.ts";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Sent = z.object({ letter: z.object({ id: z.string(), organisation: z.string() }) });

/** The Centre tells the first beneficiary what it intends, and the coordinator opens the letter: the period for observations begins. */
export const announceReduction = async (
  api: StoryApi,
  {
    agreements,
    proposals,
  }: { readonly agreements: readonly PreparedStory[]; readonly proposals: readonly SubmittedStory[] },
) => {
  const [agreement] = agreements;
  if (agreement === undefined) return;
  const body = {
    language: "en",
    measure: "GRANT_REDUCTION",
    amountCents: 1_250_000,
    reason:
      "The kick-off planned for the first days has not taken place, and the work of the first deliverable has not begun. The Centre intends to reduce the grant in proportion.",
  };
  const path = `/v1/letters/agreements/${agreement.agreementId}/pre-information`;
  const { letter } = Sent.parse(await api.send("POST", path, { as: cast.projectOfficer, body }));
  const receiver = proposals.find(
    ({ coordinator }) => organisationId(coordinator.organisation) === letter.organisation,
  );
  if (receiver !== undefined) await api.send("POST", `/v1/letters/${letter.id}/opening`, { as: receiver.coordinator });
};
