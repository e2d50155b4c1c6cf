import type { UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Ranking, RankingId, RankingRow } from "../evaluation/ranking.ts";
import type { LetterOrder } from "../letters/letter-order.ts";
import type { Call, CallGateDown, CallId, CallVersion } from "./call.ts";

export type LoadedFirstStage = {
  readonly rights: Rights | null;
  readonly call: Stored<Call> | null;
  /** As it was published. */
  readonly version: CallVersion | null;
};

export type SecondStageStore = {
  load(callId: CallId, caller: UserId): Promise<LoadedFirstStage>;
  /** In the order asked for; `null` where a topic is not ranked. */
  loadRankings(ids: readonly RankingId[]): Promise<readonly (Stored<Ranking> | null)[]>;
  loadRows(ranking: Ranking): Promise<readonly RankingRow[]>;
  /** The call of the second stage, for those who are invited. */
  commitInvitation(
    change: Change<Call>,
    opened: {
      readonly version: CallVersion;
      readonly before: null;
      /** Letters that tell everybody of the first stage, one order for each topic. */
      readonly letters: readonly LetterOrder[];
    },
    command: Command,
  ): Promise<Result<Stored<Call>, CommitRefusal | CallGateDown>>;
};
