import type { OrganisationId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, ok } from "@grants/kernel/result";
import type { AllowedAction } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Pic } from "../proposals/part.ts";
import type { AwardShare } from "./award-list.ts";
import { type ChangeAwardDeps, type FoundAward, type OfAward, findAward, weighShares } from "./change-award.ts";
import { type ReserveForesight, foreseeReserve } from "./call-reserve.ts";
import type { AwardNotOfDecision, ChangeRefusal } from "./decide-award-change.ts";
import {
  type FindAwardListError,
  type WaitingRow,
  availableIn,
  currentCents,
  loadWaiting,
  reserveTermsOf,
} from "./find-award-list.ts";
import { answerAction } from "./read-evaluation.ts";

/** A partner of the proposal, with what the award gives it. */
export type PartnerOfAward = {
  readonly slot: string;
  readonly name: string;
  /** As the decision gave it, by the document that was decided on. */
  readonly decidedCents: Cents;
  /** As it is now; `null` where the partner is no longer in the award. */
  readonly unionCents: Cents | null;
};
export type AwardPage = FoundAward & {
  readonly unionCents: Cents;
  readonly partners: readonly PartnerOfAward[];
  readonly newcomers: readonly {
    readonly organisation: OrganisationId;
    readonly pic: Pic | null;
    readonly unionCents: Cents;
  }[];
  readonly availableCents: Cents;
  readonly allowedActions: readonly AllowedAction[];
};
export type ReadAwardError = FindAwardListError | AwardNotOfDecision;

type Shares = ReadonlyMap<string, Cents>;
const bySlot = (shares: readonly AwardShare[]): Shares =>
  new Map(shares.flatMap(({ slot, unionCents }) => (slot === undefined ? [] : [[slot, unionCents] as const])));

const partnersOf = ({ document, manifest, award }: FoundAward): readonly PartnerOfAward[] => {
  const changed = manifest.changed.findLast(({ proposalId }) => proposalId === award.proposalId);
  const decided: Shares = new Map(document.totals.partners.map(({ slot, requestedCents }) => [slot, requestedCents]));
  const now = changed === undefined ? decided : bySlot(changed.shares);
  return document.partners.flatMap(({ slot, name }) => {
    const decidedCents = decided.get(slot);
    return decidedCents === undefined ? [] : [{ slot, name, decidedCents, unionCents: now.get(slot) ?? null }];
  });
};

const newcomersOf = async (
  { awardLists }: ChangeAwardDeps,
  { manifest, award }: FoundAward,
): Promise<AwardPage["newcomers"]> => {
  const changed = manifest.changed.findLast(({ proposalId }) => proposalId === award.proposalId);
  const shares = (changed?.shares ?? []).flatMap(({ organisation, unionCents }) =>
    organisation === undefined ? [] : [{ organisation, unionCents }],
  );
  const known = await awardLists.loadNewcomers(shares.map(({ organisation }) => organisation));
  return shares.map((share, place) => ({
    ...share,
    pic: known[place]?.organisation?.pic ?? null,
  }));
};

/** One award as it stands before its agreement: who is in it, with how much, and what the topic has free. */
export const readAward = async (
  deps: ChangeAwardDeps,
  { command, ...of }: OfAward & { readonly command: Command },
): Promise<Result<AwardPage, ReadAwardError>> => {
  const found = await findAward(deps, { ...of, action: "readAward", command });
  if (!found.ok) return found;
  const { award, awards, manifest, topic, rights, isCommitted } = found.value;
  return ok({
    ...found.value,
    unionCents: currentCents(award.proposalId, award.unionCents, manifest),
    partners: partnersOf(found.value),
    newcomers: await newcomersOf(deps, found.value),
    availableCents: availableIn(awards, manifest, topic.budgetCents),
    allowedActions: [answerAction("changeAward", { rights, at: command.at }, isCommitted ? "AwardCommitted" : null)],
  });
};

export type AwardForesight = ReserveForesight<WaitingRow> & { readonly unionCents: Cents };

/** What an award with these shares would leave for the reserve list (DSC-09), or why it is refused. Nothing is kept of it. */
export const foreseeAwardChange = async (
  deps: ChangeAwardDeps,
  { shares, command, ...of }: OfAward & { readonly shares: readonly AwardShare[]; readonly command: Command },
): Promise<Result<AwardForesight, ReadAwardError | ChangeRefusal>> => {
  const found = await findAward(deps, { ...of, action: "foreseeAwardChange", command });
  if (!found.ok) return found;
  const [weighed, waiting] = await Promise.all([
    weighShares(deps, found.value, { shares, command }),
    loadWaiting(deps.rankings, found.value, found.value.awards),
  ]);
  if (!weighed.ok) return weighed;
  const { award, awards, manifest, topic } = found.value;
  const supposed = {
    proposalId: award.proposalId,
    unionCents: weighed.value,
    shares: [...shares],
    changedAt: command.at,
  };
  const availableCents = availableIn(
    awards,
    { ...manifest, changed: [...manifest.changed, supposed] },
    topic.budgetCents,
  );
  const { expiresOn } = reserveTermsOf(found.value);
  return ok({ unionCents: weighed.value, ...foreseeReserve(waiting, { availableCents, expiresOn, at: command.at }) });
};
