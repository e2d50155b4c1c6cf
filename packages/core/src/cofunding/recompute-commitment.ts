import type { Digest, Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import {
  type Difference,
  type Figures,
  type Recompute,
  differenceFromChain,
  firstDifference,
  headGone,
  readEntriesOf,
  toRecomputed,
} from "../audit/nights/recomputed.ts";
import type { ChainPort, ReadChain } from "../audit/read-chain.ts";
import type { Stored } from "../audit/stored.ts";
import { JournalBody, hashOfJournal, potMoves } from "../ledger/journal.ts";
import { type Award, type AwardId, CommitmentId } from "./award.ts";
import type { AwardDecisions } from "./award-decisions.ts";
import { type Commitment, type GlobalCommitment, committedLines } from "./commitment.ts";
import { nationalCentsOf } from "./decide-commitment.ts";
import { commonPotLine } from "./pot-line.ts";

/** Postings of an aggregate as they are kept, by the version of the entry that names them. */
export type KeptJournal = { readonly version: number; readonly body: string };

type Deps = {
  readonly heads: {
    loadCommitment(id: CommitmentId): Promise<Stored<Commitment | GlobalCommitment> | null>;
    loadAward(id: AwardId): Promise<Stored<Award> | null>;
    loadJournals(aggregate: string): Promise<readonly KeptJournal[]>;
  };
  readonly decisions: AwardDecisions;
  readonly chains: ChainPort;
  readonly sha256: Sha256;
  readonly caller: UserId;
};

/** Members that ride on a commitment's item and in no entry: the amounts are those of the postings that the entries name. */
const besideCommitment = ["callId", "signByOn", "unionLine", "unionCents", "commonPotCents", "nationalCents"];
const besideGlobal = ["linesCents"];

type Kept = Commitment | GlobalCommitment;

const nameOfLine = (state: Kept, line: string): string => {
  if (state.state === "open") return `linesCents.${line}`;
  if (line === state.unionLine) return "unionCents";
  return line === commonPotLine ? "commonPotCents" : `nationalCents.${line}`;
};

const keptAmounts = (state: Kept): Figures =>
  Object.fromEntries(
    state.state === "open"
      ? Object.entries(state.linesCents).map(([line, cents]) => [nameOfLine(state, line), cents])
      : committedLines(state).map(({ line, cents }) => [nameOfLine(state, line), cents]),
  );

/** What the postings come to, by the lines of the pot: a global commitment fills them, an award's takes from them. */
const postedAmounts = (state: Kept, bodies: readonly JournalBody[]): Figures =>
  Object.fromEntries(
    potMoves(bodies.flatMap(({ legs }) => legs)).map(({ line, cents }) => [
      nameOfLine(state, line),
      state.state === "open" ? cents : 0 - cents,
    ]),
  );

/** The first postings that are not those which an entry names. */
const wrongJournal = (
  sha256: Sha256,
  decided: readonly { readonly journal?: Digest | undefined }[],
  kept: readonly KeptJournal[],
): Difference | null => {
  const byVersion = new Map(kept.map(({ version, body }) => [version, hashOfJournal(sha256, body)]));
  const named = decided.map(({ journal }, place) => ({
    journal: journal ?? "",
    posted: byVersion.get(place + 1) ?? "",
  }));
  const wrong = named.find(({ journal, posted }) => journal !== posted);
  return wrong === undefined ? null : { figure: "journal", kept: wrong.posted, computed: wrong.journal };
};

const differenceFromPostings = (
  sha256: Sha256,
  {
    state,
    read,
    journals,
  }: { readonly state: Kept; readonly read: ReadChain; readonly journals: readonly KeptJournal[] },
): Difference | null => {
  const upTo = read.brokenLink === null ? read.decided : [];
  // Postings of an entry that came after the head was read are no part of this account.
  const until = journals.filter(({ version }) => version <= upTo.length);
  const wrong = wrongJournal(sha256, upTo, until);
  const bodies = until.map(({ body }) => JournalBody.parse(JSON.parse(body)));
  return wrong ?? firstDifference(keptAmounts(state), postedAmounts(state, bodies));
};

/** The row of the decision that the money was committed for; `null` where the award is of no list. */
const rowOf = async ({ heads, decisions, caller }: Deps, awardId: AwardId) => {
  const award = await heads.loadAward(awardId);
  const found = award === null ? null : await decisions.load(award.state.decisionId, caller);
  const decision = found?.decision ?? null;
  if (decision === null) return null;
  const rows = await decisions.loadRows(decision.state);
  return rows.find((row) => row.awardId === awardId) ?? null;
};

const differenceFromRow = async (deps: Deps, state: Commitment): Promise<Difference | null> => {
  const row = await rowOf(deps, state.awardId);
  if (row === null) return null;
  const { unionCents, commonPotCents, nationalCents } = state;
  return firstDifference(
    { unionCents, commonPotCents, nationalCents },
    { unionCents: row.unionCents, commonPotCents: row.potCents, nationalCents: nationalCentsOf(row) },
  );
};

/** A commitment by its id: its head as its entries left it, its amounts as they were posted and, of an award, as its decision says (COMT-04). */
export const createCommitmentRecompute =
  (deps: Deps): Recompute =>
  async (aggregate) => {
    const { heads, sha256 } = deps;
    const commitment = await heads.loadCommitment(CommitmentId.parse(aggregate));
    if (commitment === null) return headGone;
    const { state } = commitment;
    const [read, journals] = await Promise.all([readEntriesOf(deps, commitment), heads.loadJournals(aggregate)]);
    const beside = state.state === "open" ? besideGlobal : besideCommitment;
    const difference =
      differenceFromChain(read, commitment, beside) ?? differenceFromPostings(sha256, { state, read, journals });
    if (difference !== null || state.state === "open") return toRecomputed(difference);
    return toRecomputed(await differenceFromRow(deps, state));
  };
