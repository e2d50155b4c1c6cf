import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { connect } from "@grants/store/database";
import type { DemoPerson } from "./actors.ts";
import { type StoryPerson, people } from "./demo/people.ts";
import { seedRights } from "./demo/seed-rights.ts";
import { createStoryApi } from "./demo/story-api.ts";
import { tellStory } from "./demo/story.ts";
import type { RunningPlatform } from "./platform-options.ts";

const toDemoPerson = ({ id, name, role, organisation, grants }: StoryPerson): DemoPerson => ({
  id,
  name,
  role,
  organisation,
  claims: {
    roles: grants.map((grant) => grant.role),
    organisations: grants.flatMap(({ organisation: of }) => (of === undefined ? [] : [of])),
  },
});

/** Whose parts one may play on a local platform. */
export const demoPeople: readonly DemoPerson[] = people.map(toDemoPerson);

/** The least with which a local platform begins: people with their rights, to whom nothing has happened yet. */
export const seedPeople = async ({ environment, clock }: RunningPlatform): Promise<void> => {
  const client = new DynamoDBClient({});
  const named = (name: string, usual: string) => environment[name] ?? usual;
  const tables = {
    grants: named("GRANTS_TABLE", "grants"),
    ledger: named("LEDGER_TABLE", "ledger"),
    people: named("PEOPLE_TABLE", "people"),
    views: named("VIEWS_TABLE", "views"),
    sessions: named("SESSIONS_TABLE", "sessions"),
  };
  await seedRights(connect(tables, client), clock.now());
  client.destroy();
};

/** The data with which a local platform begins: the people's rights, and the story they have lived so far. */
export const seedDemonstration = async (platform: RunningPlatform): Promise<void> => {
  await seedPeople(platform);
  await tellStory(createStoryApi(platform.url));
};
