import { firstGrantId } from "@grants/core/access/begin-with-people";
import { newId } from "@grants/store/new-id";
import { z } from "zod";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const GrantHead = z.object({ version: z.int(), grant: z.object({ id: z.string() }) });
const InvitationHead = z.object({ version: z.int(), invitation: z.object({ id: z.string() }) });

const hub = organisationId(cast.ghentAdministrator.organisation);

/** The administrator of an organisation invites colleagues: one link stays open, one is taken back, one role has ended again. */
const staffTheHub = async (api: StoryApi): Promise<void> => {
  const as = cast.ghentAdministrator;
  const invite = (mail: string, language: string) =>
    api.send("POST", "/v1/people/invitations", {
      as,
      body: { mail, language, role: "applicant", organisation: hub },
    });
  const mistaken = InvitationHead.parse(await invite("somebody.else@hub.example", "en"));
  const { id } = mistaken.invitation;
  await api.send("POST", `/v1/people/invitations/${id}/withdrawal`, { as, ifMatch: mistaken.version });
  const open = InvitationHead.parse(await invite("pieter.wouters@hub.example", "nl"));
  const resending = `/v1/people/invitations/${open.invitation.id}/resending`;
  await api.send("POST", resending, { as, ifMatch: open.version });
  const body = { user: cast.newcomer.id, role: "applicant", organisation: hub };
  const { grant, version } = GrantHead.parse(await api.send("POST", "/v1/people/grants", { as, body }));
  await api.send("POST", `/v1/people/grants/${grant.id}/end`, { as, ifMatch: version });
};

/** The Centre's own people: a role for a time, a deputy up to an amount, and who reports to whom. */
const staffTheCentre = async (api: StoryApi): Promise<void> => {
  const as = cast.administrator;
  await api.send("POST", "/v1/people/grants", {
    as,
    body: { user: cast.evaluationOfficer.id, role: "programmeOfficer", validTo: "2026-12-18" },
  });
  await api.send("POST", "/v1/people/delegations", {
    as: cast.executiveDirector,
    body: {
      grantId: firstGrantId(newId, cast.executiveDirector.id, 0),
      to: cast.projectOfficer.id,
      validTo: "2027-06-30",
      actions: ["authorisePayment"],
      ceilingCents: 50_000_00,
    },
  });
  await api.send("PUT", `/v1/people/staff/${cast.verifier.id}`, {
    as,
    body: { superior: cast.executiveDirector.id },
    ifMatch: 0,
  });
  await api.send("POST", "/v1/people/assistances", {
    as: cast.belgianCentre,
    body: {
      centre: organisationId(cast.belgianCentre.organisation),
      // Not the hub of the story: whoever helps an applicant cannot assess it (NCC-05).
      applicant: organisationId("Antwerp Cyber Start-up"),
      assistedOn: "2026-11-20",
    },
  });
};

/** Who may do what, before anything is done. */
export const appointPeople = async (api: StoryApi): Promise<void> => {
  await staffTheHub(api);
  await staffTheCentre(api);
};
