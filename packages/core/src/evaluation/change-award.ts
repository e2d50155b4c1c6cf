import type { OrganisationId } from "@grants/kernel/id";
import type { Cents } from "@grants/kernel/money";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalDocument } from "../proposals/document.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type Participation, checkParticipation } from "../registry/participation.ts";
import { restrictionOf } from "../registry/restriction-of-call.ts";
import type { AwardRow } from "./award-decision.ts";
import { AwardListHead, type AwardListManifest, type AwardShare, awardListRowsMax } from "./award-list.ts";
import type { AwardCommitted } from "./award-list-store.ts";
import { type AwardNotOfDecision, type ChangeRefusal, decideAwardChange } from "./decide-award-change.ts";
import {
  type AwardListDeps,
  type DecidedTopic,
  type FindAwardListError,
  type OfTopic,
  currentCents,
  findAwardList,
  loadAwards,
  manifestIn,
  nextAwardList,
} from "./find-award-list.ts";
import { headOf } from "./head-of.ts";

/** The list of changes of this topic is full; a new decision begins another. */
export type AwardListFull = { readonly kind: "AwardListFull"; readonly rowsMax: number };
export type ChangeAwardDeps = AwardListDeps & { readonly documents: Pick<DocumentStore, "load"> };
export type ChangeAwardError = FindAwardListError | ChangeRefusal | AwardListFull | AwardCommitted | CommitRefusal;
export type OfAward = OfTopic & { readonly proposalId: ProposalId };
type ChangeAward = OfAward & {
  /** Who is in the award from now on, and with how much. */
  readonly shares: readonly AwardShare[];
  readonly reason: string;
  readonly expectedVersion: number;
  readonly command: Command;
};

const participationsOf = async (
  { awardLists }: AwardListDeps,
  shares: readonly AwardShare[],
  { version, command }: { readonly version: DecidedTopic["version"]; readonly command: Command },
): Promise<ReadonlyMap<OrganisationId, Participation>> => {
  const ids = shares.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));
  const newcomers = await awardLists.loadNewcomers(ids);
  const terms = restrictionOf(version);
  const on = dateInZone(command.at);
  return new Map(
    ids.flatMap((id, place) => {
      const { organisation = null, ownership = null } = newcomers[place] ?? {};
      if (organisation === null) return [];
      const { country: established, state, exclusion } = organisation;
      const facts = { established, isValidated: state === "validated", exclusion, ownership };
      return [[id, checkParticipation(facts, terms, on)] as const];
    }),
  );
};

/** An award of a topic, with the document that it was given for. */
export type FoundAward = DecidedTopic & {
  readonly manifest: AwardListManifest;
  readonly award: AwardRow;
  readonly awards: readonly AwardRow[];
  readonly document: ProposalDocument;
  /** Its money is committed: it changes no more. */
  readonly isCommitted: boolean;
};

/** One award of a topic whose award is decided, for somebody who may do this. */
export const findAward = async (
  deps: ChangeAwardDeps,
  { callId, topicId, proposalId, action, command }: OfAward & { readonly action: Action; readonly command: Command },
): Promise<Result<FoundAward, FindAwardListError | AwardNotOfDecision>> => {
  const found = await findAwardList(deps, { callId, topicId, action, command });
  if (!found.ok) return found;
  const awards = await loadAwards(deps.rankings, found.value.decision);
  const award = awards.find((row) => row.proposalId === proposalId);
  if (award === undefined) return err({ kind: "AwardNotOfDecision", proposalId });
  const [document, isCommitted] = await Promise.all([
    deps.documents.load(proposalId, award.documentSha256),
    deps.awardLists.isCommitted(award.awardId),
  ]);
  if (document === null) throw new Error(`The document of ${proposalId} is gone.`);
  return ok({ ...found.value, manifest: manifestIn(found.value.list), award, awards, document, isCommitted });
};

/** What the award would be with these shares, or why it cannot go on with them. */
export const weighShares = async (
  deps: AwardListDeps,
  { award, document, manifest, version }: FoundAward,
  { shares, command }: { readonly shares: readonly AwardShare[]; readonly command: Command },
): Promise<Result<Cents, ChangeRefusal>> =>
  decideAwardChange(
    {
      slots: document.partners.map(({ slot }) => slot),
      maximumCents: currentCents(award.proposalId, award.unionCents, manifest),
    },
    shares,
    await participationsOf(deps, shares, { version, command }),
  );

/** Records what an award is after somebody left or came in before the agreement: a decision with its reason. */
export const changeAward = async (
  deps: ChangeAwardDeps,
  { shares, reason, expectedVersion, command, ...of }: ChangeAward,
): Promise<Result<Stored<AwardListHead>, ChangeAwardError>> => {
  const found = await findAward(deps, { ...of, action: "changeAward", command });
  if (!found.ok) return found;
  const { list, manifest, award, isCommitted } = found.value;
  if (list !== null && list.version !== expectedVersion)
    return deps.awardLists.settle(headOf(AwardListHead, list), expectedVersion, command);
  if (list === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  if (manifest.changed.length >= awardListRowsMax) return err({ kind: "AwardListFull", rowsMax: awardListRowsMax });
  if (isCommitted) return err({ kind: "AwardCommitted", awardId: award.awardId });
  const weighed = await weighShares(deps, found.value, { shares, command });
  if (!weighed.ok) return weighed;
  const change = {
    proposalId: of.proposalId,
    unionCents: weighed.value,
    shares: [...shares],
    changedAt: command.at,
  };
  const next = { ...manifest, changed: [...manifest.changed, change] };
  const entry = nextAwardList(deps, found.value, { manifest: next, type: "AwardChanged", reason });
  return deps.awardLists.commitAwardChange(entry, { manifest: next, awardId: award.awardId }, command);
};
