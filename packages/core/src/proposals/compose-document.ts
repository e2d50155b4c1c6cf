import { type Result, err, ok } from "@grants/kernel/result";
import type { CallVersion } from "../calls/call.ts";
import type { AnnexChecks, AnnexPart } from "./annex.ts";
import { computeTotals } from "./compute-totals.ts";
import type { ProposalDocument } from "./document.ts";
import { type Shortcoming, draftOf, findShortcomings } from "./find-shortcomings.ts";
import type { Seat } from "./membership.ts";
import { GeneralPart, type Part, coordinatorSlot, sectionsOf } from "./part.ts";
import { plannedBudgets } from "./planned-budgets.ts";
import type { Proposal } from "./proposal.ts";

export type ProposalIncomplete = { readonly kind: "ProposalIncomplete"; readonly shortcomings: readonly Shortcoming[] };

/** The annexes in the order of the call. */
export const inOrderOf = (annexes: readonly AnnexPart[], { content }: CallVersion): AnnexPart[] =>
  (content.annexes ?? []).flatMap(({ annexId }) => annexes.filter((annex) => annex.annexId === annexId));

/** The document that a freeze keeps, or the checklist of what is missing. Throws when the topic is not of the call. */
export const composeDocument = (
  proposal: Proposal,
  parts: readonly Part[],
  call: CallVersion,
  checks: AnnexChecks = new Map(),
  seats: readonly Seat[] = [],
): Result<ProposalDocument, ProposalIncomplete> => {
  const draft = draftOf(parts, checks);
  const shortcomings = findShortcomings(draft, call, proposal, seats);
  if (shortcomings.length > 0) return err({ kind: "ProposalIncomplete", shortcomings });
  const { coordinator } = proposal;
  const costs = draft.costs.filter(({ lines }) => lines.length > 0);
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
    budgets: [...plannedBudgets(draft.budgets, draft.costs)],
    ...(draft.workPackages.length === 0 ? {} : { workPackages: [...draft.workPackages] }),
    ...(costs.length === 0 ? {} : { costs: [...costs] }),
    texts: sectionsOf(call.content.profile).flatMap((section) =>
      draft.texts.filter((text) => text.section === section),
    ),
    ...(draft.annexes.length === 0 ? {} : { annexes: inOrderOf(draft.annexes, call) }),
    ...(draft.declarations.length === 0 ? {} : { declarations: [...draft.declarations] }),
    totals: computeTotals(draft.partners, draft.budgets, call.content.profile, costs),
    partVersions: Object.fromEntries(parts.map(({ path, version }) => [path, version])),
  });
};
