import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Digest, Sha256 } from "@grants/kernel/digest";
import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { Bar, ConflictFact } from "./conflict.ts";
import type { ConflictOverride } from "./conflict-override.ts";
import type { ConflictGround } from "./expert-store.ts";
import { findConflicts } from "./find-conflicts.ts";

export type NamedOrganisation = { readonly organisation: OrganisationId; readonly name: string };

/** A conflict of one expert with one proposal, and whether it was set aside as it stands. */
export type WeighedBar = Bar & {
  readonly factsSha256: Digest;
  /** Names of the organisations that the facts speak of, beside them: a new name is no new conflict (EVA-03). */
  readonly organisations: readonly NamedOrganisation[];
  readonly overrideVersion: number;
  readonly isSetAside: boolean;
};

/** Whether an officer set aside what is known now: anything new is a conflict again (EVA-03). */
export const isSetAsideBy = (
  sha256: Sha256,
  { severity, facts }: Bar,
  override: Pick<ConflictOverride, "factsSha256"> | undefined,
): boolean => severity === "POTENTIAL" && override?.factsSha256 === sha256(canonicalJson(facts));

/** The organisations of these facts, each once and in their order, as far as they have a name. */
const namedIn = (
  facts: readonly ConflictFact[],
  names: ReadonlyMap<OrganisationId, string>,
): readonly NamedOrganisation[] =>
  [...new Set(facts.flatMap((fact) => ("organisation" in fact ? [fact.organisation] : [])))].flatMap((organisation) => {
    const name = names.get(organisation);
    return name === undefined ? [] : [{ organisation, name }];
  });

/** What is known against each expert of a page (EVA-02, EVA-03); one who is not in it has no conflict. */
export const weighConflicts = (
  { proposal, experts, names, assistances, overrides }: ConflictGround,
  { at, sha256 }: { readonly at: Instant; readonly sha256: Sha256 },
): ReadonlyMap<UserId, WeighedBar> => {
  if (proposal === null) return new Map();
  const barred = findConflicts({ experts, proposals: [proposal], assistances, today: dateInZone(at) });
  return new Map(
    (barred.get(proposal.proposalId) ?? []).map((bar) => {
      const factsSha256 = sha256(canonicalJson(bar.facts));
      const override = overrides.find(({ state }) => state.expert === bar.expert);
      const isSetAside = isSetAsideBy(sha256, bar, override?.state);
      const organisations = namedIn(bar.facts, names);
      return [bar.expert, { ...bar, factsSha256, organisations, overrideVersion: override?.version ?? 0, isSetAside }];
    }),
  );
};
