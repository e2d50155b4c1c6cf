import { parseArgs } from "node:util";
import { scoreOf, verifier } from "./score.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, json: { type: "boolean", default: false } } });
const [attacks, entries] = [10_000, 300];
const seed = Number(values.seed ?? 1);

const startedMs = performance.now();
const score = await scoreOf(verifier, { attacks, entries, seed });
const seconds = (performance.now() - startedMs) / 1_000;

if (values.json) console.log(JSON.stringify({ ...score, attacks, entries, seed, seconds }, null, 2));
else {
  for (const [kind, caught] of Object.entries(score.byKind)) console.log(`${kind.padEnd(18)} ${caught} caught`);
  for (const { kind, number } of score.missed.slice(0, 20)) console.log(`MISSED  attack ${number}, ${kind}`);
  console.log(`${attacks} attacks on exports of ${entries} entries in ${seconds.toFixed(1)} s, seed ${seed}`);
  console.log(`audit:attack: ${score.caught} caught / ${score.missed.length} missed`);
}
process.exitCode = score.missed.length === 0 ? 0 : 1;
