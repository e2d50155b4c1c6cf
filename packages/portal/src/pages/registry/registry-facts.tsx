import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import type { PortalContext } from "../../area.ts";
import { StatusLabel, type StatusTone } from "../../components/status-label.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey, type MessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";

export type OrganisationFile = Schemas["OrganisationFile"];
export type ShownAccount = Schemas["ShownBankAccount"];
type Account = Schemas["BankAccount"];

export const organisationIdOf = (c: PortalContext): string => c.req.param("organisationId") ?? "";
export const bankAccountIdOf = (c: PortalContext): string => c.req.param("bankAccountId") ?? "";

export const organisationPath = (organisationId: string): string => `/registry/organisations/${organisationId}`;
export const accountPath = ({ organisation, id }: Pick<Account, "organisation" | "id">): string =>
  `${organisationPath(organisation)}/bank-accounts/${id}`;

export const readOrganisation = (c: PortalContext, organisationId: string) =>
  answerOf(apiOf(c).GET("/v1/registry/organisations/{organisationId}", { params: { path: { organisationId } } }));

const shownCharacters = 4;

/** The end of a number, enough to recognise it in a list. */
export const lastCharacters = (iban: string): string => iban.slice(-shownCharacters);

/** "BE68539007547034" → "BE68 5390 0754 7034"; a masked one stays as it is. */
export const groupedIban = (iban: string): string =>
  /^[A-Z0-9]+$/.test(iban) ? (iban.match(/.{1,4}/g) ?? []).join(" ") : iban;

const accountTones: Readonly<Record<Account["state"], StatusTone>> = {
  registered: "attention",
  changePending: "attention",
  verified: "attention",
  blocked: "quiet",
  withdrawn: "quiet",
  validated: "active",
};

export const AccountState: FC<{ readonly state: Account["state"] }> = ({ state }) => {
  const { t } = usePage();
  return <StatusLabel tone={accountTones[state]}>{t(`registry.accountState.${state}`)}</StatusLabel>;
};

export const EntityState: FC<{ readonly state: Schemas["Organisation"]["state"] | "missing" }> = ({ state }) => {
  const { t } = usePage();
  const tone = state === "validated" ? "active" : "attention";
  return <StatusLabel tone={tone}>{t(`registry.state.${state}`)}</StatusLabel>;
};

type NextKey = Extract<MessageKey, `registry.next.${string}`>;

const nextOfState = {
  registered: "registry.next.verify",
  changePending: "registry.next.callBack",
  verified: "registry.next.validateAccount",
  blocked: "registry.next.blocked",
  withdrawn: "registry.next.withdrawn",
  validated: "registry.next.nobody",
} as const satisfies Readonly<Record<Account["state"], NextKey>>;

/** Who acts next, in a sentence below the title. */
export const leadOf = (next: NextKey, { t }: Pick<PageContext, "t">): string =>
  next === "registry.next.nobody" ? t("registry.nothingNext") : t("registry.accountLeadNext", { next: t(next) });

/** Whether the organisation confirmed a change when it was called. */
export const isConfirmed = (account: Account): boolean =>
  account.state !== "registered" && account.change?.callBack?.outcome === "CONFIRMED";

/** Whether the organisation has to be called about a change; the bank may have answered before. */
export const waitsForCall = (account: Account): boolean =>
  (account.state === "changePending" || account.state === "verified") &&
  account.change !== undefined &&
  !isConfirmed(account);

/** Who acts next for an account. */
export const nextOfAccount = (account: Account): NextKey => {
  if (waitsForCall(account)) return "registry.next.callBack";
  return account.state === "changePending" ? "registry.next.verify" : nextOfState[account.state];
};

/** A change of the account that is not decided yet: everybody of the organisation has to know of it. */
export const pendingChange = ({ accounts }: OrganisationFile): ShownAccount | undefined =>
  accounts.find(
    ({ account }) =>
      account.state === "changePending" || (account.state === "verified" && account.change !== undefined),
  );

/** Furthest first: the account that the organisation is closest to be paid on. */
const progress: readonly Account["state"][] = ["validated", "verified", "changePending", "registered"];

/** The account whose way is shown: the one that is paid on, else the furthest one that is not blocked. */
export const leadingAccount = ({ accounts }: OrganisationFile): ShownAccount | undefined =>
  accounts.find(({ isPayeeAccount }) => isPayeeAccount) ??
  progress.flatMap((state) => accounts.filter(({ account }) => account.state === state))[0];

/** Who acts next before the organisation can be paid. */
export const nextOfOrganisation = (file: OrganisationFile): NextKey => {
  if (file.organisation.state === "registered") return "registry.next.validate";
  if (file.organisation.state === "refused") return "registry.next.register";
  const account = leadingAccount(file);
  return account === undefined ? "registry.next.account" : nextOfAccount(account.account);
};

type Answer = { readonly isOffered: boolean; readonly disabledBecause: string | undefined };

/** A reason of the API in words that follow "Not available:". */
const reasonInWords = (code: string, { t, language }: PageContext): string => {
  const key = `registry.because.${code}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : t("registry.because.other", { code });
};

/** Whether to show this person the button of an action, and why it does nothing now. What others do is not offered. */
export const offerOf = (
  allowedActions: readonly Schemas["AllowedAction"][],
  action: string,
  page: PageContext,
): Answer => {
  const found = allowedActions.find((allowed) => allowed.action === action);
  if (found?.allowed === true) return { isOffered: true, disabledBecause: undefined };
  const because = found?.because ?? "NotAllowed";
  return { isOffered: because !== "NotAllowed", disabledBecause: reasonInWords(because, page) };
};
