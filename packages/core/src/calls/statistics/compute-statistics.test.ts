import { Instant, LocalDate, LocalDateTime, TimeZone } from "@grants/kernel/time";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CallContent, CallId, type CallVersion } from "../call.ts";
import { programmeProfiles } from "../programme-profiles.ts";
import { type CountedAward, type CountedProposal, computeStatistics } from "./compute-statistics.ts";

const at = (text: string) => Instant.parse(text);
const sealedAt = at("2027-01-29T16:01:01.000Z");
const words = "What the rules of the programme ask for, in a sentence.";
const topic = (topicId: string) => ({
  topicId,
  title: `Topic ${topicId}`,
  budgetCents: 1_000_00,
  minGrantCents: 1,
  maxGrantCents: 1_000_00,
});
const zone = TimeZone.parse("Europe/Brussels");
const version: CallVersion = {
  callId: CallId.parse(`call_${"0".repeat(26)}`),
  contentVersion: 1,
  publishedAt: at("2026-12-01T08:00:00.000Z"),
  opensAt: at("2026-12-01T08:00:00.000Z"),
  closesAt: at("2027-01-29T16:00:00.000Z"),
  content: CallContent.parse({
    reference: "HUBS-2027",
    title: "Hubs",
    objectives: words,
    eligibility: words,
    exclusionAndSelection: words,
    financing: words,
    submissionArrangements: words,
    workProgramme: "Work programme",
    opens: { local: LocalDateTime.parse("2026-12-01T09:00"), zone },
    closes: { local: LocalDateTime.parse("2027-01-29T17:00"), zone },
    plannedInformOn: LocalDate.parse("2027-06-30"),
    plannedSignOn: LocalDate.parse("2027-09-30"),
    topics: [topic("ONE"), topic("TWO")],
    profile: programmeProfiles.SG,
    nationalFunding: { kind: "none" },
    provenance: { syntheticFields: [] },
  }),
};

const partner = (country: string) => ({ country, isSme: country === "NL", isPublicBody: false, isNonProfit: false });
const proposal = (topicId: string, requestedCents: number, ...countries: readonly string[]): CountedProposal => ({
  topicId,
  requestedCents,
  partners: countries.map(partner),
});
const statistics = (proposals: readonly CountedProposal[], awards: readonly CountedAward[] = []) =>
  computeStatistics({ version, sealedAt, proposals, awards }, sealedAt);
const times = (count: number) => Array.from({ length: count }, () => proposal("ONE", 100, "BE"));

describe("the public figures of a call (TRA-03)", () => {
  test.each([
    [0, 0, false],
    [1, null, false],
    [2, null, false],
    [3, 300, true],
  ])("of %i proposals tell %s as the amount that they ask for; who is in them: %s", (count, amount, areParties) => {
    const { requestedCents, topics, countries, participants } = statistics(times(count));
    expect([requestedCents, topics[0]?.requestedCents]).toEqual([amount, amount]);
    expect([countries !== null, participants !== null]).toEqual([areParties, areParties]);
  });

  test("withhold the total where it would give away a topic of few proposals", () => {
    const { requestedCents, topics, submissions } = statistics([...times(3), proposal("TWO", 7, "NL")]);
    expect(topics.map((one) => one.requestedCents)).toEqual([300, null]);
    expect([requestedCents, submissions]).toEqual([null, 4]);
  });

  test("count participations by country, the first partner as coordinator", () => {
    const proposals = [proposal("ONE", 1, "BE", "NL"), proposal("ONE", 1, "NL", "BE", "NL"), proposal("ONE", 1, "EE")];
    expect(statistics(proposals).countries).toEqual([
      { country: "NL", participations: 3, coordinations: 1 },
      { country: "BE", participations: 2, coordinations: 1 },
      { country: "EE", participations: 1, coordinations: 1 },
    ]);
    expect(statistics(proposals).participants).toEqual({ all: 6, smes: 3, publicBodies: 0, nonProfits: 0 });
  });

  test("of an award tell how many succeeded, of the topics that are decided, and after how many days", () => {
    const award = { topicId: "ONE", awards: 2, unionCents: 200, decidedAt: at("2027-03-01T08:00:00.000Z") };
    const { awarded, topics } = statistics([...times(4), proposal("TWO", 1, "BE")], [award]);
    expect(awarded).toEqual({ topics: 1, submissions: 4, awards: 2, unionCents: 200, averageDaysFromClosing: 31 });
    expect(topics.map((one) => one.award?.awards)).toEqual([2, undefined]);
  });

  test("round the average of days half up", () => {
    const award = (topicId: string, on: string) => ({
      topicId,
      awards: 0,
      unionCents: 0,
      decidedAt: at(`${on}T08:00:00.000Z`),
    });
    const awards = [award("ONE", "2027-02-08"), award("TWO", "2027-02-09")];
    expect(statistics(times(3), awards).awarded?.averageDaysFromClosing).toBe(11);
  });

  test("add up: the topics make the call", () => {
    const aProposal = fc.record({ topicId: fc.constantFrom("ONE", "TWO"), requestedCents: fc.nat(1_000_000) });
    fc.assert(
      fc.property(fc.array(aProposal, { maxLength: 30 }), (some) => {
        const result = statistics(some.map((one) => ({ ...one, partners: [partner("BE")] })));
        expect(result.topics.reduce((sum, one) => sum + one.submissions, 0)).toBe(result.submissions);
        expect(result.requestedCents ?? 0).toBeLessThanOrEqual(
          some.reduce((sum, { requestedCents }) => sum + requestedCents, 0),
        );
      }),
      { numRuns: 50 },
    );
  });
});
