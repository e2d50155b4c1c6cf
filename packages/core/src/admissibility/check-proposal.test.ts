import { describe, expect, test } from "vitest";
import { aBudget, aCallContent, aGeneral, aPartner, aText, nch } from "../../../../test/support/builders.ts";
import { CallVersion } from "../calls/call.ts";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { Dossier } from "../evaluation/dossier.ts";
import { AnnexCheck } from "../proposals/annex.ts";
import { computeTotals } from "../proposals/compute-totals.ts";
import { ProposalDocument } from "../proposals/document.ts";
import { draftOf, findShortcomings } from "../proposals/find-shortcomings.ts";
import { BudgetPart, CountryCode, DeclarationPart, PartnerPart } from "../proposals/part.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { Exclusion } from "../registry/exclusion.ts";
import { type CheckName, checkNames } from "./admissibility.ts";
import { type CheckInput, type PartnerFacts, checkProposal } from "./check-proposal.ts";

const ulid = "01J00000000000000000000000";
const sha256 = "a".repeat(64);
const closesAt = "2027-01-29T16:00:00.000Z";

type Over = {
  readonly content?: Parameters<typeof aCallContent>[0];
  readonly countries?: readonly string[];
  readonly receivedAt?: string;
  readonly partners?: readonly PartnerFacts[];
  readonly alike?: readonly ProposalId[];
  readonly annexChecks?: readonly AnnexCheck[];
  readonly document?: object;
};

const slotAt = (place: number) => `p${String(place + 1).padStart(3, "0")}`;

const anInput = (over: Over = {}): CheckInput => {
  const { content = {}, countries = ["BE"], receivedAt = "2027-01-20T09:00:00.000Z" } = over;
  const call = CallVersion.parse({
    callId: `call_${ulid}`,
    contentVersion: 1,
    publishedAt: "2026-11-20T09:00:00.000Z",
    opensAt: "2026-12-01T08:00:00.000Z",
    closesAt,
    content: aCallContent(content),
  });
  const partners = countries.map((country, place) =>
    PartnerPart.parse({ ...aPartner(slotAt(place)), pic: `99988877${String(place)}`, country }),
  );
  const budgets = partners.map(({ slot }) => BudgetPart.parse(aBudget(slot)));
  const document = ProposalDocument.parse({
    v: 1,
    proposalId: `prop_${ulid}`,
    callId: call.callId,
    topicId: nch,
    callVersion: 1,
    general: aGeneral(),
    partners,
    budgets,
    texts: [aText("relevance"), aText("implementation"), aText("impact")],
    totals: computeTotals(partners, budgets, call.content.profile),
    partVersions: {},
    ...over.document,
  });
  const dossier = Dossier.parse({
    proposalId: document.proposalId,
    callId: call.callId,
    topicId: nch,
    callVersion: 1,
    documentSha256: sha256,
    receivedAt,
    acronym: "HUB",
    title: "A hub",
    coordinator: `org_${ulid}`,
    organisations: [`org_${ulid}`],
    pics: partners.map(({ pic }) => pic),
    requestedCents: document.totals.requestedCents,
    national: [],
  });
  const annexChecks = new Map((over.annexChecks ?? []).map((check) => [check.uploadId, check]));
  return { dossier, document, call, partners: over.partners ?? [], annexChecks, alike: over.alike ?? [] };
};

const outcome = (name: CheckName, over: Over = {}) => checkProposal(anInput(over)).find(({ check }) => check === name);

const facts = (over: Partial<NonNullable<PartnerFacts["organisation"]>> = {}): PartnerFacts => ({
  slot: "p001",
  organisation: { country: CountryCode.parse("BE"), isValidated: true, ...over },
  ownership: null,
});
const requested = anInput().document.totals.requestedCents;
const topic = (over: object) => ({ topics: aCallContent().topics.map((one) => ({ ...one, ...over })) });
const horizon = { profile: programmeProfiles.RIA };
const twelveFive = {
  security: {
    restriction: "ART_12_5" as const,
    countries: [],
    eeaEquivalent: true,
    admitsControlledEntities: false,
    basis: "Work programme 2026, topic 3",
    necessity: "The action handles information on threats to Member States.",
  },
};

