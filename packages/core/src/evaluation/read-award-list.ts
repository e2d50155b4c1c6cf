import type { Cents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { AllowedAction } from "../access/decide-access.ts";
import { agreementIdOf } from "../agreements/agreement.ts";
import type { Command } from "../audit/command.ts";
import { letterBatchIdOf } from "../letters/letter-order.ts";
import { averageDays } from "./exceed-limit.ts";
import { closingOf } from "../calls/topic-closing.ts";
import { type AwardClock, clockOf, lastOf, topicDeadlines } from "./award-clocks.ts";
import type { AwardClockStore } from "./award-clock-store.ts";
import type { AwardRow } from "./award-decision.ts";
import type { AwardListManifest } from "./award-list.ts";
import { decideNextReserve } from "./call-reserve.ts";
import {
  type AwardListDeps,
  type DecidedTopic,
  type FindAwardListError,
  type OfTopic,
  availableIn,
  currentCents,
  findAwardList,
  loadAwards,
  loadWaiting,
  manifestIn,
  reserveTermsOf,
  type WaitingRow,
} from "./find-award-list.ts";
import { answerAction } from "./read-evaluation.ts";

export type TopicClocks = {
  readonly inform: AwardClock;
  /** None where no award is left to be signed. */
  readonly sign: AwardClock | null;
  /** Awards that still have money, and how many of their agreements are in force. */
  readonly agreements: number;
  readonly inForce: number;
  /** From the closing to the information, and from there to the agreements in force, on average; `null` before there is one (TTG-03). */
  readonly daysToInform: string | null;
  readonly daysToSign: string | null;
};
export type ReadAwardListDeps = AwardListDeps & { readonly clocks: AwardClockStore };

export type AwardListPage = DecidedTopic & {
  readonly clocks: TopicClocks;
  readonly awards: readonly AwardRow[];
  readonly manifest: AwardListManifest;
  /** The next of the reserve list, in rank order. */
  readonly waiting: readonly WaitingRow[];
  readonly availableCents: Cents;
  readonly reserve: { readonly length: number | null; readonly expiresOn: LocalDate };
  readonly allowedActions: readonly AllowedAction[];
};

type ReadClocks = {
  readonly found: DecidedTopic;
  readonly awards: readonly AwardRow[];
  readonly manifest: AwardListManifest;
  readonly today: LocalDate;
};

/** The limits to inform and to sign, of all applicants and of all awards that were not given up (TTG-01, TTG-02, TTG-04). */
export const readClocks = async (
  { clocks, newId }: ReadAwardListDeps,
  { found: { version, topic, decision }, awards, manifest, today }: ReadClocks,
): Promise<TopicClocks> => {
  const standing = awards.filter(({ proposalId, unionCents }) => currentCents(proposalId, unionCents, manifest) > 0);
  const { allSentAt, inForceOn } = await clocks.loadTopic({
    batchId: letterBatchIdOf(newId, decision.state.id),
    agreementIds: standing.map(({ awardId }) => agreementIdOf(newId, awardId)),
  });
  const informedOn = allSentAt === null ? null : dateInZone(allSentAt);
  const signedOn = inForceOn.flatMap((day) => day ?? []);
  const { inform, sign, latestSign } = topicDeadlines(version, topic.topicId, informedOn);
  return {
    inform: clockOf(inform, { metOn: informedOn, today }),
    sign: standing.length === 0 ? null : clockOf(sign ?? latestSign, { metOn: lastOf(inForceOn), today }),
    agreements: standing.length,
    inForce: signedOn.length,
    daysToInform: averageDays(dateInZone(closingOf(version, topic.topicId)), informedOn === null ? [] : [informedOn]),
    daysToSign: averageDays(informedOn, signedOn),
  };
};

/** What became of a topic's awards: as they are now, what is free, and who stands on the reserve list. */
export const readAwardList = async (
  deps: ReadAwardListDeps,
  { callId, topicId, command }: OfTopic & { readonly command: Command },
): Promise<Result<AwardListPage, FindAwardListError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "readAwardList", command });
  if (!found.ok) return found;
  const manifest = manifestIn(found.value.list);
  const awards = await loadAwards(deps.rankings, found.value.decision);
  const today = dateInZone(command.at);
  const [waiting, clocks] = await Promise.all([
    loadWaiting(deps.rankings, found.value, awards),
    readClocks(deps, { found: found.value, awards, manifest, today }),
  ]);
  const availableCents = availableIn(awards, manifest, found.value.topic.budgetCents);
  const reserve = reserveTermsOf(found.value);
  const next = decideNextReserve(waiting, { availableCents, expiresOn: reserve.expiresOn, at: command.at });
  const asker = { rights: found.value.rights, at: command.at };
  const isExceeded = clocks.inform.daysLate > 0 || (clocks.sign?.daysLate ?? 0) > 0;
  return ok({
    ...found.value,
    clocks,
    awards,
    manifest,
    waiting,
    availableCents,
    reserve,
    allowedActions: [
      answerAction("changeAward", asker, null),
      answerAction("inviteReserve", asker, next.ok ? null : next.error.kind),
      answerAction("orderReserveTie", asker, waiting.some(({ isTied }) => isTied) ? null : "NotATie"),
      answerAction("recordExcess", asker, isExceeded ? null : "LimitNotExceeded"),
    ],
  });
};
