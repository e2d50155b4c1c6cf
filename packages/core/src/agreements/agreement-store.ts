import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Rights } from "../access/rights.ts";
import type { Change } from "../audit/change.ts";
import type { Command } from "../audit/command.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallVersion } from "../calls/call.ts";
import type { Award, AwardId, CommitmentId } from "../cofunding/award.ts";
import type { Commitment } from "../cofunding/commitment.ts";
import type { AwardList, AwardListId } from "../evaluation/award-list.ts";
import type { Organisation } from "../registry/organisation.ts";
import type { Agreement, AgreementId, ProjectNumber } from "./agreement.ts";
import type { DataSheet } from "./data-sheet.ts";

export type ProjectNumberTaken = { readonly kind: "ProjectNumberTaken"; readonly projectNumber: ProjectNumber };

export type LoadedAgreement = {
  readonly rights: Rights | null;
  readonly agreement: Stored<Agreement> | null;
  readonly sheet: DataSheet | null;
};

export type LoadedAward = {
  readonly rights: Rights | null;
  readonly award: Stored<Award> | null;
  readonly commitment: Stored<Commitment> | null;
  readonly agreement: Stored<Agreement> | null;
};

/** A line of a list: the head, and what the project is. */
export type ListedAgreement = {
  readonly agreement: Stored<Agreement>;
  readonly project: Pick<DataSheet, "projectNumber" | "acronym" | "title" | "maxGrantCents" | "signByOn">;
};

/** `next` is the cursor of the following page; `null` after the last one. */
export type AgreementPage = { readonly agreements: readonly ListedAgreement[]; readonly next: string | null };

/** Which page is wanted: the first, or the one behind a cursor, which is sealed for this person and this list. */
export type AgreementPageAsk = { readonly caller: UserId; readonly cursor: string | null };

/** The agreement and the award that follows it. */
export type AgreementChanges = { readonly agreement: Change<Agreement>; readonly award: Change<Award> };

/** What an agreement is made of, beside the document. */
export type LoadedTerms = {
  readonly call: CallVersion | null;
  readonly organisation: Organisation | null;
  /** What became of the awards of the decision; `null` where nothing did. */
  readonly list: AwardList | null;
};

export type AgreementStore = {
  loadRights(caller: UserId): Promise<Rights | null>;
  /** Head, data sheet and the caller's rights, in one wave. */
  load(agreementId: AgreementId, caller: UserId): Promise<LoadedAgreement>;
  /** Award, commitment, agreement and the caller's rights, in one wave. */
  loadAward(
    awardId: AwardId,
    ids: { readonly commitmentId: CommitmentId; readonly agreementId: AgreementId },
    caller: UserId,
  ): Promise<LoadedAward>;
  /** What stands behind an agreement, in one wave. */
  loadBacking(sheet: DataSheet): Promise<{
    readonly award: Stored<Award> | null;
    readonly commitment: Stored<Commitment> | null;
    readonly coordinator: Organisation | null;
  }>;
  /** The call version that a proposal was computed on, and the coordinator as it is registered, in one wave. */
  loadTerms(of: {
    readonly callId: CallId;
    readonly callVersion: number;
    readonly coordinator: OrganisationId;
    readonly listId: AwardListId;
  }): Promise<LoadedTerms>;
  listOfCall(callId: CallId, ask: AgreementPageAsk): Promise<Result<AgreementPage, CursorInvalid>>;
  /** Of one organisation after the other, each in the order in which its agreements were prepared. */
  listOfOrganisations(
    organisations: readonly OrganisationId[],
    ask: AgreementPageAsk,
  ): Promise<Result<AgreementPage, CursorInvalid>>;
  /** A project number belongs to one agreement. */
  commitPreparation(
    changes: AgreementChanges,
    sheet: DataSheet,
    command: Command,
  ): Promise<Result<Stored<Agreement>, CommitRefusal | ProjectNumberTaken>>;
  /** One signature, or the last one, which the award follows. */
  commitSignature(
    changes: Pick<AgreementChanges, "agreement"> & { readonly award: Change<Award> | null },
    command: Command,
  ): Promise<Result<Stored<Agreement>, CommitRefusal>>;
  settle(
    agreement: Stored<Agreement>,
    expectedVersion: number,
    command: Command,
  ): Promise<Result<Stored<Agreement>, CommitRefusal>>;
};
