import { UserId } from "@grants/kernel/id";
import { Instant, LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { Admissibility, AdmissibilityFile, type CheckName, type CheckOutcome } from "./admissibility.ts";
import {
  decideAdmission,
  decideAnswer,
  decideClarification,
  decideRefusal,
  decideReviewOutcome,
  decideReviewRequest,
  outcomeOf,
  withFinding,
} from "./decide-admissibility.ts";
import { lastDayForReview } from "./review-period.ts";
import { admissionOf } from "./admissibility.ts";

const ulid = "01J00000000000000000000000";
const user = (digit: string) => UserId.parse(`usr_${digit.repeat(26)}`);
const [officer, director, another] = [user("1"), user("2"), user("3")];
const at = (text: string) => Instant.parse(text);
const now = at("2027-02-10T09:00:00.000Z");
const sha256 = "a".repeat(64);
const reason = "A reason that is long enough.";

const aFile = (checks: Readonly<Partial<Record<CheckName, CheckOutcome>>> = {}): AdmissibilityFile =>
  AdmissibilityFile.parse({
    v: 1,
    proposalId: `prop_${ulid}`,
    documentSha256: sha256,
    callVersion: 1,
    checkedAt: now,
    checks: Object.entries({ IN_TIME: "PASS", ...checks }).map(([check, outcome]) => ({ check, outcome, about: [] })),
    findings: [],
    clarifications: [],
  });
const found = (file: AdmissibilityFile, check: CheckName, outcome: "PASS" | "FAIL", by = officer) =>
  withFinding(file, { check, outcome, reason, by, at: now });
const asked = (file: AdmissibilityFile, replyByOn = "2027-02-20") => {
  const ask = {
    subject: { kind: "MISSING_OR_UNCLEAR" as const, question: "Which register holds the second partner?" },
    whyNotSubstantial: "The register changes nothing in the work plan.",
    replyByOn: LocalDate.parse(replyByOn),
  };
  const result = decideClarification(file, ask, { by: officer, at: now });
  if (!result.ok) throw new Error(result.error.kind);
  return result.value;
};
const given = { kind: "GIVEN" as const, text: "The commercial register of Ghent." };
const head = (over: object): Admissibility =>
  Admissibility.parse({
    id: `adm_${ulid}`,
    proposalId: `prop_${ulid}`,
    callId: `call_${ulid}`,
    fileSha256: sha256,
    decidedAt: now,
    ...over,
  });
const refusedHead = head({ state: "refused", grounds: ["BUDGET"], reviewByOn: "2027-03-12" });

describe("admitting a proposal", () => {
  test("needs every check met (ELG-01)", () => {
    expect(decideAdmission(aFile(), { by: officer, at: now }).ok).toBe(true);
    expect(decideAdmission(aFile({ BUDGET: "FAIL", SECURITY: "TO_DECIDE" }), { by: officer, at: now })).toMatchObject({
      error: { kind: "ChecksNotMet", failing: ["BUDGET"], toDecide: ["SECURITY"] },
    });
  });

  test("goes by what a person found, and keeps what the platform did", () => {
    const file = found(aFile({ SECURITY: "TO_DECIDE" }), "SECURITY", "PASS");
    expect(outcomeOf(file, "SECURITY")).toBe("PASS");
    expect(file.checks.find(({ check }) => check === "SECURITY")?.outcome).toBe("TO_DECIDE");
    expect(decideAdmission(file, { by: officer, at: now }).ok).toBe(true);
  });

  test.each([
    ["while the applicant may still answer", "2027-02-20T22:59:59.999Z", false],
    ["from the first instant after its last day, in Brussels", "2027-02-20T23:00:00.000Z", true],
  ])("waits %s (CLR-CLAR-01)", (_, instant, admits) => {
    expect(decideAdmission(asked(aFile()), { by: officer, at: at(instant) }).ok).toBe(admits);
  });
});

describe("refusing a proposal", () => {
  test("stands on checks that are not met, and on no other", () => {
    const file = aFile({ BUDGET: "FAIL" });
    const by = { by: director, at: now };
    expect(decideRefusal(file, { grounds: ["BUDGET"], reason }, by).ok).toBe(true);
    expect(decideRefusal(file, { grounds: ["BUDGET", "IN_TIME"], reason }, by)).toMatchObject({
      error: { kind: "GroundNotFailing", check: "IN_TIME" },
    });
  });

  test("is for another person than who found the ground", () => {
    const file = found(aFile({ SECURITY: "TO_DECIDE" }), "SECURITY", "FAIL", director);
    const grounds = ["SECURITY"] as const;
    expect(decideRefusal(file, { grounds, reason }, { by: director, at: now })).toMatchObject({
      error: { kind: "AnotherPersonDecides", because: "FOUND_THE_GROUND" },
    });
    expect(decideRefusal(file, { grounds, reason }, { by: another, at: now }).ok).toBe(true);
  });
});

describe("asking the applicant (EVA-04)", () => {
  test.each([
    ["2027-02-10", false],
    ["2027-02-11", true],
  ])("with an answer by %s: %s", (replyByOn, mayAsk) => {
    const ask = {
      subject: { kind: "CLERICAL_ERROR" as const, field: "TITLE" as const, stands: "Hbu", proposed: "Hub" },
      whyNotSubstantial: reason,
      replyByOn: LocalDate.parse(replyByOn),
    };
    expect(decideClarification(aFile(), ask, { by: officer, at: now }).ok).toBe(mayAsk);
  });

  test("twenty times at most", () => {
    const twenty = Array.from({ length: 20 }).reduce<AdmissibilityFile>((file) => asked(file), aFile());
    expect(twenty.clarifications.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at0) => at0 + 1));
    expect(() => asked(twenty)).toThrow("TooManyClarifications");
  });

  test.each([
    ["in its last millisecond", "2027-02-20T22:59:59.999Z", true],
    ["a millisecond later", "2027-02-20T23:00:00.000Z", false],
  ])("takes the answer %s as it must (CLR-CLAR-01)", (_, instant, isTaken) => {
    const answered = decideAnswer(asked(aFile()), { number: 1, answer: given }, { by: another, at: at(instant) });
    expect(answered.ok).toBe(isTaken);
  });

  test("takes one answer, to what was asked", () => {
    const file = asked(aFile());
    const by = { by: another, at: now };
    expect(decideAnswer(file, { number: 2, answer: given }, by)).toMatchObject({
      error: { kind: "ClarificationNotFound" },
    });
    expect(decideAnswer(file, { number: 1, answer: { kind: "CONFIRMED" } }, by)).toMatchObject({
      error: { kind: "AnswerDoesNotFit" },
    });
    const once = decideAnswer(file, { number: 1, answer: given }, by);
    expect(once).toMatchObject({ ok: true, value: { clarifications: [{ answer: { answer: given, by: another } }] } });
    const answered = once.ok ? once.value : file;
    expect(decideAnswer(answered, { number: 1, answer: given }, by)).toMatchObject({
      error: { kind: "ClarificationAnswered" },
    });
  });
});

