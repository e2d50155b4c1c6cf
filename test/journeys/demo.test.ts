import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const Told = z.object({
  budgetCents: z.int(),
  requestedCents: z.int(),
  awardedCents: z.int(),
  unionCommittedCents: z.int(),
  nationalCommittedCents: z.int(),
  prefinancingPaidCents: z.int(),
  ledgerBalanceCents: z.int(),
  ranking: z.array(
    z.object({
      proposalId: z.string(),
      status: z.string(),
      unionCents: z.int(),
      national: z.array(z.object({ cents: z.int() })),
    }),
  ),
  audit: z.object({ entries: z.int(), valid: z.boolean(), evidence: z.string() }),
  paymentFile: z.object({ path: z.string(), nbOfTxs: z.int(), ctrlSumCents: z.int() }),
});

const root = `${import.meta.dirname}/../..`;
const run = promisify(execFile);
const storyMsMax = 60_000;

let told: z.infer<typeof Told>;
let file: string;

beforeAll(async () => {
  const { stdout } = await run(process.execPath, [`${root}/packages/local/src/demo.ts`, "--json"], { cwd: root });
  told = Told.parse(JSON.parse(stdout));
  file = await readFile(told.paymentFile.path, "utf8");
}, storyMsMax);

const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
const centsIn = (pattern: RegExp) => [...file.matchAll(pattern)].map(([, euro = ""]) => Number(euro.replace(".", "")));

describe("the story from a call to a payment", () => {
  test("requests what the proposals request", () => {
    expect(told.requestedCents).toBe(sum(told.ranking.map(({ unionCents }) => unionCents)));
  });

  test("awards what the main list requests, within the budget", () => {
    const main = told.ranking.filter(({ status }) => status === "MAIN");
    expect(told.awardedCents).toBe(sum(main.map(({ unionCents }) => unionCents)));
    expect(told.awardedCents).toBeLessThanOrEqual(told.budgetCents);
  });

  test("commits what is awarded, the Union's part and the Member States'", () => {
    const main = told.ranking.filter(({ status }) => status === "MAIN");
    expect(told.unionCommittedCents).toBe(told.awardedCents);
    expect(told.nationalCommittedCents).toBe(sum(main.flatMap(({ national }) => national.map(({ cents }) => cents))));
  });

  test("pays four fifths of what is committed as pre-financing", () => {
    expect(told.prefinancingPaidCents * 5).toBe(told.unionCommittedCents * 4);
  });

  test("writes a payment file whose count and control sum are those of its transactions", () => {
    const amounts = centsIn(/<InstdAmt Ccy="EUR">([\d.]+)<\/InstdAmt>/g);
    expect(amounts).toHaveLength(told.paymentFile.nbOfTxs);
    expect(sum(amounts)).toBe(told.paymentFile.ctrlSumCents);
    expect(centsIn(/<CtrlSum>([\d.]+)<\/CtrlSum>/g)[0]).toBe(told.paymentFile.ctrlSumCents);
    expect(told.paymentFile.ctrlSumCents).toBe(told.prefinancingPaidCents);
  });

  test("leaves a ledger that balances and a trail that verifies", () => {
    expect(told.ledgerBalanceCents).toBe(0);
    expect(told.audit.valid).toBe(true);
    expect(told.audit.entries).toBeGreaterThan(told.ranking.length);
  });

  test("leaves evidence that the command verifies", async () => {
    const verify = [`${root}/packages/local/src/verify-audit.ts`, told.audit.evidence];
    await expect(run(process.execPath, verify)).resolves.toMatchObject({
      stdout: expect.stringContaining("verdict  valid"),
    });
  });
});
