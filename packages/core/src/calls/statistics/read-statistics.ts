import { type Result, err, ok } from "@grants/kernel/result";
import type { CallId } from "../call.ts";
import type { CallStatistics } from "./call-statistics.ts";
import type { StatisticsReader } from "./statistics-store.ts";

/** There are no figures yet, or no such call: both look the same. */
export type NoStatistics = { readonly kind: "NoStatistics"; readonly callId: CallId };

export const readStatistics = async (
  { statistics }: { readonly statistics: StatisticsReader },
  { callId }: { readonly callId: CallId },
): Promise<Result<CallStatistics, NoStatistics>> => {
  const found = await statistics.load(callId);
  return found === null ? err({ kind: "NoStatistics", callId }) : ok(found);
};
