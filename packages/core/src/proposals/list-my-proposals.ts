import type { Sha256 } from "@grants/kernel/digest";
import type { UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { Stored } from "../audit/stored.ts";
import type { CallVersion } from "../calls/call.ts";
import { refuseOutsidePeriod } from "./decide-submission.ts";
import { markOfParts, isDraftUnsubmitted } from "./parts-mark.ts";
import type { Proposal } from "./proposal.ts";
import type { MyProposal, ProposalStore } from "./proposal-store.ts";

type Deps = {
  readonly proposals: Pick<ProposalStore, "listMine" | "loadCall" | "loadParts">;
  readonly sha256: Sha256;
};

/** What a row of somebody's list shows. */
export type ListedProposal = {
  readonly proposal: Stored<Proposal>;
  readonly acronym: string;
  readonly call: CallVersion;
  /** The draft is not what is submitted, and still can be. */
  readonly isDraftUnsubmitted: boolean;
};

export type ListedProposals = { readonly proposals: readonly ListedProposal[]; readonly next: string | null };

/** The calls that the rows answer, each once. */
const loadCalls = async (
  { proposals }: Deps,
  rows: readonly MyProposal[],
): Promise<ReadonlyMap<string, CallVersion>> => {
  const ids = [...new Set(rows.map(({ proposal }) => proposal.state.callId))];
  const calls = await Promise.all(ids.map((id) => proposals.loadCall(id)));
  return new Map(calls.flatMap((call) => (call === null ? [] : [[call.version.callId, call.version]])));
};

/** A page of one's proposals. Only of those that are submitted is the draft read, to say whether it has changed since. */
export const listMyProposals = async (
  deps: Deps,
  { caller, cursor, now }: { caller: UserId; cursor: string | null; now: Instant },
): Promise<Result<ListedProposals, NotAllowed | CursorInvalid>> => {
  const mine = await deps.proposals.listMine(caller, cursor);
  if (!mine.ok) return mine;
  const { rights, proposals: rows, next } = mine.value;
  const role = decideAccess("listMyProposals", rights, {}, now);
  if (!role.ok) return role;
  const submitted = rows.flatMap(({ proposal: { state } }) => (state.state === "submitted" ? [state.id] : []));
  const [calls, parts] = await Promise.all([loadCalls(deps, rows), deps.proposals.loadParts(submitted)]);
  const proposals = rows.map(({ proposal, acronym }): ListedProposal => {
    const { id, callId } = proposal.state;
    const call = calls.get(callId);
    if (call === undefined) throw new Error(`The call ${callId} of a proposal is gone.`);
    const isOpen = refuseOutsidePeriod(call, now, proposal.state.topicId) === null;
    const partsMark = markOfParts(deps.sha256, parts.get(id) ?? []);
    return { proposal, acronym, call, isDraftUnsubmitted: isOpen && isDraftUnsubmitted(proposal.state, partsMark) };
  });
  return ok({ proposals, next });
};
