import { AwardList, AwardListHead, AwardShare, ExcessReason } from "@grants/core/evaluation/award-list";
import { CallId } from "@grants/core/calls/call";
import { AwardDecisionId } from "@grants/core/cofunding/award";
import { RankedStatus, ScoreText } from "@grants/core/evaluation/ranking";
import { PartnerSlot, Pic } from "@grants/core/proposals/part";
import { Acronym, ProposalId } from "@grants/core/proposals/proposal";
import { OrganisationId } from "@grants/kernel/id";
import { Cents } from "@grants/kernel/money";
import { Instant, LocalDate } from "@grants/kernel/time";
import { z } from "@hono/zod-openapi";
import { AllowedAction } from "./allowed-action.ts";

export const AwardListReply = z.object({ version: z.int(), list: AwardListHead }).meta({ id: "AwardListReply" });

const CurrentAward = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    rank: z.int().min(1).optional(),
    /** As the decision gave it. */
    decidedCents: Cents,
    /** As it is now. */
    unionCents: Cents,
    shares: z.array(AwardShare),
    changedAt: Instant.optional(),
  })
  .meta({ id: "CurrentAward" });

/** One award, as the authorising officer changes it before its agreement. */
export const AwardPage = z
  .object({
    callId: CallId,
    callTitle: z.string(),
    topicId: z.string(),
    topicTitle: z.string(),
    proposalId: ProposalId,
    acronym: Acronym,
    /** Of the topic's list; 0: nothing has changed since the decision. */
    version: z.int(),
    decidedCents: Cents,
    unionCents: Cents,
    partners: z.array(
      z
        .object({
          slot: PartnerSlot,
          name: z.string(),
          decidedCents: Cents,
          /** As it is now; absent where the partner is no longer in the award. */
          unionCents: Cents.optional(),
        })
        .meta({ id: "PartnerOfAward" }),
    ),
    /** Who came in since the decision. */
    newcomers: z.array(
      z
        .object({ organisation: OrganisationId, pic: Pic.optional(), unionCents: Cents })
        .meta({ id: "NewcomerOfAward" }),
    ),
    /** What the topic's budget holds beyond its awards. */
    availableCents: Cents,
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "AwardPage" });

/** What a change would leave for the reserve list; nothing is kept of it (DSC-09). */
export const AwardForesight = z
  .object({
    unionCents: Cents,
    availableCents: Cents,
    /** The next in rank order, or all of a tie; absent where nobody waits, or where the list has ended. */
    next: z
      .object({
        rank: z.int().min(1),
        acronyms: z.array(Acronym),
        /** Of all of them. */
        unionCents: Cents,
        /** 0: it could be called; of a tie: all of it (CLR-RANK-04). */
        missingCents: Cents,
      })
      .meta({ id: "NextOfReserve" })
      .optional(),
  })
  .meta({ id: "AwardForesight" });

const WaitingProposal = z
  .object({
    proposalId: ProposalId,
    acronym: Acronym,
    rank: z.int().min(1),
    /** It waits with others at this rank until the panel has ordered them (CLR-RANK-01). */
    isTied: z.boolean(),
    isOrderedByPanel: z.boolean(),
    total: ScoreText,
    unionCents: Cents,
  })
  .meta({ id: "WaitingProposal" });

/** A limit and how it stands; lateness counts from the legal date (CLR-CAL-03). */
const AwardClock = z
  .object({
    dueOn: LocalDate,
    legalDueOn: LocalDate,
    calendarVersion: z.string(),
    state: z.enum(["RUNNING", "OVERDUE", "MET", "MET_LATE"]),
    metOn: LocalDate.optional(),
    daysLate: z.int().min(0),
  })
  .meta({ id: "AwardClock" });

export const ProposalClocks = z
  .object({
    closedOn: LocalDate,
    inform: AwardClock,
    /** Once the applicant has read that the proposal is awarded. */
    sign: AwardClock.optional(),
    /** The result is told to whoever asks: to the coordinator's people, not to the other partners. */
    isToldHere: z.boolean(),
  })
  .meta({ id: "ProposalClocks" });

export const AwardListPage = z
  .object({
    callId: CallId,
    callTitle: z.string(),
    topicId: z.string(),
    topicTitle: z.string(),
    budgetCents: Cents,
    decisionId: AwardDecisionId,
    /** 0: nothing has changed since the decision. */
    version: z.int(),
    /** When a review last changed the order of the reserve list. */
    correctedAt: Instant.optional(),
    clocks: z.object({
      inform: AwardClock,
      /** None where no award is left to be signed. */
      sign: AwardClock.optional(),
      /** Awards that still have money, and how many of their agreements are in force. */
      agreements: z.int().min(0),
      inForce: z.int().min(0),
      /** Averages, to a tenth of a day: from the closing to the information, and from there to the agreements in force. */
      daysToInform: z.string().optional(),
      daysToSign: z.string().optional(),
    }),
    /** Why limits were exceeded, the last one last (TTG-03). */
    excess: z.array(ExcessReason),
    awards: z.array(CurrentAward),
    availableCents: Cents,
    reserve: z.object({
      /** As the decision fixed it; without it the list is as long as the ranking makes it. */
      length: z.int().optional(),
      expiresOn: LocalDate,
      invited: AwardList.shape.invited,
      /** The next, in rank order. */
      waiting: z.array(WaitingProposal),
      /** Whether the quality of all on it is attested, since budget alone keeps them out (DEP-10). */
      areSealCandidates: z.boolean(),
    }),
    allowedActions: z.array(AllowedAction),
  })
  .meta({ id: "AwardListPage" });

const Outcome = z
  .object({
    main: z.int(),
    reserve: z.int(),
    rejected: z.int(),
    waiting: z.int(),
    mainCents: Cents,
    unspentCents: Cents,
  })
  .meta({ id: "RankingOutcome" });

const IllustratedCount = z
  .object({ projects: z.int(), more: z.int(), fewer: z.int(), isProven: z.boolean() })
  .meta({ id: "IllustratedCount" });

export const WhatIf = z
  .object({
    supposed: z.object({ budgetCents: Cents, criterionThreshold: ScoreText, overallThreshold: ScoreText }),
    asIs: Outcome,
    asSupposed: Outcome,
    moved: z.array(
      z
        .object({
          proposalId: ProposalId,
          acronym: Acronym,
          rank: z.int().optional(),
          unionCents: Cents,
          from: RankedStatus,
          to: RankedStatus,
        })
        .meta({ id: "MovedProposal" }),
    ),
    movedTotal: z.int(),
    negotiation: z.union([
      z
        .object({
          most: IllustratedCount,
          best: IllustratedCount,
          inRankOrder: z.int(),
          next: z.union([
            z.object({
              proposalId: ProposalId,
              acronym: Acronym,
              rank: z.int().optional(),
              shortfalls: z.array(z.object({ purse: z.string(), missingCents: Cents })),
              leastTotalCents: Cents,
              alone: z.array(z.object({ purse: z.string(), addCents: Cents })),
            }),
            z.null(),
          ]),
          prices: z.array(z.object({ purse: z.string(), worthPerMillion: z.string() })),
        })
        .meta({
          id: "Negotiation",
          description: "Illustrations of a joint action's money; none of them can be adopted.",
        }),
      z.null(),
    ]),
    isWithinFlexibility: z.union([z.boolean(), z.null()]),
  })
  .meta({ id: "WhatIf" });
