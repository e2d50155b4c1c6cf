import { openDatabase } from "../../support/dynamodb.ts";
import { rushToTheDeadline } from "../deadline/rush.ts";
import type { Group, Row } from "../row.ts";

const group = "deadline";
const drafts = 2_000;

const fault = (name: string, figure: number): Row => ({
  group,
  name,
  instrument: "faults",
  figure,
  baseline: null,
  bound: 0,
});
const told = (name: string, figure: number): Row => ({
  group,
  name,
  instrument: "ms",
  figure,
  baseline: null,
  bound: null,
});

/** The last minute of a call: what was acknowledged is on the sealed list, and a submission costs what it costs on a quiet day. */
export const deadline: Group = async () => {
  const { db, stop } = await openDatabase();
  const rush = await rushToTheDeadline(db, drafts);
  await stop();
  const { quiet, lastSecond, latencyMs } = rush;
  return [
    fault(`acknowledged (${rush.acknowledged} of ${drafts}) and not listed`, rush.missing.length),
    fault("listed twice, or never acknowledged", rush.extra.length),
    fault("sendings of one request with two receipts", rush.twoReceipts.length),
    fault("listed and received after the instant", rush.afterTheInstant.length),
    fault("items that two proposals wrote", rush.sharedItems.length),
    ...(["calls", "units"] as const).map((instrument): Row => ({
      group,
      name: `a submission in the last second (${lastSecond.submissions})`,
      instrument,
      figure: lastSecond[instrument],
      baseline: quiet[instrument],
      bound: quiet[instrument],
    })),
    told("a submission, half of them within", latencyMs.half),
    told("a submission, the slowest", latencyMs.slowest),
  ];
};
