import { describe, expect, test } from "vitest";
import { CallContent } from "./call.ts";
import { changedFields, compareContents } from "./compare-contents.ts";
import { programmeProfiles } from "./programme-profiles.ts";

const sentence = "A sentence that says what the call asks for.";
const topic = (topicId: string, budgetCents: number) => ({
  topicId,
  title: "Hubs",
  budgetCents,
  minGrantCents: 1,
  maxGrantCents: 100,
});
const content = (over: object = {}) =>
  CallContent.parse({
    reference: "SOC",
    title: "National SOCs",
    objectives: sentence,
    eligibility: sentence,
    exclusionAndSelection: sentence,
    financing: sentence,
    submissionArrangements: sentence,
    workProgramme: "Work programme 2023",
    opens: { local: "2023-05-25T09:00", zone: "Europe/Brussels" },
    closes: { local: "2023-07-06T17:00", zone: "Europe/Brussels" },
    plannedInformOn: "2023-12-06",
    plannedSignOn: "2024-03-06",
    topics: [topic("HUB-A", 100), topic("HUB-B", 200)],
    profile: programmeProfiles.SG,
    nationalFunding: { kind: "none" },
    provenance: { syntheticFields: [] },
    ...over,
  });

describe("comparing two versions of a call (CALL-03, CLR-CALL-01)", () => {
  test("finds a relaunched call's other budget and other deadline, each at its place", () => {
    const relaunched = content({
      closes: { local: "2023-08-29T17:00", zone: "Europe/Brussels" },
      topics: [topic("HUB-A", 150), topic("HUB-B", 200)],
    });
    expect(compareContents(content(), relaunched)).toEqual([
      { field: "closes", path: "closes.local", before: "2023-07-06T17:00", after: "2023-08-29T17:00" },
      { field: "topics", path: "topics.HUB-A.budgetCents", before: "100", after: "150" },
    ]);
  });

  test("finds nothing between a content and itself", () => {
    expect(changedFields(content(), content())).toEqual([]);
    expect(compareContents(content(), content())).toEqual([]);
  });

  test("tells what was added and what was taken out", () => {
    const annex = { annexId: "plan", title: "Plan", isMandatory: true, formats: ["pdf"] };
    const added = compareContents(content(), content({ annexes: [annex] }));
    expect(added).toContainEqual({ field: "annexes", path: "annexes.plan.title", before: null, after: "Plan" });
    const removed = compareContents(content({ annexes: [annex] }), content());
    expect(removed).toContainEqual({ field: "annexes", path: "annexes.plan.title", before: "Plan", after: null });
  });

  test("takes the order of criteria for part of what they say", () => {
    const profile = { ...programmeProfiles.SG, criteria: ["IMPACT", "RELEVANCE", "IMPLEMENTATION"] };
    expect(compareContents(content(), content({ profile }))).toEqual([
      {
        field: "profile",
        path: "profile.criteria",
        before: "RELEVANCE, IMPLEMENTATION, IMPACT",
        after: "IMPACT, RELEVANCE, IMPLEMENTATION",
      },
    ]);
  });
});
