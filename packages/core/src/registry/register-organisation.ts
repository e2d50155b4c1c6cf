import { canonicalJson } from "@grants/kernel/canonical-json";
import type { Sha256 } from "@grants/kernel/digest";
import type { OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type AddressInvalid, checkCreditorAddress } from "../disbursement/creditor-address.ts";
import { parameterOn } from "../reference/parameters.ts";
import { type IdentityPorts, type IdentityTaken, type VatNumberInvalid, identify } from "./identity-marks.ts";
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

/** An organisation's own person states who it is in law; the ECCC validates it (PAYX-06). */
export const registerOrganisation = async (
  { registry, sha256, newSalt, ...ports }: RegisterOrganisationDeps,
  { organisationId, legalEntity: written, command }: RegisterOrganisation,
): Promise<Result<Stored<Organisation>, RegisterOrganisationError>> => {
  const { rights, organisation } = await registry.load(organisationId, command.caller);
  const subject = { organisations: [organisationId] };
  const role = decideAccess("registerOrganisation", rights, subject, command.at);
  if (!role.ok) return role;
  if (organisation !== null) return answerAgain(registry, organisation, command);
  const today = dateInZone(command.at);
  const structuredFromOn = parameterOn("sepa.unstructuredAddress.endsOn", today).value;
  if (isElsewhere(written)) return err({ kind: "RegionElsewhere", field: "legalEntity.nuts" });
  const identified = identify(written, ports);
  if (!identified.ok) return identified;
  const { legalEntity, marks } = identified.value;
  const address = checkCreditorAddress({ ...legalEntity.address, addressLines: [] }, today, structuredFromOn);
  if (!address.ok) return address;
  const salt = newSalt();
  const next: Organisation = {
    state: "registered",
    id: organisationId,
    pic: legalEntity.pic,
    country: legalEntity.address.country,
    legalEntitySha256: sha256(`${salt}${canonicalJson(legalEntity)}`),
    registeredBy: command.caller,
  };
  const type = "OrganisationRegistered";
  const change = { aggregate: organisationId, before: null, next, type, role: role.value, terms: [] };
  return registry.commitRegistration(change, { file: { content: legalEntity, salt }, marks }, command);
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
  const settled = await registry.settle(organisation, 0, command);
  if (settled.ok || settled.error.kind !== "StaleVersion") return settled;
  return err({ kind: "OrganisationRegistered", organisationId: organisation.state.id });
};
