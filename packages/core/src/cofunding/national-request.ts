import { Cents } from "@grants/kernel/money";
import { z } from "zod";
import { FunderCode } from "../access/rights.ts";
import { CountryCode, Pic } from "../proposals/part.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import { RequestingPartner } from "./national-verdict.ts";

/** What one partner of a sealed proposal asks of its national funder. No title, no content: the funder judges its partner (MAT-02). */
export const NationalRequest = z
  .object({
    ...RequestingPartner.shape,
    topicId: z.string(),
    funder: FunderCode,
    name: z.string(),
    pic: Pic,
    country: CountryCode,
    isPublicBody: z.boolean(),
    eligibleCents: Cents,
    unionCents: Cents,
    requestedCents: Cents,
  })
  .meta({ id: "NationalRequest" });
export type NationalRequest = z.infer<typeof NationalRequest>;

/** The requests of one frozen proposal, in the order of its partners; partners that ask for nothing are not on the list. */
export const nationalRequestsOf = (document: ProposalDocument): readonly NationalRequest[] =>
  document.partners.flatMap((partner): readonly NationalRequest[] => {
    const { slot, name, pic, country, isPublicBody } = partner;
    const budget = document.budgets.find((one) => one.slot === slot);
    const totals = document.totals.partners.find((one) => one.slot === slot);
    if (budget?.national === undefined || totals === undefined || budget.national.requestedCents === 0) return [];
    const { funder, requestedCents } = budget.national;
    const { eligibleCents, requestedCents: unionCents } = totals;
    const { proposalId, topicId } = document;
    const partnerFacts = { proposalId, slot, topicId, funder, name, pic, country, isPublicBody };
    return [{ ...partnerFacts, eligibleCents, unionCents, requestedCents }];
  });
