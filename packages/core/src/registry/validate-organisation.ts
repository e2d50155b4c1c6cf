import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err, ok } from "@grants/kernel/result";
import { addMonths } from "@grants/kernel/calendar";
import { type Instant, type LocalDate, dateInZone } from "@grants/kernel/time";
import type { NewId, UserId } from "@grants/kernel/id";
import type { AccessStore } from "../access/access-store.ts";
import { firstAdministrator } from "../access/first-administrator.ts";
import type { NotAllowed } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { findOrganisation } from "./find-organisation.ts";
import { type FourEyesRequired, type Organisation, type OrganisationNotFound, lastValidDay } from "./organisation.ts";
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

const renewalMonths = 3;

/** One that is stated, or whose validation ends within three months or has ended. */
const waitsForValidation = (
  organisation: Organisation,
  today: LocalDate,
): organisation is Exclude<Organisation, { state: "refused" }> =>
  organisation.state === "registered" ||
  (organisation.state === "validated" && addMonths(lastValidDay(organisation.validatedAt), -renewalMonths) <= today);

/** What was stated is wrong: it ends here, and the organisation states it anew. Whoever registered it does not refuse it. */
export const decideOrganisationRefusal = (
  organisation: Organisation,
  refused: { readonly refusedBy: UserId; readonly refusedAt: Instant },
): Result<Organisation, OrganisationNotRegistered | FourEyesRequired> => {
  if (organisation.state !== "registered") return err({ kind: "OrganisationNotRegistered", state: organisation.state });
  if (organisation.registeredBy === refused.refusedBy)
    return err({ kind: "FourEyesRequired", because: "REGISTERED_IT" });
  return ok({ ...organisation, ...refused, state: "refused" });
};

/** Whoever registered the organisation does not validate it. */
export const decideOrganisationValidation = (
  organisation: Organisation,
  { validatedBy, validatedAt }: { readonly validatedBy: UserId; readonly validatedAt: Instant },
): Result<Organisation, OrganisationNotRegistered | FourEyesRequired> => {
  if (!waitsForValidation(organisation, dateInZone(validatedAt)))
    return err({ kind: "OrganisationNotRegistered", state: organisation.state });
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
  // Only the date is renewed: whoever administers the organisation by now goes on doing so.
  if (organisation.state.state === "validated")
    return registry.commitOrganisation({ ...change, type: "OrganisationRevalidated" }, command);
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

type RefuseOrganisation = ValidateOrganisation & { readonly reason: string };

/** The legal entity file does not agree with the register or its documents: the reason is kept, the organisation may state it anew. */
export const refuseOrganisation = async (
  { registry }: { readonly registry: RegistryStore },
  { organisationId, reason, expectedVersion, command }: RefuseOrganisation,
): Promise<Result<Stored<Organisation>, ValidateOrganisationError>> => {
  const loaded = await registry.load(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "refuseOrganisation", organisationId, command });
  if (!found.ok) return found;
  const { organisation, role } = found.value;
  if (organisation.version !== expectedVersion) return registry.settle(organisation, expectedVersion, command);
  const { caller: refusedBy, at: refusedAt } = command;
  const decided = decideOrganisationRefusal(organisation.state, { refusedBy, refusedAt });
  if (!decided.ok) return decided;
  const type = "OrganisationRefused";
  const change = { aggregate: organisationId, before: organisation, next: decided.value, type, role, terms: [] };
  return registry.commitOrganisation({ ...change, notes: { reason } }, command);
};
