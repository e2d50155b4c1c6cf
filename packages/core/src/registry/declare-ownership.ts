import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { NewId, OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { parameterOn } from "../reference/parameters.ts";
import type { FactStore } from "./fact-store.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { OrganisationNotFound } from "./organisation.ts";
import { type Control, type CountryUndeclared, findControl } from "./ownership-control.ts";
import {
  type Ownership,
  type OwnershipDeclaration,
  OwnershipId,
  type OwnershipInvalid,
  checkDeclaration,
  ownEntity,
} from "./ownership-declaration.ts";
import { settleFact } from "./settle-fact.ts";

export type FactDeps = {
  readonly facts: FactStore;
  readonly newId: NewId;
  readonly sha256: Sha256;
  readonly newSalt: () => string;
};
export type DeclareOwnershipError = OrganisationNotFound | NotAllowed | OwnershipInvalid | CommitRefusal;
type DeclareOwnership = {
  organisationId: OrganisationId;
  declaration: OwnershipDeclaration;
  expectedVersion: number;
  command: Command;
};
type Seat = Parameters<typeof findControl>[0]["established"];

/** Who controls the organisation by its own declaration (CLR-OWN-01, DEP-07). */
export const controlIn = (
  { owners, holdings }: OwnershipDeclaration,
  established: Seat,
  eeaEquivalent: boolean,
): Result<Control, CountryUndeclared> =>
  findControl(
    {
      entity: ownEntity,
      established,
      countries: new Map(owners.map(({ key, country }) => [key, country])),
      links: holdings,
    },
    { eeaEquivalent },
  );

/** The organisation declares who owns it, up to the last owner; the platform finds who controls it, the ECCC assesses (DEP-06). */
export const declareOwnership = async (
  { facts, newId, sha256, newSalt }: FactDeps,
  { organisationId, declaration, expectedVersion, command }: DeclareOwnership,
): Promise<Result<Stored<Ownership>, DeclareOwnershipError>> => {
  const loaded = await facts.loadFacts(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "declareOwnership", organisationId, command });
  if (!found.ok) return found;
  const { ownership } = loaded;
  const settled = await settleFact(facts, ownership, { expectedVersion, command });
  if (settled !== null) return settled;
  const checked = checkDeclaration(declaration);
  if (!checked.ok) return checked;
  const { value: eeaEquivalent } = parameterOn("platform.eeaEquivalent", dateInZone(command.at));
  const control = controlIn(declaration, found.value.organisation.state.country, eeaEquivalent);
  if (!control.ok) return err({ kind: "OwnershipInvalid", because: "OWNER_UNKNOWN", about: control.error.entity });
  const salt = newSalt();
  const id = OwnershipId.parse(`own_${newId(`ownership:${organisationId}`)}`);
  const next: Ownership = {
    state: "declared",
    id,
    organisation: organisationId,
    declaration: (ownership?.state.declaration ?? 0) + 1,
    declarationSha256: sha256(`${salt}${canonicalJson(declaration)}`),
    declaredBy: command.caller,
    declaredAt: command.at,
    found: foundIn(control.value),
  };
  const { role } = found.value;
  const change = { aggregate: id, before: ownership, next, type: "OwnershipDeclared", role, terms: [] };
  return facts.commitOwnership(change, { content: declaration, salt }, command);
};

const foundIn = ({ control, controllingCountry, isCircular }: Control): Ownership["found"] => ({
  control,
  country: controllingCountry,
  isCircular,
});

export type OwnershipNotDeclared = { readonly kind: "OwnershipNotDeclared"; readonly organisationId: OrganisationId };
export type AssessOwnershipError =
  | OrganisationNotFound
  | NotAllowed
  | OwnershipNotDeclared
  | DeclaredByAssessor
  | CommitRefusal;
export type DeclaredByAssessor = { readonly kind: "DeclaredByAssessor" };
type Assessment = Pick<Extract<Ownership, { state: "assessed" }>["assessed"], "control" | "country" | "guarantees">;
type AssessOwnership = {
  organisationId: OrganisationId;
  assessment: Assessment;
  reason: string;
  expectedVersion: number;
  command: Command;
};

/** A declaration may be assessed again as long as it stands; nobody assesses what they declared. */
export const decideAssessment = (
  ownership: Ownership,
  {
    assessment,
    by,
    at,
  }: { readonly assessment: Assessment } & Pick<Extract<Ownership, { state: "assessed" }>["assessed"], "by" | "at">,
): Result<Ownership, DeclaredByAssessor> =>
  ownership.declaredBy === by
    ? err({ kind: "DeclaredByAssessor" })
    : ok({ ...ownership, state: "assessed", assessed: { ...assessment, by, at } });

/** The engine proposes, the assessor decides (CLR-OWN-01). */
export const assessOwnership = async (
  { facts }: Pick<FactDeps, "facts">,
  { organisationId, assessment, reason, expectedVersion, command }: AssessOwnership,
): Promise<Result<Stored<Ownership>, AssessOwnershipError>> => {
  const loaded = await facts.loadFacts(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "assessOwnership", organisationId, command });
  if (!found.ok) return found;
  const { ownership } = loaded;
  if (ownership === null) return err({ kind: "OwnershipNotDeclared", organisationId });
  const settled = await settleFact(facts, ownership, { expectedVersion, command });
  if (settled !== null) return settled;
  const decided = decideAssessment(ownership.state, { assessment, by: command.caller, at: command.at });
  if (!decided.ok) return decided;
  const change = {
    aggregate: ownership.state.id,
    before: ownership,
    next: decided.value,
    type: "OwnershipAssessed",
    role: found.value.role,
    terms: [],
    notes: { reason },
  };
  return facts.commitOwnership(change, null, command);
};
