import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { type LocalDate, dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type AddressInvalid, checkCreditorAddress } from "../disbursement/creditor-address.ts";
import { parameterOn } from "../reference/parameters.ts";
import {
  type Identified,
  type IdentityPorts,
  type IdentityTaken,
  type VatNumberInvalid,
  identify,
} from "./identity-marks.ts";
import type { LegalEntity, Organisation } from "./organisation.ts";
import type { PicTaken, RegistryStore } from "./registry-store.ts";

export type OrganisationRegistered = {
  readonly kind: "OrganisationRegistered";
  readonly organisationId: OrganisationId;
};
export type RegisterOrganisationDeps = {
  readonly registry: RegistryStore;
  readonly sha256: Sha256;
  /** 32 fresh random bytes as hexadecimal digits. */
  readonly newSalt: () => string;
} & IdentityPorts;
export type RegisterOrganisationError =
  | NotAllowed
  | OrganisationRegistered
  | AddressInvalid
  | RegionElsewhere
  | VatNumberInvalid
  | PicTaken
  | IdentityTaken
  | CommitRefusal;
/** The region lies in another country than the seat. */
export type RegionElsewhere = { readonly kind: "RegionElsewhere"; readonly field: "legalEntity.nuts" };
type RegisterOrganisation = { organisationId: OrganisationId; legalEntity: LegalEntity; command: Command };

/** Whether a legal entity can be one: its region, its numbers and its address, as they are written from now on. */
export const checkLegalEntity = (
  written: LegalEntity,
  today: LocalDate,
  ports: IdentityPorts,
): Result<Identified, RegionElsewhere | VatNumberInvalid | AddressInvalid> => {
  const structuredFromOn = parameterOn("sepa.unstructuredAddress.endsOn", today).value;
  if (isElsewhere(written)) return err({ kind: "RegionElsewhere", field: "legalEntity.nuts" });
  const identified = identify(written, ports);
  if (!identified.ok) return identified;
  const { address } = identified.value.legalEntity;
  const checked = checkCreditorAddress({ ...address, addressLines: [] }, today, structuredFromOn);
  return checked.ok ? identified : checked;
};

/** An organisation's own person states who it is in law; the ECCC validates it (PAYX-06). */
export const registerOrganisation = async (
  { registry, sha256, newSalt, ...ports }: RegisterOrganisationDeps,
  { organisationId, legalEntity: written, command }: RegisterOrganisation,
): Promise<Result<Stored<Organisation>, RegisterOrganisationError>> => {
  const { rights, organisation, legalEntity: former } = await registry.load(organisationId, command.caller);
  const subject = { organisations: [organisationId] };
  const role = decideAccess("registerOrganisation", rights, subject, command.at);
  if (!role.ok) return role;
  if (organisation !== null && organisation.state.state !== "refused")
    return answerAgain(registry, organisation, command);
  const checked = checkLegalEntity(written, dateInZone(command.at), ports);
  if (!checked.ok) return checked;
  const { legalEntity, marks } = checked.value;
  const salt = newSalt();
  const next: Organisation = {
    state: "registered",
    id: organisationId,
    pic: legalEntity.pic,
    country: legalEntity.address.country,
    legalEntitySha256: sha256(`${salt}${canonicalJson(legalEntity)}`),
    registeredBy: command.caller,
    ...(organisation?.state.exclusion === undefined ? {} : { exclusion: organisation.state.exclusion }),
  };
  const type = "OrganisationRegistered";
  const change = { aggregate: organisationId, before: organisation, next, type, role: role.value, terms: [] };
  return registry.commitRegistration(
    change,
    { file: { content: legalEntity, salt }, marks, founder: null, former },
    command,
  );
};

/** Regions carry the Union's code of the country: Greece is EL there. */
const isElsewhere = ({ nuts, address }: LegalEntity): boolean =>
  nuts !== undefined && !nuts.startsWith(address.country === "GR" ? "EL" : address.country);

/** It stands already: by this very request, or by another one. */
const answerAgain = async (
  registry: RegistryStore,
  organisation: Stored<Organisation>,
  command: Command,
): Promise<Result<Stored<Organisation>, OrganisationRegistered | CommitRefusal>> => {
  // A first registration made version 1, one after a refusal the version that stands.
  const first = await registry.settle(organisation, 0, command);
  if (first.ok || first.error.kind !== "StaleVersion") return first;
  const last = await registry.settle(organisation, organisation.version - 1, command);
  if (last.ok || last.error.kind !== "StaleVersion") return last;
  return err({ kind: "OrganisationRegistered", organisationId: organisation.state.id });
};
