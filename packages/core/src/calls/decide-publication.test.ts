import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { JointActionId } from "../cofunding/joint-action.ts";
import { CallContent, CallId, type CallVersion, type ChangeReason } from "./call.ts";
import { type Draft, decidePublication, publicationFaults } from "./decide-publication.ts";
import { Digest } from "@grants/kernel/digest";
import { programmeProfiles } from "./programme-profiles.ts";
import { WorkProgrammeId } from "./call-terms.ts";
import { WorkProgrammeRecord } from "./work-programme.ts";

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

type Content = Partial<z.input<typeof CallContent>>;
type Over = Partial<Draft> & { readonly reasons?: readonly ChangeReason[] };

const publish = (over: Content = {}, { reasons = [], ...draft }: Over = {}) =>
  decidePublication(
    { callId, content: aContent(over), before: null, ownJointActionId, workProgramme: null, ...draft },
    reasons,
    now,
  );

/** A version that was public before, of the same content unless `over` says otherwise. */
const published = (over: Content = {}, version: Partial<CallVersion> = {}): CallVersion => ({
  callId,
  contentVersion: 1,
  publishedAt: now,
  opensAt: Instant.parse("2026-12-01T08:00:00.000Z"),
  closesAt: Instant.parse("2027-01-29T16:00:00.000Z"),
  content: aContent(over),
  ...version,
});
const reason = "The officer found a slip.";
const another = published({ title: "Cyber hubs of before" });
const explained = { before: another, reasons: [{ field: "title", reason }] };

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
    const before = { ...another, contentVersion: 4 };
    expect(publish({}, { ...explained, before })).toMatchObject({ ok: true, value: { contentVersion: 5 } });
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
  ])("keeps six months to inform: $plannedInformOn is fine: $ok (TTG-01, CALL-02)", ({ plannedInformOn, ok }) => {
    expect(publish({ plannedInformOn }).ok).toBe(ok);
  });

  test.each([
    { plannedSignOn: "2027-10-29", ok: true },
    { plannedSignOn: "2027-10-30", ok: false },
  ])("keeps three months more to sign: $plannedSignOn is fine: $ok (TTG-02, CALL-02)", ({ plannedSignOn, ok }) => {
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
    const before = { ...another, closesAt: Instant.parse(closesAt) };
    expect(publish({}, { ...explained, before }).ok).toBe(ok);
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

const faultsOf = (over: Content, draft: Partial<Draft> = {}) =>
  publicationFaults(
    { callId, content: aContent(over), before: null, ownJointActionId, workProgramme: null, ...draft },
    now,
  );
const kindsOf = (...asked: Parameters<typeof faultsOf>) => faultsOf(...asked).map(({ kind }) => kind);
const brussels = (local: string) => ({ local, zone: "Europe/Brussels" as const });
const second = { ...topic, topicId: "TOPIC-2" };

describe("what a publication is told all at once", () => {
  test("names every fault with its field, so that a draft is mended in one go (CALL-01)", () => {
    const over = { topics: [topic, topic], plannedInformOn: "2028-01-01", plannedSignOn: "2029-01-01" };
    expect(faultsOf(over)).toMatchObject([
      { kind: "TopicNamedTwice", field: "topics" },
      { kind: "PlannedDateTooLate", field: "plannedInformOn" },
      { kind: "PlannedDateTooLate", field: "plannedSignOn" },
    ]);
  });

  test.each([
    { local: "2027-01-29T17:00", kinds: [] },
    { local: "2027-01-29T17:01", kinds: ["TopicClosesOutsidePeriod"] },
    { local: "2026-12-01T09:00", kinds: ["TopicClosesOutsidePeriod"] },
    { local: "2026-12-01T09:01", kinds: [] },
  ])("lets a topic close while the call is open: $local", ({ local, kinds }) => {
    expect(kindsOf({ topics: [{ ...topic, closes: brussels(local) }] })).toEqual(kinds);
  });

  test.each([
    { name: "between", closes: "2026-12-20T17:00", plannedInviteOn: "2027-01-08", kinds: [] },
    { name: "at the deadline", closes: "2027-01-29T17:00", plannedInviteOn: "2027-01-30", kinds: 1 },
    { name: "at the opening", closes: "2026-12-01T09:00", plannedInviteOn: "2027-01-08", kinds: 1 },
    { name: "with an invitation before it ends", closes: "2026-12-20T17:00", plannedInviteOn: "2026-12-19", kinds: 1 },
    { name: "with an invitation on the last day", closes: "2026-12-20T17:00", plannedInviteOn: "2027-01-29", kinds: 1 },
  ])("has a first stage $name", ({ closes, plannedInviteOn, kinds }) => {
    const firstStage = { closes: brussels(closes), plannedInviteOn };
    expect(kindsOf({ firstStage })).toEqual(kinds === 1 ? ["FirstStageOutsidePeriod"] : kinds);
  });

  test.each([
    { name: "the sum of its topics", envelope: {}, kinds: [] },
    { name: "a cent more", envelope: { budgetCents: 401 }, kinds: ["EnvelopeInvalid"] },
    { name: "a topic of no name", envelope: { topicIds: ["TOPIC-1", "TOPIC-9"] }, kinds: ["EnvelopeInvalid"] },
    { name: "one topic twice", envelope: { topicIds: ["TOPIC-1", "TOPIC-1"] }, kinds: ["EnvelopeInvalid"] },
  ])("has a shared envelope of $name", ({ envelope, kinds }) => {
    const shared = { title: "Hubs", topicIds: ["TOPIC-1", "TOPIC-2"], budgetCents: 400, flexibilityRate: "1/5" };
    expect(kindsOf({ topics: [topic, second], envelopes: [{ ...shared, ...envelope }] })).toEqual(kinds);
  });

  const fstp = {
    isCompulsory: true,
    perThirdPartyMaxCents: 60_000_00,
    amountCriteria: sentence,
    activityTypes: ["Pilots"],
    recipients: sentence,
  };
  const over = { ...fstp, perThirdPartyMaxCents: 60_000_01 };
  const exceptionReason = "OBJECTIVES_OTHERWISE_IMPOSSIBLE_OR_OVERLY_DIFFICULT" as const;
  test.each([
    { name: "exactly the ceiling (FSTP-01)", content: { fstp }, kinds: [] },
    { name: "a cent more without a reason (FSTP-02)", content: { fstp: over }, kinds: ["FstpReasonMissing"] },
    { name: "a cent more with its reason (FSTP-02)", content: { fstp: { ...over, exceptionReason } }, kinds: [] },
    {
      name: "no rule in a grant for financial support (FSTP-01)",
      content: { profile: programmeProfiles.GFS },
      kinds: ["FstpRuleMissing"],
    },
    {
      name: "costs that are not eligible (CALL-05)",
      content: { fstp, profile: { ...programmeProfiles.SG, costCategories: ["A" as const] } },
      kinds: ["FstpCostsNotEligible"],
    },
  ])("takes or refuses support to third parties: $name", ({ content, kinds }) => {
    expect(kindsOf(content)).toEqual(kinds);
  });

  const security = {
    restriction: "ART_12_5" as const,
    countries: [],
    eeaEquivalent: true,
    admitsControlledEntities: false,
    basis: "Work programme, Appendix 3",
    necessity: sentence,
  };
  const by126 = { ...security, restriction: "ART_12_6" as const };
  test.each([
    { name: "dual use without a restriction (DEP-03)", content: { dualUse: true }, kinds: ["DualUseNeedsRestriction"] },
    { name: "dual use under 12(6)", content: { dualUse: true, security: by126 }, kinds: ["DualUseNeedsRestriction"] },
    { name: "dual use under 12(5) (DEP-03)", content: { dualUse: true, security }, kinds: [] },
    {
      name: "controlled entities under 12(5) (DEP-04)",
      content: { security: { ...security, admitsControlledEntities: true } },
      kinds: [],
    },
    {
      name: "a mapping of the market under 12(6) (DEP-05)",
      content: { security: { ...by126, admitsControlledEntities: true } },
      kinds: ["AdmissionNeedsRestriction"],
    },
  ])("takes or refuses security conditions: $name (CALL-07)", ({ content, kinds }) => {
    expect(kindsOf(content)).toEqual(kinds);
  });

  const rule = { partnersMin: 3, countriesMin: 3, memberStatesMin: 1 };
  test.each([
    { name: "three of three countries (HSC-06)", rule, kinds: [] },
    { name: "more countries than partners", rule: { ...rule, partnersMax: 2 }, kinds: ["ConsortiumImpossible"] },
    {
      name: "more Member States than countries",
      rule: { ...rule, memberStatesMin: 4 },
      kinds: ["ConsortiumImpossible"],
    },
    {
      name: "fewer countries to choose from (DEP-02)",
      rule: { ...rule, countries: ["BE"] },
      kinds: ["ConsortiumImpossible"],
    },
  ])("asks for a consortium that can be: $name", ({ rule: consortiumRule, kinds }) => {
    expect(kindsOf({ consortiumRule })).toEqual(kinds);
  });

  const requirement = {
    use: "DELIVERABLE" as const,
    ictCategory: "Routers",
    schemeId: "EUCC",
    minAssurance: "SUBSTANTIAL" as const,
    dueMonth: 24,
    evidence: "The certificate",
    equivalentAllowed: false,
    legalBasis: "FR 197",
  };
  test.each([
    { name: "one named scheme", over: {}, kinds: [] },
    { name: "any scheme and no equivalent", over: { schemeId: "ANY" }, kinds: ["EquivalentNeeded"] },
    { name: "any scheme or an equivalent", over: { schemeId: "ANY", equivalentAllowed: true }, kinds: [] },
    { name: "a condition on third parties of none", over: { use: "FSTP" as const }, kinds: ["CertificationNeedsFstp"] },
  ])("takes or refuses a certificate: $name (NIS-04, NIS-05)", ({ over: change, kinds }) => {
    expect(kindsOf({ certification: [{ ...requirement, ...change }] })).toEqual(kinds);
  });

  test("names annexes and limits of texts once", () => {
    const annex = { annexId: "plan", title: "Plan", isMandatory: true, formats: ["pdf" as const] };
    const limit = { section: "impact" as const, wordsMax: 500 };
    expect(kindsOf({ annexes: [annex, annex], textLimits: [limit, limit] })).toEqual(["NamedTwice", "NamedTwice"]);
  });
});

describe("a work programme that a call names", () => {
  const workProgrammeId = WorkProgrammeId.parse("wp_01J00000000000000000000000");
  const record = WorkProgrammeRecord.parse({
    title: "Work programme",
    programme: "DEP",
    yearFrom: 2025,
    yearTo: 2026,
    basicAct: "Regulation (EU) 2021/694",
    budgetLine: "02 04 03",
    objectives: sentence,
    method: sentence,
    applicants: sentence,
    grantsEnvelopeCents: 200,
  });
  const head = { state: "planned" as const, id: workProgrammeId, recordSha256: Digest.parse("0".repeat(64)) };
  const of = (over: Partial<z.input<typeof WorkProgrammeRecord>> = {}) => ({
    workProgramme: { head, record: WorkProgrammeRecord.parse({ ...record, ...over }) },
  });

  test.each([
    { name: "is recorded, of its programme, year and envelope", draft: of(), kinds: [] },
    { name: "is not recorded (WP-03)", draft: {}, kinds: ["WorkProgrammeNotRecorded"] },
    { name: "is of another programme", draft: of({ programme: "HE" }), kinds: ["AnotherProgramme"] },
    { name: "ended the year before (CALL-06)", draft: of({ yearTo: 2025 }), kinds: ["OutsideWorkProgramme"] },
    {
      name: "begins the year after (CALL-06)",
      draft: of({ yearFrom: 2027, yearTo: 2027 }),
      kinds: ["OutsideWorkProgramme"],
    },
    {
      name: "has a cent less for grants (CALL-06)",
      draft: of({ grantsEnvelopeCents: 199 }),
      kinds: ["AboveGrantsEnvelope"],
    },
  ])("$name", ({ draft, kinds }) => {
    expect(kindsOf({ workProgrammeId }, draft)).toEqual(kinds);
  });

  test("may still be to be adopted: the call is published subject to it (WP-03)", () => {
    expect(publish({ workProgrammeId }, of()).ok).toBe(true);
  });
});

describe("a correction", () => {
  test("carries the reason of each change, and no other (CALL-03)", () => {
    const reasons = [...explained.reasons, { field: "topics", reason }];
    expect(publish({}, { ...explained, reasons })).toMatchObject({ value: { changeLog: explained.reasons } });
  });

  test("is refused while a change has no reason (CALL-03)", () => {
    expect(publish({}, { before: another })).toEqual({
      ok: false,
      error: { kind: "ChangeReasonMissing", fields: ["title"] },
    });
  });

  test("is refused when it corrects nothing", () => {
    expect(publish({}, { before: published() })).toEqual({ ok: false, error: { kind: "NothingChanged" } });
  });

  test.each([
    { name: "taken out", topics: [topic], before: [topic, second] },
    { name: "moved", topics: [second, topic], before: [topic, second] },
  ])("is refused with a public topic $name", ({ topics, before }) => {
    expect(kindsOf({ topics }, { before: published({ topics: before }) })).toContain("PublicTopicGone");
  });

  test("may add a topic behind the others", () => {
    expect(kindsOf({ topics: [topic, second] }, { before: published() })).toEqual([]);
  });

  test("never moves the deadline of a topic earlier, also where the one of the call stays", () => {
    const topics = [{ ...topic, closes: brussels("2027-01-29T16:59") }];
    expect(kindsOf({ topics }, { before: published() })).toEqual(["DeadlineMovedEarlier"]);
  });

  test("may give a topic more time, up to the deadline of the call", () => {
    const closed = published({}, { topicClosesAt: { "TOPIC-1": Instant.parse("2027-01-20T16:00:00.000Z") } });
    expect(kindsOf({}, { before: closed })).toEqual([]);
  });
});
