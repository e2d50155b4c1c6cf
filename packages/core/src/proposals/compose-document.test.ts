import * as fc from "fast-check";
import { Digest } from "@grants/kernel/digest";
import { describe, expect, test } from "vitest";
import { CallVersion } from "../calls/call.ts";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { composeDocument } from "./compose-document.ts";
import { computeTotals } from "./compute-totals.ts";
import { draftOf, findShortcomings } from "./find-shortcomings.ts";
import { BudgetPart, type Part, Part as PartSchema, PartContent, PartnerPart, pathOf, rateClassOf } from "./part.ts";
import { Proposal } from "./proposal.ts";

const ulid = "01J00000000000000000000000";
const sentence = "A sentence that says what the call asks for.";
const aCall = (over: object = {}, topic: object = {}) =>
  CallVersion.parse({
    callId: `call_${ulid}`,
    contentVersion: 1,
    publishedAt: "2026-11-20T09:00:00.000Z",
    opensAt: "2026-12-01T08:00:00.000Z",
    closesAt: "2027-01-29T16:00:00.000Z",
    content: {
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
      topics: [
        {
          topicId: "T-1",
          title: "Hubs",
          budgetCents: 2_000_00,
          minGrantCents: 100_00,
          maxGrantCents: 535_00,
          ...topic,
        },
      ],
      profile: programmeProfiles.SG,
      nationalFunding: { kind: "none" },
      provenance: { syntheticFields: [] },
      ...over,
    },
  });

const proposal = Proposal.parse({
  state: "writing",
  id: `prop_${ulid}`,
  callId: `call_${ulid}`,
  topicId: "T-1",
  coordinator: `org_${ulid}`,
  shard: 0,
});
const sha256 = Digest.parse("a".repeat(64));
const saved = (content: object): Part => {
  const parsed = PartContent.parse(content);
  return PartSchema.parse({
    path: pathOf(parsed),
    version: 2,
    savedAt: "2027-01-01T00:00:00.000Z",
    savedBy: `usr_${ulid}`,
    sha256,
    content: parsed,
  });
};
const general = { kind: "general", acronym: "HUB", title: "A hub", abstract: "", durationMonths: 36 };
const partner = (slot: string, over: object = {}) => ({
  kind: "partner",
  slot,
  name: "Ministry",
  pic: `9${slot.slice(1)}77777`,
  country: "BE",
  isSme: false,
  isNonProfit: false,
  isPublicBody: true,
  ...over,
});
const budget = (slot: string, over: object = {}) => ({
  kind: "budget",
  slot,
  categoriesCents: { A: 1_000_00 },
  ...over,
});
const texts = ["relevance", "implementation", "impact"].map((section) => ({ kind: "text", section, text: "Because." }));
const complete = [general, partner("p001"), budget("p001"), ...texts];

const codesOf = (contents: readonly object[], call = aCall()) =>
  findShortcomings(draftOf(contents.map(saved)), call, proposal).map(({ code, path }) => `${code} ${path}`);

