import { canonicalJson } from "@grants/kernel/canonical-json";
import { sha256 } from "@grants/store/sha256";
import { describe, expect, test } from "vitest";
import { aCommand, aMove, purseId } from "../../../../test/support/purse.ts";
import { AuditBody, chainStart, composeEntry, hashOfBody, stateAfter } from "./entry.ts";
import { compareCommands } from "./stored.ts";

const id = purseId("entry");
const term = (version: number) => ({ id: "call_1", version });
const command = aCommand();
const opened = composeEntry(sha256, aMove(id).change, command);
const before = { ...command, state: { id, state: "open", holder: "BE" }, version: 1, chainHash: opened.hash };

describe("composing an entry", () => {
  test("gives the canonical text and the digest of exactly that text", () => {
    expect(opened.body).toBe(canonicalJson(AuditBody.parse(JSON.parse(opened.body))));
    expect(opened.hash).toBe(sha256(`eccc-audit/1\n${opened.body}`));
    expect(hashOfBody(sha256, opened.body)).toBe(opened.hash);
  });

  test("begins a chain at the digest of its own name, with everything but the id as news", () => {
    const body = AuditBody.parse(JSON.parse(opened.body));
    expect(body).toMatchObject({ version: 1, prevHash: chainStart(sha256, id) });
    expect(body.facts).toEqual({ state: "open" });
    expect(chainStart(sha256, id)).toBe(sha256(`eccc-audit/1\n${id}`));
  });

  test("continues a chain at the digest of the version before", () => {
    const next = composeEntry(sha256, aMove(id, { before, next: { id, state: "closed" } }).change, command);
    expect(next.version).toBe(2);
    expect(AuditBody.parse(JSON.parse(next.body))).toMatchObject({
      version: 2,
      prevHash: opened.hash,
      facts: { state: "closed", holder: null },
    });
  });

  test("leaves out what there is none of", () => {
    expect(JSON.parse(opened.body)).not.toHaveProperty("journal");
    expect(JSON.parse(opened.body)).not.toHaveProperty("commitments");
  });

  test("names digests of words and postings", () => {
    const [reason, journal] = [sha256("reason"), sha256("journal")];
    const entry = composeEntry(sha256, aMove(id).change, command, { commitments: { reason }, journal });
    expect(JSON.parse(entry.body)).toMatchObject({ commitments: { reason }, journal });
  });

  test("states a changed id, although the first one goes without saying", () => {
    const { change } = aMove(id, { next: { id: "other", state: "open" } });
    expect(JSON.parse(composeEntry(sha256, change, command).body)).toMatchObject({
      facts: { id: "other", state: "open" },
    });
  });

  test("names a document once, and throws for two versions of one", () => {
    const twice = composeEntry(sha256, aMove(id, { terms: [term(3), term(3)] }).change, command);
    expect(JSON.parse(twice.body)).toMatchObject({ terms: { call_1: 3 } });
    expect(() => composeEntry(sha256, aMove(id, { terms: [term(3), term(4)] }).change, command)).toThrow(/one version/);
    expect(() => composeEntry(sha256, aMove(id, { terms: [term(4), term(3)] }).change, command)).toThrow(/one version/);
  });

  test("throws for a state that is no plain data", () => {
    const { change } = aMove(id);
    const unplain = [new Date(0), 1n, () => 1, Number.NaN, new Map()];
    const states = unplain.map((value) => ({ ...change, next: { ...change.next, value } }));
    expect(states.map((one) => () => composeEntry(sha256, one, command)).every(throws)).toBe(true);
  });
});

const throws = (act: () => unknown): boolean => {
  try {
    act();
    return false;
  } catch {
    return true;
  }
};

describe("folding an entry", () => {
  test("gives the first state from nothing, with its id", () => {
    expect(stateAfter(null, AuditBody.parse(JSON.parse(opened.body)))).toEqual({ id, state: "open" });
  });

  test("gives the next state from the one before", () => {
    expect(stateAfter(before.state, { aggregate: id, facts: { state: "closed", holder: null } })).toEqual({
      id,
      state: "closed",
    });
  });
});

describe("comparing the command of a version with the one at hand", () => {
  test.each([
    ["same-command", aCommand({ key: "a", body: "x" })],
    ["same-key", aCommand({ key: "a", body: "y" })],
    ["another", aCommand({ key: "b", body: "x" })],
  ])("says %s", (said, other) => {
    expect(compareCommands(aCommand({ key: "a", body: "x" }), other)).toBe(said);
  });
});
