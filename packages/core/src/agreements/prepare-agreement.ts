import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { NO_CENTS } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { Award, AwardId } from "../cofunding/award.ts";
import { type Commitment, commitmentIdOf } from "../cofunding/commitment.ts";
import { type AwardList, awardListIdOf } from "../evaluation/award-list.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type Agreement, type AgreementId, type ProjectNumber, agreementIdOf } from "./agreement.ts";
import type { AgreementStore, ProjectNumberTaken } from "./agreement-store.ts";
import { type Shares, type SheetFacts, composeDataSheet } from "./compose-data-sheet.ts";
import type { DataSheet } from "./data-sheet.ts";
import { type CommitmentMissing, type SigningPeriodOver, refuseWithoutMoney } from "./decide-signature.ts";

export type AwardNotFound = { readonly kind: "AwardNotFound"; readonly awardId: AwardId };
export type AgreementExists = { readonly kind: "AgreementExists"; readonly agreementId: AgreementId };
/** Who came into the award has no budget in the proposal, from which the sheet takes costs and rates. */
export type NewcomerWithoutBudget = { readonly kind: "NewcomerWithoutBudget"; readonly organisation: OrganisationId };
export type PrepareAgreementDeps = {
  readonly agreements: AgreementStore;
  readonly documents: DocumentStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
};
export type PrepareAgreementError =
  | NotAllowed
  | AwardNotFound
  | AgreementExists
  | CommitmentMissing
  | SigningPeriodOver
  | NewcomerWithoutBudget
  | ProjectNumberTaken
  | CommitRefusal;
export type NewAgreement = {
  readonly awardId: AwardId;
  readonly projectNumber: ProjectNumber;
  /** First day of the action. */
  readonly startsOn: LocalDate;
};

type Backed = { readonly award: Stored<Award>; readonly commitment: Stored<Commitment> };

/** Prepares the agreement of an award whose money is committed: budgetary commitment before legal commitment (COMT-01, COMT-04). */
export const prepareAgreement = async (
  deps: PrepareAgreementDeps,
  { agreement: asked, command }: { agreement: NewAgreement; command: Command },
): Promise<Result<Stored<Agreement>, PrepareAgreementError>> => {
  const { agreements, newId } = deps;
  const { awardId } = asked;
  const ids = { commitmentId: commitmentIdOf(newId, awardId), agreementId: agreementIdOf(newId, awardId) };
  const { rights, award, commitment, agreement } = await agreements.loadAward(awardId, ids, command.caller);
  const role = decideAccess("prepareAgreement", rights, {}, command.at);
  if (!role.ok) return role;
  if (agreement !== null) return answerAgain(agreements, agreement, command);
  if (award === null) return err({ kind: "AwardNotFound", awardId });
  const today = dateInZone(command.at);
  const withoutMoney = refuseWithoutMoney(commitment?.state ?? null, NO_CENTS, today);
  if (commitment === null || withoutMoney !== null)
    return err(withoutMoney ?? { kind: "CommitmentMissing", because: "NONE" });
  const sheet = await sheetOf(deps, { asked, award: award.state, commitment: commitment.state, today });
  if (!sheet.ok) return sheet;
  return commitPreparation(deps, { award, commitment }, { sheet: sheet.value, role: role.value, command });
};

/** It stands already: by this very request, or by another one. */
const answerAgain = async (
  agreements: AgreementStore,
  agreement: Stored<Agreement>,
  command: Command,
): Promise<Result<Stored<Agreement>, AgreementExists | CommitRefusal>> => {
  const settled = await agreements.settle(agreement, 0, command);
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "AgreementExists", agreementId: agreement.state.id });
};

type SheetAsk = {
  readonly asked: NewAgreement;
  readonly award: Award;
  readonly commitment: Commitment;
  readonly today: LocalDate;
};

/** What each partner of the proposal receives since the award was changed; `null` where it stands as it was decided (DSC-09). */
const sharesOf = (proposalId: ProposalId, list: AwardList | null): Result<Shares | null, NewcomerWithoutBudget> => {
  const change = list?.changed.findLast((one) => one.proposalId === proposalId);
  if (change === undefined) return ok(null);
  const newcomer = change.shares.find(({ organisation }) => organisation !== undefined)?.organisation;
  if (newcomer !== undefined) return err({ kind: "NewcomerWithoutBudget", organisation: newcomer });
  return ok(new Map(change.shares.flatMap(({ slot, unionCents }) => (slot === undefined ? [] : [[slot, unionCents]]))));
};

const sheetOf = async (
  { agreements, documents, newId }: PrepareAgreementDeps,
  { asked, award, commitment, today }: SheetAsk,
): Promise<Result<DataSheet, NewcomerWithoutBudget>> => {
  const { proposalId, documentSha256, callId, coordinator, decisionId } = award;
  const document = await documents.load(proposalId, documentSha256);
  if (document === null) throw new Error(`The awarded document ${documentSha256} of ${proposalId} is gone.`);
  const { callVersion } = document;
  const listId = awardListIdOf(newId, decisionId);
  const { call, organisation, list } = await agreements.loadTerms({ callId, callVersion, coordinator, listId });
  if (call === null) throw new Error(`The version ${document.callVersion} of ${callId} is gone.`);
  const shares = sharesOf(proposalId, list);
  if (!shares.ok) return shares;
  const account = organisation?.state === "validated" ? organisation.account : undefined;
  const facts: SheetFacts = {
    ...asked,
    agreementId: agreementIdOf(newId, asked.awardId),
    award,
    commitment,
    document,
    call,
    bankAccountId: account?.id ?? null,
    shares: shares.value,
    preparedOn: today,
  };
  return ok(composeDataSheet(facts));
};

type Preparation = { readonly sheet: DataSheet; readonly role: Capacity; readonly command: Command };

const commitPreparation = (
  { agreements, sha256 }: PrepareAgreementDeps,
  { award, commitment }: Backed,
  { sheet, role, command }: Preparation,
) => {
  const { agreementId, awardId } = sheet;
  const sheetSha256 = sha256(canonicalJson(sheet));
  const next: Agreement = { state: "prepared", id: agreementId, sheetVersion: 1, sheetSha256 };
  const terms = [
    { id: awardId, version: award.version },
    { id: commitment.state.id, version: commitment.version },
  ];
  const changes = {
    agreement: { aggregate: agreementId, before: null, next, type: "AgreementPrepared", role, terms },
    award: {
      aggregate: awardId,
      before: award,
      next: { ...award.state, state: "agreementPrepared", agreementId } as const,
      type: "AgreementOfAwardPrepared",
      role,
      terms: [],
    },
  };
  return agreements.commitPreparation(changes, sheet, command);
};
