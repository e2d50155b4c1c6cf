// The gates that run no test, cheapest first, as many at once as there are cores. After a failure none is begun.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";

const gates = ["secrets", "fmt", "contract", "dead", "deps", "types", "lint"];

const pass = async (gate) => {
  const child = spawn("npm", ["run", "--silent", gate], { shell: process.platform === "win32" });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text));
  const [code] = await once(child, "close");
  process.stdout.write(`${code === 0 ? "passed" : "FAILED"}  ${gate}${code === 0 ? "" : `\n${said}`}\n`);
  return code === 0;
};

const left = [...gates];
let isGood = true;
const lane = async () => {
  const gate = left.shift();
  if (gate === undefined || !isGood) return;
  isGood = (await pass(gate)) && isGood;
  await lane();
};
await Promise.all(Array.from({ length: availableParallelism() }, lane));
process.exitCode = isGood ? 0 : 1;
