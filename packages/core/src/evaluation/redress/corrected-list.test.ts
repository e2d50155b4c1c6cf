import { describe, expect, test } from "vitest";
import { ProposalId } from "../../proposals/proposal.ts";
import { RankingRow } from "../ranking.ts";
import { correctedList } from "./corrected-list.ts";

const ulid = (name: string) => name.padEnd(26, "0");
const idOf = (name: string): ProposalId => ProposalId.parse(`prop_${ulid(name)}`);

const aRow = (name: string, rank: number | undefined, status: RankingRow["status"], total = "12"): RankingRow =>
  RankingRow.parse({
    proposalId: idOf(name),
    acronym: `HUB-${name}`,
    coordinator: `org_${ulid(name)}`,
    documentSha256: "a".repeat(64),
    scores: { RELEVANCE: "4", IMPLEMENTATION: "4", IMPACT: "4" },
    total,
    weightedTotal: total,
    ...(rank === undefined ? {} : { rank }),
    isTied: false,
    isOrderedByPanel: false,
    status,
    unionCents: 100,
    national: [],
    fromPot: [],
    missing: [],
  });

/** A and B are awarded, C and D wait, E is rejected. */
const standing = [
  aRow("A", 1, "MAIN", "15"),
  aRow("B", 2, "MAIN", "14"),
  aRow("C", 3, "RESERVE", "12"),
  aRow("D", 4, "RESERVE", "11.5"),
  aRow("E", undefined, "REJECTED", "9.5"),
];
/** The same, in the order and with the ranks that the rules give now: "D1 A2 B3 C4 E-". */
const ranked = (order: string): readonly RankingRow[] =>
  order.split(" ").map((text) => {
    const [name, rank] = [text.slice(0, 1), text.slice(1)];
    return aRow(name, rank === "-" ? undefined : Number(rank), rank === "-" ? "REJECTED" : "RESERVE", "13");
  });
const corrected = (order: string, reviewed: string, taken = "A B") =>
  correctedList({
    standing,
    recomputed: ranked(order),
    taken: new Set(taken.split(" ").map(idOf)),
    reviewed: idOf(reviewed),
  });
const inWords = (rows: readonly RankingRow[]) =>
  rows.map(({ acronym, rank, formerRank, status }) =>
    [`${rank ?? "-"} ${acronym.slice(-1)}`, status, ...(formerRank === undefined ? [] : [`was ${formerRank}`])].join(
      " ",
    ),
  );

describe("the list after a review", () => {
  test("has two places of the reserve list exchanged, and says what they were (EVA-09, DSC-09)", () => {
    expect(inWords(corrected("A1 B2 D3 C4 E-", "D"))).toEqual([
      "1 A MAIN",
      "2 B MAIN",
      "3 D RESERVE was 4",
      "4 C RESERVE was 3",
      "- E REJECTED",
    ]);
  });

  test("leaves every award where it is, also below better scores (EVA-09)", () => {
    expect(inWords(corrected("D1 A2 B3 C4 E-", "D"))).toEqual([
      "1 A MAIN",
      "2 B MAIN",
      "3 D RESERVE was 4",
      "4 C RESERVE was 3",
      "- E REJECTED",
    ]);
  });

  test("takes in one that reached the thresholds, behind nobody of less merit (DSC-03)", () => {
    expect(inWords(corrected("A1 B2 C3 E4 D5", "E"))).toEqual([
      "1 A MAIN",
      "2 B MAIN",
      "3 C RESERVE",
      "4 E RESERVE",
      "5 D RESERVE was 4",
    ]);
  });

  test("rejects one that fell below them, and lets the others move up (DSC-03)", () => {
    expect(inWords(corrected("A1 B2 D3 C- E-", "C"))).toEqual([
      "1 A MAIN",
      "2 B MAIN",
      "3 D RESERVE was 4",
      "- C REJECTED was 3",
      "- E REJECTED",
    ]);
  });

  test("keeps one that was called from the reserve list where it was called", () => {
    expect(inWords(corrected("D1 A2 B3 C4 E-", "D", "A B C"))).toEqual([
      "1 A MAIN",
      "2 B MAIN",
      "3 C RESERVE",
      "4 D RESERVE",
      "- E REJECTED",
    ]);
  });

  test("shows a tie that the rules leave open as one (CLR-RANK-01)", () => {
    const rows = corrected("A1 B2 C3 D3 E-", "D");
    expect(rows.map(({ rank, isTied }) => [rank, isTied])).toEqual([
      [1, false],
      [2, false],
      [3, true],
      [3, true],
      [undefined, false],
    ]);
  });
});
