import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Letter, LetterId } from "../letters/letter.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "../proposals/find-proposal.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { SummaryReport, SummaryReportHead } from "./summary-report.ts";
import type { SummaryReportStore } from "./summary-report-store.ts";

/** There is no such report, or not in this version. */
export type SummaryReportNotIssued = { readonly kind: "SummaryReportNotIssued"; readonly proposalId: ProposalId };
/** It goes with a letter: whoever receives the letter opens it first. */
export type ResultNotOpened = { readonly kind: "ResultNotOpened"; readonly letterId: LetterId };
export type ReadSummaryReportError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | SummaryReportNotIssued
  | ResultNotOpened;

/** A version of the report, and how many there are for whoever reads it. */
export type ShownSummaryReport = {
  readonly report: SummaryReport;
  readonly head: Stored<SummaryReportHead>;
  readonly version: number;
  readonly versions: number;
};

const tellsResult = ({ template }: Letter): boolean =>
  template === "EVALUATION_RESULT" || template === "REVIEW_OUTCOME";

/** How many versions the receivers of the letters may read: a version is told by the letter that goes with it, once it is open. */
export const versionsTold = (
  { state: { issuedAt }, version }: Pick<Stored<SummaryReportHead>, "state" | "version">,
  letters: readonly Letter[],
): Result<number, ResultNotOpened | null> => {
  const told = letters.filter(tellsResult);
  const open = told.filter(({ state }) => state !== "sent");
  if (open.some(({ sentAt }) => sentAt >= issuedAt)) return ok(version);
  if (open.length > 0 && version > 1) return ok(version - 1);
  const [closed] = told;
  return err(closed === undefined ? null : { kind: "ResultNotOpened", letterId: closed.id });
};

type Ask = {
  readonly proposalId: ProposalId;
  /** Without it, the last one. */
  readonly version?: number | undefined;
  readonly command: Command;
};

/** What the committee found: for the coordinator's people once their letter is open, for the Centre's as soon as it is issued. */
export const readSummaryReport = async (
  { summaryReports }: { readonly summaryReports: SummaryReportStore },
  { proposalId, version: asked, command }: Ask,
): Promise<Result<ShownSummaryReport, ReadSummaryReportError>> => {
  const loaded = await summaryReports.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readSummaryReport", proposalId, command });
  if (!found.ok) return found;
  const { report: head, letters, member } = loaded;
  // The letter is the coordinator's, and so is what goes with it.
  if (member !== null && member.organisation !== found.value.proposal.state.coordinator)
    return err({ kind: "CoordinatorOnly", action: "readSummaryReport" });
  if (head === null) return err({ kind: "SummaryReportNotIssued", proposalId });
  const told = member === null ? ok(head.version) : versionsTold(head, letters);
  if (!told.ok) return err(told.error ?? { kind: "SummaryReportNotIssued", proposalId });
  const versions = told.value;
  const version = asked ?? versions;
  if (version > versions) return err({ kind: "SummaryReportNotIssued", proposalId });
  return ok({ report: await summaryReports.loadVersion(proposalId, version), head, version, versions });
};
