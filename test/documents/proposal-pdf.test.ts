import { composeProposal } from "@grants/documents/proposals/compose-proposal";
import { renderHtml } from "@grants/documents/render-html";
import { renderPdf } from "@grants/documents/render-pdf";
import { computeTotals } from "@grants/core/proposals/compute-totals";
import { CallVersion } from "@grants/core/calls/call";
import {
  BudgetPart,
  CostsPart,
  DeclarationPart,
  GeneralPart,
  PartnerPart,
  TextPart,
  WorkPackagePart,
} from "@grants/core/proposals/part";
import { plannedBudgets } from "@grants/core/proposals/planned-budgets";
import type { WholeProposal } from "@grants/core/proposals/whole-proposal";
import { ProposalId } from "@grants/core/proposals/proposal";
import { AnnexPart } from "@grants/core/proposals/annex";
import { Digest } from "@grants/kernel/digest";
import { Instant } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { pageWords } from "../../functions/documents/page-words.ts";
import {
  aBudget,
  aCallContent,
  aCosts,
  aGeneral,
  aLine,
  aPartner,
  aText,
  aWorkPackage,
  whileOpen,
} from "../support/builders.ts";
import { testFonts } from "../support/fonts.ts";
import { readPdf } from "../support/read-pdf.ts";

const zeros = "0".repeat(26);
const digest = Digest.parse("ab".repeat(32));

const call = CallVersion.parse({
  callId: `call_${zeros}`,
  contentVersion: 3,
  publishedAt: "2026-12-01T09:00:00.000Z",
  opensAt: "2026-12-01T09:00:00.000Z",
  closesAt: "2027-01-29T16:00:00.000Z",
  content: aCallContent(),
});

const slots = (count: number) => Array.from({ length: count }, (_, index) => `p${`${index + 1}`.padStart(3, "0")}`);

const aWhole = (partnersCount: number, over: Partial<WholeProposal> = {}): WholeProposal => {
  const partners = slots(partnersCount).map((slot, index) =>
    PartnerPart.parse(aPartner(slot, { name: `Οργανισμός Київ Łódź ${index + 1}`, pic: `${999_000_000 + index}` })),
  );
  const budgets = partners.map(({ slot }) => BudgetPart.parse(aBudget(slot)));
  return {
    proposalId: ProposalId.parse(`prop_${zeros}`),
    topicId: call.content.topics[0]?.topicId ?? "",
    callVersion: 3,
    call,
    standing: { kind: "submitted", sha256: digest, receivedAt: Instant.parse("2027-01-28T15:00:00.000Z") },
    general: GeneralPart.parse(aGeneral({ acronym: "ÆGIR", abstract: "First paragraph.\n\nSecond paragraph." })),
    partners,
    budgets,
    workPackages: [],
    costs: [],
    declarations: [],
    texts: (["relevance", "impact"] as const).map((section) =>
      TextPart.parse(aText(section, { text: `What it is for: ${section}.\n\n${"A sentence of it. ".repeat(180)}` })),
    ),
    annexes: [
      AnnexPart.parse({
        kind: "annex",
        annexId: "gantt",
        uploadId: `anx_${zeros}`,
        fileName: "timetable.pdf",
        bytes: 12_345,
        sha256: digest,
        key: "annexes/x",
        objectVersion: "1",
      }),
    ],
    totals: computeTotals(partners, budgets, call.content.profile),
    ...over,
  };
};

const fonts = testFonts();
const pdfOf = (whole: WholeProposal, language: "en" | "nl" = "en") =>
  renderPdf(composeProposal(whole, language, pageWords[language]), fonts);

/** Where each comes in a text; ascending where they come in this order. */
const placesIn = (text: string, parts: readonly string[]) => parts.map((part) => text.indexOf(part));

