import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { z } from "zod";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const Head = z.object({ version: z.int(), call: z.object({ id: z.string(), draftSha256: z.string() }) });
const Started = z.object({ proposal: z.object({ id: z.string() }) });

const topicId = "DIGITAL-ECCC-2027-NCC-BE";

/** A synthetic award without a call, of the kind that work programmes provide for National Coordination Centres. */
const invitation = (workProgrammeId: string) => ({
  reference: "DIGITAL-ECCC-2027-DIRECT-NCC",
  title: "Support to the National Coordination Centre of Belgium",
  objectives: "The Centre builds up its services to the national community and its links to the Network.",
  eligibility: "The National Coordination Centre, designated by its Member State, with its capacity recognised.",
  exclusionAndSelection: "The Centre declares on its honour that no situation of exclusion applies to it.",
  financing: "Coordination and support at full cost, with pre-financing of 80 % of the grant.",
  submissionArrangements: "The proposal is written and submitted on this platform, by the invited Centre alone.",
  workProgramme: "Digital Europe Programme, cybersecurity work programme 2025-2027",
  workProgrammeId,
  opens: { local: "2027-06-07T10:00", zone: "Europe/Brussels" },
  closes: { local: "2027-09-30T17:00", zone: "Europe/Brussels" },
  plannedInformOn: "2027-12-15",
  plannedSignOn: "2028-03-10",
  topics: [
    {
      topicId,
      title: "Services of the Centre, 2028 and 2029",
      budgetCents: 2_000_000_00,
      minGrantCents: 100_000_00,
      maxGrantCents: 2_000_000_00,
    },
  ],
  profile: programmeProfiles.CSA,
  nationalFunding: { kind: "none" },
  directAward: {
    ground: "DESIGNATED_BODY",
    basis: "Cybersecurity work programme 2025-2027, grants to National Coordination Centres (synthetic)",
    invited: [{ country: "BE", organisation: organisationId(cast.belgianCentre.organisation) }],
  },
  provenance: { syntheticFields: ["title", "objectives", "topics", "opens", "closes", "directAward"] },
});

/** The Centre of Belgium is invited without a call, by two persons, and has begun its proposal. */
export const inviteCentre = async (api: StoryApi, workProgrammeId: string): Promise<void> => {
  const officer = cast.programmeOfficer;
  const body = invitation(workProgrammeId);
  const made = Head.parse(await api.send("POST", "/v1/calls", { as: officer, body }));
  const path = `/v1/calls/${made.call.id}`;
  const ask = { as: officer, ifMatch: made.version, body: { reasons: [] } };
  const { version, call } = Head.parse(await api.send("POST", `${path}/publication-request`, ask));
  const opening = { as: cast.executiveDirector, ifMatch: version, body: { draftSha256: call.draftSha256 } };
  await api.send("POST", `${path}/invitation`, opening);
  const as = cast.centreCoordinator;
  const start = { callId: call.id, topicId, coordinator: organisationId(as.organisation) };
  const { proposal } = Started.parse(await api.send("POST", "/v1/proposals", { as, body: start }));
  const general = {
    kind: "general",
    acronym: "NCC-BE-2028",
    title: "Services of the National Coordination Centre of Belgium",
    abstract: "What the Centre does for its community, and how it reaches small enterprises.",
    durationMonths: 24,
  };
  await api.send("PUT", `/v1/proposals/${proposal.id}/parts/general`, { as, ifMatch: 0, body: general });
};
