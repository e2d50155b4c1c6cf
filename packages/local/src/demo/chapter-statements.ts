import { z } from "zod";
import { type StoryPerson, cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Prepared = z.object({ version: z.int(), statement: z.object({ figuresSha256: z.string() }) });
const year = 2026;
const base = (member: string) => `/v1/cofunding/statements/${member}/${year}`;

const prepare = async (api: StoryApi, member: string, as: StoryPerson) =>
  Prepared.parse(await api.send("PUT", `${base(member)}/draft`, { as, ifMatch: 0 }));

/** Before the end of January Belgium states what it contributed in the year before, the Netherlands prepare it; the others let the day pass. */
export const stateContributions = async (api: StoryApi): Promise<void> => {
  const { version, statement } = await prepare(api, "BE", cast.belgium);
  const body = { figuresSha256: statement.figuresSha256 };
  await api.send("POST", `${base("BE")}/signature`, { as: cast.boardBelgium, body, ifMatch: version });
  await prepare(api, "NL", cast.netherlands);
};
