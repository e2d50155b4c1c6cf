import type { PreparedStory } from "./chapter-agreements.ts";
import type { StoryApi } from "./story-api.ts";

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
export const stateFirstCosts = async (api: StoryApi, agreements: readonly PreparedStory[]): Promise<void> => {
  await Promise.all(
    agreements.map(({ agreementId, coordinator }) => {
      const path = `/v1/reporting/agreements/${agreementId}/periods/1/statements/p001`;
      return api.send("PUT", path, { as: coordinator, body: firstCosts, ifMatch: 0 });
    }),
  );
};
