import type { Group, Row } from "../row.ts";
import { threadCosts } from "./thread.ts";

const group = "roundtrips";
/** Nothing makes more than three calls of the database one after the other (DATA §9), one of them a write. */
const wavesMax = 3;
const writeWavesMax = 1;

export const roundtrips: Group = async () =>
  [...(await threadCosts())].flatMap(([name, { waves, writeWaves }]): readonly Row[] => [
    { group, name, instrument: "waves", figure: waves, baseline: null, bound: wavesMax },
    { group, name, instrument: "write waves", figure: writeWaves, baseline: null, bound: writeWavesMax },
  ]);
