import type { OrganisationId, UserId } from "@grants/kernel/id";
import type { Result } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";
import type { CursorInvalid } from "../audit/cursor-invalid.ts";
import type { AgreementPage, AgreementStore } from "./agreement-store.ts";

type Deps = { readonly agreements: Pick<AgreementStore, "loadRights" | "listOfCall" | "listOfOrganisations"> };
type Asked = { readonly caller: UserId; readonly now: Instant; readonly cursor: string | null };

/** The organisations in whose name this person may look today. */
const ownOrganisations = (rights: Rights | null, now: Instant): readonly OrganisationId[] => {
  const named = (rights?.grants ?? []).flatMap(({ organisation }) =>
    organisation === undefined ? [] : [organisation],
  );
  return [...new Set(named)].filter((one) => decideAccess("readAgreement", rights, { organisations: [one] }, now).ok);
};

/** A page of the agreements that one's organisations coordinate. */
export const listMyAgreements = async (
  { agreements }: Deps,
  { caller, now, cursor }: Asked,
): Promise<Result<AgreementPage, NotAllowed | CursorInvalid>> => {
  const rights = await agreements.loadRights(caller);
  const role = decideAccess("listMyAgreements", rights, {}, now);
  return role.ok ? agreements.listOfOrganisations(ownOrganisations(rights, now), { caller, cursor }) : role;
};

/** A page of the agreements of a call, for those who prepare, sign and pay them. */
export const listCallAgreements = async (
  { agreements }: Deps,
  { caller, now, cursor, callId }: Asked & { readonly callId: CallId },
): Promise<Result<AgreementPage, NotAllowed | CursorInvalid>> => {
  const ask = { caller, cursor };
  const [rights, listed] = await Promise.all([agreements.loadRights(caller), agreements.listOfCall(callId, ask)]);
  const role = decideAccess("listCallAgreements", rights, {}, now);
  return role.ok ? listed : role;
};
