import { AwardDecisionId } from "@grants/core/cofunding/award";
import { letterBatchIdOf, letterIdOf } from "@grants/core/letters/letter-order";
import { newId } from "@grants/store/new-id";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const request = {
  grounds: ["CRITERIA_NOT_APPLIED"],
  text: "The work plan was held against the criteria of the cross-border call: the report speaks of a hosting agreement, which this call does not ask for. Synthetic, for the demonstration.",
};
const registration = {
  isRegistrable: true,
  reason: "The request says that criteria of another call were used, which is about how the proposal was evaluated.",
};

/** The applicant that was rejected reads why and asks for a review; a committee of people who had no part in the evaluation looks at it. */
export const askForReview = async (
  api: StoryApi,
  { decisionId, proposals }: { readonly decisionId: string; readonly proposals: readonly SubmittedStory[] },
) => {
  const rejected = proposals.at(-1);
  if (rejected === undefined) return;
  const { proposalId, coordinator: as } = rejected;
  const batch = letterBatchIdOf(newId, AwardDecisionId.parse(decisionId));
  await api.send("POST", `/v1/letters/${letterIdOf(newId, `${batch}#results`, proposalId)}/opening`, { as });
  const path = `/v1/results/proposals/${proposalId}/review`;
  await api.send("POST", path, { as, body: request });
  await api.send("POST", `${path}/registration`, { as: cast.evaluationOfficer, ifMatch: 1, body: registration });
  const members = [cast.programmeOfficer, cast.evaluationOfficer, cast.projectOfficer].map(({ id }) => id);
  await api.send("POST", `${path}/committee`, { as: cast.executiveDirector, ifMatch: 2, body: { members } });
};
