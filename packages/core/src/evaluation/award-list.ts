import { Digest } from "@grants/kernel/digest";
import { type NewId, OrganisationId, prefixedId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { ParagraphText } from "@grants/kernel/text";
import { Instant } from "@grants/kernel/time";
import { z } from "zod";
import { AwardDecisionId } from "../cofunding/award.ts";
import { PartnerSlot } from "../proposals/part.ts";
import { Acronym, ProposalId } from "../proposals/proposal.ts";

export const AwardListId = prefixedId("awl").brand("AwardListId").meta({ id: "AwardListId" });
export type AwardListId = z.infer<typeof AwardListId>;

/** What one of the consortium receives of an award; a newcomer is known by its organisation. */
export const AwardShare = z
  .strictObject({ slot: PartnerSlot.optional(), organisation: OrganisationId.optional(), unionCents: Cents })
  .refine(({ slot, organisation }) => (slot === undefined) !== (organisation === undefined), {
    message: "A share is of a partner of the proposal or of a newcomer.",
  })
  .meta({ id: "AwardShare" });
export type AwardShare = z.infer<typeof AwardShare>;

/** How an award stands before its agreement: less than was decided where somebody left, nothing where it fails. */
export const ChangedAward = z
  .object({ proposalId: ProposalId, unionCents: Cents, shares: z.array(AwardShare), changedAt: Instant })
  .meta({ id: "ChangedAward" });
export type ChangedAward = z.infer<typeof ChangedAward>;

/** A proposal of the reserve list that was called, because money appeared (DSC-09). */
export const InvitedReserve = z
  .object({ proposalId: ProposalId, acronym: Acronym, rank: z.int().min(1), unionCents: Cents, invitedAt: Instant })
  .meta({ id: "InvitedReserve" });
export type InvitedReserve = z.infer<typeof InvitedReserve>;

/** The list in another order than was decided on, after the last review that changed a score (EVA-09). */
export const CorrectedList = z
  .object({ listSha256: Digest, proposals: z.int().min(1), correctedAt: Instant, reviewId: z.string() })
  .meta({ id: "CorrectedList" });

export const ExceedableLimit = z.enum(["INFORM", "SIGN"]).meta({ id: "ExceedableLimit" });
export type ExceedableLimit = z.infer<typeof ExceedableLimit>;

/** What justifies exceeding a limit, in exceptional cases alone (TTG-03; the last one TTG-04). */
export const ExcessGround = z
  .enum(["COMPLEX_ACTIONS", "MANY_PROPOSALS", "APPLICANT_DELAY", "ETHICS_OR_SECURITY"])
  .meta({ id: "ExcessGround" });
export type ExcessGround = z.infer<typeof ExcessGround>;

export const excessReasonsMax = 20;
/** Why a limit was exceeded, as it is reported once a year (TTG-03). */
export const ExcessReason = z
  .object({
    limit: ExceedableLimit,
    ground: ExcessGround,
    text: ParagraphText.trim().min(10).max(1_000),
    /** Days after the legal date when the reason was given. */
    daysLate: z.int().min(1),
    recordedAt: Instant,
  })
  .meta({ id: "ExcessReason" });
export type ExcessReason = z.infer<typeof ExcessReason>;

/** The panel's order of a tie among those who wait, where the decision or a review left one (DSC-05 step 3, CLR-RANK-01). */
export const ReserveOrder = z.object({ order: z.array(ProposalId).min(2).max(100), decidedAt: Instant });
export type ReserveOrder = z.infer<typeof ReserveOrder>;

export const reserveOrdersMax = 50;

/** Changes and invitations of one topic; a list that needs more is a decision of its own. */
export const awardListRowsMax = 300;

/** The head of what became of a topic's awards after their decision; it names what it comes to by a digest. */
export const AwardListHead = z
  .object({ state: z.literal("open"), id: AwardListId, decisionId: AwardDecisionId, manifestSha256: Digest })
  .meta({ id: "AwardListHead" });
export type AwardListHead = z.infer<typeof AwardListHead>;

export const AwardListManifest = z.object({
  changed: z.array(ChangedAward).max(awardListRowsMax),
  invited: z.array(InvitedReserve).max(awardListRowsMax),
  corrected: CorrectedList.optional(),
  orders: z.array(ReserveOrder).max(reserveOrdersMax).optional(),
  excess: z.array(ExcessReason).max(excessReasonsMax).optional(),
});
export type AwardListManifest = z.infer<typeof AwardListManifest>;

/** Nothing has become of the awards since they were decided. */
export const emptyAwardList: AwardListManifest = { changed: [], invited: [] };

export const AwardList = AwardListHead.extend(AwardListManifest.shape).meta({ id: "AwardList" });
export type AwardList = z.infer<typeof AwardList>;

/** A decision has one list: the same decision makes the same id. */
export const awardListIdOf = (newId: NewId, decisionId: AwardDecisionId): AwardListId =>
  AwardListId.parse(`awl_${newId(`award-list:${decisionId}`)}`);