describe("the checklist of a proposal", () => {
  test("is empty when the proposal is complete", () => {
    expect(codesOf(complete)).toEqual([]);
  });

  test("names everything that an empty draft lacks, in the order of the editor", () => {
    expect(codesOf([])).toEqual([
      "GENERAL_MISSING general",
      "COORDINATOR_MISSING partner.p001",
      "TEXT_MISSING text.relevance",
      "TEXT_MISSING text.implementation",
      "TEXT_MISSING text.impact",
    ]);
  });

  test.each([
    { field: "acronym", over: { acronym: "" } },
    { field: "acronym", over: { acronym: "X" } },
    { field: "title", over: { title: "" } },
    { field: "title", over: { title: "ab" } },
    { field: "durationMonths", over: { durationMonths: undefined } },
  ])("names the $field of a general part that is only begun: $over", ({ field, over }) => {
    const [, ...others] = complete;
    const contents = [{ ...general, ...over }, ...others].map(saved);
    expect(findShortcomings(draftOf(contents), aCall(), proposal)).toEqual([
      { code: "GENERAL_FIELD_MISSING", path: "general", field },
    ]);
  });

  test("asks for a text on each criterion of the call, in its order, and for no other", () => {
    const horizon = {
      profile: programmeProfiles.RIA,
      consortiumRule: { partnersMin: 1, countriesMin: 1, memberStatesMin: 1 },
    };
    const [a, b, c, , implementation, impact] = complete;
    const excellence = { kind: "text", section: "excellence", text: "Because." };
    expect(codesOf([], aCall(horizon)).slice(2)).toEqual([
      "TEXT_MISSING text.excellence",
      "TEXT_MISSING text.impact",
      "TEXT_MISSING text.implementation",
    ]);
    const contents = [a, b, c, implementation, impact, excellence].flatMap((one) => one ?? []);
    expect(codesOf(contents, aCall(horizon, { maxGrantCents: 1_250_00 }))).toEqual([]);
  });

  test.each([
    { name: "the coordinator's own on its place", slot: "p001", organisation: `org_${ulid}`, codes: [] },
    {
      name: "another on the coordinator's place",
      slot: "p001",
      organisation: `org_${ulid.replace("J", "K")}`,
      codes: ["ORGANISATION_NOT_ITS_OWN partner.p001"],
    },
    {
      name: "any on another place",
      slot: "p002",
      organisation: `org_${ulid}`,
      codes: ["ORGANISATION_NOT_ITS_OWN partner.p002"],
    },
  ])("meets an organisation of the platform: $name", ({ slot, organisation, codes }) => {
    const named = (place: string) => (place === slot ? { organisation } : {});
    const kept = [
      general,
      partner("p001", named("p001")),
      partner("p002", named("p002")),
      budget("p001"),
      budget("p002"),
      ...texts,
    ];
    expect(codesOf(kept, aCall({}, { maxGrantCents: 2_000_00 }))).toEqual(codes);
  });

  test.each([
    { over: { maxGrantCents: 535_00 }, codes: [] },
    { over: { maxGrantCents: 534_99 }, codes: ["AMOUNT_ABOVE_MAXIMUM budget.p001"] },
    { over: { minGrantCents: 535_00 }, codes: [] },
    { over: { minGrantCents: 535_01, maxGrantCents: 600_00 }, codes: ["AMOUNT_BELOW_MINIMUM budget.p001"] },
  ])("holds the request against the range of the topic, as the freeze does: $over", ({ over, codes }) => {
    expect(codesOf(complete, aCall({}, over))).toEqual(codes);
    expect(composeDocument(proposal, complete.map(saved), aCall({}, over)).ok).toBe(codes.length === 0);
  });

  test("does not ask for more money before all budgets are there", () => {
    const call = aCall({}, { minGrantCents: 535_01, maxGrantCents: 600_00 });
    expect(codesOf([...complete, partner("p002")], call)).toEqual(["BUDGET_MISSING budget.p002"]);
  });

  test.each([
    { name: "a partner without a budget", add: [partner("p002")], code: "BUDGET_MISSING budget.p002" },
    { name: "a budget without a partner", add: [budget("p002")], code: "BUDGET_WITHOUT_PARTNER budget.p002" },
    {
      name: "a budget of nothing",
      add: [partner("p002"), budget("p002", { categoriesCents: { A: 0 } })],
      code: "BUDGET_EMPTY budget.p002",
    },
    {
      name: "the same PIC twice",
      add: [partner("p002", { pic: "900177777" }), budget("p002")],
      code: "PIC_NAMED_TWICE partner.p002",
    },
    {
      name: "a text of blanks",
      add: [{ kind: "text", section: "impact", text: " \n" }],
      code: "TEXT_MISSING text.impact",
    },
  ])("names $name", ({ add, code }) => {
    const paths = new Set(add.map((content) => saved(content).path));
    const kept = complete.filter((content) => !paths.has(saved(content).path));
    expect(codesOf([...kept, ...add])).toContain(code);
  });

  const national = (funder: string, requestedCents: number) => [
    general,
    partner("p001"),
    budget("p001", { national: { funder, requestedCents } }),
    ...texts,
  ];
  const jointAction = aCall({
    nationalFunding: { kind: "jointAction", jointActionId: `ja_${ulid}`, selectionMode: "STRICT", commonPotCents: 0 },
  });

  test("refuses national money in a call without a joint action (MAT-01)", () => {
    expect(codesOf(national("BE", 1))).toEqual(["NATIONAL_REQUEST_WITHOUT_JOINT_ACTION budget.p001"]);
  });

  test("refuses the funder of another country", () => {
    expect(codesOf(national("NL", 1), jointAction)).toEqual(["FUNDER_OF_ANOTHER_COUNTRY budget.p001"]);
    expect(codesOf(national("BE-VLG", 1), jointAction)).toEqual([]);
  });

  test("refuses more money than eligible costs by one cent (MAT-07)", () => {
    // 1,070.00 eligible with indirect costs, half of it from the Union.
    expect(codesOf(national("BE", 535_00), jointAction)).toEqual([]);
    expect(codesOf(national("BE", 535_01), jointAction)).toEqual(["MORE_THAN_ELIGIBLE_COSTS budget.p001"]);
  });

  test("refuses a cost category that the call does not list (CALL-05)", () => {
    const profile = { ...programmeProfiles.SG, costCategories: ["A"] };
    const contents = [general, partner("p001"), budget("p001", { categoriesCents: { A: 1, B: 1 } }), ...texts];
    expect(codesOf(contents, aCall({ profile }))).toEqual(["COST_CATEGORY_NOT_ELIGIBLE budget.p001"]);
  });
});

