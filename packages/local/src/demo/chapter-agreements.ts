import { z } from "zod";
import type { SubmittedStory } from "./chapter-proposals.ts";
import { cast, organisationId } from "./people.ts";
import type { StoryApi } from "./story-api.ts";

/** Synthetic accounts of the coordinators: the check digits are right, the banks do not exist. */
const accounts: Readonly<Record<string, string>> = {
  NL: "NL93DEMO0123456789",
  BE: "BE48001002003027",
};
const seats: Readonly<Record<string, string>> = { NL: "Den Haag", BE: "Brussel" };

/** Numbers of the coordinators, made up. */
const phones: Readonly<Record<string, string>> = { NL: "+31700000101", BE: "+3220000101" };

const AccountHead = z.object({ version: z.int(), account: z.object({ id: z.string() }) });
const Head = z.object({ version: z.int() });

/** The coordinator states its legal entity and account; two persons of the ECCC check them (PAYX-06). */
export const validatePayee = async (api: StoryApi, { coordinator, country, pic }: SubmittedStory) => {
  const id = organisationId(coordinator.organisation);
  const path = `/v1/registry/organisations/${id}`;
  const legalEntity = {
    name: coordinator.organisation,
    pic,
    registrationNumber: `${country} DEMO ${pic}`,
    address: {
      streetName: "Demonstration street",
      buildingNumber: "1",
      townName: seats[country] ?? "Brussel",
      country,
    },
    phone: phones[country],
  };
  const registered = { as: coordinator, body: { organisationId: id, legalEntity } };
  const { version } = Head.parse(await api.send("POST", "/v1/registry/organisations", registered));
  await api.send("POST", `${path}/validation`, { as: cast.verifier, ifMatch: version });
  const body = { iban: accounts[country], holderName: coordinator.organisation };
  const stated = AccountHead.parse(await api.send("POST", `${path}/bank-accounts`, { as: coordinator, body }));
  const account = `${path}/bank-accounts/${stated.account.id}`;
  const checked = Head.parse(
    await api.send("POST", `${account}/verification`, { as: cast.verifier, ifMatch: stated.version }),
  );
  await api.send("POST", `${account}/validation`, { as: cast.accountingOfficer, body: {}, ifMatch: checked.version });
};

const AgreementHead = z.object({
  version: z.int(),
  agreement: z.object({ id: z.string(), sheetSha256: z.string() }),
});

export type PreparedStory = Pick<SubmittedStory, "coordinator"> & {
  readonly agreementId: string;
  readonly version: number;
  readonly sheetSha256: string;
};

/** The data sheet of one award, made from what was awarded. */
export const prepareAgreement = async (
  api: StoryApi,
  award: { readonly awardId: string; readonly projectNumber: string },
  { coordinator }: SubmittedStory,
): Promise<PreparedStory> => {
  const body = { ...award, startsOn: "2027-06-01" };
  const made = await api.send("POST", "/v1/agreements", { as: cast.projectOfficer, body });
  const { version, agreement } = AgreementHead.parse(made);
  return { coordinator, agreementId: agreement.id, version, sheetSha256: agreement.sheetSha256 };
};

/** Both sides sign the same sheet; the agreement is in force on the last signature (GA-01). */
export const signAgreement = async (
  api: StoryApi,
  { agreementId, version, sheetSha256, coordinator }: PreparedStory,
) => {
  const path = `/v1/agreements/${agreementId}/signatures`;
  const body = { sheetSha256 };
  const first = Head.parse(await api.send("POST", path, { as: coordinator, body, ifMatch: version }));
  await api.send("POST", path, { as: cast.executiveDirector, body, ifMatch: first.version });
};
