import { canonicalJson } from "@grants/kernel/canonical-json";
import type { NewId } from "@grants/kernel/id";
import { OrganisationId } from "@grants/kernel/id";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { AccessStore } from "../access/access-store.ts";
import { type RoleHeld, type RolesExclusive, type TooManyGrants, refuseHolder } from "../access/decide-grant.ts";
import type { GrantInForce } from "../access/grant.ts";
import { withGrant } from "../access/grant-role.ts";
import { GrantId } from "../access/rights.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import type { AddressInvalid } from "../disbursement/creditor-address.ts";
import type { IdentityTaken, VatNumberInvalid } from "./identity-marks.ts";
import type { LegalEntity, Organisation } from "./organisation.ts";
import { provisionalPic } from "./public-organisation.ts";
import { type RegionElsewhere, type RegisterOrganisationDeps, checkLegalEntity } from "./register-organisation.ts";
import type { PicTaken } from "./registry-store.ts";

/** Who an organisation is in law; one without a PIC gets a provisional number. */
export type FoundedEntity = Omit<LegalEntity, "pic"> & Partial<Pick<LegalEntity, "pic">>;
export type FoundOrganisationDeps = RegisterOrganisationDeps & {
  readonly access: Pick<AccessStore, "loadRights">;
  readonly newId: NewId;
};
export type FoundOrganisationError =
  | AddressInvalid
  | RegionElsewhere
  | VatNumberInvalid
  | PicTaken
  | IdentityTaken
  | RoleHeld
  | RolesExclusive
  | TooManyGrants
  | CommitRefusal;

/**
 * Somebody whose organisation is not here yet registers it, and works for it from then on. It can build consortia at once; whatever binds or
 * pays waits until the Centre has validated who it is (PAYX-06).
 */
export const foundOrganisation = async (
  { registry, access, newId, sha256, newSalt, ...ports }: FoundOrganisationDeps,
  { legalEntity: written, command }: { readonly legalEntity: FoundedEntity; readonly command: Command },
): Promise<Result<Stored<Organisation>, FoundOrganisationError>> => {
  const { caller, at } = command;
  const id = OrganisationId.parse(`org_${newId(command.keyHash)}`);
  const [{ organisation }, [held]] = await Promise.all([registry.load(id, caller), access.loadRights([caller])]);
  if (organisation !== null) return registry.settle(organisation, 0, command);
  if (held === undefined) throw new Error("Nobody's rights were asked for.");
  const today = dateInZone(at);
  const checked = checkLegalEntity({ ...written, pic: written.pic ?? provisionalPic(sha256, id) }, today, ports);
  if (!checked.ok) return checked;
  const terms = { role: "applicant", organisation: id } as const;
  const refused = refuseHolder(held.rights, terms, today);
  if (refused !== null) return err(refused);
  const { legalEntity, marks } = checked.value;
  const salt = newSalt();
  const next: Organisation = {
    state: "registered",
    id,
    pic: legalEntity.pic,
    country: legalEntity.address.country,
    legalEntitySha256: sha256(`${salt}${canonicalJson(legalEntity)}`),
    registeredBy: caller,
  };
  const grantId = GrantId.parse(`acc_${newId(`founder:${id}`)}`);
  const grant: GrantInForce = { state: "granted", id: grantId, user: caller, ...terms, grantedBy: caller };
  const shared = { before: null, role: "applicant" as const, terms: [] };
  const founder = {
    grants: [{ ...shared, aggregate: grantId, next: grant, type: "RoleGranted" }],
    rights: [withGrant(held, caller, grant)],
  };
  const change = { ...shared, aggregate: id, next, type: "OrganisationRegistered" };
  return registry.commitRegistration(
    change,
    { file: { content: legalEntity, salt }, marks, founder, former: null },
    command,
  );
};
