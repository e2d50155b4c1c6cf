import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { CallContent } from "@grants/core/calls/call";
import { z } from "zod";
import type { TestApi } from "./api.ts";
import { publishDraft } from "./publish-draft.ts";
import {
  aBudget,
  aCallContent,
  aGeneral,
  aPartner,
  aText,
  anOrganisation,
  beforeOpening,
  nch,
  whileOpen,
} from "./builders.ts";

const CallReply = z.object({ call: z.object({ id: z.string() }) });
const ProposalReply = z.object({ proposal: z.object({ id: z.string() }) });
const FrozenReply = z.object({ version: z.int(), proposal: z.object({ frozen: z.object({ sha256: z.string() }) }) });

/** Steps of the thread that tests of later steps begin with. Each throws when the platform refuses it. */
export const createThread = (api: TestApi) => {
  const must = async (...[method, path, ask]: Parameters<TestApi["send"]>) => {
    const reply = await api.send(method, path, ask);
    if (reply.status >= 300) throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };
  return {
    /** A published call; it opens on 1 December 2026. */
    publishCall: async (over: Partial<z.input<typeof CallContent>> = {}): Promise<string> => {
      const officer = await api.person("programme officer", [{ role: "programmeOfficer" }]);
      const made = await must("POST", "/v1/calls", { as: officer, at: beforeOpening, body: aCallContent(over) });
      const { id } = CallReply.parse(made).call;
      const publisher = await api.person("director", [{ role: "authorisingOfficer" }]);
      await publishDraft(must, { callId: id, officer, publisher, version: 1, at: beforeOpening });
      return id;
    },
    applicant: async (name: string): Promise<{ user: UserId; organisation: OrganisationId }> => {
      const organisation = anOrganisation(name);
      return { organisation, user: await api.person(name, [{ role: "applicant", organisation }]) };
    },
    draftProposal: async (
      { user, organisation }: { user: UserId; organisation: OrganisationId },
      callId: string,
      topicId = nch,
    ): Promise<string> => {
      const body = { callId, topicId, coordinator: organisation };
      return ProposalReply.parse(await must("POST", "/v1/proposals", { as: user, at: whileOpen, body })).proposal.id;
    },
    /** Writes a complete proposal of one partner; `parts` overrides or adds contents by path. */
    writeProposal: async (user: UserId, proposalId: string, parts: Readonly<Record<string, object>> = {}) => {
      const contents: Readonly<Record<string, object>> = {
        general: aGeneral(),
        "partner.p001": aPartner("p001"),
        "budget.p001": aBudget("p001"),
        "text.relevance": aText("relevance"),
        "text.implementation": aText("implementation"),
        "text.impact": aText("impact"),
        ...parts,
      };
      await Promise.all(
        Object.entries(contents).map(([path, body]) =>
          must("PUT", `/v1/proposals/${proposalId}/parts/${path}`, { as: user, at: whileOpen, body, ifMatch: 0 }),
        ),
      );
    },
    /** Digest and version of the frozen document. */
    freezeProposal: async (user: UserId, proposalId: string, ifMatch = 1, at = whileOpen) => {
      const frozen = await must("POST", `/v1/proposals/${proposalId}/freeze`, { as: user, at, ifMatch });
      const { version, proposal } = FrozenReply.parse(frozen);
      return { documentSha256: proposal.frozen.sha256, version };
    },
    must,
  };
};
