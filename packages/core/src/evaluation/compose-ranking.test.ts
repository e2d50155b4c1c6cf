import { cents } from "@grants/kernel/money";
import { describe, expect, test } from "vitest";
import { programmeProfiles } from "../calls/programme-profiles.ts";
import { type EvaluatedProposal, type RankingTerms, composeRanking } from "./compose-ranking.ts";
import { Consensus } from "./consensus.ts";
import { Dossier } from "./dossier.ts";
import { TieDecision } from "./ranking.ts";

const ulid = (name: string) => name.padEnd(26, "0");
const idOf = (name: string) => `prop_${ulid(name)}`;
const sha256 = "a".repeat(64);
const at = "2027-02-10T09:00:00.000Z";

/** Scores of relevance, implementation and impact: "4 4.5 3". */
const evaluated = (name: string, marks: string, over: { theme?: string; cents?: number } = {}): EvaluatedProposal => {
  const [RELEVANCE, IMPLEMENTATION, IMPACT] = marks.split(" ");
  return {
    dossier: Dossier.parse({
      proposalId: idOf(name),
      callId: `call_${ulid("1")}`,
      topicId: "TOPIC",
      callVersion: 1,
      documentSha256: sha256,
      receivedAt: at,
      acronym: `HUB-${name}`,
      title: "A hub",
      coordinator: `org_${ulid(name)}`,
      organisations: [`org_${ulid(name)}`],
      pics: ["999888777"],
      requestedCents: over.cents ?? 100,
      national: [],
    }),
    consensus: Consensus.parse({
      state: "agreed",
      id: `con_${ulid(name)}`,
      proposalId: idOf(name),
      scores: { RELEVANCE, IMPLEMENTATION, IMPACT },
      theme: over.theme,
      bodySha256: sha256,
      agreedAt: at,
    }),
  };
};
const terms = (over: Partial<RankingTerms> = {}): RankingTerms => ({
  profile: programmeProfiles.SG,
  topic: {
    topicId: "TOPIC",
    title: "A topic",
    budgetCents: cents(250),
    minGrantCents: cents(1),
    maxGrantCents: cents(250),
  },
  national: null,
  tieDecisions: [],
  ...over,
});
const rows = (proposals: readonly EvaluatedProposal[], over: Partial<RankingTerms> = {}) =>
  composeRanking(proposals, terms(over)).rows.map(({ acronym, rank, status }) => `${rank ?? "-"} ${acronym} ${status}`);
const order = (...names: readonly string[]) => TieDecision.parse({ order: names.map(idOf), decidedAt: at });

describe("composing a ranking", () => {
  test("places by total, draws the line and puts the rejected last", () => {
    const proposals = [
      evaluated("A", "3 3 4"),
      evaluated("B", "5 5 5"),
      evaluated("C", "5 5 2.5"),
      evaluated("D", "4 4 4"),
    ];
    const composed = composeRanking(proposals, terms());
    expect(rows(proposals)).toEqual(["1 HUB-B MAIN", "2 HUB-D MAIN", "3 HUB-A RESERVE", "- HUB-C REJECTED"]);
    expect(composed).toMatchObject({ mainCents: 200, unspentCents: 50 });
    expect(composed.rows[3]).toMatchObject({
      rejection: { reason: "BELOW_CRITERION_THRESHOLD", criteria: ["IMPACT"] },
    });
  });

  test("puts a theme that nobody above covers first in its tie, and one without a tag last", () => {
    const proposals = [
      evaluated("A", "5 5 5", { theme: "ports" }),
      evaluated("B", "4 4 4", { theme: "ports" }),
      evaluated("C", "4 4 4", { theme: "hospitals" }),
    ];
    expect(rows(proposals)).toEqual(["1 HUB-A MAIN", "2 HUB-C MAIN", "3 HUB-B RESERVE"]);
  });

  test("gives the proposals of a tie one rank, and the next one the place behind them", () => {
    const proposals = [evaluated("A", "4 4 4"), evaluated("B", "4 4 4"), evaluated("C", "4 3 4")];
    const { rows: placed } = composeRanking(proposals, terms());
    expect(placed.map(({ rank, isTied }) => [rank, isTied])).toEqual([
      [1, true],
      [1, true],
      [3, false],
    ]);
  });

  test("lets a tie wait that does not fit as a whole", () => {
    const proposals = [evaluated("A", "4 4 4", { cents: 200 }), evaluated("B", "4 4 4")];
    expect(rows(proposals)).toEqual(["1 HUB-A TIE_NEEDS_PANEL", "1 HUB-B TIE_NEEDS_PANEL"]);
  });
});

describe("a tie that the panel has ordered", () => {
  const proposals = [evaluated("A", "4 4 4", { cents: 200 }), evaluated("B", "4 4 4"), evaluated("C", "4 4 4")];

  test("is walked in that order", () => {
    const tieDecisions = [order("C", "B", "A")];
    expect(rows(proposals, { tieDecisions })).toEqual(["1 HUB-C MAIN", "2 HUB-B MAIN", "3 HUB-A RESERVE"]);
    expect(composeRanking(proposals, terms({ tieDecisions })).rows[0]).toMatchObject({ isOrderedByPanel: true });
  });

  test("says that the panel placed the later ones (DSC-06)", () => {
    const two = [evaluated("A", "4 4 4"), evaluated("B", "4 4 4")];
    const ranked = composeRanking(two, terms({ tieDecisions: [order("B", "A")] })).rows;
    expect(ranked.map(({ acronym, placedBy }) => [acronym, placedBy])).toEqual([
      ["HUB-B", "TOTAL"],
      ["HUB-A", "PANEL"],
    ]);
  });

  test("follows the last decision on it", () => {
    const tieDecisions = [order("C", "B", "A"), order("A", "B", "C")];
    expect(rows(proposals, { tieDecisions })[0]).toBe("1 HUB-A MAIN");
  });

  test("is not touched by a decision on other proposals", () => {
    const tieDecisions = [order("C", "B"), order("A", "B", "D")];
    expect(rows(proposals, { tieDecisions })).toEqual(rows(proposals));
  });
});
