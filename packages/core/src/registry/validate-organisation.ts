import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { type Instant, dateInZone } from "@grants/kernel/time";
import type { NewId, UserId } from "@grants/kernel/id";
import type { AccessStore } from "../access/access-store.ts";
import { firstAdministrator } from "../access/first-administrator.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { FourEyesRequired, Organisation, OrganisationNotFound } from "./organisation.ts";
import type { RegistryStore } from "./registry-store.ts";

export type OrganisationNotRegistered = {
  readonly kind: "OrganisationNotRegistered";
  readonly state: Organisation["state"];
};
export type ValidateOrganisationError =
  | OrganisationNotFound
  | NotAllowed
  | OrganisationNotRegistered
  | FourEyesRequired
  | CommitRefusal;
type ValidateOrganisation = { organisationId: OrganisationId; expectedVersion: number; command: Command };

/** Whoever registered the organisation does not validate it. */
export const decideOrganisationValidation = (
  organisation: Organisation,
  { validatedBy, validatedAt }: { readonly validatedBy: UserId; readonly validatedAt: Instant },
): Result<Organisation, OrganisationNotRegistered | FourEyesRequired> => {
  if (organisation.state !== "registered") return err({ kind: "OrganisationNotRegistered", state: organisation.state });
  if (organisation.registeredBy === validatedBy) return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  return ok({ ...organisation, state: "validated", validatedBy, validatedAt });
};

export type ValidateOrganisationDeps = {
  readonly registry: RegistryStore;
  readonly access: Pick<AccessStore, "loadRights">;
  readonly newId: NewId;
};

/** The ECCC has compared the legal entity file with the register and its documents (FR 86(3)). Whoever registered it administers it from now on. */
export const validateOrganisation = async (
  { registry, access, newId }: ValidateOrganisationDeps,
  { organisationId, expectedVersion, command }: ValidateOrganisation,
): Promise<Result<Stored<Organisation>, ValidateOrganisationError>> => {
  const loaded = await registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "validateOrganisation", organisationId, command });
  if (!found.ok) return found;
  const { organisation, role } = found.value;
  if (organisation.version !== expectedVersion) return registry.settle(organisation, expectedVersion, command);
  const decided = decideOrganisationValidation(organisation.state, {
    validatedBy: command.caller,
    validatedAt: command.at,
  });
  if (!decided.ok) return decided;
  const type = "OrganisationValidated";
  const change = { aggregate: organisationId, before: organisation, next: decided.value, type, role, terms: [] };
  const { registeredBy } = decided.value;
  const [registrant] = await access.loadRights([registeredBy]);
  if (registrant === undefined) throw new Error("The rights of the registrant were not read.");
  const appointed = firstAdministrator(newId, {
    organisation: organisationId,
    registeredBy,
    registrant,
    validatedBy: command.caller,
    capacity: role,
    today: dateInZone(command.at),
  });
  return registry.commitValidation(change, appointed, command);
};