describe("the checks of a sealed proposal", () => {
  test("are all made, in the order of the law (ELG-01)", () => {
    const checks = checkProposal(anInput());
    expect(checks.map(({ check }) => check)).toEqual(checkNames);
    expect(checks.filter((check) => check.outcome !== "PASS")).toEqual([]);
  });

  test.each([
    ["a millisecond before", "2027-01-29T15:59:59.999Z", "PASS"],
    ["at", closesAt, "PASS"],
    ["a millisecond after", "2027-01-29T16:00:00.001Z", "FAIL"],
  ])("take what came %s the closing instant as they must (CLR-CAL-01)", (_, receivedAt, expected) => {
    expect(outcome("IN_TIME", { receivedAt })?.outcome).toBe(expected);
  });

  test("name the text that is blank (ELG-04)", () => {
    const texts = [aText("relevance"), { ...aText("impact"), text: "  \n" }, aText("implementation")];
    expect(outcome("COMPLETE", { document: { texts } })).toMatchObject({ outcome: "FAIL", about: ["text.impact"] });
  });

  test.each([
    ["one cent below the minimum", { minGrantCents: requested + 1, maxGrantCents: requested + 2 }, "FAIL"],
    ["the minimum", { minGrantCents: requested, maxGrantCents: requested + 2 }, "PASS"],
    ["the maximum", { minGrantCents: 0, maxGrantCents: requested }, "PASS"],
    ["one cent above the maximum", { minGrantCents: 0, maxGrantCents: requested - 1 }, "FAIL"],
  ])("hold a request of %s to the topic (CALL-01)", (_, limits, expected) => {
    expect(outcome("GRANT_SIZE", { content: topic(limits) })?.outcome).toBe(expected);
  });

  test("find a budget that does not balance (ELG-04)", () => {
    const { totals } = anInput().document;
    const [partner] = totals.partners;
    const unbalanced = { ...totals, partners: [{ ...partner, ownCents: 0 }] };
    expect(outcome("BUDGET", { document: { totals: unbalanced } })).toMatchObject({ outcome: "FAIL", about: ["p001"] });
  });

  test.each([
    ["a Member State", ["BE"], "PASS"],
    ["an EEA state", ["BE", "NO"], "PASS"],
    ["elsewhere", ["BE", "CH"], "TO_DECIDE"],
  ])("leave a partner of %s to whom it is for (DEP-01)", (_, countries, expected) => {
    expect(outcome("ESTABLISHED", { countries })?.outcome).toBe(expected);
  });
});

