import { canonicalJson } from "@grants/kernel/canonical-json";
import { partBytesMax, proposalDocumentBytesMax } from "@grants/kernel/limits";
import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Busy } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import { type CallClosed, type CallNotOpen, refuseOutsidePeriod } from "./decide-submission.ts";
import { strayAnswers, isOfPartner } from "./declaration.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "./find-proposal.ts";
import { isOrganisationItsOwn } from "./find-shortcomings.ts";
import { type Part, type PartContent, type TextSection, coordinatorSlot, pathOf, sectionsOf } from "./part.ts";
import { type PartNotYours, decidePartAccess, slotOfPath } from "./part-access.ts";
import type { PartStale, ProposalStore, SavePart } from "./proposal-store.ts";

export type PartPathMismatch = { readonly kind: "PartPathMismatch"; readonly belongsUnder: string };
/** Only the coordinator's place names an organisation, its own; a partner is named by its PIC until it says itself that it takes part. */
export type OrganisationNotItsOwn = { readonly kind: "OrganisationNotItsOwn"; readonly field: "organisation" };
/** The experts of this call do not score such a text. */
export type SectionNotOfCall = {
  readonly kind: "SectionNotOfCall";
  readonly field: "section";
  readonly section: TextSection;
};
/** A declaration of the project names no partner; one of a partner names it. */
export type DeclarationMisplaced = { readonly kind: "DeclarationMisplaced"; readonly field: "slot" };
export type AnswerNotAsked = {
  readonly kind: "AnswerNotAsked";
  readonly field: "answers";
  readonly questions: readonly string[];
};
export type PartTooLarge = { readonly kind: "PartTooLarge"; readonly bytes: number; readonly bytesMax: number };
export type SavePartError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | PartNotYours
  | DeclarationMisplaced
  | AnswerNotAsked
  | CallNotOpen
  | CallClosed
  | PartPathMismatch
  | PartTooLarge
  | OrganisationNotItsOwn
  | SectionNotOfCall
  | PartStale
  | Busy;

/** UTF-8 bytes of a text, counted without an encoder. */
const utf8Bytes = (text: string): number => {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) bytes += 1;
    else if (point < 0x8_00) bytes += 2;
    else bytes += point < 0x1_00_00 ? 3 : 4;
  }
  return bytes;
};

/** Autosave of one part. Two people in different parts never meet; in the same part the second sees both texts. */
export const savePart = async (
  { proposals }: { readonly proposals: ProposalStore },
  { save, command }: { save: SavePart & { readonly content: PartContent }; command: Command },
): Promise<Result<Part, SavePartError>> => {
  const { proposalId, path, content } = save;
  const misdeclared = refuseDeclaration(content);
  if (misdeclared !== null) return err(misdeclared);
  const belongsUnder = pathOf(content);
  if (belongsUnder !== path) return err({ kind: "PartPathMismatch", belongsUnder });
  const bytes = utf8Bytes(canonicalJson(content));
  // A text may fill a document; every other part is small.
  const bytesMax = content.kind === "text" ? proposalDocumentBytesMax : partBytesMax;
  if (bytes > bytesMax) return err({ kind: "PartTooLarge", bytes, bytesMax });
  const loaded = await proposals.load(proposalId, command.caller);
  const found = findProposal(loaded, { action: "savePart", proposalId, command });
  if (!found.ok) return found;
  const mine = loaded.member === null ? ok(null) : decidePartAccess(loaded.member, path);
  if (!mine.ok) return mine;
  const { state: proposal, version } = found.value.proposal;
  const { callId, coordinator, topicId } = proposal;
  const call = await callNow(proposals, { callId, topicId }, command);
  if (!call.ok) return call;
  const fitting = fitContent(content, { coordinator, call: call.value });
  if (!fitting.ok) return fitting;
  // What a place says for the first time stands on no version that its removal would end.
  const isNewOfPlace = save.expectedVersion === 0 && content.kind !== "partner" && slotOfPath(path) !== null;
  return proposals.savePart({ ...save, content: fitting.value, ...(isNewOfPlace ? { onHead: version } : {}) }, command);
};

/** Before its address is known: it is composed of the two. */
const refuseDeclaration = (content: PartContent): DeclarationMisplaced | AnswerNotAsked | null => {
  if (content.kind !== "declaration") return null;
  if (isOfPartner(content.declaration) !== (content.slot !== undefined))
    return { kind: "DeclarationMisplaced", field: "slot" };
  const questions = strayAnswers(content);
  return questions.length === 0 ? null : { kind: "AnswerNotAsked", field: "answers", questions };
};

/** The content as it belongs to this proposal: the coordinator is who it is, a text is one that the call asks for. */
const fitContent = (
  content: PartContent,
  { coordinator, call }: { readonly coordinator: OrganisationId; readonly call: CallVersion },
): Result<PartContent, OrganisationNotItsOwn | SectionNotOfCall> => {
  if (content.kind === "text" && !sectionsOf(call.content.profile).includes(content.section))
    return err({ kind: "SectionNotOfCall", field: "section", section: content.section });
  if (content.kind !== "partner") return ok(content);
  if (!isOrganisationItsOwn(content, coordinator)) return err({ kind: "OrganisationNotItsOwn", field: "organisation" });
  return ok(content.slot === coordinatorSlot ? { ...content, organisation: coordinator } : content);
};

type CallId = Parameters<ProposalStore["loadCall"]>[0];

/** The call, while it takes something in. A copy may be a few seconds old to accept; a refusal for lateness reads it again (DATA §6). */
export const callNow = async (
  proposals: Pick<ProposalStore, "loadCall">,
  { callId, topicId }: { readonly callId: CallId; readonly topicId?: string | undefined },
  { at }: Command,
): Promise<Result<CallVersion, CallNotOpen | CallClosed>> => {
  const cached = await proposals.loadCall(callId);
  if (cached !== null && refuseOutsidePeriod(cached.version, at, topicId) === null) return ok(cached.version);
  const fresh = await proposals.loadCall(callId, true);
  if (fresh === null) throw new Error(`The call ${callId} of a proposal is gone.`);
  const outside = refuseOutsidePeriod(fresh.version, at, topicId);
  return outside === null ? ok(fresh.version) : err(outside);
};

export const refuseNow = async (
  proposals: Pick<ProposalStore, "loadCall">,
  callId: CallId,
  command: Command,
  topicId?: string,
): Promise<CallNotOpen | CallClosed | null> => {
  const call = await callNow(proposals, { callId, topicId }, command);
  return call.ok ? null : call.error;
};
