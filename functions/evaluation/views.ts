import type { Stored } from "@grants/core/audit/stored";
import type { AssignmentHead } from "@grants/core/evaluation/assignment";
import type { AwardDecision, AwardDecisionHead } from "@grants/core/evaluation/award-decision";
import type { AwardDeadlines } from "@grants/core/evaluation/award-deadlines";
import type { ConsensusSignatureHead } from "@grants/core/evaluation/consensus-signature";
import type { DeclarationHead } from "@grants/core/evaluation/declaration";
import type { OwnDeclaration } from "@grants/core/evaluation/declare-interest";
import type { ConsensusHead } from "@grants/core/evaluation/consensus";
import { sheetOf } from "@grants/core/evaluation/decide-scores";
import type { CallDecisions } from "@grants/core/evaluation/list-award-decisions";
import type { ListedAssignment } from "@grants/core/evaluation/list-my-assignments";
import type { Ranking, RankingHead } from "@grants/core/evaluation/ranking";
import type { AwardDecisionPage } from "@grants/core/evaluation/read-award-decision";
import type { ConsensusPage } from "@grants/core/evaluation/read-consensus";
import type { BoardRow, BoardTopic, EvaluationBoard } from "@grants/core/evaluation/read-evaluation";
import type { MyReport } from "@grants/core/evaluation/read-my-report";
import type { RankingPage } from "@grants/core/evaluation/read-ranking";
import type { Report, ReportHead } from "@grants/core/evaluation/report";

export const assignmentReply = ({ version, state }: Stored<AssignmentHead>) => ({ version, assignment: state });
export const reportReply = ({ version, state }: Stored<ReportHead>) => ({ version, report: state });
export const consensusReply = ({ version, state }: Stored<ConsensusHead>) => ({ version, consensus: state });
export const signatureReply = ({ version, state }: Stored<ConsensusSignatureHead>) => ({ version, signature: state });
export const declarationReply = ({ version, state }: Stored<DeclarationHead>) => ({ version, declaration: state });
export const myDeclaration = ({ own, partners, declaration }: OwnDeclaration) => {
  const { proposalId, acronym, title } = own;
  const said = declaration?.state;
  const declared = said === undefined ? {} : { declared: { state: said.state, declaredAt: said.declaredAt } };
  return { proposalId, acronym, title, partners: [...partners], ...declared };
};
export const rankingReply = ({ version, state }: Stored<RankingHead>) => ({ version, ranking: state });
export const decisionReply = ({ version, state }: Stored<AwardDecisionHead>) => ({ version, decision: state });

const versionedRanking = ({ version, state }: Stored<Ranking>) => ({ version, ranking: state });
const versionedDecision = ({ version, state }: Stored<AwardDecision>) => ({ version, decision: state });

type Profile = Parameters<typeof sheetOf>[0];
const sheet = (profile: Profile) => {
  const { criteria, choices, tieBreak, ...rest } = sheetOf(profile);
  return { criteria: [...criteria], choices: [...choices], tieBreak: [...tieBreak], ...rest };
};

const deadlines = ({ inform, latestSign }: AwardDeadlines) => ({ inform, latestSign });

export const listedAssignment = ({ own, assignment, reportsIn, isRapporteur, task }: ListedAssignment) => {
  const { proposalId, callId, topicId, acronym, title, assignedAt, reportedAt } = own;
  return {
    proposalId,
    callId,
    topicId,
    acronym,
    title,
    assignedAt,
    ...(reportedAt === undefined ? {} : { reportedAt }),
    isRapporteur,
    experts: assignment.state.experts.length,
    reportsIn,
    task,
  };
};

export const myReport = ({ own, isRapporteur, call, document, parts, hints, submitted, allowedActions }: MyReport) => {
  const { proposalId, callId, topicId, acronym, title, assignedAt } = own;
  const handedIn = submitted === null ? {} : { submitted: written(submitted.report, submitted.body) };
  return {
    proposalId,
    callId,
    topicId,
    acronym,
    title,
    callTitle: call.content.title,
    assignedAt,
    isRapporteur,
    sheet: sheet(call.content.profile),
    document,
    parts: [...parts],
    hints: [...hints],
    ...handedIn,
    allowedActions: [...allowedActions],
  };
};

type Body = ConsensusPage["reports"][number]["body"];
const written = ({ version, state }: Stored<Report>, { comments }: Body) => ({
  version,
  submittedAt: state.submittedAt,
  scores: state.scores,
  comments,
});

