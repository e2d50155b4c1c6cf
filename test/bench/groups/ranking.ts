import { cents } from "@grants/kernel/money";
import { programmeProfiles } from "@grants/core/calls/programme-profiles";
import { type EvaluatedProposal, composeRanking } from "@grants/core/evaluation/compose-ranking";
import { Consensus } from "@grants/core/evaluation/consensus";
import { Dossier } from "@grants/core/evaluation/dossier";
import type { Group } from "../row.ts";

const group = "ranking";
const proposalsTotal = 10_000;
const rounds = 7;
/** Ranking with its explanations costs at most so often what a plain sort of the same list costs. */
const ratioBound = 12;
const rounded = (number: number): number => Math.round(number * 100) / 100;

const sha256 = "a".repeat(64);
const at = "2027-02-10T09:00:00.000Z";
const themes = ["energy", "health", "transport", "finance", "water", "space", "food"];
/** The next of a row of numbers that looks like chance and is always the same. */
const next = (seed: number): number => (seed * 48_271) % 2_147_483_647;

const evaluatedAt = (number: number, seed: number): EvaluatedProposal => {
  const ulid = String(seed).padStart(26, "0");
  const proposalId = `prop_${ulid}`;
  const mark = (shift: number) => String(((seed >> shift) % 11) / 2);
  return {
    dossier: Dossier.parse({
      proposalId,
      callId: `call_${"1".padStart(26, "0")}`,
      topicId: "TOPIC",
      callVersion: 1,
      documentSha256: sha256,
      receivedAt: at,
      acronym: `HUB-${number}`,
      title: "A hub",
      coordinator: `org_${ulid}`,
      organisations: [`org_${ulid}`],
      pics: ["999888777"],
      requestedCents: 100_000_00 + (seed % 1_000) * 100,
      national: [],
    }),
    consensus: Consensus.parse({
      state: "agreed",
      id: `con_${ulid}`,
      proposalId,
      scores: { RELEVANCE: mark(3), IMPLEMENTATION: mark(9), IMPACT: mark(15) },
      theme: themes[seed % themes.length],
      bodySha256: sha256,
      agreedAt: at,
    }),
  };
};

const aTopicFull = (): readonly EvaluatedProposal[] => {
  let seed = 20_270_210;
  return Array.from({ length: proposalsTotal }, (_, number) => {
    seed = next(seed);
    return evaluatedAt(number, seed);
  });
};

/** The least that anybody does who wants this list in order: totals from high to low, the alphabet where they are equal. */
const plainSort = (proposals: readonly EvaluatedProposal[]): readonly string[] =>
  proposals
    .map(({ dossier, consensus }) => ({
      id: dossier.proposalId,
      total: Object.values(consensus.scores).reduce((sum, score) => sum + Number(score), 0),
    }))
    .toSorted((a, b) => b.total - a.total || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);

const millisecondsOf = (act: () => unknown): number => {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};

/** The middle of several turns, after one that counts for nothing. */
const middleOf = (act: () => unknown): number => {
  act();
  const turns = Array.from({ length: rounds }, () => millisecondsOf(act)).toSorted((a, b) => a - b);
  return turns[Math.floor(rounds / 2)] ?? 0;
};

/** A full topic ranked by the rules, every row with what placed it, against a plain sort of the same list in the same run. */
export const ranking: Group = async () => {
  const proposals = aTopicFull();
  const terms = {
    profile: programmeProfiles.SG,
    topic: {
      topicId: "TOPIC",
      title: "A topic",
      budgetCents: cents(100_000_000_00),
      minGrantCents: cents(1),
      maxGrantCents: cents(1_000_000_00),
    },
    national: null,
    tieDecisions: [],
  };
  const sortMs = middleOf(() => plainSort(proposals));
  const rankMs = middleOf(() => composeRanking(proposals, terms));
  return [
    {
      group,
      name: "ranking 10,000 proposals, explained, per plain sort",
      instrument: "ratio" as const,
      figure: rounded(rankMs / sortMs),
      baseline: null,
      bound: ratioBound,
    },
  ];
};
