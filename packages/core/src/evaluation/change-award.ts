import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { ProposalId } from "../proposals/proposal.ts";
import type { DocumentStore } from "../proposals/proposal-store.ts";
import { type Participation, checkParticipation } from "../registry/participation.ts";
import { restrictionOf } from "../registry/restriction-of-call.ts";
import { AwardListHead, type AwardShare, awardListRowsMax } from "./award-list.ts";
import { type ChangeRefusal, decideAwardChange } from "./decide-award-change.ts";
import {
  type AwardListDeps,
  type DecidedTopic,
  type FindAwardListError,
  type OfTopic,
  commitAwardList,
  currentCents,
  findAwardList,
  loadAwards,
  manifestIn,
} from "./find-award-list.ts";
import { headOf } from "./head-of.ts";

/** The list of changes of this topic is full; a new decision begins another. */
export type AwardListFull = { readonly kind: "AwardListFull"; readonly rowsMax: number };
export type ChangeAwardDeps = AwardListDeps & { readonly documents: Pick<DocumentStore, "load"> };
export type ChangeAwardError = FindAwardListError | ChangeRefusal | AwardListFull | CommitRefusal;
type ChangeAward = OfTopic & {
  readonly proposalId: ProposalId;
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

/** Records what an award is after somebody left or came in before the agreement: a decision with its reason. */
export const changeAward = async (
  deps: ChangeAwardDeps,
  { callId, topicId, proposalId, shares, reason, expectedVersion, command }: ChangeAward,
): Promise<Result<Stored<AwardListHead>, ChangeAwardError>> => {
  const found = await findAwardList(deps, { callId, topicId, action: "changeAward", command });
  if (!found.ok) return found;
  const { list, decision, version } = found.value;
  if (list !== null && list.version !== expectedVersion)
    return deps.awardLists.settle(headOf(AwardListHead, list), expectedVersion, command);
  if (list === null && expectedVersion !== 0) return err({ kind: "StaleVersion", expectedVersion, actualVersion: 0 });
  const manifest = manifestIn(list);
  const award = (await loadAwards(deps.rankings, decision)).find((row) => row.proposalId === proposalId);
  if (award === undefined) return err({ kind: "AwardNotOfDecision", proposalId });
  if (manifest.changed.length >= awardListRowsMax) return err({ kind: "AwardListFull", rowsMax: awardListRowsMax });
  const [document, newcomers] = await Promise.all([
    deps.documents.load(proposalId, award.documentSha256),
    participationsOf(deps, shares, { version, command }),
  ]);
  if (document === null) throw new Error(`The document of ${proposalId} is gone.`);
  const decided = decideAwardChange(
    {
      slots: document.partners.map(({ slot }) => slot),
      maximumCents: currentCents(proposalId, award.unionCents, manifest),
    },
    shares,
    newcomers,
  );
  if (!decided.ok) return decided;
  const change = { proposalId, unionCents: decided.value, shares: [...shares], changedAt: command.at };
  const next = { ...manifest, changed: [...manifest.changed, change] };
  return commitAwardList(deps, found.value, { manifest: next, type: "AwardChanged", reason, command });
};
