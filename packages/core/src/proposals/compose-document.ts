import { type Result, err, ok } from "@grants/kernel/result";
import type { CallVersion } from "../calls/call.ts";
import { computeTotals } from "./compute-totals.ts";
import type { ProposalDocument } from "./document.ts";
import { type Shortcoming, draftOf, findShortcomings } from "./find-shortcomings.ts";
import type { Seat } from "./membership.ts";
import { GeneralPart, type Part, coordinatorSlot, sectionsOf } from "./part.ts";
import type { Proposal } from "./proposal.ts";

export type ProposalIncomplete = { readonly kind: "ProposalIncomplete"; readonly shortcomings: readonly Shortcoming[] };

/** The document that a freeze keeps, or the checklist of what is missing. Throws when the topic is not of the call. */
export const composeDocument = (
  proposal: Proposal,
  parts: readonly Part[],
  call: CallVersion,
  seats: readonly Seat[] = [],
): Result<ProposalDocument, ProposalIncomplete> => {
  const draft = draftOf(parts);
  const shortcomings = findShortcomings(draft, call, proposal, seats);
  if (shortcomings.length > 0) return err({ kind: "ProposalIncomplete", shortcomings });
  const { coordinator } = proposal;
  return ok({
    v: 1,
    proposalId: proposal.id,
    callId: call.callId,
    topicId: proposal.topicId,
    callVersion: call.contentVersion,
    general: GeneralPart.parse(draft.general),
    partners: draft.partners.map((partner) => {
      const seat = seats.find(({ slot }) => slot === partner.slot);
      const organisation = partner.slot === coordinatorSlot ? coordinator : seat?.organisation;
      return organisation === undefined ? partner : { ...partner, organisation };
    }),
    budgets: [...draft.budgets],
    texts: sectionsOf(call.content.profile).flatMap((section) =>
      draft.texts.filter((text) => text.section === section),
    ),
    ...(draft.declarations.length === 0 ? {} : { declarations: [...draft.declarations] }),
    totals: computeTotals(draft.partners, draft.budgets, call.content.profile),
    partVersions: Object.fromEntries(parts.map(({ path, version }) => [path, version])),
  });
};
