import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AwardListFull } from "./change-award.ts";
import { AwardListHead, type ExceedableLimit, type ExcessGround, excessReasonsMax } from "./award-list.ts";
import { type GroundOfOtherProgramme, type LimitNotExceeded, decideExcess } from "./exceed-limit.ts";
import {
  type FindAwardListError,
  type OfTopic,
  commitAwardList,
  findAwardList,
  loadAwards,
  manifestIn,
} from "./find-award-list.ts";
import { headOf } from "./head-of.ts";
import { type ReadAwardListDeps, readClocks } from "./read-award-list.ts";

export type RecordExcessError =
  | FindAwardListError
  | LimitNotExceeded
  | GroundOfOtherProgramme
  | AwardListFull
  | CommitRefusal;
type RecordExcess = OfTopic & {
  readonly limit: ExceedableLimit;
  readonly ground: ExcessGround;
  readonly text: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

/** Records why the limit to inform or to sign was exceeded: for the annual report, which gives averages and reasons (TTG-03). */
export const recordExcess = async (
  deps: ReadAwardListDeps,
  { callId, topicId, limit, ground, text, expectedVersion, command }: RecordExcess,
): Promise<Result<Stored<AwardListHead>, RecordExcessError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "recordExcess", command });
  if (!found.ok) return found;
  const { list, version } = found.value;
  if (list !== null && list.version !== expectedVersion)
    return deps.awardLists.settle(headOf(AwardListHead, list), expectedVersion, command);
  if (list === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const manifest = manifestIn(list);
  const { excess = [] } = manifest;
  if (excess.length >= excessReasonsMax) return err({ kind: "AwardListFull", rowsMax: excessReasonsMax });
  const awards = await loadAwards(deps.rankings, found.value.decision);
  const clocks = await readClocks(deps, { found: found.value, awards, manifest, today: dateInZone(command.at) });
  const clock = limit === "INFORM" ? clocks.inform : clocks.sign;
  const decided = decideExcess(clock, { limit, ground, signRule: version.content.profile.signRule });
  if (!decided.ok) return decided;
  const reason = { limit, ground, text, daysLate: decided.value, recordedAt: command.at };
  const next = { ...manifest, excess: [...excess, reason] };
  return commitAwardList(deps, found.value, { manifest: next, type: "ExcessExplained", reason: null, command });
};
