import type { NewId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import { agreementIdOf } from "../agreements/agreement.ts";
import type { Command } from "../audit/command.ts";
import type { CallNotFound, CallVersion } from "../calls/call.ts";
import { closingOf } from "../calls/topic-closing.ts";
import { type CoordinatorOnly, type ProposalNotFound, findProposal } from "../proposals/find-proposal.ts";
import type { ProposalId, ProposalNotSubmitted } from "../proposals/proposal.ts";
import { type AwardClock, clockOf, topicDeadlines } from "./award-clocks.ts";
import type { AwardClockStore, ToldResult } from "./award-clock-store.ts";
import { awardIdOf } from "./award-decision.ts";

export type ProposalClocks = {
  readonly closedOn: LocalDate;
  readonly inform: AwardClock;
  /** None before the applicant has read that the proposal is awarded. */
  readonly sign: AwardClock | null;
  /** The result is told, and told to whoever asks: its letter is the coordinator's. */
  readonly isToldHere: boolean;
};
export type ReadProposalClocksError =
  | ProposalNotFound
  | NotAllowed
  | CoordinatorOnly
  | CallNotFound
  | ProposalNotSubmitted;

type Outcome = { readonly told: ToldResult | null; readonly inForceOn: LocalDate | null; readonly today: LocalDate };

/** What its applicants may know of the two limits: nothing beyond the call, their own letter and their own agreement. */
export const proposalClocks = (
  version: CallVersion,
  topicId: string,
  { told, inForceOn, today }: Outcome,
): ProposalClocks => {
  const informedOn = told === null ? null : dateInZone(told.sentAt);
  const { inform, sign, latestSign } = topicDeadlines(version, topicId, informedOn);
  return {
    closedOn: dateInZone(closingOf(version, topicId)),
    inform: clockOf(inform, { metOn: informedOn, today }),
    sign: told?.saysAwarded === true ? clockOf(sign ?? latestSign, { metOn: inForceOn, today }) : null,
    isToldHere: told !== null,
  };
};

/** By when the applicants of a proposal are told its result, and by when its agreement is signed (TTG-01, TTG-02). */
export const readProposalClocks = async (
  { clocks, newId }: { readonly clocks: AwardClockStore; readonly newId: NewId },
  { proposalId, command }: { readonly proposalId: ProposalId; readonly command: Command },
): Promise<Result<ProposalClocks, ReadProposalClocksError>> => {
  const loaded = await clocks.loadProposal(proposalId, command.caller);
  const found = findProposal(loaded, { action: "readProposalClocks", proposalId, command });
  if (!found.ok) return found;
  const { callId, state, topicId, coordinator } = found.value.proposal.state;
  if (state !== "submitted") return err({ kind: "ProposalNotSubmitted", state });
  const agreementId = agreementIdOf(newId, awardIdOf(newId, proposalId));
  const { version, ...outcome } = await clocks.loadOutcome({ callId, letterIds: loaded.letterIds, agreementId });
  if (version === null) return err({ kind: "CallNotFound", callId });
  // The letter is the coordinator's: what it says is for its people and the Centre's, not for the other partners.
  const isLetterTheirs = loaded.member === null || loaded.member.organisation === coordinator;
  const seen = proposalClocks(version, topicId, { ...outcome, today: dateInZone(command.at) });
  return ok(isLetterTheirs ? seen : { ...seen, sign: null, isToldHere: false });
};
