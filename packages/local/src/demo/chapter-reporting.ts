import { z } from "zod";
import type { PreparedStory } from "./chapter-agreements.ts";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Coordinated = z.object({ sheet: z.object({ coordinator: z.string() }) });

/** What a coordinator has had of costs in the first days of its action; made up. */
const firstCosts = {
  lines: [
    { category: "A", description: "Analysts of the hub, 4 days", incurredOn: "2027-06-04", cents: 1_850_00 },
    { category: "C", description: "Sensors for the first two networks", incurredOn: "2027-06-02", cents: 12_400_00 },
    { category: "C", description: "Travel to the first meeting of the hubs", incurredOn: "2027-06-03", cents: 412_35 },
  ],
  revenueCents: 0,
};

/** Coordinators write down the first costs of the first period; they sign when the period is over (GA-07). */
export const stateFirstCosts = async (
  api: StoryApi,
  {
    agreements,
    proposals,
  }: { readonly agreements: readonly PreparedStory[]; readonly proposals: readonly SubmittedStory[] },
): Promise<void> => {
  await Promise.all(
    agreements.map(async ({ agreementId }) => {
      const read = await api.get(`/v1/agreements/${agreementId}`, cast.projectOfficer);
      const { coordinator } = Coordinated.parse(read).sheet;
      const proposal = proposals.find((one) => organisationId(one.coordinator.organisation) === coordinator);
      const path = `/v1/reporting/agreements/${agreementId}/periods/1/statements/p001`;
      if (proposal !== undefined)
        await api.send("PUT", path, { as: proposal.coordinator, body: firstCosts, ifMatch: 0 });
    }),
  );
};
