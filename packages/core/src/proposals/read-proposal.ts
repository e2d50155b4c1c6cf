import type { Sha256 } from "@grants/kernel/digest";
import { type Result, ok } from "@grants/kernel/result";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import { type Shortcoming, draftOf, findShortcomings } from "./find-shortcomings.ts";
import { computeTotals } from "./compute-totals.ts";
import { refuseOutsidePeriod } from "./decide-submission.ts";
import { markOfParts, isDraftUnsubmitted } from "./parts-mark.ts";
import type { ProposalTotals } from "./document.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal, refuseMember, subjectOf } from "./find-proposal.ts";
import { type Seat, seatsOf } from "./membership.ts";
import { isSignOffRequired, missingSignOffs } from "./missing-sign-offs.ts";
import { type PartNotYours, decidePartAccess } from "./part-access.ts";
import { DeclarationName } from "../calls/asked-declarations.ts";
import { isOfPartner } from "./declaration.ts";
import { type Part, type PartnerPart, sectionsOf } from "./part.ts";
import type { Member, Proposal, ProposalId } from "./proposal.ts";
import type { LoadedProposal, ProposalStore } from "./proposal-store.ts";

export type ReadProposal = {
  readonly proposal: Stored<Proposal>;
  readonly parts: readonly Part[];
  readonly totals: ProposalTotals;
  readonly shortcomings: readonly Shortcoming[];
  /** The draft is not what is submitted. */
  readonly isDraftUnsubmitted: boolean;
  readonly allowedActions: readonly AllowedAction[];
  /** Parts that this person reads and does not write, with whose they are. */
  readonly readOnly: readonly ReadOnlyPart[];
  /** Who the reader is among the members; absent for who is none. */
  readonly me?: Member;
};

export type ReadOnlyPart = Omit<PartNotYours, "kind">;

/** The parts that stand and that the call asks for, as far as this member does not write them. */
const readOnlyParts = (member: Member | null, paths: readonly string[]): readonly ReadOnlyPart[] =>
  paths.flatMap((path) => {
    const decided = member === null ? null : decidePartAccess(member, path);
    return decided === null || decided.ok ? [] : [{ path, because: decided.error.because }];
  });

/** Every address that a page has: those of the parts, and those that the checklist leads to. */
const addresses = (parts: readonly Part[], call: CallVersion): readonly string[] => {
  const slots = parts.flatMap(({ content }) => (content.kind === "partner" ? [content.slot] : []));
  return [
    ...new Set([
      "general",
      ...parts.map(({ path }) => path),
      ...slots.map((slot) => `budget.${slot}`),
      ...sectionsOf(call.content.profile).map((section) => `text.${section}`),
      ...DeclarationName.options.flatMap((name) =>
        isOfPartner(name) ? slots.map((slot) => `declaration.${name}.${slot}`) : [`declaration.${name}`],
      ),
    ]),
  ];
};

const steps = [
  "savePart",
  "freezeProposal",
  "submitProposal",
  "withdrawProposal",
  "invitePartner",
  "removePartner",
  "signOffProposal",
  "copyProposal",
] as const;
type Step = (typeof steps)[number];

const frozenOf = (proposal: Proposal): string | undefined =>
  proposal.state === "writing" ? undefined : proposal.frozen?.sha256;

const hasFrozen = (proposal: Proposal): boolean => frozenOf(proposal) !== undefined;

/** The partners with the organisations that have taken their places. */
const seated = (partners: readonly PartnerPart[], seats: readonly Seat[]): PartnerPart[] =>
  partners.map((partner) => {
    const seat = seats.find(({ slot }) => slot === partner.slot);
    return seat === undefined ? partner : { ...partner, organisation: seat.organisation };
  });

type Standing = { readonly shortcomings: readonly Shortcoming[]; readonly isSignOffMissing: boolean };

const stateForbids = (step: Step, proposal: Proposal, { shortcomings, isSignOffMissing }: Standing): string | null => {
  const { state } = proposal;
  switch (step) {
    case "savePart":
    case "invitePartner":
    case "removePartner":
    case "copyProposal":
      return null;
    case "freezeProposal":
      return shortcomings.length > 0 ? "ProposalIncomplete" : null;
    case "signOffProposal":
      return hasFrozen(proposal) ? null : "ProposalNotFrozen";
    case "submitProposal":
      if (!hasFrozen(proposal)) return "ProposalNotFrozen";
      return isSignOffMissing ? "SignOffsMissing" : null;
    case "withdrawProposal":
      return state === "submitted" ? null : "ProposalNotSubmitted";
  }
};

type Facts = Standing & { loaded: LoadedProposal; proposal: Proposal; call: CallVersion };

const allowedActions = ({ loaded, proposal, call, ...standing }: Facts, { at }: Command): readonly AllowedAction[] =>
  steps.map((action) => {
    const subject = subjectOf(loaded.member, proposal);
    const access = decideAccess(action, loaded.rights, subject, at);
    const refused = access.ok ? refuseMember(loaded.member, action, undefined) : access.error;
    const outside = action === "copyProposal" ? null : refuseOutsidePeriod(call, at, proposal.topicId);
    const because = refused?.kind ?? outside?.kind ?? stateForbids(action, proposal, standing);
    return because === null ? { action, allowed: true } : { action, allowed: false, because };
  });

/** The whole draft with totals and checklist, computed by the code that freezes and submits it. */
export const readProposal = async (
  { proposals, sha256 }: { readonly proposals: ProposalStore; readonly sha256: Sha256 },
  { proposalId, command }: { proposalId: ProposalId; command: Command },
): Promise<Result<ReadProposal, ProposalNotFound | NotAllowed | CoordinatorOnly>> => {
  const { parts, memberships, signOffs, ...loaded } = await proposals.loadWhole(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposal", proposalId, command });
  if (!found.ok) return found;
  const { proposal } = found.value;
  const [call, checks] = await Promise.all([
    proposals.loadCall(proposal.state.callId),
    proposals.loadAnnexChecks(proposalId, parts),
  ]);
  if (call === null) throw new Error(`The call of ${proposalId} is gone.`);
  const draft = draftOf(parts, checks);
  const shortcomings = findShortcomings(draft, call.version, proposal.state, seatsOf(memberships));
  const totals = computeTotals(draft.partners, draft.budgets, call.version.content.profile, draft.costs);
  const seats = seatsOf(memberships);
  const frozenSha256 = frozenOf(proposal.state);
  const isSignOffMissing =
    frozenSha256 !== undefined &&
    isSignOffRequired(call.version.content) &&
    missingSignOffs({ partners: seated(draft.partners, seats) }, signOffs, frozenSha256).length > 0;
  const facts = { loaded, proposal: proposal.state, call: call.version, shortcomings, isSignOffMissing };
  const unsubmitted = isDraftUnsubmitted(proposal.state, markOfParts(sha256, parts));
  return ok({
    proposal,
    parts,
    totals,
    shortcomings,
    isDraftUnsubmitted: unsubmitted,
    allowedActions: allowedActions(facts, command),
    readOnly: readOnlyParts(loaded.member, addresses(parts, call.version)),
    ...(loaded.member === null ? {} : { me: loaded.member }),
  });
};
