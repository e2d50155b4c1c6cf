import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import type { UserId } from "@grants/kernel/id";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { aCallContent, anOrganisation, beforeOpening } from "./builders.ts";
import { createThread } from "./thread.ts";

const Made = z.object({ call: z.object({ id: z.string() }) });
const Requested = z.object({ version: z.int(), call: z.object({ draftSha256: z.string() }) });
const Recorded = z.object({ workProgramme: z.object({ id: z.string() }) });

const at = beforeOpening;
const sentence = "What the work programme says of awards without a call.";

/** The body that acts as the Centre of a Member State. */
export const centreOf = (country: string) => anOrganisation(`centre of ${country}`);

type Over = { readonly directAward?: object; readonly content?: object };

/** Steps from the recognition of Centres to the open invitation. Each throws when the platform refuses it. */
export const createDirectAwards = (api: TestApi) => {
  const { must } = createThread(api);
  const officer = () => api.person("programme officer", [{ role: "programmeOfficer" }]);
  const director = () => api.person("director", [{ role: "authorisingOfficer" }]);
  const step = async (country: string, path: string, as: UserId, ifMatch: number, body: object = {}) =>
    must("POST", `/v1/registry/nccs/${country}/${path}`, { as, at, ifMatch, body: { reason: sentence, ...body } });

  const list = async (country: string) => {
    const body = { name: `Centre of ${country}`, organisation: centreOf(country) };
    await must("PUT", `/v1/registry/nccs/${country}`, { as: await officer(), at, ifMatch: 0, body });
  };
  const people = (country: string) => {
    const organisation = centreOf(country);
    return api.person(`people of ${country}`, [
      { role: "nccOfficer", organisation },
      { role: "applicant", organisation },
    ]);
  };
  const recognise = async (country: string) => {
    await list(country);
    await step(country, "capacity-request", await people(country), 1);
    await step(country, "capacity-decision", await director(), 2, { step: "RECOGNISE" });
  };
  /** What was recognised is looked at again. */
  const review = async (country: string, ifMatch = 3) =>
    step(country, "capacity-decision", await director(), ifMatch, { step: "REVIEW" });

  const recordProgramme = async (over: object = {}) => {
    const record = {
      title: "Digital Europe 2026",
      programme: "DEP",
      yearFrom: 2026,
      yearTo: 2027,
      basicAct: "Regulation (EU) 2021/694, Article 24",
      budgetLine: "02 04 01 11",
      objectives: sentence,
      method: sentence,
      applicants: sentence,
      grantsEnvelopeCents: 390_000_000_00,
      directAwards: ["DESIGNATED_BODY", "MONOPOLY"],
      ...over,
    };
    const made = await must("POST", "/v1/calls/work/programmes", { as: await officer(), at, body: record });
    return Recorded.parse(made).workProgramme.id;
  };
  const contentFor = (workProgrammeId: string, countries: readonly string[], { directAward, content }: Over = {}) =>
    aCallContent({
      profile: programmeProfiles.CSA,
      workProgrammeId,
      directAward: {
        ground: "DESIGNATED_BODY",
        basis: "Work programme, section 2.3",
        invited: countries.map((country) => ({ country, organisation: centreOf(country) })),
        ...directAward,
      },
      ...content,
    });
  const draft = async (content: object) =>
    Made.parse(await must("POST", "/v1/calls", { as: await officer(), at, body: content })).call.id;
  const request = async (callId: string, version = 1) =>
    api.send("POST", `/v1/calls/${callId}/publication-request`, {
      as: await officer(),
      at,
      ifMatch: version,
      body: { reasons: [] },
    });
  const decide = async (
    callId: string,
    requested: unknown,
    { as, path = "invitation" }: { as?: UserId; path?: string } = {},
  ) => {
    const { version, call } = Requested.parse(requested);
    const body = { draftSha256: call.draftSha256 };
    return api.send("POST", `/v1/calls/${callId}/${path}`, {
      as: as ?? (await director()),
      at,
      ifMatch: version,
      body,
    });
  };
  return {
    officer,
    director,
    list,
    people,
    recognise,
    review,
    recordProgramme,
    contentFor,
    draft,
    request,
    decide,
    /** An open invitation to these Centres, which are recognised. */
    open: async (countries: readonly string[], over: Over = {}) => {
      const callId = await draft(contentFor(await recordProgramme(), countries, over));
      const opened = await decide(callId, (await request(callId)).body);
      if (opened.status !== 200) throw new Error(`Not opened: ${JSON.stringify(opened.body)}`);
      return callId;
    },
  };
};
