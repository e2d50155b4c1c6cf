import { z } from "zod";
import { type StoryPerson, cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

const ProposalHead = z.object({ version: z.int(), proposal: z.object({ id: z.string() }) });
const MembershipHead = z.object({ version: z.int(), membership: z.object({ id: z.string() }) });

const general = {
  kind: "general",
  acronym: "CROSSHUB",
  title: "A cross-border cyber hub of the North Sea and the Baltic",
  abstract: "National hubs exchange information on threats across borders, with one format and one exercise a year.",
  durationMonths: 36,
};
const coordinator = {
  kind: "partner",
  slot: "p001",
  name: cast.joost.organisation,
  pic: "999000012",
  country: "NL",
  isSme: false,
  isNonProfit: true,
  isPublicBody: false,
};
const budgetOf = (slot: string, personnelCents: number) => ({
  kind: "budget",
  slot,
  categoriesCents: { A: personnelCents },
});

/** The Finnish hub is known to the registry, and not validated yet. */
const registerFinland = async (api: StoryApi): Promise<void> => {
  const { mikael } = cast;
  const legalEntity = {
    name: mikael.organisation,
    pic: "999000043",
    registrationNumber: "FI DEMO 999000043",
    address: { streetName: "Demonstration street", buildingNumber: "1", townName: "Helsinki", country: "FI" },
  };
  const body = { organisationId: organisationId(mikael.organisation), legalEntity };
  await api.send("POST", "/v1/registry/organisations", { as: mikael, body });
};

type Asked = { readonly id: string; readonly version: number };

const inviter =
  (api: StoryApi, proposal: string, as: StoryPerson) =>
  async (body: object): Promise<Asked> => {
    const asked = { as, body: { role: "partner", language: "en", ...body } };
    const { version, membership } = MembershipHead.parse(await api.send("POST", `${proposal}/memberships`, asked));
    return { id: membership.id, version };
  };

/**
 * A consortium that is coming together for the call that is open: one partner has joined and writes, one has said no, one that is not
 * registered has a mail with a link, and one invitation was taken back.
 */
export const gatherConsortium = async (api: StoryApi, callId: string, topicId: string): Promise<void> => {
  const { joost: as, anna, mikael } = cast;
  await registerFinland(api);
  const body = { callId, topicId, coordinator: organisationId(as.organisation) };
  const { proposal } = ProposalHead.parse(await api.send("POST", "/v1/proposals", { as, body }));
  const path = `/v1/proposals/${proposal.id}`;
  const put = (by: StoryPerson, part: string, content: object) =>
    api.send("PUT", `${path}/parts/${part}`, { as: by, body: content, ifMatch: 0 });
  await put(as, "general", general);
  await put(as, "partner.p001", coordinator);
  await put(as, "budget.p001", budgetOf("p001", 900_000_00));
  const invite = inviter(api, path, as);
  const belgium = await invite({ organisation: organisationId(anna.organisation) });
  const answer = (by: StoryPerson, asked: Asked, step: string, given: object) =>
    api.send("POST", `${path}/memberships/${asked.id}/${step}`, { as: by, body: given, ifMatch: asked.version });
  await answer(anna, belgium, "acceptance", { organisation: organisationId(anna.organisation) });
  const rights = { role: "partner", writes: ["text.impact"] };
  await api.send("PUT", `${path}/memberships/${belgium.id}/rights`, { as, body: rights, ifMatch: 2 });
  await put(anna, "budget.p002", budgetOf("p002", 600_000_00));
  const finland = await invite({ organisation: organisationId(mikael.organisation) });
  await answer(mikael, finland, "refusal", {});
  const mistaken = await invite({ mail: "wrong.address@hub.example", name: "Maltese Cyber Hub", country: "MT" });
  await answer(as, mistaken, "withdrawal", {});
  const croatia = { mail: "contact@croatian-hub.example", name: "Croatian Cyber Hub Initiative", country: "HR" };
  const open = await invite(croatia);
  await answer(as, open, "resending", {});
};
