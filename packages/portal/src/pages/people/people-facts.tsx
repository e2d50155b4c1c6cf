import type { FC } from "hono/jsx";
import { hiddenVersion, type Schemas } from "../../api-client.ts";
import { Button } from "../../components/button.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";
import { isMessageKey } from "../../words/catalogue.ts";
import { translateLoosely } from "../../words/translate.ts";

type Grant = Schemas["Grant"];
export type Held = Pick<Grant, "role" | "organisation" | "funder" | "validFrom" | "validTo" | "delegation">;
type Names = readonly { readonly id: string; readonly name?: string | undefined }[];

export const organisationPath = (organisationId: string): string => `/people/organisations/${organisationId}`;

/** A grant has one step after its granting: its end. */
const grantedVersion = 1;

export const roleText = (role: string, { language }: PageContext): string => {
  const key = `roles.${role}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : role;
};

export const nameOf = (id: string, names: Names): string => names.find((one) => one.id === id)?.name ?? id;

export const daysText = ({ validFrom, validTo }: Held, { t, format }: PageContext): string => {
  const from = validFrom === undefined ? undefined : format.date(validFrom);
  const to = validTo === undefined ? undefined : format.date(validTo);
  if (from !== undefined && to !== undefined) return t("people.days.both", { validFrom: from, validTo: to });
  if (from !== undefined) return t("people.days.from", { validFrom: from });
  return to === undefined ? t("people.days.always") : t("people.days.until", { validTo: to });
};

export const forText = ({ organisation, funder }: Held, organisations: Names, { t }: PageContext): string =>
  organisation === undefined ? (funder ?? t("people.for.everywhere")) : nameOf(organisation, organisations);

const actionText = (action: string, { language }: PageContext): string => {
  const key = `actions.${action}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : action;
};

/** How far a deputy's role reaches: to which acts, and up to which amount. */
export const limitsText = ({ delegation }: Held, page: PageContext): string => {
  const { t, format } = page;
  const { actions, ceilingCents } = delegation ?? {};
  return [
    ...(actions === undefined
      ? []
      : [t("people.only", { actions: actions.map((action) => actionText(action, page)).join(", ") })]),
    ...(ceilingCents === undefined ? [] : [t("people.upTo", { ceiling: format.money(ceilingCents) })]),
  ].join(", ");
};

/** Whose deputy somebody is and how far, in words that stand behind the role. */
export const reachText = (held: Held, people: Names, page: PageContext): string => {
  if (held.delegation === undefined) return "";
  const deputy = page.t("people.deputyOf", { name: nameOf(held.delegation.from, people) });
  return [deputy, limitsText(held, page)].filter(Boolean).join(", ");
};

export const becauseText = (code: string, { t, language }: PageContext): string => {
  const key = `people.because.${code}`;
  return isMessageKey(key) ? translateLoosely(language, key, {}) : t("people.because.other");
};

export const isAllowed = (allowedActions: readonly Schemas["AllowedAction"][], action: string): boolean =>
  allowedActions.some((one) => one.action === action && one.allowed);

type StepProps = {
  readonly action: string;
  readonly label: string;
  readonly version?: number;
  readonly disabledBecause?: string | undefined;
};

/** One button that does one thing to one row, in a form of its own. */
export const StepForm: FC<StepProps> = ({ action, label, version = grantedVersion, disabledBecause }) => {
  const { href } = usePage();
  return (
    <Form action={href(action)} hidden={hiddenVersion(version)}>
      <Button kind="secondary" disabledBecause={disabledBecause}>
        {label}
      </Button>
    </Form>
  );
};

export const Done: FC = () => {
  const { query, language } = usePage();
  const key = `people.done.${query.get("done") ?? ""}`;
  if (!isMessageKey(key)) return null;
  return <Notification kind="success" title={translateLoosely(language, key, {})}></Notification>;
};
