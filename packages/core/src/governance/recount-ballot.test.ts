import { type Json, canonicalJson } from "@grants/kernel/canonical-json";
import { Instant } from "@grants/kernel/time";
import { newId } from "@grants/store/new-id";
import { sha256 } from "@grants/store/sha256";
import { describe, expect, test } from "vitest";
import { type Ballot, type BallotPapers, BallotId, Vote, VoteDelegation } from "./ballot.ts";
import { decideClosing, tallyOf } from "./decide-ballot.ts";
import { createBallotRecount, isOfBallot } from "./recount-ballot.ts";

const ballotId = BallotId.parse(`bal_${newId("ballot")}`);
const openedAt = Instant.parse("2026-12-10T09:00:00.000Z");
const closesAt = Instant.parse("2026-12-10T17:00:00.000Z");
const after = Instant.parse("2026-12-10T17:00:00.001Z");

const record: BallotPapers["record"] = { point: "j", title: "Working arrangements", text: "What the Board is asked." };
const terms: BallotPapers["terms"] & {} = {
  concernsJointAction: false,
  suspended: [],
  revoked: [],
  contributions: [],
};
const aVote = (member: string, choice: Vote["choice"]) =>
  Vote.parse({
    state: "cast",
    id: `vot_${newId(member)}`,
    ballotId,
    member,
    castBy: member,
    choice,
    isConflicted: false,
  });
const votes = [aVote("BE", "YES"), aVote("NL", "NO")];
const delegation = VoteDelegation.parse({
  state: "registered",
  id: `vdl_${newId("delegation")}`,
  ballotId,
  from: "LU",
  to: "BE",
  registeredAt: openedAt,
});

const digestOf = (paper: Json) => sha256(canonicalJson(paper));
const closed = (): Ballot => {
  const tally = tallyOf(votes, [delegation]);
  const open = {
    state: "open",
    id: ballotId,
    point: "j",
    regime: "R1",
    recordSha256: digestOf(record),
    termsSha256: digestOf(terms),
    openedAt,
    closesAt,
  } as const;
  const decided = decideClosing(open, { terms, tally, tallySha256: digestOf(tally) }, after);
  if (!decided.ok) throw new Error(decided.error.kind);
  return decided.value;
};

type State = { readonly id: string };
const bodyOf = ({ id, ...facts }: State): string => JSON.stringify({ aggregate: id, facts });
const recounted = (states: readonly State[], papers: object | null) => {
  const recount = createBallotRecount(sha256);
  for (const state of states) recount.entry(bodyOf(state));
  return recount.finish(papers === null ? new Map() : new Map([[ballotId, papers]]));
};
const papers = { record, terms, tally: tallyOf(votes, [delegation]) };
const all: readonly State[] = [...votes, delegation, closed()];

describe("counting a ballot again offline (VOTE-08)", () => {
  test("finds the result in the entries of its votes", () => {
    expect(recounted(all, papers)).toEqual({
      ballots: [{ aggregate: ballotId, yesShare: "1/28", hasPassed: false }],
      broken: null,
    });
  });

  test.each([
    { what: "a vote that was left out", states: all.slice(1), kind: "BallotVotesDiffer" },
    {
      what: "a vote that says something else",
      states: [aVote("BE", "NO"), ...all.slice(1)],
      kind: "BallotVotesDiffer",
    },
    { what: "a vote too many", states: [...all, aVote("FR", "YES")], kind: "BallotVotesDiffer" },
    {
      what: "a delegation that was left out",
      states: [...votes, closed()],
      kind: "BallotVotesDiffer",
    },
    {
      what: "a result that its votes do not give",
      states: [...votes, delegation, { ...closed(), hasPassed: true }],
      kind: "BallotResultWrong",
    },
  ])("names $what", ({ states, kind }) => {
    expect(recounted(states, papers).broken).toEqual({ kind, aggregate: ballotId });
  });

  test.each([
    { paper: "record", changed: { record: { ...record, text: "Something else was asked." } } },
    { paper: "terms", changed: { terms: { ...terms, revoked: ["FR"] } } },
    { paper: "tally", changed: { tally: { ...papers.tally, yes: ["BE", "FR"] } } },
  ])("names $paper that the head does not name", ({ paper, changed }) => {
    expect(recounted(all, { ...papers, ...changed }).broken).toEqual({
      kind: "BallotPaperWrong",
      aggregate: ballotId,
      paper,
    });
  });

  test("names a closed ballot without its papers, and asks nothing of one that is open", () => {
    expect(recounted(all, null).broken).toEqual({ kind: "BallotPapersMissing", aggregate: ballotId });
    const { id, point, regime, recordSha256 } = closed();
    const prepared = { state: "prepared", id, point, regime, recordSha256 };
    expect(recounted([prepared], null)).toEqual({ ballots: [], broken: null });
  });

  test("follows a vote that was replaced to the last one", () => {
    const [first, ...others] = all;
    expect(recounted([aVote("BE", "ABSTAIN"), first ?? delegation, ...others], papers).broken).toBeNull();
  });

  test("knows ballots, votes and delegations by their ids", () => {
    expect(["bal_1", "vot_1", "vdl_1", "call_1"].map(isOfBallot)).toEqual([true, true, true, false]);
  });
});