describe("the annexes of a sealed proposal (ELG-01, CALL-01)", () => {
  const uploadId = `anx_${ulid}`;
  const asked = { annexId: "plan", title: "Work plan", isMandatory: true, formats: ["pdf" as const], pagesMax: 5 };
  const file = {
    kind: "annex",
    annexId: "plan",
    uploadId,
    fileName: "plan.pdf",
    bytes: 1_000,
    sha256,
    key: "annexes/a/b",
    objectVersion: "1",
  };
  const found = (over: object = {}) =>
    AnnexCheck.parse({
      uploadId,
      sha256,
      objectVersion: "1",
      checkedAt: closesAt,
      format: "pdf",
      pages: 5,
      scan: "clean",
      faults: [],
      ...over,
    });
  const annexes = (over: object, part: object = {}) =>
    outcome("ANNEXES", {
      content: { annexes: [{ ...asked, ...over }] },
      document: { annexes: [{ ...file, ...part }] },
      annexChecks: [found()],
    });
  const inFile = (over: object) =>
    outcome("ANNEXES", { content: { annexes: [asked] }, document: { annexes: [file] }, annexChecks: [found(over)] });

  test("fail without one that the call asks for, and pass where the call asks for none", () => {
    expect(outcome("ANNEXES", { content: { annexes: [asked] } })).toEqual({
      check: "ANNEXES",
      outcome: "FAIL",
      about: ["annex.plan"],
      faults: [{ code: "ANNEX_MISSING", path: "annex.plan", title: "Work plan" }],
    });
    expect(outcome("ANNEXES", { content: { annexes: [{ ...asked, isMandatory: false }] } })?.outcome).toBe("PASS");
    expect(outcome("ANNEXES")?.outcome).toBe("PASS");
  });

  test.each([
    ["one page less than the limit", 4, "PASS"],
    ["the limit", 5, "PASS"],
    ["one page more", 6, "FAIL"],
  ])("hold a file of %s to it", (_, pages, expected) => {
    expect(inFile({ pages })?.outcome).toBe(expected);
  });

  test.each([
    ["one byte under the limit", 1_001, "PASS"],
    ["the limit", 1_000, "PASS"],
    ["one byte over", 999, "FAIL"],
  ])("hold a file of %s to it", (_, bytesMax, expected) => {
    expect(annexes({ bytesMax })?.outcome).toBe(expected);
  });

  test.each([
    ["of another kind by its content", { format: "docx" }, "ANNEX_FORMAT_NOT_ASKED"],
    ["that cannot be read", { faults: ["PDF_UNREADABLE"] }, "ANNEX_REFUSED"],
    ["with malware, found after it was frozen", { faults: ["MALWARE"], scan: "malware" }, "ANNEX_REFUSED"],
  ])("fail for a file %s", (_, over, code) => {
    expect(inFile(over)).toMatchObject({ outcome: "FAIL", faults: [{ code, path: "annex.plan" }] });
  });

  test("leave a file that waits for its check, or whose check was of other bytes, to a person", () => {
    const open = { outcome: "TO_DECIDE", faults: [{ code: "ANNEX_NOT_CHECKED", title: "Work plan" }] };
    expect(annexes({}, { sha256: "b".repeat(64) })).toMatchObject(open);
    expect(annexes({}, { uploadId: `anx_${"2".repeat(26)}` })).toMatchObject(open);
  });

  test("are found by the checklist in the same lines", () => {
    const input = anInput({
      content: { annexes: [asked] },
      document: { annexes: [file] },
      annexChecks: [found({ pages: 6 })],
    });
    const draft = { ...draftOf([], input.annexChecks), annexes: input.document.annexes ?? [] };
    const lines = findShortcomings(draft, input.call, input.dossier).filter(({ path }) => path === "annex.plan");
    expect(lines).toEqual([{ code: "ANNEX_TOO_LONG", path: "annex.plan", title: "Work plan", pages: 6, pagesMax: 5 }]);
    expect(checkProposal(input).find(({ check }) => check === "ANNEXES")?.faults).toEqual(lines);
  });
});

describe("the texts of a sealed proposal", () => {
  const words = (count: number) => Array.from({ length: count }, () => "word").join(" ");
  const measured = (section: string, text: string, limit: object) =>
    outcome("TEXT_LENGTH", {
      content: {
        textLimits: [{ section: section === "general" ? ("abstract" as const) : ("impact" as const), ...limit }],
      },
      document:
        section === "general"
          ? { general: { ...aGeneral(), abstract: text } }
          : { texts: [aText("relevance"), aText("implementation"), aText("impact", { text })] },
    });

  test.each([
    ["one character under", "x".repeat(199), { charactersMax: 200 }, "PASS"],
    ["the characters of the call", "x".repeat(200), { charactersMax: 200 }, "PASS"],
    ["one character over", "x".repeat(201), { charactersMax: 200 }, "FAIL"],
    ["signs of the markup, which are free", `**${"x".repeat(200)}**`, { charactersMax: 200 }, "PASS"],
    ["one word under", words(29), { wordsMax: 30 }, "PASS"],
    ["the words of the call", words(30), { wordsMax: 30 }, "PASS"],
    ["one word over", words(31), { wordsMax: 30 }, "FAIL"],
    ["two full pages where two are allowed", "x".repeat(6_000), { pagesMax: 2 }, "PASS"],
    ["one sign on a third page", "x".repeat(6_001), { pagesMax: 2 }, "FAIL"],
  ])("of %s are held to its limit (ELG-01, CALL-01)", (_, text, limit, expected) => {
    expect(measured("impact", text, limit)?.outcome).toBe(expected);
  });

  test("that are too long are named with what is used and allowed, the abstract among them", () => {
    expect(measured("general", "x".repeat(101), { charactersMax: 100 })).toEqual({
      check: "TEXT_LENGTH",
      outcome: "FAIL",
      about: ["general"],
      faults: [{ code: "TEXT_TOO_LONG", path: "general", unit: "characters", used: 101, maximum: 100 }],
    });
  });
});

