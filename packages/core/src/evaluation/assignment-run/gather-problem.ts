import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { UserId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import { admissionOf } from "../../admissibility/admissibility.ts";
import { decideAccess } from "../../access/decide-access.ts";
import type { CallId } from "../../calls/call.ts";
import type { Bar } from "../../experts/conflict.ts";
import { findConflicts } from "../../experts/find-conflicts.ts";
import { isSetAsideBy } from "../../experts/weigh-conflicts.ts";
import type { ProposalId } from "../../proposals/proposal.ts";
import { type CallProblem, problemOfCall } from "../assignment/problem-of-call.ts";
import type { ProposalProgress, RankingStore } from "../ranking-store.ts";
import { pageNumbers } from "../sealed-list.ts";
import type { RunTerms } from "./assignment-run.ts";
import type { AssignmentWork, PoolGround } from "./run-store.ts";
import { soughtIn } from "./sought-in.ts";

export type GatherProblemDeps = {
  readonly work: AssignmentWork;
  readonly rankings: Pick<RankingStore, "loadCall" | "loadSealedPage" | "loadProgress">;
  readonly sha256: Sha256;
};

/** Everything that a run is computed from, as it stood when its worker read it. */
export type GatheredProblem = CallProblem & {
  readonly progress: ReadonlyMap<ProposalId, ProposalProgress>;
  readonly inputSha256: Digest;
};

const nobody = UserId.parse("usr_00000000000000000000000000");

/** The sealed proposals of the topics that still need experts: not refused, and without a consensus. */
const loadProposals = async (
  { rankings }: GatherProblemDeps,
  { callId, terms, now }: { readonly callId: CallId; readonly terms: RunTerms; readonly now: Instant },
): Promise<readonly ProposalProgress[]> => {
  const { call } = await rankings.loadCall(callId, nobody);
  if (call?.state.state !== "sealed") throw new Error(`The list of ${callId} is not sealed.`);
  const asked = new Set(terms.wanted.topics.map(({ topicId }) => topicId));
  const parts = await Promise.all(
    pageNumbers(call.state.submissions).map(async (page) => {
      const rows = await rankings.loadSealedPage(callId, page);
      const own = rows.filter(({ topicId }) => asked.has(topicId));
      return rankings.loadProgress(own.map(({ proposalId }) => proposalId));
    }),
  );
  return parts
    .flat()
    .filter(({ admissibility, consensus }) => consensus === null && admissionOf(admissibility, now) !== "REFUSED");
};

const placeOf = (proposalId: string, expert: string): string => `${proposalId}\n${expert}`;

/** Who is kept from what: conflicts that nobody set aside as they stand, and places that were given back (EVA-02, EVA-03). */
const barsOf = async (
  { work, sha256 }: GatherProblemDeps,
  { experts, proposals, assistances }: PoolGround,
  progress: readonly ProposalProgress[],
  now: Instant,
): Promise<ReadonlyMap<ProposalId, readonly { readonly expert: UserId }[]>> => {
  const found = findConflicts({ experts, proposals, assistances, today: dateInZone(now) });
  const potential = [...found].flatMap(([proposalId, bars]) =>
    bars.flatMap(({ severity, expert }) => (severity === "POTENTIAL" ? [{ proposalId, expert }] : [])),
  );
  const overrides = await work.loadOverrides(potential);
  const aside = new Map(overrides.map(({ state }) => [placeOf(state.proposalId, state.expert), state]));
  const stands = (proposalId: ProposalId, bar: Bar) =>
    !isSetAsideBy(sha256, bar, aside.get(placeOf(proposalId, bar.expert)));
  return new Map(
    progress.map(({ dossier: { proposalId }, withdrawn = [] }) => [
      proposalId,
      [
        ...(found.get(proposalId) ?? []).filter((bar) => stands(proposalId, bar)),
        ...withdrawn.map((expert) => ({ expert })),
      ],
    ]),
  );
};

/** Reads a call and its pool for a run, and makes the problem of them. */
export const gatherProblem = async (
  deps: GatherProblemDeps,
  { callId, terms, now }: { readonly callId: CallId; readonly terms: RunTerms; readonly now: Instant },
): Promise<GatheredProblem> => {
  const progress = await loadProposals(deps, { callId, terms, now });
  const ground = await deps.work.loadPoolGround(
    progress.map(({ dossier }) => dossier),
    dateInZone(now),
  );
  const bars = await barsOf(deps, ground, progress, now);
  const pool = ground.pool
    .filter(({ rights }) => decideAccess("listMyAssignments", rights, {}, now).ok)
    .map(({ kept }) => kept)
    .filter(({ user }) => !terms.lost.includes(user));
  const proposals = progress.map(({ dossier: { proposalId, topicId } }) => ({
    proposalId,
    sought: soughtIn(terms, topicId),
  }));
  const made = problemOfCall({ proposals, pool, barredExperts: bars, terms: terms.wanted });
  const inputSha256 = deps.sha256(
    canonicalJson({
      terms,
      proposals: made.proposals.map(({ proposalId }) => proposalId),
      experts: made.experts.map(({ user, version }) => [user, version]),
      barred: made.proposals.map(({ proposalId }) =>
        (bars.get(proposalId) ?? []).map(({ expert }) => expert).toSorted(),
      ),
    }),
  );
  return { ...made, inputSha256, progress: new Map(progress.map((one) => [one.dossier.proposalId, one])) };
};
