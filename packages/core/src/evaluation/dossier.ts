import { Digest } from "@grants/kernel/digest";
import { OrganisationId } from "@grants/kernel/id";
import { partnersPerProposalMax } from "@grants/kernel/limits";
import { Cents, NO_CENTS } from "@grants/kernel/money";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CallId } from "../calls/call.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import { CountryCode, PartnerSlot, Pic } from "../proposals/part.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";
import { eeaEftaStates, memberStates } from "../reference/states.ts";
import type { SealedRow } from "./sealed-list.ts";

/** What a partner asks of its national funder. */
const NationalNeed = z.object({ slot: PartnerSlot, funder: FunderCode, cents: Cents });

/** What the evaluation needs of a sealed proposal at hand, taken from its frozen document once, when the proposals are opened. */
export const Dossier = z
  .object({
    proposalId: ProposalId,
    callId: CallId,
    topicId: z.string(),
    /** The call version under which the proposal was received. */
    callVersion: z.int().min(1),
    documentSha256: Digest,
    receivedAt: Instant,
    acronym: Acronym,
    title: z.string(),
    coordinator: OrganisationId,
    /** Registered organisations of the consortium, the coordinator among them: their people cannot be its experts (EVA-02). */
    organisations: z.array(OrganisationId).min(1).max(partnersPerProposalMax),
    /** Every partner of the consortium, registered or not: the people of their organisations cannot be its experts either. */
    pics: z.array(Pic).min(1).max(partnersPerProposalMax),
    /** The theme that the applicant names; the panel may tag another (DSC-06). */
    theme: z.string().optional(),
    /** Requested Union contribution. */
    requestedCents: Cents,
    national: z.array(NationalNeed).max(partnersPerProposalMax),
    /** Partners of Member States and associated countries with what they request: what tells equal scores apart (CLR-RANK-06). */
    partners: z
      .array(z.object({ country: CountryCode, requestedCents: Cents }))
      .max(partnersPerProposalMax)
      .optional(),
  })
  .meta({ id: "Dossier" });
export type Dossier = z.infer<typeof Dossier>;

const requestedBy = (slot: string, { totals }: ProposalDocument): Cents =>
  totals.partners.find((partner) => partner.slot === slot)?.requestedCents ?? NO_CENTS;

/** Throws when the document is not the one that was sealed. */
export const dossierOf = (sealed: SealedRow, document: ProposalDocument): Dossier => {
  const { proposalId, topicId, documentSha256, receivedAt, coordinator, requestedCents } = sealed;
  if (document.proposalId !== proposalId || document.totals.requestedCents !== requestedCents)
    throw new Error(`The document ${documentSha256} is not the one that ${proposalId} was sealed with.`);
  const { acronym, title, theme } = document.general;
  const registered = document.partners.flatMap(({ organisation }) =>
    organisation === undefined ? [] : [organisation],
  );
  return {
    proposalId,
    callId: document.callId,
    topicId,
    callVersion: sealed.callVersion,
    documentSha256,
    receivedAt,
    acronym,
    title,
    coordinator,
    organisations: [...new Set([coordinator, ...registered])],
    pics: document.partners.map(({ pic }) => pic),
    ...(theme === undefined ? {} : { theme }),
    requestedCents,
    national: document.budgets.flatMap(({ slot, national }) =>
      national === undefined || national.requestedCents === 0
        ? []
        : [{ slot, funder: national.funder, cents: national.requestedCents }],
    ),
    partners: document.partners
      .filter(({ country }) => memberStates.has(country) || eeaEftaStates.has(country))
      .map(({ slot, country }) => ({ country, requestedCents: requestedBy(slot, document) })),
  };
};
