import { parseArgs } from "node:util";
import { allocation } from "./groups/allocation.ts";
import { assignment } from "./groups/assignment.ts";
import { audit } from "./groups/audit.ts";
import { bundles } from "./groups/bundles.ts";
import { capacity } from "./groups/capacity.ts";
import { deadline } from "./groups/deadline.ts";
import { ranking } from "./groups/ranking.ts";
import { roundtrips } from "./groups/roundtrips.ts";
import { type Group, type Verdict, judge } from "./row.ts";

const groups: Readonly<Record<string, Group>> = {
  capacity,
  roundtrips,
  deadline,
  bundles,
  audit,
  ranking,
  assignment,
  allocation,
};

const { values } = parseArgs({ options: { only: { type: "string" }, json: { type: "boolean", default: false } } });

const chosen = Object.entries(groups).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) {
  console.error(`There is no group "${values.only ?? ""}"; the groups are ${Object.keys(groups).join(", ")}.`);
  process.exit(2);
}

const verdicts: Verdict[] = [];
for (const [, measure] of chosen) verdicts.push(...(await measure()).map(judge));

const lineOf = ({ group, name, instrument, figure, baseline, ratio, bound, ok }: Verdict) =>
  [
    ok ? "ok    " : "MISSED",
    group.padEnd(10),
    name.padEnd(50),
    `${figure}`.padStart(9),
    instrument.padEnd(11),
    (bound === null ? "told" : `≤ ${bound}`).padStart(9),
    baseline === null ? "" : `baseline ${baseline}, ratio ${ratio ?? "–"}`,
  ].join("  ");

console.log(values.json ? JSON.stringify(verdicts, null, 2) : verdicts.map(lineOf).join("\n"));
const missed = verdicts.filter(({ ok }) => !ok).length;
if (!values.json) console.log(`bench: ${verdicts.length - missed} held, ${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
