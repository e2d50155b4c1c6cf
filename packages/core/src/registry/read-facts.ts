import type { OrganisationId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { Action } from "../access/access-table.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CountryCode } from "../proposals/part.ts";
import { parameterOn } from "../reference/parameters.ts";
import { eeaEftaStates } from "../reference/states.ts";
import { controlIn } from "./declare-ownership.ts";
import type { FactStore, LoadedFacts } from "./fact-store.ts";
import { findOrganisation } from "./find-organisation.ts";
import type { OrganisationNotFound } from "./organisation.ts";
import type { SecurityRestriction } from "./ownership-control.ts";
import { type Participation, checkParticipation } from "./participation.ts";

type Deps = { readonly facts: Pick<FactStore, "loadFacts"> };
type Read = { readonly organisationId: OrganisationId; readonly command: Command };

export type ReadFacts = Pick<LoadedFacts, "ownership" | "declaration" | "standing" | "figures"> & {
  /** From the organisation up to whoever controls it, by the keys of the declaration. */
  readonly controlChain: readonly string[];
  readonly allowedActions: readonly AllowedAction[];
};

const actions = [
  "declareOwnership",
  "assessOwnership",
  "declareSize",
  "declareNis2",
] as const satisfies readonly Action[];

/** What an organisation is, beside its legal entity, with what this person may do about it. */
export const readFacts = async (
  { facts }: Deps,
  { organisationId, command }: Read,
): Promise<Result<ReadFacts, OrganisationNotFound | NotAllowed>> => {
  const loaded = await facts.loadFacts(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "readFacts", organisationId, command });
  if (!found.ok) return found;
  const { rights, ownership, declaration, standing, figures } = loaded;
  const { country } = found.value.organisation.state;
  const { value: eeaEquivalent } = parameterOn("platform.eeaEquivalent", dateInZone(command.at));
  const control = declaration === null ? null : controlIn(declaration, country, eeaEquivalent);
  const allowedActions = actions.map((action): AllowedAction => {
    const access = decideAccess(action, rights, { organisations: [organisationId] }, command.at);
    if (!access.ok) return { action, allowed: false, because: access.error.kind };
    return action === "assessOwnership" && ownership === null
      ? { action, allowed: false, because: "OwnershipNotDeclared" }
      : { action, allowed: true };
  });
  const controlChain = control?.ok === true ? control.value.chain : [];
  return ok({ ownership, declaration, standing, figures, controlChain, allowedActions });
};

type Asked = { readonly restriction: SecurityRestriction; readonly art12_5aOr5b: boolean };

/** Whether the organisation may take part under a restriction today, and why (DEP-03 to DEP-07). */
export const readParticipation = async (
  { facts }: Deps,
  { organisationId, asked, command }: Read & { readonly asked: Asked },
): Promise<Result<Participation, OrganisationNotFound | NotAllowed>> => {
  const loaded = await facts.loadFacts(organisationId, command.caller);
  const found = findOrganisation(loaded, { action: "readParticipation", organisationId, command });
  if (!found.ok) return found;
  const { state } = found.value.organisation;
  const today = dateInZone(command.at);
  const terms = {
    ...asked,
    eeaEquivalent: parameterOn("platform.eeaEquivalent", today).value,
    // Further associations are a matter of each programme and call (DEP-02).
    associatedCountries: eeaEftaStates,
    admittedCountries: new Set<CountryCode>(),
  };
  const participant = {
    established: state.country,
    isValidated: state.state === "validated",
    exclusion: state.exclusion,
    ownership: loaded.ownership?.state ?? null,
  };
  return ok(checkParticipation(participant, terms, today));
};
