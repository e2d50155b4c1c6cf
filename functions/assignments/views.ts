import type { Stored } from "@grants/core/audit/stored";
import type { AssignmentRun } from "@grants/core/evaluation/assignment-run/assignment-run";
import type { LoadRow, PlanRow } from "@grants/core/evaluation/assignment-run/plan";
import type { Names, RunsOfCall, ShownPage, ShownRun } from "@grants/core/evaluation/assignment-run/read-run";

export const runHead = ({ version, state }: Stored<AssignmentRun>) => ({ version, run: state });

const namesView = (names: Names) => [...names].map(([user, name]) => ({ user, name }));

export const runsOfCall = ({ version: { content }, isSealed, runs }: RunsOfCall) => ({
  reference: content.reference,
  title: content.title,
  topics: content.topics.map(({ topicId, title }) => ({ topicId, title })),
  isSealed,
  runs: runs.map(runHead),
});

export const shownRun = ({ loaded, progress, names, allowedActions }: ShownRun) => ({
  ...runHead(loaded.run),
  terms: loaded.terms,
  ...(progress === null ? {} : { progress }),
  ...(loaded.shortage === undefined ? {} : { shortage: loaded.shortage }),
  moves: (loaded.movesByHand ?? []).map(({ score: _score, ...move }) => move),
  names: namesView(names),
  allowedActions: [...allowedActions],
});

export const shownPage = <T extends PlanRow | LoadRow>({ rows, names, page, pages, version }: ShownPage<T>) => ({
  version,
  page,
  pages,
  rows: [...rows],
  names: namesView(names),
});
