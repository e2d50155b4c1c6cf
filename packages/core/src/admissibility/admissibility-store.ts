import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Call, CallId, CallVersion } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { SealedRow } from "../evaluation/sealed-list.ts";
import type { AnnexChecks } from "../proposals/annex.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import type { Member, ProposalId } from "../proposals/proposal.ts";
import type { Organisation } from "../registry/organisation.ts";
import type { Ownership } from "../registry/ownership-declaration.ts";
import type { Admissibility, AdmissibilityFile } from "./admissibility.ts";

/** The head with the file that it names. */
export type Screened = { readonly head: Stored<Admissibility>; readonly file: AdmissibilityFile };

/** The admissibility of one proposal as one person meets it. */
export type LoadedAdmissibility = {
  readonly rights: Rights | null;
  /** `null`: the proposal is not sealed, or there is none. */
  readonly dossier: Dossier | null;
  /** The caller on the proposal, where they are named on it. */
  readonly member: Member | null;
  /** `null`: nobody has looked at the proposal yet. */
  readonly screened: Screened | null;
};

export type LoadedList = {
  readonly rights: Rights | null;
  readonly call: Stored<Call> | null;
  readonly version: CallVersion | null;
  /** A page of the sealed list; empty where there is no such page. */
  readonly rows: readonly SealedRow[];
};

export type RegisteredPartner = {
  readonly organisation: Organisation | null;
  readonly ownership: Ownership | null;
};

export type AdmissibilityStore = {
  /** Rights, dossier, membership and head in one wave, the file in a second. */
  load(proposalId: ProposalId, caller: UserId): Promise<LoadedAdmissibility>;
  /** The version in force of a call, from a copy of at most ten seconds: a sealed call does not change. */
  loadCall(callId: CallId): Promise<CallVersion | null>;
  /** The call and a page of its sealed list, in one wave. */
  loadList(callId: CallId, page: number, caller: UserId): Promise<LoadedList>;
  /** The whole sealed list, hundred rows an item. */
  loadSealed(callId: CallId, submissions: number): Promise<readonly SealedRow[]>;
  /** What was decided so far and what the proposals are called, in two waves. */
  loadProgress(
    proposalIds: readonly ProposalId[],
  ): Promise<readonly { readonly dossier: Dossier; readonly screened: Screened | null }[]>;
  /** What was found in the files of sealed documents, by upload: one wave for all of them. */
  loadAnnexChecks(documents: readonly Pick<ProposalDocument, "proposalId" | "annexes">[]): Promise<AnnexChecks>;
  loadPartners(ids: readonly OrganisationId[]): Promise<readonly RegisteredPartner[]>;
  /** The head with the file that it names by its digest. */
  commit(
    change: Change<Admissibility>,
    file: AdmissibilityFile,
    command: Command,
  ): Promise<Result<Stored<Admissibility>, CommitRefusal>>;
  settle(
    head: Stored<Admissibility>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Admissibility>, CommitRefusal>>;
};