describe("a review of a refusal", () => {
  test("may be asked for thirty days after the decision, the last one included", () => {
    expect(lastDayForReview(now)).toBe("2027-03-12");
    const ask = (instant: string) =>
      decideReviewRequest(refusedHead, aFile(), { reason, by: another, at: at(instant) });
    expect(ask("2027-03-12T22:59:59.999Z").ok).toBe(true);
    expect(ask("2027-03-12T23:00:00.000Z")).toMatchObject({ error: { kind: "ReviewTooLate" } });
  });

  test.each(["open", "admitted"])("is none where the proposal is %s", (state) => {
    const standing = head({ state, toDecide: 0, failing: 0 });
    expect(decideReviewRequest(standing, aFile(), { reason, by: another, at: now })).toMatchObject({
      error: { kind: "NotRefused", state },
    });
  });

  test("is decided by another person than who refused", () => {
    const refused = decideRefusal(
      aFile({ BUDGET: "FAIL" }),
      { grounds: ["BUDGET"], reason },
      { by: director, at: now },
    );
    const file = refused.ok
      ? { ...refused.value, review: { reason, requestedBy: another, requestedAt: now } }
      : aFile();
    const underReview = head({ ...refusedHead, state: "underReview", requestedAt: now });
    const decide = (by: UserId) => decideReviewOutcome(underReview, file, { outcome: "REVERSED", reason, by, at: now });
    expect(decide(director)).toMatchObject({ error: { kind: "AnotherPersonDecides", because: "DECIDED_IT" } });
    expect(decide(user("4")).ok).toBe(true);
  });
});

describe("the admission of a proposal at an instant", () => {
  test.each([
    ["nobody looked at", null, "OPEN"],
    ["still open", head({ state: "open", toDecide: 1, failing: 0 }), "OPEN"],
    ["admitted at that instant", head({ state: "admitted" }), "ADMITTED"],
    ["admitted on review afterwards", head({ state: "admitted", decidedAt: "2027-02-10T09:00:00.001Z" }), "REFUSED"],
    ["refused", refusedHead, "REFUSED"],
    ["under review", head({ ...refusedHead, state: "underReview", requestedAt: now }), "REFUSED"],
  ])("of one that is %s", (_, standing, admission) => {
    expect(admissionOf(standing, now)).toBe(admission);
  });
});
