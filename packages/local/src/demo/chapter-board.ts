import { z } from "zod";
import { type StoryPerson, cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const BallotHead = z.object({ version: z.int(), ballot: z.object({ id: z.string() }) });
const base = "/v1/governance/ballots";
const zone = "Europe/Brussels";

const prepare = async (api: StoryApi, body: object) => {
  const as = cast.programmeOfficer;
  return BallotHead.parse(await api.send("POST", base, { as, body }));
};

const open = async (api: StoryApi, { version, ballot }: z.infer<typeof BallotHead>, local: string) => {
  const body = { closes: { local, zone } };
  await api.send("POST", `${base}/${ballot.id}/opening`, { as: cast.programmeOfficer, body, ifMatch: version });
};

const vote = (api: StoryApi, ballotId: string, member: string, as: StoryPerson) =>
  api.send("PUT", `${base}/${ballotId}/votes/${member}`, {
    as,
    body: { choice: "YES", isConflicted: false },
    ifMatch: 0,
  });

/** The Board agrees on how it works, and votes on the conditions of the joint action: Belgium is absent, the Netherlands vote for it. */
export const askBoard = async (api: StoryApi, jointActionId: string): Promise<string> => {
  const agreed = await prepare(api, {
    point: "j",
    title: "Working arrangements with the European Union Agency for Cybersecurity",
    text: "The Board is asked to agree to the working arrangements that are annexed. (Synthetic.)",
  });
  await api.send("POST", `${base}/${agreed.ballot.id}/consensus`, {
    as: cast.programmeOfficer,
    ifMatch: agreed.version,
  });
  const asked = await prepare(api, {
    point: "g",
    title: "Joint action of the National Cyber Hubs: description and conditions",
    text: "The Board is asked to adopt the description of the joint action and the conditions of its implementation. (Synthetic.)",
    jointActionId,
  });
  const { id } = asked.ballot;
  await open(api, asked, "2027-01-20T18:00:00");
  await api.send("POST", `${base}/${id}/delegations/BE`, { as: cast.boardBelgium, body: { to: "NL" } });
  await vote(api, id, "EU", cast.boardUnion);
  await vote(api, id, "NL", cast.boardNetherlands);
  await vote(api, id, "BE", cast.boardNetherlands);
  return id;
};

/** After its time the ballot is counted. */
export const countBallot = async (api: StoryApi, ballotId: string): Promise<void> => {
  await api.send("POST", `${base}/${ballotId}/closing`, { as: cast.programmeOfficer, ifMatch: 2 });
};

/** What the Board is asked at the end of the story, so that somebody can vote. */
export const askBoardAgain = async (api: StoryApi): Promise<void> => {
  const taken = await prepare(api, {
    point: "i",
    title: "Guidelines for the Cybersecurity Competence Community",
    text: "The Board is asked to adopt the guidelines that are annexed. (Synthetic.)",
  });
  await api.send("POST", `${base}/${taken.ballot.id}/withdrawal`, {
    as: cast.programmeOfficer,
    ifMatch: taken.version,
  });
  const asked = await prepare(api, {
    point: "w",
    title: "Anti-fraud strategy",
    text: "The Board is asked to adopt the anti-fraud strategy that is annexed. (Synthetic.)",
  });
  await open(api, asked, "2027-07-01T18:00:00");
};
