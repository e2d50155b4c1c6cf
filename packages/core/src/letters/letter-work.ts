import type { OrganisationId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import type { AdmissibilityFile } from "../admissibility/admissibility.ts";
import type { Change, Term } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import type { AwardDecision, AwardRow } from "../evaluation/award-decision.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { RankingRow } from "../evaluation/ranking.ts";
import type { ReviewFile } from "../evaluation/redress/review.ts";
import type { Agreed, SummaryReport, SummaryReportHead } from "../evaluation/summary-report.ts";
import type { BankAccountId } from "../registry/organisation.ts";
import type { LetterId, LetterLanguage } from "./letter.ts";
import type { LetterOrder, OrderOf } from "./letter-order.ts";
import type { LetterStore } from "./letter-store.ts";

/** An order with the page of its receivers that is next. */
export type WaitingOrder = { readonly order: LetterOrder; readonly nextPage: number };
/** What an organisation's people are not told of yet: a letter that waits for them, or another bank account that was asked for. */
export type News = {
  readonly organisation: OrganisationId;
  readonly happenedAt: Instant;
  readonly about: LetterId | BankAccountId;
};
/** In which language an organisation is written to, and where its people want to be told, each in their own. */
export type Contacts = {
  readonly language: LetterLanguage;
  readonly mails: readonly { readonly to: string; readonly language: LetterLanguage }[];
};
/** Roles whose holders are told. */
export type ToldRoles = readonly ("applicant" | "organisationAdministrator")[];

export type CitedFile = {
  readonly file: AdmissibilityFile;
  readonly dossier: Dossier;
  readonly callReference: string;
};
/** What was agreed on a proposal, and the version of the consensus that it stands in. */
export type CitedConsensus = {
  readonly dossier: Dossier;
  readonly agreed: Agreed;
  readonly consensus: Term;
  /** The report as an earlier try left it. */
  readonly report: Stored<SummaryReportHead> | null;
};
/** A page of a ranking that something was decided on, with what was agreed on each proposal of it. */
export type CitedRanking = {
  readonly callReference: string;
  readonly content: CallVersion["content"];
  readonly rows: readonly RankingRow[];
  readonly pages: number;
  readonly consensus: ReadonlyMap<string, CitedConsensus>;
};
export type CitedResults = CitedRanking & {
  readonly decision: AwardDecision;
  readonly decisionVersion: number;
  readonly awards: ReadonlyMap<string, AwardRow>;
};

/** A review as an order cites it. */
export type CitedReview = {
  readonly file: ReviewFile;
  readonly dossier: Dossier;
  readonly content: CallVersion["content"];
  readonly report: Stored<SummaryReportHead> | null;
};
/** A page of a corrected list. */
export type CitedPlaces = {
  readonly callReference: string;
  readonly topicId: string;
  readonly decidedAt: Instant;
  readonly rows: readonly RankingRow[];
  readonly pages: number;
};

export type LetterWork = Pick<LetterStore, "send"> & {
  /** The oldest first, as many as one pass takes. */
  listOrders(): Promise<readonly WaitingOrder[]>;
  loadFile(order: Extract<LetterOrder, { kind: "refusal" | "question" }>): Promise<CitedFile>;
  loadResults(order: Extract<LetterOrder, { kind: "results" }>, page: number): Promise<CitedResults>;
  loadStage(order: OrderOf<"stage">, page: number): Promise<CitedRanking>;
  loadReview(order: OrderOf<"review">): Promise<CitedReview>;
  loadPlaces(order: OrderOf<"places">, page: number): Promise<CitedPlaces>;
  issueReport(
    change: Change<SummaryReportHead>,
    report: SummaryReport,
    command: Command,
  ): Promise<Result<Stored<SummaryReportHead>, CommitRefusal>>;
  contactsOf(organisation: OrganisationId, roles: ToldRoles): Promise<Contacts>;
  /** A page of receivers was written to: a pass that comes after a failure goes on behind it. */
  reached(
    order: LetterOrder,
    progress: { readonly nextPage: number; readonly sent: number; readonly at: Instant },
  ): Promise<void>;
  done(order: LetterOrder): Promise<void>;
  listNews(): Promise<readonly News[]>;
  told(news: News): Promise<void>;
};
