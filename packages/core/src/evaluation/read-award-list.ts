import type { Cents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import type { LocalDate } from "@grants/kernel/time";
import type { AllowedAction } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { AwardRow } from "./award-decision.ts";
import type { AwardListManifest } from "./award-list.ts";
import { decideNextReserve } from "./call-reserve.ts";
import {
  type AwardListDeps,
  type DecidedTopic,
  type FindAwardListError,
  type OfTopic,
  availableIn,
  findAwardList,
  loadAwards,
  loadWaiting,
  manifestIn,
  reserveTermsOf,
} from "./find-award-list.ts";
import type { RankingRow } from "./ranking.ts";
import { answerAction } from "./read-evaluation.ts";

export type AwardListPage = DecidedTopic & {
  readonly awards: readonly AwardRow[];
  readonly manifest: AwardListManifest;
  /** The next of the reserve list, in rank order. */
  readonly waiting: readonly RankingRow[];
  readonly availableCents: Cents;
  readonly reserve: { readonly length: number | null; readonly expiresOn: LocalDate };
  readonly allowedActions: readonly AllowedAction[];
};

/** What became of a topic's awards: as they are now, what is free, and who stands on the reserve list. */
export const readAwardList = async (
  deps: AwardListDeps,
  { callId, topicId, command }: OfTopic & { readonly command: Command },
): Promise<Result<AwardListPage, FindAwardListError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "readAwardList", command });
  if (!found.ok) return found;
  const manifest = manifestIn(found.value.list);
  const awards = await loadAwards(deps.rankings, found.value.decision);
  const waiting = await loadWaiting(deps.rankings, found.value, awards);
  const availableCents = availableIn(awards, manifest, found.value.topic.budgetCents);
  const reserve = reserveTermsOf(found.value);
  const ranked = waiting.flatMap(({ rank, ...row }) => (rank === undefined ? [] : [{ ...row, rank }]));
  const next = decideNextReserve(ranked, { availableCents, expiresOn: reserve.expiresOn, at: command.at });
  const asker = { rights: found.value.rights, at: command.at };
  return ok({
    ...found.value,
    awards,
    manifest,
    waiting,
    availableCents,
    reserve,
    allowedActions: [
      answerAction("changeAward", asker, null),
      answerAction("inviteReserve", asker, next.ok ? null : next.error.kind),
    ],
  });
};