describe("the consortium", () => {
  test.each([
    [["BE", "NL", "DE"], "PASS"],
    [["BE", "NL", "NO"], "PASS"],
    [["BE", "BE", "NL"], "FAIL"],
    [["NO", "IS", "LI"], "FAIL"],
    [["BE", "NL"], "FAIL"],
    [["BE", "NL", "US"], "FAIL"],
  ])("of %j under Horizon: %s (HSC-06)", (countries, expected) => {
    expect(outcome("CONSORTIUM", { countries, content: horizon })?.outcome).toBe(expected);
  });

  test("of one is enough for Digital Europe and for a support action of Horizon (HSC-06, DEP-01)", () => {
    expect(outcome("CONSORTIUM")?.outcome).toBe("PASS");
    const csa = { profile: { ...programmeProfiles.RIA, actionType: "CSA" as const } };
    expect(outcome("CONSORTIUM", { content: csa })?.outcome).toBe("PASS");
  });

  test.each([
    [["BE", "NL"], "FAIL"],
    [["BE", "NL", "FR"], "PASS"],
    [["BE", "NL", "FR", "DE"], "FAIL"],
  ])("of %j under a call that asks for three of at most three: %s", (countries, expected) => {
    const consortiumRule = { partnersMin: 3, partnersMax: 3, countriesMin: 2, memberStatesMin: 2 };
    expect(outcome("CONSORTIUM", { countries, content: { consortiumRule } })?.outcome).toBe(expected);
  });

  test("with a partner of a country that the work programme does not list fails, and names it (DEP-02)", () => {
    const consortiumRule = { partnersMin: 1, countriesMin: 1, memberStatesMin: 1, countries: ["BE", "NL"] };
    const found = outcome("CONSORTIUM", { countries: ["BE", "FR"], content: { consortiumRule } });
    expect(found).toEqual({
      check: "CONSORTIUM",
      outcome: "FAIL",
      about: ["partner.p002"],
      faults: [{ code: "COUNTRY_NOT_ELIGIBLE", path: "partner.p002", country: "FR" }],
    });
  });

  const three = { partnersMin: 3, countriesMin: 3, memberStatesMin: 2 };
  const dependent = DeclarationPart.parse({
    kind: "declaration",
    declaration: "standing",
    edition: "2026-1",
    slot: "p003",
    answers: { independent: { answer: "no", detail: "A subsidiary of the coordinator." } },
  });
  test.each<[string, Over, readonly object[]]>([
    [
      "Horizon without a rule of the call (HSC-06)",
      { countries: ["BE", "NL"], content: horizon },
      [
        { code: "TOO_FEW_PARTNERS", path: "consortium", there: 2, limit: 3 },
        { code: "TOO_FEW_COUNTRIES", path: "consortium", there: 2, limit: 3 },
      ],
    ],
    [
      "Digital Europe without a rule and without an entity of the Union (DEP-01)",
      { countries: ["US"] },
      [
        { code: "TOO_FEW_PARTNERS", path: "consortium", there: 0, limit: 1 },
        { code: "TOO_FEW_COUNTRIES", path: "consortium", there: 0, limit: 1 },
      ],
    ],
    [
      "a partner that says itself that it is not independent (HE-R 22(2))",
      {
        countries: ["BE", "NL", "FR"],
        content: { consortiumRule: three },
        document: { declarations: [dependent] },
      },
      [
        { code: "TOO_FEW_PARTNERS", path: "consortium", there: 2, limit: 3 },
        { code: "TOO_FEW_COUNTRIES", path: "consortium", there: 2, limit: 3 },
      ],
    ],
    [
      "an associated country that the work programme lists (DEP-02)",
      {
        countries: ["BE", "NL", "CH"],
        content: { consortiumRule: { ...three, countries: ["BE", "NL", "CH"] } },
      },
      [],
    ],
    [
      "a Member State that the work programme does not list (DEP-02)",
      {
        countries: ["BE", "NL", "FR"],
        content: { consortiumRule: { ...three, countries: ["BE", "NL", "CH"] } },
      },
      [
        { code: "TOO_FEW_PARTNERS", path: "consortium", there: 2, limit: 3 },
        { code: "TOO_FEW_COUNTRIES", path: "consortium", there: 2, limit: 3 },
        { code: "COUNTRY_NOT_ELIGIBLE", path: "partner.p003", country: "FR" },
      ],
    ],
  ])("is found by the checklist and by the check alike: %s", (_, over, lines) => {
    const input = anInput(over);
    const { partners, declarations = [] } = input.document;
    const draft = { ...draftOf([]), partners, declarations };
    const { coordinator, topicId } = input.dossier;
    const isOfConsortium = ({ code }: { readonly code: string }) => /^(?:TOO_|COUNTRY_)/u.test(code);
    expect(findShortcomings(draft, input.call, { coordinator, topicId }).filter(isOfConsortium)).toEqual(lines);
    expect(outcome("CONSORTIUM", over)?.faults ?? []).toEqual(lines);
    expect(outcome("CONSORTIUM", over)?.outcome).toBe(lines.length === 0 ? "PASS" : "FAIL");
  });
});

