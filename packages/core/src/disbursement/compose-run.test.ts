import { createHash } from "node:crypto";
import { Digest, type Sha256 } from "@grants/kernel/digest";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LocalDate } from "@grants/kernel/time";
import { ProjectNumber } from "../agreements/agreement.ts";
import { chunkOf, composeRun, manifestDigest, manifestTotals, personsOf } from "./compose-run.ts";
import { DueOrder, dueShardOf, dueShards, endToEndIdOf, paymentIdOf } from "./payment-order.ts";
import { executionDateOf, messageIdOf, runIdOf } from "./payment-run.ts";

const sha256: Sha256 = (text) => Digest.parse(createHash("sha256").update(text).digest("hex"));
const newId = (seed: string) =>
  sha256(seed)
    .toUpperCase()
    .replaceAll(/[^0-9A-F]/g, "0")
    .slice(0, 26);
const executionOn = LocalDate.parse("2027-05-10");
const run = { runId: runIdOf(newId, executionOn), executionOn };
const ulid = (digit: string) => digit.repeat(26);

const anOrder = (number: number, over: object = {}): DueOrder => {
  const projectNumber = ProjectNumber.parse(`${100_000_000 + number}`);
  const endToEndId = endToEndIdOf({ projectNumber, paymentNumber: 1, attempt: 1 });
  return DueOrder.parse({
    v: 1,
    paymentId: paymentIdOf(newId, endToEndId),
    endToEndId,
    requestId: `req_${ulid("1")}`,
    agreementId: `agr_${ulid("1")}`,
    projectNumber,
    acronym: "NATHUB",
    commitmentId: `cmt_${ulid("1")}`,
    amountCents: 100 + number,
    lines: [{ line: "U1", amountCents: 100 + number, keptCents: 0 }],
    payee: `org_${ulid("1")}`,
    bankAccountId: `baf_${ulid("1")}`,
    accountSha256: "a".repeat(64),
    executionOn,
    initiatedBy: `usr_${ulid("A")}`,
    verifiedBy: `usr_${ulid("B")}`,
    authorisedBy: `usr_${ulid("C")}`,
    ...over,
  });
};
const orders = (count: number) => Array.from({ length: count }, (_, number) => anOrder(number));

describe("the name of a payment", () => {
  test("is project and number, and the attempt from the second on", () => {
    const named = { projectNumber: ProjectNumber.parse("101226928"), paymentNumber: 1 };
    expect(endToEndIdOf({ ...named, attempt: 1 })).toBe("ECCC-101226928-1");
    expect(endToEndIdOf({ ...named, attempt: 2 })).toBe("ECCC-101226928-1-2");
  });

  test("leads back from the bank to the order and the run", () => {
    expect(messageIdOf(executionOn)).toBe("ECCC-RUN-2027-05-10");
    expect(executionDateOf("ECCC-RUN-2027-05-10")).toBe(executionOn);
    expect(executionDateOf("ECCC-RUN-2027-02-30")).toBeNull();
    expect(executionDateOf("SOMEBODY-ELSE-2027-05-10")).toBeNull();
  });

  test("has a shard among those of its day", () => {
    const shards = orders(200).map(({ paymentId }) => dueShardOf(sha256, paymentId));
    expect(new Set(shards).size).toBe(dueShards);
    expect(shards.every((shard) => shard >= 0 && shard < dueShards)).toBe(true);
  });
});

describe("the contents of a run", () => {
  test.each([
    [1, [1]],
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])("of %i orders lie in parts of a hundred", (count, sizes) => {
    const { manifest, chunks } = composeRun(sha256, run, orders(count));
    expect(manifest.chunks.map(({ payments }) => payments)).toStrictEqual(sizes);
    expect(chunks.map((chunk) => chunk.length)).toStrictEqual(sizes);
    expect(manifestTotals(manifest).nbOfTxs).toBe(count);
  });

  test("are the same in whatever order the orders come, and every payment is found in its part", () => {
    const all = orders(230);
    const { manifest, chunks } = composeRun(sha256, run, all);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(manifestDigest(sha256, composeRun(sha256, run, shuffled).manifest)).toBe(
          manifestDigest(sha256, manifest),
        );
      }),
      { numRuns: 5 },
    );
    for (const { paymentId } of all) {
      const part = chunks[chunkOf(manifest, paymentId)] ?? [];
      expect(part.some((row) => row.paymentId === paymentId)).toBe(true);
    }
    expect(manifestTotals(manifest).ctrlSumCents).toBe(all.reduce((sum, { amountCents }) => sum + amountCents, 0));
  });

  test("another amount makes another manifest", () => {
    const one = composeRun(sha256, run, [anOrder(1)]);
    const lines = [{ line: "U1", amountCents: 102, keptCents: 0 }];
    const other = composeRun(sha256, run, [anOrder(1, { amountCents: 102, lines })]);
    expect(manifestDigest(sha256, other.manifest)).not.toBe(manifestDigest(sha256, one.manifest));
  });

  test("name each combination of persons once", () => {
    const other = { verifiedBy: `usr_${ulid("E")}` };
    expect(personsOf([anOrder(1), anOrder(2), anOrder(3, other)])).toHaveLength(2);
  });

  test("know no payment before the first", () => {
    const { manifest } = composeRun(sha256, run, orders(3));
    const [first] = manifest.chunks;
    expect(first === undefined ? null : chunkOf({ ...manifest, chunks: [] }, first.firstPaymentId)).toBe(-1);
  });
});
