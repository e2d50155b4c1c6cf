import type { DemoPerson } from "./actors.ts";
import { cast, type StoryPerson } from "./demo/people.ts";
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
export const demoPeople: readonly DemoPerson[] = Object.values(cast).map(toDemoPerson);

/** The data with which a local platform begins. */
export const seedDemonstration: ((platform: RunningPlatform) => Promise<void>) | undefined = undefined;
