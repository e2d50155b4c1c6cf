import { z } from "zod";
import { cast } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Head = z.object({ version: z.int(), workProgramme: z.object({ id: z.string() }) });
const path = "/v1/calls/work/programmes";

const record = {
  title: "Digital Europe Programme, cybersecurity work programme 2025-2027",
  programme: "DEP",
  yearFrom: 2025,
  yearTo: 2027,
  basicAct: "Regulation (EU) 2021/694, Article 24",
  budgetLine: "02 04 01 11 (synthetic)",
  objectives: "Cyber hubs and the European Cybersecurity Alert System, new technologies, and support to the market.",
  method: "Grants and joint procurement, carried out by the Competence Centre.",
  applicants: "Public bodies and other legal entities established in Member States and associated countries.",
  grantsEnvelopeCents: 390_000_000_00,
  directAwards: ["DESIGNATED_BODY"],
};

/** The work programme that covers the calls of the story, with its adoption recorded by hand. */
export const recordWorkProgramme = async (api: StoryApi): Promise<string> => {
  const made = Head.parse(await api.send("POST", path, { as: cast.programmeOfficer, body: record }));
  const { id } = made.workProgramme;
  const adoption = { adoptedOn: "2025-03-28", reference: "GB/2025/4 (synthetic)" };
  const as = cast.executiveDirector;
  await api.send("POST", `${path}/${id}/adoption`, { as, body: adoption, ifMatch: made.version });
  return id;
};

/** The next one, which the Governing Board still has to adopt. */
export const planWorkProgramme = async (api: StoryApi): Promise<void> => {
  const next = {
    ...record,
    title: "Digital Europe Programme, cybersecurity work programme 2028 (planned)",
    yearFrom: 2028,
    yearTo: 2028,
    grantsEnvelopeCents: 120_000_000_00,
  };
  await api.send("POST", path, { as: cast.programmeOfficer, body: next });
};
