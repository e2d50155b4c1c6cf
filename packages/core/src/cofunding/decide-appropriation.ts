import { type Cents, NO_CENTS, sumCents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { yearOf } from "@grants/kernel/calendar";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { overdrawnEnvelope, topicCeiling } from "../calls/budget-envelope.ts";
import type { CallVersion } from "../calls/call.ts";
import type { JournalDraft } from "../ledger/journal.ts";
import { appropriationLegs } from "./appropriation-legs.ts";
import type { CommitmentId } from "./award.ts";
import type { GlobalCommitment } from "./commitment.ts";
import { type NothingToChange, UnionLine, commonPotLine, unionLineOf } from "./pot-line.ts";

export type TopicNotFound = { readonly kind: "TopicNotFound"; readonly topicId: string };
export type TopicAmount = { readonly topicId: string; readonly amountCents: Cents };

/** The topic's budget in the published call is the most that can be appropriated to it. */
export type AppropriationAboveBudget = {
  readonly kind: "AppropriationAboveBudget";
  readonly field: "lines";
  readonly topicId: string;
  readonly budgetCents: Cents;
};
/** Topics that share a sum have more than it, together. */
export type AppropriationAboveEnvelope = {
  readonly kind: "AppropriationAboveEnvelope";
  readonly field: "lines";
  readonly title: string;
  readonly budgetCents: Cents;
};
/** The common pot that the call publishes is the most that can be appropriated to it; a call without one has none. */
export type CommonPotAboveCall = {
  readonly kind: "CommonPotAboveCall";
  readonly field: "commonPotCents";
  readonly maximumCents: Cents;
};
/** Union grants of a joint action stay within its allocation and, where it mirrors, within what is committed (MAT-03). */
export type AppropriationAboveUnionShare = {
  readonly kind: "AppropriationAboveUnionShare";
  readonly field: "lines";
  readonly appropriatedCents: Cents;
  readonly unionShareCents: Cents;
};
/** A correction of the call moved topics that already have money: their lines would change hands. */
export type TopicsReordered = { readonly kind: "TopicsReordered" };
export type AppropriationRefusal =
  | TopicNotFound
  | AppropriationAboveBudget
  | AppropriationAboveEnvelope
  | CommonPotAboveCall
  | AppropriationAboveUnionShare
  | TopicsReordered
  | NothingToChange;

type Appropriation = {
  readonly id: CommitmentId;
  readonly before: GlobalCommitment | null;
  /** Topics as the lines were numbered before; none before the first appropriation. */
  readonly topicIdsBefore: readonly string[];
  readonly call: CallVersion;
  readonly amounts: readonly TopicAmount[];
  /** For the common pot of the joint action (CLR-MAT-01). */
  readonly commonPotCents: Cents;
  /** `null` where the call is no joint action (MAT-01). */
  readonly unionShareCents: Cents | null;
};

type Decided = { readonly next: GlobalCommitment; readonly journal: JournalDraft };

export const topicIdsOf = ({ content }: CallVersion): readonly string[] => content.topics.map(({ topicId }) => topicId);

const areMoved = (before: readonly string[], now: readonly string[]) =>
  before.some((topicId, place) => now[place] !== topicId);

const commonPotMaxCents = ({ content: { nationalFunding } }: CallVersion): Cents =>
  nationalFunding.kind === "jointAction" ? nationalFunding.commonPotCents : NO_CENTS;

const amountsFault = ({
  call,
  amounts,
  commonPotCents,
  unionShareCents,
}: Appropriation): AppropriationRefusal | null => {
  for (const { topicId, amountCents } of amounts) {
    const topic = call.content.topics.find((one) => one.topicId === topicId);
    if (topic === undefined) return { kind: "TopicNotFound", topicId };
    const budgetCents = topicCeiling(call.content, topic);
    if (amountCents > budgetCents) return { kind: "AppropriationAboveBudget", field: "lines", topicId, budgetCents };
  }
  const overdrawn = overdrawnEnvelope(call.content, amounts);
  if (overdrawn !== null) return { kind: "AppropriationAboveEnvelope", field: "lines", ...overdrawn };
  const maximumCents = commonPotMaxCents(call);
  if (commonPotCents > maximumCents) return { kind: "CommonPotAboveCall", field: "commonPotCents", maximumCents };
  const appropriatedCents = sumCents([commonPotCents, ...amounts.map(({ amountCents }) => amountCents)]);
  if (unionShareCents === null || appropriatedCents <= unionShareCents) return null;
  return { kind: "AppropriationAboveUnionShare", field: "lines", appropriatedCents, unionShareCents };
};

const linesOf = ({ call, amounts, commonPotCents }: Appropriation): Readonly<Record<UnionLine, Cents>> =>
  Object.fromEntries([
    ...(commonPotCents === 0 ? [] : [[commonPotLine, commonPotCents] as const]),
    ...amounts.flatMap(({ topicId, amountCents }) => {
      const line = unionLineOf(topicIdsOf(call), topicId);
      return line === null ? [] : [[line, amountCents] as const];
    }),
  ]);

/**
 * The global commitment of a call (COMT-02): how much Union money each topic has. A topic that is left out has none. The year is that of the
 * first appropriation; individual commitments may be signed until the end of the next (COMT-03).
 */
export const decideAppropriation = (
  appropriation: Appropriation,
  now: Instant,
): Result<Decided, AppropriationRefusal> => {
  const { id, before, topicIdsBefore, call } = appropriation;
  if (areMoved(topicIdsBefore, topicIdsOf(call))) return err({ kind: "TopicsReordered" });
  const fault = amountsFault(appropriation);
  if (fault !== null) return err(fault);
  const linesCents = linesOf(appropriation);
  const was = before?.linesCents ?? {};
  const names = [...new Set([...Object.keys(was), ...Object.keys(linesCents)])].map((line) => UnionLine.parse(line));
  const legs = names.flatMap((line) =>
    appropriationLegs(call.callId, line, { fromCents: was[line] ?? NO_CENTS, toCents: linesCents[line] ?? NO_CENTS }),
  );
  if (legs.length === 0) return err({ kind: "NothingToChange" });
  const next: GlobalCommitment = {
    state: "open",
    id,
    callId: call.callId,
    budgetYear: before?.budgetYear ?? yearOf(dateInZone(now)),
    contentVersion: call.contentVersion,
    linesCents,
  };
  return ok({ next, journal: { type: "FundsAppropriated", legs } });
};
