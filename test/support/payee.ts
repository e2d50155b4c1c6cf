import type { OrganisationId, UserId } from "@grants/kernel/id";
import { Instant, addMilliseconds } from "@grants/kernel/time";
import { sha256 } from "@grants/store/sha256";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { anOrganisation } from "./builders.ts";

export const validIban = "BE68539007547034";

const picsMax = 900_000_000;

/** Nine digits that are this organisation's. */
const picOf = (organisation: OrganisationId): string =>
  `${100_000_000 + (Number.parseInt(sha256(organisation).slice(0, 12), 16) % picsMax)}`;

export const aLegalEntity = (organisation: OrganisationId, over: object = {}) => ({
  name: "Cyber Hub",
  pic: picOf(organisation),
  registrationNumber: `BE ${picOf(organisation)}`,
  address: {
    streetName: "Wetstraat",
    buildingNumber: "16",
    postCode: "1000",
    townName: "Brussel",
    country: "BE",
  },
  phone: "+3225550101",
  ...over,
});

/** Ten days (PAYX-06 [I]). */
export const coolingMs = 864_000_000;

export const anAccount = (over: object = {}) => ({ iban: "BE68 5390 0754 7034", holderName: "Cyber Hub", ...over });

/** The answer to the registration of an account. */
export const AccountReply = z.object({ version: z.int(), account: z.object({ id: z.string() }) });

export type Payee = { readonly user: UserId; readonly organisation: OrganisationId };

/** Organisations at each step of the registry. Each throws when the platform refuses it. */
export const createPayees = (api: TestApi) => {
  const must = async (...[method, path, ask]: Parameters<TestApi["send"]>) => {
    const reply = await api.send(method, path, ask);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  const applicant = async (name: string): Promise<Payee> => {
    const organisation = anOrganisation(name);
    return {
      organisation,
      user: await api.person(name, [
        { role: "applicant", organisation },
        { role: "organisationAdministrator", organisation },
      ]),
    };
  };
  const register = async (payee: Payee): Promise<Payee> => {
    const body = { organisationId: payee.organisation, legalEntity: aLegalEntity(payee.organisation) };
    await must("POST", "/v1/registry/organisations", { as: payee.user, body });
    return payee;
  };
  const validate = async (payee: Payee, account: object = anAccount()): Promise<{ bankAccountId: string }> => {
    const verifier = await api.person("registry verifier", [{ role: "verifier" }]);
    const accountant = await api.person("registry accountant", [{ role: "accountingOfficer" }]);
    const path = `/v1/registry/organisations/${payee.organisation}`;
    await must("POST", `${path}/validation`, { as: verifier, ifMatch: 1 });
    return validateAccount(payee, account, { verifier, accountant });
  };
  const validateAccount = async (
    { user, organisation }: Payee,
    account: object,
    by: { readonly verifier: UserId; readonly accountant: UserId },
  ): Promise<{ bankAccountId: string }> => {
    const path = `/v1/registry/organisations/${organisation}/bank-accounts`;
    const made = await must("POST", path, { as: user, body: account });
    const { id } = AccountReply.parse(made).account;
    await must("POST", `${path}/${id}/verification`, { as: by.verifier, ifMatch: 1 });
    await must("POST", `${path}/${id}/validation`, { as: by.accountant, ifMatch: 2, body: {} });
    return { bankAccountId: id };
  };
  /** Through call-back, bank and cooling period, all in order. */
  const changeAccount = async (
    { user, organisation }: Payee,
    account: object,
    by: { readonly verifier: UserId; readonly accountant: UserId },
  ): Promise<void> => {
    const path = `/v1/registry/organisations/${organisation}`;
    const asked = addMilliseconds(Instant.parse(api.openingAt), 1);
    const made = await must("POST", `${path}/bank-account-changes`, { as: user, at: asked, body: account });
    const file = `${path}/bank-accounts/${AccountReply.parse(made).account.id}`;
    const body = { outcome: "CONFIRMED", reason: "The director confirmed it." };
    await must("POST", `${file}/call-back`, { as: by.verifier, ifMatch: 1, body });
    await must("POST", `${file}/verification`, { as: by.verifier, ifMatch: 2 });
    const at = addMilliseconds(asked, coolingMs);
    await must("POST", `${file}/validation`, { as: by.accountant, ifMatch: 3, at, body: {} });
  };
  return {
    applicant,
    registered: async (name: string): Promise<Payee> => register(await applicant(name)),
    validated: async (name: string, account?: object): Promise<Payee> => {
      const payee = await register(await applicant(name));
      await validate(payee, account);
      return payee;
    },
    register,
    /** Legal entity and account of an organisation that has neither yet. */
    validate: async (payee: Payee, account?: object) => validate(await register(payee), account),
    validateAccount,
    changeAccount,
  };
};
