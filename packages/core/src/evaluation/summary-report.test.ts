import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { Letter } from "../letters/letter.ts";
import { Dossier } from "./dossier.ts";
import { versionsTold } from "./read-summary-report.ts";
import { type Agreed, SummaryReportHead, composeSummaryReport } from "./summary-report.ts";

const ulid = (name: string) => name.padEnd(26, "0");
const sha256 = "a".repeat(64);
const at = (text: string) => Instant.parse(`2027-02-${text}:00:00.000Z`);

const dossier = Dossier.parse({
  proposalId: `prop_${ulid("A")}`,
  callId: `call_${ulid("1")}`,
  topicId: "TOPIC",
  callVersion: 1,
  documentSha256: sha256,
  receivedAt: at("01T09"),
  acronym: "HUB-A",
  title: "A hub",
  coordinator: `org_${ulid("A")}`,
  organisations: [`org_${ulid("A")}`],
  pics: ["999888777"],
  requestedCents: 100,
  national: [],
});
const agreed: Agreed = {
  basis: "CONSENSUS",
  comments: { RELEVANCE: "To the point.", IMPLEMENTATION: "A sound plan.", IMPACT: "Thin." },
  agreedAt: at("10T09"),
};
const reportOn = (scores: Record<string, string>, total: string) =>
  composeSummaryReport({
    dossier,
    content: { profile: programmeProfiles.SG, reference: "CALL-1" },
    row: { scores, total, isOrderedByPanel: false },
    agreed,
  });

describe("the evaluation summary report", () => {
  test("gives each criterion with its score, its threshold and the agreed comment (EVA-06, EVA-07)", () => {
    const { criteria, total, totalMax } = reportOn({ RELEVANCE: "4", IMPLEMENTATION: "3", IMPACT: "2.5" }, "9.5");
    expect(criteria).toEqual([
      { criterion: "RELEVANCE", score: "4", threshold: "3", isMet: true, comment: "To the point." },
      { criterion: "IMPLEMENTATION", score: "3", threshold: "3", isMet: true, comment: "A sound plan." },
      { criterion: "IMPACT", score: "2.5", threshold: "3", isMet: false, comment: "Thin." },
    ]);
    expect([total, totalMax]).toEqual(["9.5", "15"]);
  });

  test.each([
    ["9.5", false],
    ["10", true],
    ["10.5", true],
  ])("says of a total of %s whether the overall threshold is met: %s (DSC-03)", (total, isMet) => {
    expect(reportOn({ RELEVANCE: "3", IMPLEMENTATION: "3", IMPACT: "3" }, total).isOverallMet).toBe(isMet);
  });

  test("is no report where a criterion of the call has no score (CLR-RANK-07)", () => {
    expect(() => reportOn({ RELEVANCE: "3", IMPACT: "3" }, "6")).toThrow("no score for IMPLEMENTATION");
  });
});

const head = (version: number, issuedAt: Instant) => ({
  version,
  state: SummaryReportHead.parse({
    state: "issued",
    id: `esr_${ulid("A")}`,
    proposalId: dossier.proposalId,
    reportSha256: sha256,
    issuedAt,
  }),
});
const letter = (sentAt: Instant, openedAt?: Instant) =>
  Letter.parse({
    state: openedAt === undefined ? "sent" : "opened",
    id: `let_${ulid("A")}`,
    organisation: dossier.coordinator,
    about: dossier.proposalId,
    template: "EVALUATION_RESULT",
    templateVersion: 1,
    language: "en",
    factsSha256: sha256,
    sentAt,
    presumedOn: "2027-02-21",
    ...(openedAt === undefined ? {} : { openedAt, openedBy: `usr_${ulid("A")}` }),
  });

describe("the versions that an applicant may read", () => {
  const [first, second, opened] = [at("11T09"), at("20T09"), at("21T09")];
  test("are none before the letter is open, and all once the last letter is", () => {
    expect(versionsTold(head(1, first), [letter(first)])).toMatchObject({ error: { kind: "ResultNotOpened" } });
    expect(versionsTold(head(1, first), [letter(first, opened)])).toEqual({ ok: true, value: 1 });
    expect(versionsTold(head(2, second), [letter(first, opened), letter(second, opened)])).toEqual({
      ok: true,
      value: 2,
    });
  });

  test("are those before, as long as only the letter of the last one is closed", () => {
    expect(versionsTold(head(2, second), [letter(first, opened), letter(second)])).toEqual({ ok: true, value: 1 });
  });

  test("are none where no letter told a result", () => {
    expect(versionsTold(head(1, first), [])).toEqual({ ok: false, error: null });
  });
});
