import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Capacity } from "../access/capacity.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId, CallNotFound, CallVersion } from "../calls/call.ts";
import type { Dossier } from "../evaluation/dossier.ts";
import type { CallNotSealed, SealedRow } from "../evaluation/sealed-list.ts";
import type { AnnexChecks } from "../proposals/annex.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type Admissibility, type AdmissibilityFile, admissibilityIdOf } from "./admissibility.ts";
import type { AdmissibilityStore, RegisteredPartner } from "./admissibility-store.ts";
import {
  type ChangeAsk,
  type ChangeFileError,
  commitFile,
  decidedHead,
  openHead,
  refuseDecided,
} from "./change-file.ts";
import { capacityToVerify } from "./capacity-to-verify.ts";
import { type PartnerFacts, checkProposal } from "./check-proposal.ts";
import { type AlreadyDecided, decideAdmission } from "./decide-admissibility.ts";
import { findSealed } from "./find-admissibility.ts";

export type ScreenDeps = {
  readonly admissibilities: AdmissibilityStore;
  readonly documents: Pick<DocumentStore, "load">;
  readonly newId: NewId;
  readonly sha256: Sha256;
};

/** What became of a page of the sealed list. */
export type ScreenedPage = { readonly admitted: number; readonly open: number; readonly before: number };
export type ScreenProposalsError = NotAllowed | CallNotFound | CallNotSealed | CommitRefusal;
type ScreenProposals = { readonly callId: CallId; readonly page: number; readonly command: Command };

type Opened = { readonly dossier: Dossier; readonly document: ProposalDocument };

const openDocument = async ({ documents }: ScreenDeps, dossier: Dossier): Promise<Opened> => {
  const document = await documents.load(dossier.proposalId, dossier.documentSha256);
  if (document === null) throw new Error(`The document of ${dossier.proposalId} is gone.`);
  return { dossier, document };
};

const organisationsOf = (document: ProposalDocument): readonly OrganisationId[] =>
  document.partners.flatMap(({ organisation }) => organisation ?? []);

const partnersOf = (
  { partners }: ProposalDocument,
  registered: ReadonlyMap<OrganisationId, RegisteredPartner>,
): readonly PartnerFacts[] =>
  partners.map(({ slot, organisation: id }) => {
    const { organisation = null, ownership = null } = (id === undefined ? undefined : registered.get(id)) ?? {};
    return {
      slot,
      ownership,
      organisation:
        organisation === null
          ? null
          : {
              country: organisation.country,
              isValidated: organisation.state === "validated",
              exclusion: organisation.exclusion,
            },
    };
  });

const alikeOf = (sealed: readonly SealedRow[], { proposalId, coordinator, topicId }: Dossier): readonly ProposalId[] =>
  sealed
    .filter((row) => row.coordinator === coordinator && row.topicId === topicId && row.proposalId !== proposalId)
    .map((row) => row.proposalId);

type Facts = {
  readonly call: CallVersion;
  readonly sealed: readonly SealedRow[];
  readonly registered: ReadonlyMap<OrganisationId, RegisteredPartner>;
  readonly annexChecks: AnnexChecks;
};

const fileOf = (
  { dossier, document }: Opened,
  { call, sealed, registered, annexChecks }: Facts,
  { at }: Command,
): AdmissibilityFile => ({
  v: 1,
  proposalId: dossier.proposalId,
  documentSha256: dossier.documentSha256,
  callVersion: dossier.callVersion,
  checkedAt: at,
  checks: [
    ...checkProposal({
      dossier,
      document,
      call,
      partners: partnersOf(document, registered),
      annexChecks,
      alike: alikeOf(sealed, dossier),
    }),
  ],
  capacity: [...capacityToVerify({ document, profile: call.content.profile, on: dateInZone(call.closesAt) })],
  findings: [],
  clarifications: [],
});

const loadRegistered = async (
  { admissibilities }: ScreenDeps,
  opened: readonly Opened[],
): Promise<Facts["registered"]> => {
  const ids = [...new Set(opened.flatMap(({ document }) => organisationsOf(document)))];
  const partners = await admissibilities.loadPartners(ids);
  return new Map(ids.flatMap((id, place) => [[id, partners[place] ?? { organisation: null, ownership: null }]]));
};

