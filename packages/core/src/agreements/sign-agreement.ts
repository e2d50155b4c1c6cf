import type { Digest } from "@grants/kernel/digest";
import { type Result, err } from "@grants/kernel/result";
import { dateInZone } from "@grants/kernel/time";
import type { NotAllowed } from "../access/decide-access.ts";
import { type Capacity, type CeilingExceeded, refuseAboveCeiling, roleIn } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { CommitRefusal, Stored } from "../audit/stored.ts";
import { type ParticipantExcluded, refuseExcluded } from "../registry/exclusion.ts";
import type { Agreement, AgreementId, AgreementNotFound, SigningSide } from "./agreement.ts";
import type { AgreementStore } from "./agreement-store.ts";
import { type SignatureRefusal, decideSignature } from "./decide-signature.ts";
import { findAgreement } from "./find-agreement.ts";

export type SignAgreementError =
  | AgreementNotFound
  | NotAllowed
  | CeilingExceeded
  | SignatureRefusal
  | ParticipantExcluded
  | CommitRefusal;
type SignAgreement = {
  agreementId: AgreementId;
  sheetSha256: Digest;
  expectedVersion: number;
  command: Command;
};

/** A person signs for the side in whose role they act. */
export const sideOf = (capacity: Capacity): SigningSide =>
  roleIn(capacity) === "applicant" ? "coordinator" : "authority";

/** Signs for the coordinator or for the ECCC. The last signature brings the agreement into force, and the award follows it (GA-01). */
export const signAgreement = async (
  { agreements }: { readonly agreements: AgreementStore },
  { agreementId, sheetSha256, expectedVersion, command }: SignAgreement,
): Promise<Result<Stored<Agreement>, SignAgreementError>> => {
  const loaded = await agreements.load(agreementId, command.caller);
  const found = findAgreement(loaded, { action: "signAgreement", agreementId, command });
  if (!found.ok) return found;
  const { agreement, sheet, role } = found.value;
  if (agreement.version !== expectedVersion) return agreements.settle(agreement, expectedVersion, command);
  const aboveCeiling = refuseAboveCeiling(role, sheet.maxGrantCents);
  if (aboveCeiling !== null) return err(aboveCeiling);
  const { award, commitment, coordinator } = await agreements.loadBacking(sheet);
  const excluded = refuseExcluded(sheet.coordinator, coordinator, dateInZone(command.at));
  if (!excluded.ok) return excluded;
  const backing = { commitment: commitment?.state ?? null, maxGrantCents: sheet.maxGrantCents };
  const asked = { side: sideOf(role), by: command.caller, at: command.at, sheetSha256 };
  const decided = decideSignature(agreement.state, backing, asked);
  if (!decided.ok) return decided;
  if (award === null || commitment === null) throw new Error(`The award of ${agreementId} is gone.`);
  const next = decided.value;
  const isInForce = next.state === "inForce";
  const type = isInForce ? "AgreementEnteredIntoForce" : "AgreementSigned";
  const terms = [{ id: commitment.state.id, version: commitment.version }];
  const signed = {
    aggregate: award.state.id,
    before: award,
    next: { ...award.state, state: "signed", agreementId } as const,
    type: "AgreementOfAwardSigned",
    role,
    terms: [],
  };
  const changes = {
    agreement: { aggregate: agreementId, before: agreement, next, type, role, terms },
    award: isInForce ? signed : null,
  };
  return agreements.commitSignature(changes, command);
};
