import { type Result, err, ok } from "@grants/kernel/result";
import type { Action } from "../access/access-table.ts";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Capacity } from "../access/capacity.ts";
import type { Command } from "../audit/command.ts";
import type { Stored } from "../audit/stored.ts";
import type { Agreement, AgreementId, AgreementNotFound } from "./agreement.ts";
import type { LoadedAgreement } from "./agreement-store.ts";
import type { DataSheet } from "./data-sheet.ts";

type Asked = { readonly action: Action; readonly agreementId: AgreementId; readonly command: Command };
type Found = { readonly agreement: Stored<Agreement>; readonly sheet: DataSheet; readonly role: Capacity };

/** Every beneficiary of an agreement may read it. */
const partiesOf = (sheet: DataSheet) =>
  sheet.parties.flatMap(({ organisation }) => (organisation === undefined ? [] : [organisation]));

/** The loaded agreement, when this person may do this with it. One that they may not even read does not exist for them. */
export const findAgreement = (
  { rights, agreement, sheet }: LoadedAgreement,
  { action, agreementId, command }: Asked,
): Result<Found, AgreementNotFound | NotAllowed> => {
  if (agreement === null) return err({ kind: "AgreementNotFound", agreementId });
  if (sheet === null) throw new Error(`The data sheet of ${agreementId} is gone.`);
  const { coordinator } = sheet;
  const readers = { organisations: [coordinator, ...partiesOf(sheet)] };
  const canRead = decideAccess("readAgreement", rights, readers, command.at);
  if (!canRead.ok) return err({ kind: "AgreementNotFound", agreementId });
  if (action === "readAgreement") return ok({ agreement, sheet, role: canRead.value });
  const role = decideAccess(action, rights, { organisations: [coordinator] }, command.at);
  return role.ok ? ok({ agreement, sheet, role: role.value }) : role;
};