/** A proposal's first file: admitted at once where every check is met, open where a person has to look. */
const screenOne = async (
  deps: ScreenDeps,
  opened: Opened,
  { facts, role, command }: { readonly facts: Facts; readonly role: Capacity; readonly command: Command },
): Promise<Result<Stored<Admissibility>, CommitRefusal>> => {
  const { dossier } = opened;
  const id = admissibilityIdOf(deps.newId, dossier.proposalId);
  const file = fileOf(opened, facts, command);
  const admitted = decideAdmission(file, { by: command.caller, at: command.at });
  const written = admitted.ok
    ? { file: admitted.value, head: decidedHead(id, dossier, admitted.value), type: "ProposalAdmitted" }
    : { file, head: openHead(id, dossier, file), type: "ProposalScreened" };
  return commitFile(deps, written, { before: null, role, dossier, command });
};

/**
 * Makes the checks of a page of the sealed list and admits what meets them all (ELG-01). What was looked at before stays as it is, so that
 * the same page may be screened again after a failure.
 */
export const screenProposals = async (
  deps: ScreenDeps,
  { callId, page, command }: ScreenProposals,
): Promise<Result<ScreenedPage, ScreenProposalsError>> => {
  const { admissibilities } = deps;
  const { rights, call, version, rows } = await admissibilities.loadList(callId, page, command.caller);
  const role = decideAccess("screenProposals", rights, {}, command.at);
  if (!role.ok) return role;
  if (call === null || version === null) return err({ kind: "CallNotFound", callId });
  if (call.state.state !== "sealed") return err({ kind: "CallNotSealed", callId, closesAt: version.closesAt });
  const [progress, sealed] = await Promise.all([
    admissibilities.loadProgress(rows.map(({ proposalId }) => proposalId)),
    admissibilities.loadSealed(callId, call.state.submissions),
  ]);
  const fresh = progress.filter(({ screened }) => screened === null).map(({ dossier }) => dossier);
  const opened = await Promise.all(fresh.map((dossier) => openDocument(deps, dossier)));
  const [registered, annexChecks] = await Promise.all([
    loadRegistered(deps, opened),
    admissibilities.loadAnnexChecks(opened.map(({ document }) => document)),
  ]);
  const facts = { call: version, sealed, registered, annexChecks };
  const screened = await Promise.all(opened.map((one) => screenOne(deps, one, { facts, role: role.value, command })));
  const refused = screened.find((one) => !one.ok);
  if (refused?.ok === false) return refused;
  const admitted = screened.filter((one) => one.ok && one.value.state.state === "admitted").length;
  return ok({ admitted, open: screened.length - admitted, before: progress.length - fresh.length });
};

export type ScreenAgainError = ChangeFileError | AlreadyDecided;

/** Makes the platform's checks of an open proposal anew, for instance after the registry knows more; what persons found stays. */
export const screenAgain = async (
  deps: ScreenDeps,
  { proposalId, expectedVersion, command }: ChangeAsk,
): Promise<Result<Stored<Admissibility>, ScreenAgainError>> => {
  const { admissibilities } = deps;
  const loaded = await admissibilities.load(proposalId, command.caller);
  const found = findSealed(loaded, { action: "screenAgain", proposalId, command });
  if (!found.ok) return found;
  const { dossier, role } = found.value;
  const { screened } = loaded;
  if (screened === null) return err({ kind: "NotScreened", proposalId });
  if (screened.head.version !== expectedVersion) return admissibilities.settle(screened.head, expectedVersion, command);
  const decided = refuseDecided(screened.head.state);
  if (decided !== null) return decided;
  const [call, list, opened] = await Promise.all([
    admissibilities.loadCall(dossier.callId),
    admissibilities.loadList(dossier.callId, 1, command.caller),
    openDocument(deps, dossier),
  ]);
  if (call === null || list.call?.state.state !== "sealed") throw new Error(`The call of ${proposalId} is not sealed.`);
  const [sealed, registered, annexChecks] = await Promise.all([
    admissibilities.loadSealed(dossier.callId, list.call.state.submissions),
    loadRegistered(deps, [opened]),
    admissibilities.loadAnnexChecks([opened.document]),
  ]);
  const { checks, capacity, checkedAt } = fileOf(opened, { call, sealed, registered, annexChecks }, command);
  const file = { ...screened.file, checks, capacity, checkedAt };
  const written = { file, head: openHead(screened.head.state.id, dossier, file), type: "ProposalScreenedAgain" };
  return commitFile(deps, written, { before: screened.head, role, dossier, command });
};
