import type { Group, Row } from "../row.ts";
import { threadCosts } from "./thread.ts";

const group = "roundtrips";
/** Nothing waits for more than three calls of the database one after the other (DATA §9). */
const wavesMax = 3;
/** What is decided is written at once; the pages of a list are put before the head that names them. */
const writeWavesMax: Readonly<Record<string, number>> = { rankTopic: 2, decideAward: 2 };

export const roundtrips: Group = async () =>
  [...(await threadCosts())].flatMap(([name, { waves, writeWaves }]): readonly Row[] => [
    { group, name, instrument: "waves", figure: waves, baseline: null, bound: wavesMax },
    { group, name, instrument: "write waves", figure: writeWaves, baseline: null, bound: writeWavesMax[name] ?? 1 },
  ]);
