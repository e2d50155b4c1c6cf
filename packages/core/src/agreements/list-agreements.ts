import type { OrganisationId, UserId } from "@grants/kernel/id";
import { type Result, ok } from "@grants/kernel/result";
import type { Instant } from "@grants/kernel/time";
import { type NotAllowed, decideAccess } from "../access/decide-access.ts";
import type { Rights } from "../access/rights.ts";
import type { CallId } from "../calls/call.ts";
import type { AgreementStore, ListedAgreement } from "./agreement-store.ts";

type Deps = { readonly agreements: Pick<AgreementStore, "loadRights" | "listOfCall" | "listOfOrganisations"> };
type Asked = { readonly caller: UserId; readonly now: Instant };

/** The organisations in whose name this person may look today. */
const ownOrganisations = (rights: Rights | null, now: Instant): readonly OrganisationId[] => {
  const named = (rights?.grants ?? []).flatMap(({ organisation }) =>
    organisation === undefined ? [] : [organisation],
  );
  return [...new Set(named)].filter((one) => decideAccess("readAgreement", rights, { organisations: [one] }, now).ok);
};

/** The agreements that one's organisations coordinate. */
export const listMyAgreements = async (
  { agreements }: Deps,
  { caller, now }: Asked,
): Promise<Result<readonly ListedAgreement[], NotAllowed>> => {
  const rights = await agreements.loadRights(caller);
  const role = decideAccess("listMyAgreements", rights, {}, now);
  return role.ok ? ok(await agreements.listOfOrganisations(ownOrganisations(rights, now))) : role;
};

/** The agreements of a call, for those who prepare, sign and pay them. */
export const listCallAgreements = async (
  { agreements }: Deps,
  { caller, now, callId }: Asked & { readonly callId: CallId },
): Promise<Result<readonly ListedAgreement[], NotAllowed>> => {
  const [rights, listed] = await Promise.all([agreements.loadRights(caller), agreements.listOfCall(callId)]);
  const role = decideAccess("listCallAgreements", rights, {}, now);
  return role.ok ? ok(listed) : role;
};
