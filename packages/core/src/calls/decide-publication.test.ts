import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { JointActionId } from "../cofunding/joint-action.ts";
import { CallContent, CallId } from "./call.ts";
import { decidePublication } from "./decide-publication.ts";
import { programmeProfiles } from "./programme-profiles.ts";

const callId = CallId.parse("call_01J00000000000000000000000");
const ownJointActionId = JointActionId.parse("ja_01J00000000000000000000000");
const now = Instant.parse("2026-11-20T09:00:00.000Z");
const sentence = "A sentence that says what the call asks for.";
const topic = { topicId: "TOPIC-1", title: "Hubs", budgetCents: 200, minGrantCents: 1, maxGrantCents: 200 };

const aContent = (over: Partial<z.input<typeof CallContent>> = {}) =>
  CallContent.parse({
    reference: "DIGITAL-ECCC-2026",
    title: "Cyber hubs",
    objectives: sentence,
    eligibility: sentence,
    exclusionAndSelection: sentence,
    financing: sentence,
    submissionArrangements: sentence,
    workProgramme: "Work programme 2026",
    opens: { local: "2026-12-01T09:00", zone: "Europe/Brussels" },
    closes: { local: "2027-01-29T17:00", zone: "Europe/Brussels" },
    plannedInformOn: "2027-07-29",
    plannedSignOn: "2027-10-29",
    topics: [topic],
    profile: programmeProfiles.SG,
    nationalFunding: { kind: "none" },
    provenance: { syntheticFields: [] },
    ...over,
  });

const publish = (
  over: Partial<z.input<typeof CallContent>> = {},
  before: Parameters<typeof decidePublication>[0]["before"] = null,
) => decidePublication({ callId, content: aContent(over), before, ownJointActionId }, now);

const fundedBy = (jointActionId: string) =>
  ({ kind: "jointAction", jointActionId, selectionMode: "STRICT", commonPotCents: 0 }) as const;

describe("publishing a call", () => {
  test("fixes opening and closing as instants of Brussels", () => {
    expect(publish()).toMatchObject({
      ok: true,
      value: { opensAt: "2026-12-01T08:00:00.000Z", closesAt: "2027-01-29T16:00:00.000Z", contentVersion: 1 },
    });
  });

  test("counts on from the version before", () => {
    const before = { contentVersion: 4, closesAt: Instant.parse("2027-01-29T16:00:00.000Z") };
    expect(publish({}, before)).toMatchObject({ ok: true, value: { contentVersion: 5 } });
  });

  test.each([
    {
      name: "a local time that the clock skips",
      over: { opens: { local: "2027-03-28T02:30", zone: "Europe/Brussels" as const } },
      kind: "LocalTimeDoesNotExist",
    },
    {
      name: "a local time that the clock repeats",
      over: { closes: { local: "2027-10-31T02:30", zone: "Europe/Brussels" as const } },
      kind: "LocalTimeIsAmbiguous",
    },
    {
      name: "a day that does not exist",
      over: { closes: { local: "2027-02-30T17:00", zone: "Europe/Brussels" as const } },
      kind: "NotALocalTime",
    },
    {
      name: "closing at the opening",
      over: { closes: { local: "2026-12-01T09:00", zone: "Europe/Brussels" as const } },
      kind: "CallClosesBeforeItOpens",
    },
    { name: "two topics of one name", over: { topics: [topic, topic] }, kind: "TopicNamedTwice" },
    {
      name: "a grant above the topic's budget",
      over: { topics: [{ ...topic, maxGrantCents: 201 }] },
      kind: "GrantRangeInvalid",
    },
    {
      name: "a minimum above the maximum",
      over: { topics: [{ ...topic, minGrantCents: 201 }] },
      kind: "GrantRangeInvalid",
    },
    {
      name: "a grant of nothing",
      over: { topics: [{ ...topic, minGrantCents: 0, maxGrantCents: 0 }] },
      kind: "GrantRangeInvalid",
    },
  ])("is refused for $name", ({ over, kind }) => {
    expect(publish(over)).toMatchObject({ ok: false, error: { kind } });
  });

  test("is refused when it closes at this very instant", () => {
    const over = {
      opens: { local: "2026-11-01T09:00", zone: "UTC" as const },
      closes: { local: "2026-11-20T09:00", zone: "UTC" as const },
    };
    expect(publish(over)).toMatchObject({ ok: false, error: { kind: "CallAlreadyOver" } });
  });

  test("takes an opening in the past", () => {
    expect(publish({ opens: { local: "2026-11-01T09:00", zone: "Europe/Brussels" } }).ok).toBe(true);
  });

  test.each([
    { plannedInformOn: "2027-07-29", ok: true },
    { plannedInformOn: "2027-07-30", ok: false },
  ])("keeps six months to inform: $plannedInformOn is fine: $ok (TTG-01)", ({ plannedInformOn, ok }) => {
    expect(publish({ plannedInformOn }).ok).toBe(ok);
  });

  test.each([
    { plannedSignOn: "2027-10-29", ok: true },
    { plannedSignOn: "2027-10-30", ok: false },
  ])("keeps three months more to sign: $plannedSignOn is fine: $ok (TTG-02)", ({ plannedSignOn, ok }) => {
    expect(publish({ plannedSignOn }).ok).toBe(ok);
  });

  test.each([
    { plannedSignOn: "2027-09-29", ok: true },
    { plannedSignOn: "2027-09-30", ok: false },
  ])(
    "keeps eight months from closing in Horizon Europe: $plannedSignOn is fine: $ok (TTG-04)",
    ({ plannedSignOn, ok }) => {
      const over = { profile: programmeProfiles.RIA, plannedInformOn: "2027-06-29", plannedSignOn };
      expect(publish(over).ok).toBe(ok);
    },
  );

  test.each([
    { name: "the same", closesAt: "2027-01-29T16:00:00.000Z", ok: true },
    { name: "a later", closesAt: "2027-01-29T15:59:59.999Z", ok: true },
    { name: "an earlier", closesAt: "2027-01-29T16:00:00.001Z", ok: false },
  ])("may correct to $name deadline: $ok", ({ closesAt, ok }) => {
    expect(publish({}, { contentVersion: 1, closesAt: Instant.parse(closesAt) }).ok).toBe(ok);
  });

  test("is refused when a criterion stands twice", () => {
    const profile = { ...programmeProfiles.SG, criteria: ["IMPACT" as const, "IMPACT" as const] };
    expect(publish({ profile })).toMatchObject({ ok: false, error: { kind: "CriteriaIncomplete" } });
  });

  test("names its own joint action, where it has one", () => {
    expect(publish({ nationalFunding: fundedBy(ownJointActionId) }).ok).toBe(true);
  });

  test("is refused with the joint action of another call", () => {
    expect(publish({ nationalFunding: fundedBy("ja_01J00000000000000000000001") })).toEqual({
      ok: false,
      error: { kind: "JointActionOfAnotherCall", field: "nationalFunding", ownJointActionId },
    });
  });
});
