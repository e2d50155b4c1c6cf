import type { OrganisationId, UserId } from "@grants/kernel/id";
import { UserId as UserIdSchema } from "@grants/kernel/id";
import { newId } from "@grants/store/new-id";
import { z } from "zod";
import type { Reply, TestApi } from "./api.ts";
import { whileOpen } from "./builders.ts";
import { createThread } from "./thread.ts";

const Membership = z.object({ version: z.int(), membership: z.object({ id: z.string(), slot: z.string() }) });
const Organisation = z.object({ organisation: z.object({ id: z.string(), pic: z.string() }) });

/** A legal entity whose numbers are its own. */
export const anEntity = (name: string, over: object = {}) => ({
  name,
  registrationNumber: `REG ${name}`,
  address: { streetName: "Main street", buildingNumber: "1", postCode: "1000", townName: "Brussels", country: "BE" },
  ...over,
});

export type Invited = { readonly id: string; readonly slot: string; readonly version: number; readonly token: string };
export type Founder = { readonly user: UserId; readonly organisation: OrganisationId; readonly pic: string };

/** The last part of the link in the newest mail. */
export const tokenIn = (api: TestApi): string =>
  /consortia\/([A-Za-z0-9_-]{22})/.exec(api.mails.at(-1)?.text ?? "")?.[1] ?? "";

/** Steps by which a consortium comes together. Each throws when the platform refuses it. */
export const createConsortiumSteps = (api: TestApi) => {
  const { must } = createThread(api);
  const invite = async (as: UserId, proposalId: string, body: object): Promise<Invited> => {
    const made = await must("POST", `/v1/proposals/${proposalId}/memberships`, {
      as,
      at: whileOpen,
      body: { role: "partner", language: "en", ...body },
    });
    const { version, membership } = Membership.parse(made);
    return { ...membership, version, token: "mail" in body ? tokenIn(api) : "" };
  };
  const accept = (
    as: UserId,
    proposalId: string,
    { id, token }: Invited,
    organisation: string,
    over: object = {},
  ): Promise<Reply> =>
    api.send("POST", `/v1/proposals/${proposalId}/memberships/${id}/acceptance`, {
      as,
      at: whileOpen,
      ifMatch: 1,
      body: { organisation, ...(token === "" ? {} : { token }) },
      ...over,
    });
  return {
    must,
    invite,
    accept,
    /** A person whom the platform does not know yet. */
    newcomer: (name: string): UserId => UserIdSchema.parse(`usr_${newId(name)}`),
    found: async (
      name: string,
      over: object = {},
      user: UserId = UserIdSchema.parse(`usr_${newId(`founder of ${name}`)}`),
    ): Promise<Founder> => {
      const body = { legalEntity: anEntity(name, over) };
      const { organisation } = Organisation.parse(
        await must("POST", "/v1/registry/new-organisations", { as: user, body }),
      );
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the platform answers with an id of this kind.
      return { user, organisation: organisation.id as OrganisationId, pic: organisation.pic };
    },
    /** Invited by mail and joined. */
    join: async (coordinator: UserId, proposalId: string, partner: Founder): Promise<Invited> => {
      const invited = await invite(coordinator, proposalId, {
        mail: "a@partner.example",
        name: "To be",
        country: "BE",
      });
      const reply = await accept(partner.user, proposalId, invited, partner.organisation);
      if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`);
      return { ...invited, version: 2 };
    },
  };
};
