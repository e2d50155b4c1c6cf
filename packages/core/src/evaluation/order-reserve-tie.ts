import { type Result, err } from "@grants/kernel/result";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import { AwardListHead, reserveOrdersMax } from "./award-list.ts";
import { tieOf } from "./call-reserve.ts";
import type { AwardListFull } from "./change-award.ts";
import type { NotATie } from "./decide-tie.ts";
import {
  type AwardListDeps,
  type FindAwardListError,
  type OfTopic,
  commitAwardList,
  findAwardList,
  loadAwards,
  loadWaiting,
  manifestIn,
} from "./find-award-list.ts";
import { headOf } from "./head-of.ts";

export type OrderReserveTieError = FindAwardListError | NotATie | AwardListFull | CommitRefusal;
type OrderReserveTie = OfTopic & {
  /** The proposals of the tie, the first one first. */
  readonly order: readonly ProposalId[];
  /** What the panel report says of it (DSC-05 step 3); kept as a note, hashed with a salt into the entry. */
  readonly reason: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** The panel's order of a tie on the reserve list, after the decision: until then `decideTie` orders it (DSC-06, CLR-RANK-01). */
export const orderReserveTie = async (
  deps: AwardListDeps,
  { callId, topicId, order, reason, expectedVersion, command }: OrderReserveTie,
): Promise<Result<Stored<AwardListHead>, OrderReserveTieError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "orderReserveTie", command });
  if (!found.ok) return found;
  const { list, decision } = found.value;
  if (list !== null && list.version !== expectedVersion)
    return deps.awardLists.settle(headOf(AwardListHead, list), expectedVersion, command);
  if (list === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const waiting = await loadWaiting(deps.rankings, found.value, await loadAwards(deps.rankings, decision));
  const first = waiting.find(({ proposalId }) => proposalId === order[0]);
  const tie = first?.isTied === true ? tieOf(waiting, first) : [];
  if (tie.length !== new Set(order).size || !tie.every(({ proposalId }) => order.includes(proposalId)))
    return err({ kind: "NotATie", field: "order" });
  const manifest = manifestIn(list);
  const { orders = [] } = manifest;
  if (orders.length >= reserveOrdersMax) return err({ kind: "AwardListFull", rowsMax: reserveOrdersMax });
  const next = { ...manifest, orders: [...orders, { order: [...order], decidedAt: command.at }] };
  return commitAwardList(deps, found.value, { manifest: next, type: "ReserveTieOrdered", reason, command });
};
