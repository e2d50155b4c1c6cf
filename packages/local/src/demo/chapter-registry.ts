import { z } from "zod";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

/** Centres of some Member States; the bodies behind them are made up, except for their countries. */
const centres = [
  { country: "BE", name: cast.belgianCentre.organisation },
  { country: "NL", name: "National Coordination Centre of the Netherlands" },
  { country: "IT", name: "National Coordination Centre of Italy" },
  { country: "FI", name: "National Coordination Centre of Finland" },
] as const;

const Head = z.object({ version: z.int() });
const AccountHead = z.object({ version: z.int(), account: z.object({ id: z.string() }) });
const pathOf = (organisation: string) => `/v1/registry/organisations/${organisationId(organisation)}`;

const listCentres = async (api: StoryApi) => {
  for (const { country, name } of centres) {
    const body = { name, organisation: organisationId(name) };
    const ask = { as: cast.programmeOfficer, body, ifMatch: 0 };
    // oxlint-disable-next-line no-await-in-loop -- a story is told in order.
    await api.send("PUT", `/v1/registry/nccs/${country}`, ask);
  }
  const reason = "The Centre manages the national programme with the same controls.";
  const asked = { as: cast.belgianCentre, body: { reason }, ifMatch: 1 };
  await api.send("POST", "/v1/registry/nccs/BE/capacity-request", asked);
  const decided = {
    as: cast.executiveDirector,
    body: { step: "RECOGNISE", reason: "Decision of the Commission on the Centre's capacity." },
    ifMatch: 2,
  };
  await api.send("POST", "/v1/registry/nccs/BE/capacity-decision", decided);
};

const owners = {
  owners: [
    { key: "STATE", name: "Belgian State", kind: "PUBLIC", country: "BE" },
    { key: "HOLD", name: "Hub Holding SA", kind: "LEGAL", country: "LU" },
    { key: "INV", name: "Northern Invest AS", kind: "LEGAL", country: "NO" },
  ],
  holdings: [
    { owned: "SELF", owner: "STATE", sharePercent: "49" },
    { owned: "SELF", owner: "HOLD", sharePercent: "51" },
    { owned: "HOLD", owner: "INV", sharePercent: "60" },
  ],
};

/** The Belgian hub says who it is; the Centre of its Member State and the ECCC take it into the Community. */
const joinCommunity = async (api: StoryApi) => {
  const { anna, belgianCentre, programmeOfficer, projectOfficer } = cast;
  const path = pathOf(anna.organisation);
  await api.send("POST", `${path}/ownership`, { as: anna, body: owners, ifMatch: 0 });
  const assessment = {
    control: "EU_CONTROLLED",
    country: "NO",
    guarantees: "NONE",
    reason: "The register confirms the chain; Norway counts as the Union here.",
  };
  await api.send("POST", `${path}/ownership/assessment`, { as: projectOfficer, body: assessment, ifMatch: 1 });
  const own = { workUnits: "64.5", turnoverCents: 12_400_000_00, balanceSheetCents: 8_100_000_00 };
  const figures = { isEnterprise: true, isPublicControlled: false, latest: { own, related: [] } };
  await api.send("POST", `${path}/size`, { as: anna, body: figures, ifMatch: 0 });
  const nis2 = {
    status: "ESSENTIAL",
    memberState: "BE",
    sector: "DIGITAL_INFRASTRUCTURE",
    source: "NATIONAL_LIST",
    since: "2026-04-17",
  };
  await api.send("POST", `${path}/nis2`, { as: anna, body: nis2, ifMatch: 1 });
  const request = { entity: "LEGAL_ENTITY", domains: ["a", "d"] };
  await api.send("POST", `${path}/membership`, { as: anna, body: request, ifMatch: 0 });
  const assessed = { outcome: "POSITIVE", reason: "Expertise shown; no concern of national security." };
  await api.send("POST", `${path}/membership/assessment`, { as: belgianCentre, body: assessed, ifMatch: 1 });
  await api.send("POST", `${path}/membership/registration`, { as: programmeOfficer, ifMatch: 2 });
};

/** The Dutch hub asks for another bank account, which cools down and waits for a call, and to join the Community. */
const changeAccount = async (api: StoryApi) => {
  const { hagueAdministrator } = cast;
  const path = pathOf(hagueAdministrator.organisation);
  const body = { iban: "BE71 0961 2345 6769", holderName: hagueAdministrator.organisation };
  AccountHead.parse(await api.send("POST", `${path}/bank-account-changes`, { as: hagueAdministrator, body }));
  const request = { entity: "LEGAL_ENTITY", domains: ["b"] };
  Head.parse(await api.send("POST", `${path}/membership`, { as: hagueAdministrator, body: request, ifMatch: 0 }));
};

/** What the registry knows beside legal entities and accounts. */
export const tellRegistry = async (api: StoryApi): Promise<void> => {
  await listCentres(api);
  await joinCommunity(api);
  await changeAccount(api);
};
