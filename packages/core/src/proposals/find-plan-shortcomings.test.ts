import { describe, expect, test } from "vitest";
import { CallVersion } from "../calls/call.ts";
import { programmeProfiles, takesLumpSums } from "../calls/programme-profiles.ts";
import { composeDocument } from "./compose-document.ts";
import { draftOf, findShortcomings } from "./find-shortcomings.ts";
import { type Part, Part as PartSchema, PartContent, pathOf } from "./part.ts";
import { Proposal } from "./proposal.ts";

const ulid = "01J00000000000000000000000";
const sentence = "A sentence that says what the call asks for.";
const call = CallVersion.parse({
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
    topics: [{ topicId: "T-1", title: "Hubs", budgetCents: 1, minGrantCents: 0, maxGrantCents: 1_000_000_00 }],
    profile: { ...programmeProfiles.SG, costCategories: ["A", "B", "C"] },
    nationalFunding: {
      kind: "jointAction",
      jointActionId: `ja_${ulid}`,
      selectionMode: "STRICT",
      commonPotCents: 0,
    },
    provenance: { syntheticFields: [] },
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
const saved = (content: object): Part => {
  const parsed = PartContent.parse(content);
  return PartSchema.parse({
    path: pathOf(parsed),
    version: 1,
    savedAt: "2027-01-01T00:00:00.000Z",
    savedBy: `usr_${ulid}`,
    sha256: "a".repeat(64),
    content: parsed,
  });
};
const general = { kind: "general", acronym: "HUB", title: "A hub", abstract: "", durationMonths: 36 };
const partner = {
  kind: "partner",
  slot: "p001",
  name: "Ministry",
  pic: "999888777",
  country: "BE",
  isSme: false,
  isNonProfit: false,
  isPublicBody: true,
};
const budget = (over: object) => ({ kind: "budget", slot: "p001", categoriesCents: {}, ...over });
const texts = ["relevance", "implementation", "impact"].map((section) => ({ kind: "text", section, text: "Because." }));
const workPackage = (over: object = {}) => ({
  kind: "workPackage",
  workPackage: "w01",
  title: "Operations",
  objectives: "",
  startMonth: 1,
  endMonth: 36,
  lead: "p001",
  deliverables: [{ title: "D1.1 Plan", month: 36 }],
  milestones: [],
  ...over,
});
const line = { kind: "amount", item: "A1", description: "", amountCents: 1_000_00 };
const costs = (over: object = {}) => ({ kind: "costs", slot: "p001", workPackage: "w01", lines: [line], ...over });
const base = [general, partner, ...texts];
const complete = [...base, workPackage(), costs()];

const codesOf = (contents: readonly object[], of = call) =>
  findShortcomings(draftOf(contents.map(saved)), of, proposal).map(({ code, path }) => `${code} ${path}`);
const lumpSumCall: CallVersion = {
  ...call,
  content: { ...call.content, profile: { ...programmeProfiles.LS, costCategories: ["A", "B", "C"] } },
};

describe("the checklist of work packages and lines", () => {
  test("is empty when every work package has a lead, months and costs (ELG-04)", () => {
    expect(codesOf(complete)).toEqual([]);
  });

  test.each([
    { over: { title: "" }, code: "WORK_PACKAGE_UNTITLED" },
    { over: { lead: undefined }, code: "WORK_PACKAGE_WITHOUT_LEAD" },
    { over: { lead: "p002" }, code: "WORK_PACKAGE_LEAD_UNKNOWN" },
    { over: { startMonth: undefined }, code: "WORK_PACKAGE_WITHOUT_MONTHS" },
    { over: { endMonth: undefined }, code: "WORK_PACKAGE_WITHOUT_MONTHS" },
    { over: { endMonth: 37 }, code: "WORK_PACKAGE_OUTSIDE_DURATION" },
    { over: { startMonth: 12, endMonth: 11 }, code: "WORK_PACKAGE_OUTSIDE_DURATION" },
    { over: { deliverables: [{ title: "D", month: 37 }] }, code: "WORK_PACKAGE_OUTSIDE_DURATION" },
    { over: { milestones: [{ title: "M", month: 37 }] }, code: "WORK_PACKAGE_OUTSIDE_DURATION" },
  ])("names a work package with $over (FR 199, ELG-04)", ({ over, code }) => {
    expect(codesOf([...base, workPackage(over), costs()])).toEqual([`${code} wp.w01`]);
  });

  test.each([{ startMonth: 36 }, { startMonth: 1, endMonth: 1 }, { milestones: [{ title: "Kick-off" }] }])(
    "takes a work package with %o",
    (over) => {
      expect(codesOf([...base, workPackage(over), costs()])).toEqual([]);
    },
  );

  test("names a work package without costs where the others have lines, and none where nobody plans by lines", () => {
    const second = workPackage({ workPackage: "w02" });
    expect(codesOf([...complete, second])).toEqual(["WORK_PACKAGE_WITHOUT_COSTS wp.w02"]);
    expect(codesOf([...base, second, budget({ categoriesCents: { A: 1 } })])).toEqual([]);
  });

  test.each([
    { over: { slot: "p002" }, codes: ["COSTS_WITHOUT_PARTNER costs.p002.w01"] },
    {
      over: { workPackage: "w02" },
      codes: ["COSTS_WITHOUT_WORK_PACKAGE costs.p001.w02"],
    },
    { over: { lines: [line, { ...line, amountCents: 0 }] }, codes: ["COST_LINE_EMPTY costs.p001.w01"] },
    { over: { lines: [{ ...line, item: "D2" }] }, codes: ["COST_CATEGORY_NOT_ELIGIBLE costs.p001.w01"] },
    { over: { lines: [{ ...line, kind: "lumpSum" }] }, codes: ["LUMP_SUM_NOT_OF_CALL costs.p001.w01"] },
  ])("names lines that do not fit: $over (CALL-05, FORM-04)", ({ over, codes }) => {
    const { lines } = costs();
    const others = over.slot === undefined && over.workPackage === undefined ? [] : [costs({ lines })];
    expect(codesOf([...base, workPackage(), ...others, costs(over)])).toEqual(codes);
  });

  test("asks for costs by work package where lump sums are paid, of everybody who has costs (GA-13)", () => {
    const byCategory = [...base, workPackage(), budget({ categoriesCents: { A: 1_000_00 } })];
    expect(codesOf(byCategory, lumpSumCall)).toEqual(["LUMP_SUM_NOT_BY_WORK_PACKAGE budget.p001"]);
    expect(codesOf(byCategory)).toEqual([]);
    expect(codesOf(complete, lumpSumCall)).toEqual([]);
    expect(codesOf([...complete, budget({ categoriesCents: { A: 1 } })], lumpSumCall)).toEqual([
      "BUDGET_ENTERED_TWICE budget.p001",
    ]);
  });

  test("refuses lines and entered categories together", () => {
    expect(codesOf([...complete, budget({ categoriesCents: { A: 1 } })])).toEqual(["BUDGET_ENTERED_TWICE budget.p001"]);
    expect(codesOf([...complete, budget({ categoriesCents: { A: 0 } })])).toEqual([]);
  });

  test("has no costs in parts whose lines were all taken out", () => {
    expect(codesOf([...base, costs({ slot: "p009", lines: [] }), budget({ categoriesCents: { A: 1 } })])).toEqual([]);
    expect(codesOf([...base, costs({ lines: [] })])).toEqual(["BUDGET_MISSING budget.p001"]);
  });
});

describe("the balance of a budget", () => {
  // 1,070.00 eligible with indirect costs, half of it from the Union: 535.00 remain.
  const received = (amountCents: number) => ({
    otherUnion: [{ reference: "101226928", standing: "RECEIVED", coversSameCosts: true, amountCents }],
  });
  test.each([
    { over: {}, codes: [] },
    { over: { ownCents: 535_00 }, codes: [] },
    { over: { ownCents: 534_99 }, codes: ["OWN_CONTRIBUTION_TOO_LOW budget.p001"] },
    { over: { ownCents: 535_01 }, codes: ["BUDGET_NOT_BALANCED budget.p001"] },
    { over: { ownCents: 500_00, incomeCents: 35_00 }, codes: [] },
    { over: { incomeCents: 535_01 }, codes: ["BUDGET_NOT_BALANCED budget.p001"] },
    { over: { ownCents: 35_00, national: { funder: "BE", requestedCents: 500_00 } }, codes: [] },
  ])("is zero: costs are what the Union, funders and the partner pay (ELG-04, PRI-02): $over", ({ over, codes }) => {
    expect(codesOf([...complete, budget(over)])).toEqual(codes);
  });

  test.each([
    { over: received(535_00), codes: [] },
    { over: received(535_01), codes: ["MORE_THAN_ELIGIBLE_COSTS budget.p001"] },
    {
      over: { ...received(35_01), national: { funder: "BE", requestedCents: 500_00 } },
      codes: ["MORE_THAN_ELIGIBLE_COSTS budget.p001"],
    },
    { over: { otherUnion: [{ ...received(9_999_00).otherUnion[0], standing: "APPLIED_FOR" }] }, codes: [] },
    { over: { otherUnion: [{ ...received(9_999_00).otherUnion[0], coversSameCosts: false }] }, codes: [] },
  ])("lets no costs be paid twice by the Union (MAT-07, PRI-04, PRI-05): $over", ({ over, codes }) => {
    expect(codesOf([...complete, budget(over)])).toEqual(codes);
  });
});

describe("the document of a proposal that is planned by lines", () => {
  test("carries work packages and lines, and budgets whose categories are their sums", () => {
    const composed = composeDocument(proposal, complete.map(saved), call);
    expect(composed).toMatchObject({
      ok: true,
      value: {
        workPackages: [workPackage()],
        costs: [costs()],
        budgets: [{ slot: "p001", categoriesCents: { A: 1_000_00 } }],
        totals: { eligibleCents: 1_070_00, requestedCents: 535_00 },
      },
    });
  });

  test("names neither where there are none", () => {
    const composed = composeDocument(proposal, [...base, budget({ categoriesCents: { A: 1 } })].map(saved), call);
    const value = composed.ok ? composed.value : {};
    expect(Object.keys(value)).not.toContain("workPackages");
    expect(Object.keys(value)).not.toContain("costs");
  });

  test("takes lump sums only in calls that pay them (FORM-04)", () => {
    expect(takesLumpSums(programmeProfiles.SG)).toBe(false);
  });
});
