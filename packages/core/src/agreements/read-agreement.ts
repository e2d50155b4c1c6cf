import { type Result, ok } from "@grants/kernel/result";
import { refuseAboveCeiling } from "../access/capacity.ts";
import { type AllowedAction, type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Commitment } from "../cofunding/commitment.ts";
import type { Agreement, AgreementId, AgreementNotFound } from "./agreement.ts";
import type { AgreementStore, LoadedAgreement } from "./agreement-store.ts";
import type { DataSheet } from "./data-sheet.ts";
import { decideSignature } from "./decide-signature.ts";
import { findAgreement } from "./find-agreement.ts";
import { sideOf } from "./sign-agreement.ts";

export type ReadAgreement = {
  readonly agreement: Stored<Agreement>;
  readonly sheet: DataSheet;
  readonly allowedActions: readonly AllowedAction[];
};

const signAction = (
  { rights }: LoadedAgreement,
  { agreement, sheet, commitment }: { agreement: Agreement; sheet: DataSheet; commitment: Commitment | null },
  { caller: by, at }: Command,
): AllowedAction => {
  const action = "signAgreement";
  const access = decideAccess(action, rights, { organisations: [sheet.coordinator] }, at);
  if (!access.ok) return { action, allowed: false, because: access.error.kind };
  const asked = { side: sideOf(access.value), by, at, sheetSha256: agreement.sheetSha256 };
  const aboveCeiling = refuseAboveCeiling(access.value, sheet.maxGrantCents);
  if (aboveCeiling !== null) return { action, allowed: false, because: aboveCeiling.kind };
  const decided = decideSignature(agreement, { commitment, maxGrantCents: sheet.maxGrantCents }, asked);
  return decided.ok ? { action, allowed: true } : { action, allowed: false, because: decided.error.kind };
};

/** An agreement with its data sheet, and whether this person may sign it now. */
export const readAgreement = async (
  { agreements }: { readonly agreements: AgreementStore },
  { agreementId, command }: { agreementId: AgreementId; command: Command },
): Promise<Result<ReadAgreement, AgreementNotFound | NotAllowed>> => {
  const loaded = await agreements.load(agreementId, command.caller);
  const found = findAgreement(loaded, { action: "readAgreement", agreementId, command });
  if (!found.ok) return found;
  const { agreement, sheet } = found.value;
  const { commitment } = await agreements.loadBacking(sheet);
  const facts = { agreement: agreement.state, sheet, commitment: commitment?.state ?? null };
  const allowedActions = [signAction(loaded, facts, command)];
  return ok({ agreement, sheet, allowedActions });
};