const agreed = ({ head, body }: NonNullable<ConsensusPage["consensus"]>) => {
  const { agreedAt, scores, theme, namedStaff, bodySha256 } = head.state;
  return {
    version: head.version,
    bodySha256,
    agreedAt,
    scores,
    comments: body.comments,
    ...(theme === undefined ? {} : { theme }),
    ...(namedStaff === undefined ? {} : { namedStaff }),
  };
};

const signature = ({ place, signedAt, minorityView }: ConsensusPage["signatures"][number]) => ({
  place,
  signedAt,
  ...(minorityView === null ? {} : { minorityView }),
});

export const consensusPage = (view: ConsensusPage) => {
  const { dossier, call, assignment, reports, divergences, signatures, consensus, allowedActions } = view;
  const { proposalId, callId, topicId, acronym, title, theme } = dossier;
  return {
    proposalId,
    callId,
    topicId,
    acronym,
    title,
    callTitle: call.content.title,
    sheet: sheet(call.content.profile),
    ...(theme === undefined ? {} : { applicantTheme: theme }),
    experts: assignment?.state.experts.length ?? 0,
    reports: reports.map(({ report, body, place }) => ({ place, ...written(report, body) })),
    divergences: [...divergences],
    signatures: signatures.map(signature),
    ...(consensus === null ? {} : { consensus: agreed(consensus) }),
    allowedActions: [...allowedActions],
  };
};

const boardRow = ({ sealed, progress, step, outcome, allowedActions }: BoardRow) => {
  const { proposalId, topicId, coordinator, requestedCents, receivedAt, documentSha256 } = sealed;
  const { dossier, assignment, reportsIn, consensus, withdrawn = [] } = progress;
  const { callId, acronym, title } = dossier;
  return {
    proposalId,
    callId,
    topicId,
    acronym,
    title,
    coordinator,
    requestedCents,
    receivedAt,
    documentSha256,
    step,
    assignmentVersion: assignment?.version ?? 0,
    experts: [...(assignment?.state.experts ?? [])],
    withdrawn: [...withdrawn],
    reportsIn,
    ...(consensus === null || outcome === null ? {} : { consensus: { scores: consensus.state.scores, ...outcome } }),
    allowedActions: [...allowedActions],
  };
};

const boardTopic = ({ topic, ranking, decision, allowedActions }: BoardTopic) => {
  const { topicId, title, budgetCents } = topic;
  return {
    topicId,
    title,
    budgetCents,
    ...(ranking === null ? {} : { ranking: versionedRanking(ranking) }),
    ...(decision === null ? {} : { decision: versionedDecision(decision) }),
    allowedActions: [...allowedActions],
  };
};

export const board = (view: EvaluationBoard) => {
  const { call, version, topics, rows, page, pages } = view;
  const { state } = call;
  const sealed =
    state.state === "sealed"
      ? { sealed: { sealedAt: state.sealedAt, submissions: state.submissions, listSha256: state.listSha256 } }
      : {};
  return {
    callId: version.callId,
    reference: version.content.reference,
    title: version.content.title,
    state: state.state,
    closesAt: version.closesAt,
    ...sealed,
    deadlines: deadlines(view.deadlines),
    topics: topics.map(boardTopic),
    ...(version.content.firstStage === undefined ? {} : { isFirstStage: true }),
    proposals: rows.map(boardRow),
    page,
    pages,
  };
};

export const rankingPage = (view: RankingPage) => {
  const { version, topic, ranking, decision, rows, page, pages, allowedActions } = view;
  return {
    callId: version.callId,
    callTitle: version.content.title,
    topicId: topic.topicId,
    topicTitle: topic.title,
    budgetCents: topic.budgetCents,
    ...versionedRanking(ranking),
    ...(decision === null ? {} : { decision: versionedDecision(decision) }),
    sheet: sheet(version.content.profile),
    deadlines: deadlines(view.deadlines),
    rows: [...rows],
    page,
    pages,
    allowedActions: [...allowedActions],
  };
};

export const awardDecisionPage = ({ decision, rows, page, pages }: AwardDecisionPage) => ({
  ...versionedDecision(decision),
  awards: [...rows],
  page,
  pages,
});

export const awardDecisionList = ({ version, decided }: CallDecisions) => ({
  callId: version.callId,
  reference: version.content.reference,
  title: version.content.title,
  topics: decided.map(({ topic: { topicId, title }, decision }) => ({
    topicId,
    title,
    ...versionedDecision(decision),
  })),
});
