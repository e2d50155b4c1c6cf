import type { Stored } from "@grants/core/audit/stored";
import type { ListedJointActions } from "@grants/core/cofunding/list-joint-actions";
import type { MatchingStatement } from "@grants/core/cofunding/matching-statement";
import type { ReadCommitments } from "@grants/core/cofunding/read-commitments";
import type { ReadContributions } from "@grants/core/cofunding/read-contributions";
import type { ReadJointAction, ShownLine } from "@grants/core/cofunding/read-joint-action";
import type { ReadPot } from "@grants/core/cofunding/read-pot";
import { NO_CENTS } from "@grants/kernel/money";

const named = <N extends string, S>(name: N, { version, state }: Stored<S>) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed name widens to string.
  ({ version, [name]: state }) as { version: number } & Record<N, S>;

export const lineAnswer = ({ line, form, status, nextSteps }: ShownLine) => ({
  version: line.version,
  line: line.state,
  form,
  status,
  nextSteps: [...nextSteps],
});

const matchingAnswer = ({ funders, administrative, ...amounts }: MatchingStatement) => ({
  ...amounts,
  funders: [...funders],
  administrative: [...(administrative?.sharesByMember ?? [])].map(([member, cents]) => ({ member, cents })),
});

export const jointActionListAnswer = ({ jointActions, ownFunders, ownLines }: ListedJointActions) => ({
  jointActions: jointActions.map(({ jointAction, call }) => ({ ...named("jointAction", jointAction), call })),
  ownFunders: [...ownFunders],
  ownLines: ownLines.map(lineAnswer),
});

export const jointActionAnswer = (page: ReadJointAction) => ({
  ...named("jointAction", page.jointAction),
  call: page.call,
  lines: page.lines.map(lineAnswer),
  matching: matchingAnswer(page.matching),
  budgets: [...page.budgets],
  allowedActions: [...page.allowedActions],
});

export const contributionsAnswer = (page: ReadContributions) => ({
  jointActionVersion: page.jointAction.version,
  jointAction: page.jointAction.state,
  call: page.call,
  funder: page.funder,
  lines: page.lines.map(lineAnswer),
  totals: page.totals,
  budget: page.budget === null ? null : named("budget", page.budget),
  purse: page.purse,
  budgetMaxCents: page.budgetMaxCents,
  requests: page.requests.map(({ request, verdict }) => ({
    request,
    verdict: verdict === null ? null : named("verdict", verdict),
  })),
  need: page.need,
  allowedActions: [...page.allowedActions],
});

export const potAnswer = ({ call, global, period, lines, isFrozen, allowedActions }: ReadPot) => {
  const { reference, title, topics, nationalFunding } = call.content;
  return {
    callId: call.callId,
    reference,
    title,
    topics: topics.map(({ topicId, title: topicTitle, budgetCents }) => ({ topicId, title: topicTitle, budgetCents })),
    commonPotCents: nationalFunding.kind === "none" ? NO_CENTS : nationalFunding.commonPotCents,
    period,
    commitment: global === null ? null : named("commitment", global),
    lines: [...lines],
    isFrozen,
    allowedActions: [...allowedActions],
  };
};

export const commitmentsAnswer = ({ awards, lines, allowedActions, ...facts }: ReadCommitments) => ({
  ...facts,
  awards: awards.map(({ lines: taken, ...award }) => ({ ...award, lines: [...taken] })),
  lines: [...lines],
  allowedActions: [...allowedActions],
});