describe("composing the document of a proposal", () => {
  const compose = (topic: object) => composeDocument(proposal, complete.map(saved), aCall({}, topic));

  test("carries the call version, the totals and the version of every part", () => {
    expect(compose({})).toMatchObject({
      ok: true,
      value: {
        callVersion: 1,
        totals: { eligibleCents: 1_070_00, requestedCents: 535_00 },
        partVersions: { general: 2, "budget.p001": 2 },
      },
    });
  });

  test.each([
    { maxGrantCents: 535_00, ok: true },
    { maxGrantCents: 534_99, ok: false },
  ])("takes a request up to the maximum of the topic: $maxGrantCents is enough: $ok", ({ maxGrantCents, ok }) => {
    expect(compose({ maxGrantCents }).ok).toBe(ok);
  });

  test.each([
    { minGrantCents: 535_00, ok: true },
    { minGrantCents: 535_01, ok: false },
  ])("takes a request from the minimum of the topic: $minGrantCents is reached: $ok", ({ minGrantCents, ok }) => {
    expect(compose({ minGrantCents, maxGrantCents: 600_00 }).ok).toBe(ok);
  });

  test("says what is missing instead", () => {
    expect(composeDocument(proposal, [], aCall())).toMatchObject({ ok: false, error: { kind: "ProposalIncomplete" } });
  });

  test("names the coordinator by the organisation that submits", () => {
    expect(compose({})).toMatchObject({
      ok: true,
      value: { partners: [{ slot: "p001", organisation: `org_${ulid}` }] },
    });
  });

  test("throws for a topic that is not of the call", () => {
    expect(() => composeDocument({ ...proposal, topicId: "T-9" }, complete.map(saved), aCall())).toThrow(/no topic/);
  });
});

describe("the totals of a consortium", () => {
  test("are the sum of amounts rounded per beneficiary (CLR-MON-03)", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000_00 }), { minLength: 1, maxLength: 9 }), (amounts) => {
        const slots = amounts.map((_, index) => `p00${index + 1}`);
        const partners = slots.map((slot) => PartnerPart.parse(partner(slot)));
        const budgets = slots.map((slot, index) =>
          BudgetPart.parse(budget(slot, { categoriesCents: { A: amounts[index] } })),
        );
        const totals = computeTotals(partners, budgets, programmeProfiles.SG);
        const sum = totals.partners.reduce((all, { requestedCents }) => all + requestedCents, 0);
        expect(totals.requestedCents).toBe(sum);
        for (const each of totals.partners)
          expect(each.requestedCents + each.nationalCents + each.ownCents).toBe(each.eligibleCents);
      }),
    );
  });

  test.each([
    { programme: "DEP" as const, facts: { isSme: true, isNonProfit: true }, rateClass: "SME" },
    { programme: "DEP" as const, facts: { isSme: false, isNonProfit: true }, rateClass: "DEFAULT" },
    { programme: "HE" as const, facts: { isSme: true, isNonProfit: true }, rateClass: "NON_PROFIT" },
    { programme: "HE" as const, facts: { isSme: true, isNonProfit: false }, rateClass: "DEFAULT" },
  ])("use the rate of $rateClass for $facts in $programme (HSC-07)", ({ programme, facts, rateClass }) => {
    expect(rateClassOf(facts, programme)).toBe(rateClass);
  });
});