describe("what the registry knows", () => {
  const excluded = (over: object = {}) =>
    Exclusion.parse({
      status: "EXCLUDED",
      ground: "c",
      from: "2026-01-01",
      to: "2027-01-29",
      heardOn: "2025-12-01",
      ...over,
    });

  test.each([
    ["to the day of closing", excluded(), "FAIL"],
    ["to the day before", excluded({ to: "2027-01-28" }), "PASS"],
    [
      "by early detection",
      Exclusion.parse({ status: "EARLY_DETECTION", from: "2026-06-01", to: "2027-05-01" }),
      "TO_DECIDE",
    ],
  ])("of a partner that is excluded %s decides (EXC-03)", (_, exclusion, expected) => {
    expect(outcome("EXCLUSION", { partners: [facts({ exclusion })] })?.outcome).toBe(expected);
  });

  test("of control is asked for only where the call restricts (DEP-06)", () => {
    expect(outcome("SECURITY", { partners: [facts()] })?.outcome).toBe("PASS");
    expect(outcome("SECURITY", { partners: [facts()], content: twelveFive })).toMatchObject({
      outcome: "TO_DECIDE",
      about: ["p001"],
    });
    expect(outcome("SECURITY", { partners: [facts()], content: { dualUse: true } })?.outcome).toBe("TO_DECIDE");
  });

  test("is not enough for a partner that nobody registered, where the call restricts (DEP-03)", () => {
    const unknown = { slot: "p001", organisation: null, ownership: null };
    expect(outcome("SECURITY", { partners: [unknown], content: twelveFive })?.outcome).toBe("TO_DECIDE");
  });

  test("of another proposal of the coordinator leaves the question to a person (PRI-04)", () => {
    const other = ProposalId.parse(`prop_${"2".repeat(26)}`);
    expect(outcome("DOUBLE_SUBMISSION", { alike: [other] })).toMatchObject({ outcome: "TO_DECIDE", about: [other] });
  });
});
