import { type Admissibility, rulesOfCheck } from "@grants/core/admissibility/admissibility";
import type { AdmissibilityBoard, AdmissibilityPage } from "@grants/core/admissibility/read-admissibility";
import type { Stored } from "@grants/core/audit/stored";

export const admissibilityReply = ({ version, state }: Stored<Admissibility>) => ({ version, admissibility: state });

const line = ({ sealed, dossier, screened, standing, waitsForApplicant }: AdmissibilityBoard["rows"][number]) => ({
  proposalId: sealed.proposalId,
  acronym: dossier.acronym,
  title: dossier.title,
  topicId: sealed.topicId,
  receivedAt: sealed.receivedAt,
  requestedCents: sealed.requestedCents,
  ...(screened === null ? {} : { state: screened.head.state.state }),
  failing: [...(standing?.failing ?? [])],
  toDecide: [...(standing?.toDecide ?? [])],
  waitsForApplicant,
});

export const boardPage = ({ call, version, rows, page, pages, allowedActions }: AdmissibilityBoard) => ({
  callId: version.callId,
  reference: version.content.reference,
  title: version.content.title,
  isSealed: call.state.state === "sealed",
  submissions: call.state.state === "sealed" ? call.state.submissions : 0,
  rows: rows.map(line),
  page,
  pages,
  allowedActions: [...allowedActions],
});

export const admissibilityPage = ({ dossier, screened, standing, isApplicant, allowedActions }: AdmissibilityPage) => {
  const { proposalId, callId, topicId, acronym, title, receivedAt, documentSha256 } = dossier;
  // Applicants read what they are asked, and with the decision what it rests on; not what officers note on the way.
  const isHidden = isApplicant && screened?.head.state.state === "open";
  return {
    proposalId,
    callId,
    topicId,
    acronym,
    title,
    receivedAt,
    documentSha256,
    isApplicant,
    version: screened?.head.version ?? 0,
    ...(screened === null || isHidden ? {} : { admissibility: screened.head.state }),
    ...(screened === null ? {} : { file: isHidden ? { ...screened.file, checks: [], findings: [] } : screened.file }),
    failing: isHidden ? [] : [...(standing?.failing ?? [])],
    toDecide: isHidden ? [] : [...(standing?.toDecide ?? [])],
    rules: Object.fromEntries(Object.entries(rulesOfCheck).map(([check, of]) => [check, [...of]])),
    allowedActions: [...allowedActions],
  };
};
