import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Head = z.object({ version: z.int(), call: z.object({ id: z.string() }) });

/** Drafts a call and makes it public. */
export const publishCall = async (api: StoryApi, content: object): Promise<string> => {
  const made = Head.parse(await api.send("POST", "/v1/calls", { as: cast.programmeOfficer, body: content }));
  await api.send("POST", `/v1/calls/${made.call.id}/publication`, { as: cast.programmeOfficer, ifMatch: made.version });
  return made.call.id;
};
