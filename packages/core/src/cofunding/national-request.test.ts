import { programmeProfiles } from "../calls/programme-profiles.ts";
import { newId } from "@grants/store/new-id";
import { describe, expect, test } from "vitest";
import { aBudget, aGeneral, aPartner, nch } from "../../../../test/support/builders.ts";
import { computeTotals } from "../proposals/compute-totals.ts";
import { ProposalDocument } from "../proposals/document.ts";
import { BudgetPart, PartnerPart } from "../proposals/part.ts";
import { nationalRequestsOf } from "./national-request.ts";

const aDocument = (partners: readonly object[], budgets: readonly object[]) => {
  const parsed = {
    partners: partners.map((partner) => PartnerPart.parse(partner)),
    budgets: budgets.map((budget) => BudgetPart.parse(budget)),
  };
  return ProposalDocument.parse({
    v: 1,
    proposalId: `prop_${newId("proposal")}`,
    callId: `call_${newId("call")}`,
    topicId: nch,
    callVersion: 1,
    general: aGeneral(),
    ...parsed,
    texts: [],
    totals: computeTotals(parsed.partners, parsed.budgets, programmeProfiles.SG),
    partVersions: {},
  });
};

describe("reading national requests off a document", () => {
  test("takes who asks whom for how much, and not what the proposal is about", () => {
    const national = { funder: "NL", requestedCents: 50_000_00 };
    const document = aDocument(
      [aPartner("p001"), aPartner("p002", { country: "NL", isPublicBody: false })],
      [aBudget("p001"), aBudget("p002", { national })],
    );
    expect(nationalRequestsOf(document)).toEqual([
      {
        proposalId: document.proposalId,
        slot: "p002",
        topicId: nch,
        funder: "NL",
        name: "Partner p002",
        pic: "999880020",
        country: "NL",
        isPublicBody: false,
        eligibleCents: 535_000_00,
        unionCents: 267_500_00,
        requestedCents: 50_000_00,
      },
    ]);
  });

  test("leaves out who asks for nothing", () => {
    const document = aDocument(
      [aPartner("p001")],
      [aBudget("p001", { national: { funder: "BE", requestedCents: 0 } })],
    );
    expect(nationalRequestsOf(document)).toEqual([]);
  });
});
