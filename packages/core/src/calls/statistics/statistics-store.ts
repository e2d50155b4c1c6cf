import type { CallId } from "../call.ts";
import type { CallStatistics } from "./call-statistics.ts";
import type { Counted } from "./compute-statistics.ts";

export type StatisticsReader = {
  load(callId: CallId): Promise<CallStatistics | null>;
};

export type StatisticsWriter = {
  /** What a sealed call consists of; `null` as long as it is not sealed. */
  count(callId: CallId): Promise<Counted | null>;
  keep(statistics: CallStatistics): Promise<void>;
};
