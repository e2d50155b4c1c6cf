import type { ShownSummaryReport } from "@grants/core/evaluation/read-summary-report";
import type { Stored } from "@grants/core/audit/stored";
import type { ShownReview } from "@grants/core/evaluation/redress/read-review";
import type { ReviewHead } from "@grants/core/evaluation/redress/review";
import { composeSummaryReportDocument } from "@grants/documents/results/compose-summary-report";
import { blockView } from "../block-view.ts";

export const summaryReportView = ({ report, head, version, versions }: ShownSummaryReport, language: "en" | "nl") => {
  const { id, issuedAt, reportSha256 } = head.state;
  const { title, standing, blocks } = composeSummaryReportDocument(report, { version, issuedAt, language });
  return { id, version, versions, report, issuedAt, reportSha256, title, standing, blocks: blocks.map(blockView) };
};

export const reviewReply = ({ version, state }: Stored<ReviewHead>) => ({ version, review: state });

type Review = NonNullable<ShownReview["review"]>;

/** Everything, for the Centre's people. */
const wholeReview = ({ head: { version, state }, file }: Review) => {
  const { request, registration, committee, advice, decision, assessment, correction } = file;
  return {
    id: state.id,
    version,
    state: state.state,
    request: { ...request, grounds: [...request.grounds] },
    ...(registration === undefined ? {} : { registration }),
    ...(committee === undefined ? {} : { committee: { ...committee, members: [...committee.members] } }),
    ...(advice === undefined ? {} : { advice }),
    ...(decision === undefined ? {} : { decision }),
    ...(assessment === undefined ? {} : { assessment: { ...assessment, experts: [...assessment.experts] } }),
    ...(correction === undefined ? {} : { correction: placeIn(correction) }),
  };
};

const placeIn = ({
  belowThreshold: _below,
  isOrderedByPanel: _panel,
  ...place
}: NonNullable<Review["file"]["correction"]>) => place;

const unnamed = <T extends { readonly by: unknown }>({ by: _by, ...said }: T) => said;

/** What the applicant is told of it: no name, and of a second evaluation what its letter and report say. */
const reviewOfApplicant = ({ head: { version, state }, file }: Review) => {
  const { request, registration, committee, decision } = file;
  return {
    id: state.id,
    version,
    state: state.state,
    request: unnamed({ ...request, grounds: [...request.grounds] }),
    ...(registration === undefined ? {} : { registration: unnamed(registration) }),
    ...(committee === undefined ? {} : { committee: { at: committee.at } }),
    ...(decision === undefined ? {} : { decision: unnamed(decision) }),
  };
};

const sheetView = ({ criteria, choices, tieBreak, ...rest }: NonNullable<ShownReview["sheet"]>) => ({
  ...rest,
  criteria: [...criteria],
  choices: [...choices],
  tieBreak: [...tieBreak],
});

export const reviewView = ({ dossier, review, period, isApplicant, sheet, allowedActions }: ShownReview) => {
  const { proposalId, acronym, title, callId, topicId } = dossier;
  return {
    proposalId,
    acronym,
    title,
    callId,
    topicId,
    ...(period === null ? {} : { period }),
    ...(review === null ? {} : { review: isApplicant ? reviewOfApplicant(review) : wholeReview(review) }),
    version: review?.head.version ?? 0,
    ...(sheet === null || isApplicant ? {} : { sheet: sheetView(sheet) }),
    allowedActions: [...allowedActions],
  };
};
