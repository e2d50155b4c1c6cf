import { sha256 } from "@grants/store/sha256";
import { describe, expect, test } from "vitest";
import { aCommand, aMove, purseId } from "../../../../test/support/purse.ts";
import { composeEntry, hashOfBody } from "./entry.ts";
import { readChain } from "./read-chain.ts";

const id = purseId("read chain");
const command = aCommand();
const opened = composeEntry(sha256, aMove(id, { terms: [{ id: "call_1", version: 3 }] }).change, command);
const before = { ...command, state: { id, state: "open", holder: "BE" }, version: 1, chainHash: opened.hash };
const closed = composeEntry(sha256, aMove(id, { before, next: { id, state: "closed" } }).change, command);
const head = { aggregate: id, version: 2, chainHash: closed.hash };
const kindOf = (read: ReturnType<typeof readChain>) => read.brokenLink?.kind;

describe("reading a chain", () => {
  test("gives what each entry left behind, and what it was decided on", () => {
    expect(readChain(sha256, head, [opened, closed])).toMatchObject({
      brokenLink: null,
      decided: [
        { state: { id, state: "open" }, terms: { call_1: 3 } },
        { state: { id, state: "closed" }, terms: {} },
      ],
    });
  });

  test("goes no further than the head that was read", () => {
    const read = readChain(sha256, { ...head, version: 1, chainHash: opened.hash }, [opened, closed]);
    expect(read).toMatchObject({ brokenLink: null, decided: [{ state: { state: "open" } }] });
  });

  test("believes no entry that was altered, whether or not its digest was computed anew", () => {
    const body = opened.body.replace("open", "shut");
    expect(kindOf(readChain(sha256, head, [{ ...opened, body }, closed]))).toBe("BodyDoesNotMatchHash");
    const rehashed = { ...opened, body, hash: hashOfBody(sha256, body) };
    expect(kindOf(readChain(sha256, head, [rehashed, closed]))).toBe("ChainDoesNotLink");
  });

  test("believes no chain that ends elsewhere than its head says", () => {
    expect(kindOf(readChain(sha256, head, [opened]))).toBe("HeadNotReached");
    expect(kindOf(readChain(sha256, { ...head, chainHash: opened.hash }, [opened, closed]))).toBe("HeadNotReached");
  });
});