describe("the PDF of a proposal", () => {
  test("reads back in its order, with letters of three alphabets", async () => {
    const { text } = await readPdf(await pdfOf(aWhole(3)));
    const places = placesIn(text, [
      "Submitted, received on 28 January 2027",
      "ÆGIR",
      "General information",
      "First paragraph.",
      "Second paragraph.",
      "Who takes part",
      "Οργανισμός Київ Łódź 1",
      "Οργανισμός Київ Łódź 3",
      "What it is for: relevance.",
      "What it is for: impact.",
      "Partners and their costs",
      "Together",
      "timetable.pdf",
    ]);
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
  });

  test("is tagged, and says its language, its title and its bookmarks (EN 301 549)", async () => {
    const { roles, info, isMarked, outline, conformance } = await readPdf(await pdfOf(aWhole(2), "nl"));
    expect({ isMarked, conformance, language: info.Language, title: info.Title }).toEqual({
      isMarked: true,
      conformance: "1",
      language: "nl",
      title: expect.stringContaining("ÆGIR"),
    });
    expect(outline).toEqual(["Algemene gegevens", "Consortium", "Beschrijving van de actie", "Begroting", "Bijlagen"]);
    const first = [...new Set(roles)];
    expect(first).toEqual(
      expect.arrayContaining(["Document", "H1", "H2", "H3", "P", "Table", "Caption", "TR", "TH", "TD"]),
    );
    expect(roles.filter((role) => role === "H1")).toHaveLength(1);
  });

  test("is the same bytes each time", async () => {
    const [first, second] = [await pdfOf(aWhole(2)), await pdfOf(aWhole(2))];
    expect(Buffer.compare(first, second)).toBe(0);
  });

  test("of thirty partners has every one of them, and says on each page which one it is", async () => {
    const { text, pages } = await readPdf(await pdfOf(aWhole(30)));
    expect(slots(30).filter((_, index) => !text.includes(`Łódź ${index + 1} `))).toEqual([]);
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
  });

  test("of a draft says that it is one, and of what is not written yet that it is not", async () => {
    const empty = aWhole(0, {
      general: undefined,
      texts: [],
      annexes: [],
      standing: { kind: "draft", at: Instant.parse(whileOpen) },
    });
    const { text, pages } = await readPdf(await pdfOf(empty));
    expect(text).toContain("Draft as of 10 January 2027 at 10:00 (Brussels time). It is not submitted.");
    expect(text).toContain("Nothing is written yet.");
    expect(pages.filter((page) => !page.includes("Draft as of"))).toEqual([]);
  });
});

const written = [
  "# How it is built",
  "A **strong** word and a *stressed* one, in one line.",
  "## What comes first",
  "- a sensor in every region",
  "- a **hub** above them",
  "1. install",
  "2. connect",
  "Table: Who runs what",
  "| Who | What |",
  "| --- | --- |",
  "| Hub | Sharing |",
].join("\n");

describe("what a proposal plans and declares", () => {
  const planned = () => {
    const whole = aWhole(2);
    const costs = [
      CostsPart.parse(
        aCosts(
          "p002",
          "w01",
          aLine({ description: "Engineers", kind: "days" }),
          aLine({ item: "C2", description: "Probes" }),
        ),
      ),
    ];
    return aWhole(2, {
      texts: [TextPart.parse(aText("relevance", { text: written }))],
      workPackages: [
        WorkPackagePart.parse(
          aWorkPackage("w01", { objectives: "To see first.", milestones: [{ title: "First light", month: 9 }] }),
        ),
      ],
      costs,
      budgets: plannedBudgets([BudgetPart.parse(aBudget("p001"))], costs),
      declarations: [
        DeclarationPart.parse({
          kind: "declaration",
          declaration: "exclusion",
          slot: "p002",
          edition: "2026-1",
          answers: { taxes: { answer: "yes", detail: "Paid since." } },
        }),
      ],
      totals: computeTotals(whole.partners, [BudgetPart.parse(aBudget("p001"))], call.content.profile, costs),
    });
  };

  test("stands in its PDF in the order in which it is read, with what its texts are made of", async () => {
    const { text, roles, outline } = await readPdf(await pdfOf(planned()));
    const places = placesIn(text, [
      "How it is built",
      "A strong word and a stressed one, in one line.",
      "What comes first",
      "a sensor in every region",
      "a hub above them",
      "2. connect",
      "Who runs what",
      "Hub Sharing",
      "Work packages, with their direct costs",
      "WP1 Work package w01",
      "To see first.",
      "What WP1 delivers",
      "First light",
      "Partners and their costs",
      "Cost lines",
      "Engineers WP1 A.1 Employees 10 days 300.00 3,000.00",
      "Probes WP1 C.2 Equipment 1,000.00",
      "Together 4,000.00",
      "Declaration on honour: Οργανισμός Київ Łódź 2",
      "Has a final decision found that it does not pay taxes or social security? Yes Paid since.",
      "timetable.pdf",
    ]);
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((left, right) => left - right));
    expect(roles.filter((role) => ["H4", "H5", "L", "LI", "LBody"].includes(role))).toHaveLength(2 + 1 + 2 + 4 + 4);
    expect(outline).toContain("Work plan");
  });

  test("stands in its page with the same stresses", () => {
    const html = renderHtml(composeProposal(planned(), "nl", pageWords.nl));
    expect(html).toContain("<p>A <strong>strong</strong> word and a <em>stressed</em> one, in one line.</p>");
    expect(html).toContain("<li>a <strong>hub</strong> above them</li>");
    expect(html).toContain("<h4>How it is built</h4>");
    expect(html).toContain("A.1 Werknemers");
  });
});

describe("the same document as a page", () => {
  test("says the same, with nothing of a text taken for markup", () => {
    const whole = aWhole(1, { texts: [TextPart.parse(aText("impact", { text: "<script>alert(1)</script> & more" }))] });
    const html = renderHtml(composeProposal(whole, "en", pageWords.en));
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; more");
    expect(html).toContain('<html lang="en">');
    expect(html).toContain('<th scope="row">Together</th>');
  });
});
