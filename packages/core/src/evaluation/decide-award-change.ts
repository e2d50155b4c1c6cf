import { type Cents, sumCents } from "@grants/kernel/money";
import { type OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { ProposalId } from "../proposals/proposal.ts";
import type { Participation, ParticipationReason } from "../registry/participation.ts";
import type { AwardShare } from "./award-list.ts";

export type AwardNotOfDecision = { readonly kind: "AwardNotOfDecision"; readonly proposalId: ProposalId };
/** The shares are of nobody, or name somebody twice or somebody who is not of the proposal. */
export type SharesUnknown = { readonly kind: "SharesUnknown"; readonly field: "shares" };
/** What was decided is the most that an agreement may grant (EVA-07). */
export type AwardAboveDecision = {
  readonly kind: "AwardAboveDecision";
  readonly field: "shares";
  readonly unionCents: Cents;
  readonly maximumCents: Cents;
};
/** A newcomer may not take part under the restriction of the call. */
export type NewcomerNotEligible = {
  readonly kind: "NewcomerNotEligible";
  readonly field: "shares";
  readonly organisation: OrganisationId;
  readonly reasons: readonly ParticipationReason[];
};
export type ChangeRefusal = AwardNotOfDecision | SharesUnknown | AwardAboveDecision | NewcomerNotEligible;

type Award = {
  /** Slots of the partners that the submitted document names. */
  readonly slots: readonly string[];
  /** What the award may be at most: what was decided, or what an earlier change left of it. */
  readonly maximumCents: Cents;
};

const isOfProposal = (shares: readonly AwardShare[], slots: readonly string[]): boolean => {
  const names = shares.map(({ slot, organisation }) => slot ?? organisation);
  const isKnown = shares.every(({ slot }) => slot === undefined || slots.includes(slot));
  return isKnown && new Set(names).size === names.length;
};

/** Only an entity that is found eligible counts; what is undecided has to be decided first. */
const mayTakePart = ({ verdict }: Participation): boolean =>
  verdict === "ELIGIBLE" || verdict === "ELIGIBLE_CONDITIONAL";

/**
 * Whether an award can go on with these shares: partners may leave and others take over their work, nobody comes in who would have been
 * refused at submission (DEP-03), and the whole is never more than what was decided. What it is less is free for the reserve list (DSC-09).
 */
export const decideAwardChange = (
  { slots, maximumCents }: Award,
  shares: readonly AwardShare[],
  newcomers: ReadonlyMap<OrganisationId, Participation>,
): Result<Cents, ChangeRefusal> => {
  if (!isOfProposal(shares, slots)) return err({ kind: "SharesUnknown", field: "shares" });
  for (const { organisation } of shares) {
    const found = organisation === undefined ? undefined : newcomers.get(organisation);
    if (organisation !== undefined && (found === undefined || !mayTakePart(found)))
      return err({ kind: "NewcomerNotEligible", field: "shares", organisation, reasons: found?.reasons ?? [] });
  }
  const unionCents = sumCents(shares.map((share) => share.unionCents));
  return unionCents > maximumCents
    ? err({ kind: "AwardAboveDecision", field: "shares", unionCents, maximumCents })
    : ok(unionCents);
};
