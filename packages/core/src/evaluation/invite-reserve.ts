import { type Result, err } from "@grants/kernel/result";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { AwardListHead } from "./award-list.ts";
import { type ReserveRefusal, decideNextReserve } from "./call-reserve.ts";
import {
  type AwardListDeps,
  type FindAwardListError,
  type OfTopic,
  availableIn,
  commitAwardList,
  findAwardList,
  loadAwards,
  loadWaiting,
  manifestIn,
  reserveTermsOf,
} from "./find-award-list.ts";
import { headOf } from "./head-of.ts";

export type InviteReserveError = FindAwardListError | ReserveRefusal | CommitRefusal;
type InviteReserve = OfTopic & { readonly expectedVersion: number; readonly command: Command };

/** Calls the next of the reserve list, or all of a tie, where what became free is enough (DSC-09, CLR-RANK-04). Whom it is, nobody chooses. */
export const inviteReserve = async (
  deps: AwardListDeps,
  { callId, topicId, expectedVersion, command }: InviteReserve,
): Promise<Result<Stored<AwardListHead>, InviteReserveError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "inviteReserve", command });
  if (!found.ok) return found;
  const { list, decision, topic } = found.value;
  if (list !== null && list.version !== expectedVersion)
    return deps.awardLists.settle(headOf(AwardListHead, list), expectedVersion, command);
  if (list === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const manifest = manifestIn(list);
  const awards = await loadAwards(deps.rankings, decision);
  const waiting = await loadWaiting(deps.rankings, found.value, awards);
  const next = decideNextReserve(waiting, {
    availableCents: availableIn(awards, manifest, topic.budgetCents),
    expiresOn: reserveTermsOf(found.value).expiresOn,
    at: command.at,
  });
  if (!next.ok) return next;
  const called = next.value.map(({ proposalId, acronym, rank, unionCents }) => ({
    proposalId,
    acronym,
    rank,
    unionCents,
    invitedAt: command.at,
  }));
  const invited = [...manifest.invited, ...called];
  const type = "ReserveInvited";
  return commitAwardList(deps, found.value, { manifest: { ...manifest, invited }, type, reason: null, command });
};
