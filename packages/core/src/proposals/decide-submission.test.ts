import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { decideSubmission } from "./decide-submission.ts";
import { Proposal } from "./proposal.ts";

const ulid = "01J00000000000000000000000";
const sha = Digest.parse("a".repeat(64));
const frozen = { sha256: sha, partsMark: "b".repeat(32), requestedCents: 100, eligibleCents: 200 };
const shared = { id: `prop_${ulid}`, callId: `call_${ulid}`, topicId: "T", coordinator: `org_${ulid}`, shard: 3 };
const aProposal = (over: object = {}) => Proposal.parse({ state: "frozen", ...shared, frozen, ...over });

const period = {
  opensAt: Instant.parse("2026-12-01T08:00:00.000Z"),
  closesAt: Instant.parse("2027-01-29T16:00:00.000Z"),
};
const call = { ...period, contentVersion: 2 };

const submit = (at: string, proposal = aProposal(), documentSha256 = sha) =>
  decideSubmission(proposal, call, { documentSha256, receivedAt: Instant.parse(at) });

describe("submitting a proposal", () => {
  test("is in time at the closing instant itself (CLR-CAL-01)", () => {
    expect(submit("2027-01-29T16:00:00.000Z")).toMatchObject({
      ok: true,
      value: { state: "submitted", submitted: { ...frozen, receivedAt: "2027-01-29T16:00:00.000Z", callVersion: 2 } },
    });
  });

  test("is late one millisecond after the closing instant", () => {
    expect(submit("2027-01-29T16:00:00.001Z")).toEqual({
      ok: false,
      error: { kind: "CallClosed", closesAt: period.closesAt },
    });
  });

  test("is too early one millisecond before the opening instant, and in time at it", () => {
    expect(submit("2026-12-01T07:59:59.999Z")).toEqual({
      ok: false,
      error: { kind: "CallNotOpen", opensAt: period.opensAt },
    });
    expect(submit("2026-12-01T08:00:00.000Z").ok).toBe(true);
  });

  test("needs a frozen document", () => {
    const writing = Proposal.parse({ state: "writing", ...shared });
    expect(submit("2027-01-10T00:00:00.000Z", writing)).toEqual({ ok: false, error: { kind: "ProposalNotFrozen" } });
  });

  test("is refused for another document than the one last frozen", () => {
    const other = Digest.parse("b".repeat(64));
    const refused = submit("2027-01-10T00:00:00.000Z", aProposal(), other);
    expect(refused).toEqual({ ok: false, error: { kind: "AnotherDocumentFrozen", frozenSha256: sha } });
  });

  test.each([
    aProposal({ state: "submitted", submitted: { ...frozen, receivedAt: "2027-01-02T00:00:00.000Z", callVersion: 1 } }),
    aProposal({ state: "withdrawn", withdrawnAt: "2027-01-02T00:00:00.000Z" }),
  ])("may be done again until the deadline, the last one counts", (proposal) => {
    expect(submit("2027-01-10T00:00:00.000Z", proposal)).toMatchObject({
      ok: true,
      value: { submitted: { receivedAt: "2027-01-10T00:00:00.000Z" } },
    });
  });
});

describe("a topic with a deadline of its own", () => {
  const topicClosesAt = { T: Instant.parse("2027-01-15T16:00:00.000Z") };
  const handIn = (at: string, over: object = {}) =>
    decideSubmission(
      { ...aProposal(), ...over },
      { ...call, topicClosesAt },
      {
        documentSha256: sha,
        receivedAt: Instant.parse(at),
      },
    );

  test.each([
    { at: "2027-01-15T16:00:00.000Z", ok: true },
    { at: "2027-01-15T16:00:00.001Z", ok: false },
  ])("takes in until that instant, and not a millisecond later: $at (CLR-CAL-01)", ({ at, ok }) => {
    expect(handIn(at).ok).toBe(ok);
  });

  test("leaves the other topics the deadline of the call", () => {
    expect(handIn("2027-01-29T16:00:00.000Z", { topicId: "U" }).ok).toBe(true);
  });
});

describe("a call of two stages", () => {
  const firstClosesAt = Instant.parse("2026-12-18T16:00:00.000Z");
  const stages = { ...call, firstClosesAt };
  const kept = { ...frozen, receivedAt: "2026-12-18T16:00:00.000Z", callVersion: 1 };
  const submitted = aProposal({ state: "submitted", submitted: kept });
  const refusalAt = (at: string, proposal = aProposal()) => {
    const decided = decideSubmission(proposal, stages, { documentSha256: sha, receivedAt: Instant.parse(at) });
    return decided.ok ? null : decided.error.kind;
  };

  test.each([
    { name: "a short proposal at the last instant of the first stage", at: "2026-12-18T16:00:00.000Z", refused: null },
    { name: "one a millisecond later", at: "2026-12-18T16:00:00.001Z", refused: "FirstStageClosed" },
    { name: "one in the second stage", at: "2027-01-12T00:00:00.000Z", refused: "FirstStageClosed" },
  ])("takes or refuses who has not handed in: $name", ({ at, refused }) => {
    expect(refusalAt(at)).toBe(refused);
  });

  test("takes nothing in after it either from who has handed in: a full proposal answers the invitation", () => {
    expect(refusalAt("2027-01-12T00:00:00.000Z", submitted)).toBe("FirstStageClosed");
  });
});
