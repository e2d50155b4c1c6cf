import { UserId } from "@grants/kernel/id";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { LetterFacts } from "../../letters/letter-facts.ts";
import { Letter } from "../../letters/letter.ts";
import {
  decideReviewRequest,
  refuseReviewers,
  refuseStep,
  stateOfReview,
  withAdvice,
  withDecision,
} from "./decide-review.ts";
import { ReviewFile, ReviewState } from "./review.ts";

const ulid = (name: string) => name.padEnd(26, "0");
const sha256 = "a".repeat(64);
const user = (name: string) => UserId.parse(`usr_${ulid(name)}`);
const at = Instant.parse("2027-02-12T09:00:00.000Z");

/** Sent on 11 February 2027. */
const aLetter = (openedAt?: string): Letter =>
  Letter.parse({
    state: openedAt === undefined ? "sent" : "opened",
    id: `let_${ulid("1")}`,
    organisation: `org_${ulid("1")}`,
    about: `prop_${ulid("1")}`,
    template: "EVALUATION_RESULT",
    templateVersion: 1,
    language: "en",
    factsSha256: sha256,
    sentAt: "2027-02-11T09:00:00.000Z",
    presumedOn: "2027-02-21",
    ...(openedAt === undefined ? {} : { openedAt, openedBy: user("1") }),
  });
const facts = (outcome: string): LetterFacts =>
  LetterFacts.parse({
    template: "EVALUATION_RESULT",
    callReference: "CALL-1",
    topicId: "TOPIC",
    acronym: "HUB",
    outcome,
    scores: [],
    total: "12",
    belowThreshold: [],
    decidedAt: at,
  });
const asked = (openedAt: string | undefined, on: string, outcome = "RESERVE") =>
  decideReviewRequest(
    { letter: aLetter(openedAt), facts: openedAt === undefined ? null : facts(outcome) },
    { isAsked: false, at: Instant.parse(on) },
  );

describe("asking for a review", () => {
  // Opened on the 12th: thirty days on is Sunday 14 March, and the legal date the Monday.
  test.each([
    ["2027-03-14T22:59:59.000Z", true],
    ["2027-03-15T22:59:59.999Z", true],
    ["2027-03-15T23:00:00.000Z", false],
  ])("is taken in thirty days from the receipt, to the legal date, at %s: %s (EVA-09, CLR-CAL-03)", (on, isTaken) => {
    expect(asked("2027-02-12T09:00:00.000Z", on).ok).toBe(isTaken);
  });

  // Counted from the day on which it counts as received: 21 February and thirty days is 23 March.
  test.each([
    ["2027-03-23T22:59:59.999Z", true],
    ["2027-03-23T23:00:00.000Z", false],
  ])("counts from the tenth day where nobody opened the letter before, at %s: %s (CLR-CAL-05)", (on, isTaken) => {
    expect(asked("2027-03-01T09:00:00.000Z", on).ok).toBe(isTaken);
  });

  test("waits for the letter to be opened, and is nothing for an award (EVA-09)", () => {
    expect(asked(undefined, "2027-02-12T09:00:00.000Z")).toMatchObject({ error: { kind: "ResultNotOpened" } });
    expect(asked("2027-02-12T09:00:00.000Z", "2027-02-13T09:00:00.000Z", "AWARDED")).toMatchObject({
      error: { kind: "NothingToReview" },
    });
    expect(decideReviewRequest(null, { isAsked: false, at })).toMatchObject({ error: { kind: "ResultNotTold" } });
  });

  test("is done once", () => {
    const result = { letter: aLetter(at), facts: facts("RESERVE") };
    expect(decideReviewRequest(result, { isAsked: true, at })).toMatchObject({
      error: { kind: "EvaluationReviewAsked" },
    });
  });
});

const aFile = (over: object = {}): ReviewFile =>
  ReviewFile.parse({
    v: 1,
    proposalId: `prop_${ulid("1")}`,
    callId: `call_${ulid("1")}`,
    topicId: "TOPIC",
    acronym: "HUB",
    request: {
      grounds: ["CRITERIA_NOT_APPLIED"],
      text: "The threshold of another call was used.",
      by: user("1"),
      at,
      legalDueOn: "2027-03-15",
    },
    ...over,
  });
const said = { reason: "So that the reader knows why.", by: user("2"), at };
const committee = { members: ["3", "4", "5"].map(user), by: user("2"), at };
const registration = { ...said, isRegistrable: true };
const advice = { ...said, outcome: "RE_EVALUATION" };

describe("the steps of a review", () => {
  test.each([
    ["requested", {}],
    ["notRegistrable", { registration: { ...said, isRegistrable: false } }],
    ["registered", { registration }],
    ["underReview", { registration, committee }],
    ["advised", { registration, committee, advice }],
    ["rejected", { registration, committee, advice, decision: { ...said, outcome: "REJECTED" } }],
    ["upheld", { registration, committee, advice, decision: { ...said, outcome: "UPHELD_WITHOUT_EFFECT" } }],
    ["reEvaluation", { registration, committee, advice, decision: { ...said, outcome: "RE_EVALUATION" } }],
  ])("leave it %s (EVA-09)", (state, over) => {
    expect(stateOfReview(aFile(over))).toBe(state);
  });

  test("come one after the other", () => {
    const taken = ReviewState.options.filter((state) => refuseStep("decideEvaluationReview", state) === null);
    expect(taken).toEqual(["advised"]);
  });

  test("are advised on by the committee, and decided by somebody else (EVA-01)", () => {
    const file = aFile({ registration, committee });
    const by = { outcome: "REJECTED", reason: said.reason, at } as const;
    expect(withAdvice(file, { ...by, by: user("3") }).ok).toBe(true);
    expect(withAdvice(file, { ...by, by: user("9") })).toMatchObject({ error: { kind: "NotOfCommittee" } });
    expect(withDecision(file, { ...by, by: user("9") }).ok).toBe(true);
    expect(withDecision(file, { ...by, by: user("3") })).toMatchObject({ error: { kind: "CommitteeMemberDecides" } });
  });
});

describe("who reviews", () => {
  const reviewers = (...names: readonly string[]) =>
    names.map((name) => ({ user: user(name), hasRole: true, isConflicted: false }));
  const ask = (list: Parameters<typeof refuseReviewers>[0]) =>
    refuseReviewers(list, { field: "members", evaluated: [user("7")], reviewed: [user("8")] })?.because ?? null;

  test("had no part in the evaluation, nor in the review, and no conflict (EVA-02, EVA-09)", () => {
    expect(ask(reviewers("1", "2", "3"))).toBeNull();
    expect(ask(reviewers("1", "2", "7"))).toBe("EVALUATED");
    expect(ask(reviewers("1", "2", "8"))).toBe("REVIEWED");
    expect(ask(reviewers("1", "2", "1"))).toBe("TWICE");
    expect(ask([{ user: user("1"), hasRole: false, isConflicted: false }])).toBe("ROLE");
    expect(ask([{ user: user("1"), hasRole: true, isConflicted: true }])).toBe("CONFLICT");
  });
});
