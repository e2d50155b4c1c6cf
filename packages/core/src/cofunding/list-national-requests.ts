import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { CallId } from "../calls/call.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { JointActionStore } from "./cofunding-store.ts";
import { findJointAction } from "./find-joint-action.ts";
import type { JointAction, JointActionId, JointActionNotFound } from "./joint-action.ts";
import { meetVersion } from "../audit/meet-version.ts";
import { type NationalRequest, nationalRequestsOf } from "./national-request.ts";

/** The submissions of a call after its deadline; `null` until their list is sealed. */
export type SealedProposals = {
  load(callId: CallId): Promise<readonly { readonly proposalId: ProposalId; readonly documentSha256: Digest }[] | null>;
};

export type CallNotSealed = { readonly kind: "CallNotSealed"; readonly callId: CallId };
/** The requests were listed once; the list cannot change under the verdicts. */
export type RequestsAlreadyListed = { readonly kind: "RequestsAlreadyListed" };
export type ListNationalRequestsDeps = {
  readonly jointActions: JointActionStore;
  readonly sealedProposals: SealedProposals;
  readonly documents: Pick<DocumentStore, "load">;
  readonly sha256: Sha256;
};
export type ListNationalRequestsError =
  | NotAllowed
  | JointActionNotFound
  | CallNotSealed
  | RequestsAlreadyListed
  | CommitRefusal;
type ListNationalRequests = { jointActionId: JointActionId; expectedVersion: number; command: Command };

/** Documents that are read at the same time. */
const documentsAtOnce = 20;

const byFunderAndPartner = (a: NationalRequest, b: NationalRequest) => {
  const [x, y] = [a, b].map(({ funder, proposalId, slot }) => `${funder} ${proposalId} ${slot}`);
  return (x ?? "") < (y ?? "") ? -1 : 1;
};

const requestsOfAll = async (
  documents: ListNationalRequestsDeps["documents"],
  proposals: NonNullable<Awaited<ReturnType<SealedProposals["load"]>>>,
): Promise<readonly NationalRequest[]> => {
  const requests: NationalRequest[] = [];
  for (let start = 0; start < proposals.length; start += documentsAtOnce) {
    const some = proposals.slice(start, start + documentsAtOnce);
    // oxlint-disable-next-line no-await-in-loop -- documents are large; a few at a time.
    const found = await Promise.all(
      some.map(({ proposalId, documentSha256 }) => documents.load(proposalId, documentSha256)),
    );
    if (found.includes(null)) throw new Error("A submitted document is gone.");
    requests.push(...found.flatMap((document) => (document === null ? [] : nationalRequestsOf(document))));
  }
  return requests.toSorted(byFunderAndPartner);
};

/** Lists, once, which partner of the sealed proposals asks which funder for how much; verdicts are given on this list (MAT-02). */
export const listNationalRequests = async (
  { jointActions, sealedProposals, documents, sha256 }: ListNationalRequestsDeps,
  { jointActionId, expectedVersion, command }: ListNationalRequests,
): Promise<Result<Stored<JointAction>, ListNationalRequestsError>> => {
  const loaded = await jointActions.load(jointActionId, command.caller);
  const found = findJointAction(loaded, { action: "listNationalRequests", jointActionId, command });
  if (!found.ok) return found;
  const { jointAction, role } = found.value;
  const met = await meetVersion(jointActions, jointAction, { expectedVersion, command });
  if (met !== null) return met;
  const { state } = jointAction;
  if (state.state !== "open") return err({ kind: "RequestsAlreadyListed" });
  const sealed = await sealedProposals.load(state.callId);
  if (sealed === null) return err({ kind: "CallNotSealed", callId: state.callId });
  const requests = await requestsOfAll(documents, sealed);
  const requestsSha256 = sha256(canonicalJson(requests));
  const next: JointAction = { ...state, state: "inVerdicts", requests: requests.length, requestsSha256 };
  const change = {
    aggregate: jointActionId,
    before: jointAction,
    next,
    type: "NationalRequestsListed",
    role,
    terms: [],
  };
  return jointActions.commitRequests(change, requests, command);
};
