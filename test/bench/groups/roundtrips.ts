import type { Group, Row } from "../row.ts";
import { threadCosts } from "./thread.ts";

const group = "roundtrips";
/** Nothing that a person waits for makes more than three calls of the database one after the other (DATA §9), one of them a write. */
const interactive = { waves: 3, writeWaves: 1 };
/**
 * Steps of a saga that a person starts and comes back to: each closes, reads, writes and sends part after part (DATA §8). They are held at
 * what they were measured to take with one part.
 */
const sagas: Readonly<Record<string, typeof interactive>> = {
  createRun: { waves: 7, writeWaves: 4 },
  sendRun: { waves: 7, writeWaves: 2 },
  collectBankAnswers: { waves: 17, writeWaves: 6 },
};

export const roundtrips: Group = async () =>
  [...(await threadCosts())].flatMap(([name, { waves, writeWaves }]): readonly Row[] => {
    const bound = sagas[name] ?? interactive;
    return [
      { group, name, instrument: "waves", figure: waves, baseline: null, bound: bound.waves },
      { group, name, instrument: "write waves", figure: writeWaves, baseline: null, bound: bound.writeWaves },
    ];
  });
