import type { UserId } from "@grants/kernel/id";
import type { Stored } from "../audit/stored.ts";
import type { Letter } from "../letters/letter.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { LoadedProposal } from "../proposals/proposal-store.ts";
import type { SummaryReport, SummaryReportHead } from "./summary-report.ts";

export type LoadedSummaryReport = LoadedProposal & {
  /** `null`: none was issued. */
  readonly report: Stored<SummaryReportHead> | null;
  /** The letters about the proposal. */
  readonly letters: readonly Letter[];
};

export type SummaryReportStore = {
  /** The proposal as the caller meets it, its report and its letters: in two waves. */
  load(proposalId: ProposalId, caller: UserId): Promise<LoadedSummaryReport>;
  /** The words of one version. */
  loadVersion(proposalId: ProposalId, version: number): Promise<SummaryReport>;
};
