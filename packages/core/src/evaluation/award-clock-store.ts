import type { UserId } from "@grants/kernel/id";
import type { Instant, LocalDate } from "@grants/kernel/time";
import type { AgreementId } from "../agreements/agreement.ts";
import type { CallId, CallVersion } from "../calls/call.ts";
import type { LetterId } from "../letters/letter.ts";
import type { LetterBatchId } from "../letters/letter-order.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { LoadedProposal } from "../proposals/proposal-store.ts";

/** The letter that told an applicant how its proposal ended. */
export type ToldResult = {
  readonly sentAt: Instant;
  /** Whether the letter, opened by its receiver, says that the proposal is awarded; nothing of a closed letter is told. */
  readonly saysAwarded: boolean;
};
export type AwardClockStore = {
  /** When the last letter of a decision went out, once all are out; and when each agreement came into force; in one wave. */
  loadTopic(ask: {
    readonly batchId: LetterBatchId;
    readonly agreementIds: readonly AgreementId[];
  }): Promise<{ readonly allSentAt: Instant | null; readonly inForceOn: readonly (LocalDate | null)[] }>;
  /** With the letters about the proposal, by their ids, in one wave. */
  loadProposal(
    proposalId: ProposalId,
    caller: UserId,
  ): Promise<LoadedProposal & { readonly letterIds: readonly LetterId[] }>;
  /** The call, what the letters told and the agreement, in two waves. */
  loadOutcome(ask: {
    readonly callId: CallId;
    readonly letterIds: readonly LetterId[];
    readonly agreementId: AgreementId;
  }): Promise<{
    readonly version: CallVersion | null;
    readonly told: ToldResult | null;
    readonly inForceOn: LocalDate | null;
  }>;
};
