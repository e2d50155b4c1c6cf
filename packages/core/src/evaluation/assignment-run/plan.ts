import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { z } from "zod";
import { Acronym, ProposalId } from "../../proposals/proposal.ts";
import { digestOfList } from "../sealed-list.ts";
import type { MoveByHand, PlanIndex } from "./assignment-run.ts";

/** Why somebody who suits a proposal better was not given to it. */
const PassedOver = z
  .object({
    user: UserId,
    score: z.int(),
    because: z.enum(["FULL", "NEEDED_TO_GIVE_MINIMUM", "KEPT_FROM_BEFORE"]),
  })
  .meta({ id: "PassedOver" });

const PlannedExpert = z
  .object({
    user: UserId,
    score: z.int(),
    /** What the score is made of. */
    expertise: z.int(),
    language: z.int(),
    /** 1: nobody who may evaluate the proposal suits it better. */
    choice: z.int().min(1),
    /** The best of those; how many there are says `choice`. */
    passed: z.array(PassedOver),
    /** In the place of somebody who was lost, or who gave way. */
    isNew: z.boolean().optional(),
    /** What a person's move added or cost. */
    movedBy: z.int().optional(),
  })
  .meta({ id: "PlannedExpert" });
export type PlannedExpert = z.infer<typeof PlannedExpert>;

/** A proposal with its experts; the first one writes the consensus. */
export const PlanRow = z
  .object({
    proposalId: ProposalId,
    topicId: z.string(),
    acronym: Acronym,
    title: z.string(),
    experts: z.array(PlannedExpert),
    /** The best who may evaluate it and still have room. */
    alternatives: z.array(z.object({ user: UserId, score: z.int() })),
  })
  .meta({ id: "PlanRow" });
export type PlanRow = z.infer<typeof PlanRow>;

export const LoadRow = z
  .object({ user: UserId, load: z.int().min(0), least: z.int().min(0), most: z.int().min(0) })
  .meta({ id: "LoadRow" });
export type LoadRow = z.infer<typeof LoadRow>;

export const plannedPerPage = 25;
export const loadsPerPage = 100;

export type PlanPages = {
  readonly plan: readonly (readonly PlanRow[])[];
  readonly loads: readonly (readonly LoadRow[])[];
};

const inPages = <T>(rows: readonly T[], size: number): readonly (readonly T[])[] =>
  rows.flatMap((_, place) => (place % size === 0 ? [rows.slice(place, place + size)] : []));

/** Rows by their ids, so many to a page. */
export const planPagesOf = (plan: readonly PlanRow[], loads: readonly LoadRow[]): PlanPages => ({
  plan: inPages(plan, plannedPerPage),
  loads: inPages(loads, loadsPerPage),
});

export const digestOfPlan = (sha256: Sha256, { plan, loads }: PlanPages): Digest =>
  sha256(canonicalJson([digestOfList(sha256, plan), digestOfList(sha256, loads)]));

export const indexOf = ({ plan, loads }: PlanPages): PlanIndex => ({
  plan: plan.flatMap(([first]) => first?.proposalId ?? []),
  loads: loads.flatMap(([first]) => first?.user ?? []),
});

/** The page, from 1 on, on which an id stands if it stands anywhere; 0: before the first. */
export const pageOf = (firsts: readonly string[], id: string): number => firsts.filter((first) => first <= id).length;

/** The row after the moves by hand, in their order. */
export const movedRow = (row: PlanRow, moves: readonly MoveByHand[]): PlanRow =>
  moves
    .filter(({ proposalId }) => proposalId === row.proposalId)
    .reduce(
      (before, { from, to, score, delta }) => ({
        ...before,
        experts: before.experts.map((expert) =>
          expert.user === from
            ? { user: to, score, expertise: 0, language: 0, choice: 1, passed: [], movedBy: delta }
            : expert,
        ),
      }),
      row,
    );

export const movedLoad = (row: LoadRow, moves: readonly MoveByHand[]): LoadRow => ({
  ...row,
  load: moves.reduce((load, { from, to }) => load + Number(to === row.user) - Number(from === row.user), row.load),
});
