import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type Exclusion, type ExclusionDatesInvalid, type ExclusionTooLong, checkExclusion } from "./exclusion.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { Organisation, OrganisationNotFound } from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

/** Remedial measures avert no exclusion for fraud, corruption and what stands beside them (FR 138(9), EXC-04). */
export type RemedyNotPossible = { readonly kind: "RemedyNotPossible"; readonly ground: "d" };
export type RecordExclusionError =
  | OrganisationNotFound
  | NotAllowed
  | ExclusionTooLong
  | ExclusionDatesInvalid
  | RemedyNotPossible
  | CommitRefusal;
type RecordExclusion = {
  organisationId: OrganisationId;
  /** `null`: the system says nothing any more. */
  exclusion: Exclusion | null;
  /** Why an exclusion ends before its day. */
  because: "DECISION" | "REMEDY";
  reason: string;
  expectedVersion: number;
  command: Command;
};

/** The authorising officer records what the early detection and exclusion system says. Award, signature and payment read it (EXC-03). */
export const recordExclusion = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, exclusion, because, reason, expectedVersion, command }: RecordExclusion,
): Promise<Result<Stored<Organisation>, RecordExclusionError>> => {
  const loaded = await registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "recordExclusion", organisationId, command });
  if (!found.ok) return found;
  const { organisation, role } = found.value;
  if (organisation.version !== expectedVersion) return registry.settle(organisation, expectedVersion, command);
  const { exclusion: former, ...rest } = organisation.state;
  if (exclusion === null && because === "REMEDY" && former?.status === "EXCLUDED" && former.ground === "d")
    return err({ kind: "RemedyNotPossible", ground: "d" });
  const checked = exclusion === null ? null : checkExclusion(exclusion);
  if (checked !== null && !checked.ok) return checked;
  const next: Organisation = exclusion === null ? rest : { ...rest, exclusion };
  const type = exclusion === null ? "ExclusionEnded" : "ExclusionRecorded";
  const change = {
    aggregate: organisationId,
    before: organisation,
    next,
    type,
    role,
    terms: [],
    notes: { reason: `${because}: ${reason}` },
  };
  return registry.commitOrganisation(change, command);
};
