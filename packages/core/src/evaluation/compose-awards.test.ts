import { cents } from "@grants/kernel/money";
import { LocalDate } from "@grants/kernel/time";
import { describe, expect, test } from "vitest";
import { type AwardChoice, composeAwards } from "./compose-awards.ts";
import { ProposalId } from "../proposals/proposal.ts";
import { type RankedStatus, RankingRow } from "./ranking.ts";

const ulid = (name: string) => name.padEnd(26, "0");
const idOf = (name: string) => ProposalId.parse(`prop_${ulid(name)}`);
const newId = (seed: string) => ulid(seed.slice(-26, -25));

const row = (name: string, rank: number, status: RankedStatus, over: object = {}): RankingRow =>
  RankingRow.parse({
    proposalId: idOf(name),
    acronym: `HUB-${name}`,
    coordinator: `org_${ulid(name)}`,
    documentSha256: "a".repeat(64),
    scores: {},
    total: "12",
    weightedTotal: "12",
    rank,
    isTied: false,
    isOrderedByPanel: false,
    status,
    unionCents: 100,
    national: [],
    fromPot: [],
    missing: [],
    ...over,
  });
const mainList: AwardChoice = { awards: null, reason: null };
const compose = (rows: readonly RankingRow[], choice = mainList, budget = 300) =>
  composeAwards(newId, { rows, budgetCents: cents(budget) }, choice);

describe("the awards of a topic", () => {
  const rows = [row("A", 1, "MAIN"), row("B", 2, "MAIN"), row("C", 3, "RESERVE"), row("D", 4, "GAP")];

  test("are the main list of the ranking", () => {
    const composed = compose(rows);
    expect(composed).toMatchObject({ ok: true, value: { departsFromRanking: false } });
    expect(composed.ok && composed.value.rows.map(({ acronym }) => acronym)).toEqual(["HUB-A", "HUB-B"]);
  });

  test("are the main list also when it is spelled out", () => {
    const composed = compose(rows, { awards: [idOf("B"), idOf("A"), idOf("A")], reason: null });
    expect(composed).toMatchObject({
      ok: true,
      value: { departsFromRanking: false, rows: [{ rank: 1 }, { rank: 2 }] },
    });
  });

  test("may leave one out or take another with a reason, and not without", () => {
    const fewer: AwardChoice = { awards: [idOf("A")], reason: null };
    const others: AwardChoice = { awards: [idOf("A"), idOf("C")], reason: "Why not." };
    expect(compose(rows, fewer)).toEqual({ ok: false, error: { kind: "DepartureNeedsReason", field: "reason" } });
    expect(compose(rows, others)).toMatchObject({ ok: true, value: { departsFromRanking: true } });
  });

  test("fit the budget exactly, and not with a cent more", () => {
    const everything: AwardChoice = { awards: ["A", "B", "C"].map(idOf), reason: "All of them." };
    expect(compose(rows, everything, 300).ok).toBe(true);
    expect(compose(rows, everything, 299)).toMatchObject({
      error: { kind: "AwardsAboveBudget", awardedCents: 300, budgetCents: 299 },
    });
  });

  test.each(["REJECTED", "NATIONAL_INELIGIBLE", "VETO"] as const)("never go to a proposal that is %s", (status) => {
    const choice: AwardChoice = { awards: [idOf("A"), idOf("E")], reason: "Whatever the reason." };
    const composed = compose([...rows, row("E", 5, status)], choice);
    expect(composed).toMatchObject({
      error: { kind: "ProposalNotAwardable", proposalId: idOf("E"), standing: status },
    });
  });

  test("wait while a tie waits for the panel", () => {
    const composed = compose([row("A", 1, "MAIN"), row("B", 2, "TIE_NEEDS_PANEL"), row("C", 2, "TIE_NEEDS_PANEL")]);
    expect(composed).toMatchObject({ error: { kind: "TieNeedsPanel", proposalIds: [idOf("B"), idOf("C")] } });
  });

  test.each([
    [1, true],
    [2, false],
    [3, true],
    [4, true],
  ])("leave %i places on the reserve list, whose end cuts no tie: %s (CLR-RANK-01)", (length, isDecided) => {
    const tied = { isTied: true };
    const reserves = [row("C", 2, "RESERVE"), row("D", 3, "RESERVE", tied), row("E", 3, "RESERVE", tied)];
    const reserve = { length, expiresOn: LocalDate.parse("2027-06-30") };
    const composed = compose([row("A", 1, "MAIN"), ...reserves], { ...mainList, reserve });
    const tie = { kind: "TieNeedsPanel", proposalIds: [idOf("D"), idOf("E")] };
    expect(composed).toMatchObject(isDecided ? { ok: true } : { ok: false, error: tie });
  });

  test("ask each funder for its own part, and the pot for the rest", () => {
    const national = [
      { funder: "BE", cents: 50 },
      { funder: "NL", cents: 20 },
    ];
    const fromPot = [
      { funder: "BE", cents: 30 },
      { funder: "NL", cents: 20 },
    ];
    const composed = compose([row("A", 1, "MAIN", { national, fromPot })]);
    expect(composed).toMatchObject({
      value: { rows: [{ unionCents: 100, national: [{ funder: "BE", cents: 20 }], potCents: 50 }] },
    });
  });
});
