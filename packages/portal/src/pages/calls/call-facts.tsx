import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { StatusLabel, Tag, type StatusTone } from "../../components/status-label.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { usePage, type PageContext } from "../../page/page-context.ts";

type Summary = Schemas["CallSummary"];

const tones: Readonly<Record<Schemas["CallStatus"], StatusTone>> = {
  open: "active",
  forthcoming: "attention",
  closed: "quiet",
  unknown: "neutral",
};

export const CallStatusLabel: FC<{ readonly status: Schemas["CallStatus"] }> = ({ status }) => {
  const { t } = usePage();
  return <StatusLabel tone={tones[status]}>{t(`calls.status.${status}`)}</StatusLabel>;
};

/** Where a call is not one of this platform, or not real in all its parts, it says so wherever it is shown. */
export const OriginTags: FC<{ readonly call: Summary }> = ({ call }) => {
  const { t } = usePage();
  return (
    <>
      {call.origin === "imported" && <Tag>{t("calls.imported")}</Tag>}
      {call.syntheticFields.length > 0 && <Tag>{t("calls.synthetic")}</Tag>}
    </>
  );
};

const dateOnly = /^\d{4}-\d{2}-\d{2}$/;

/** A moment that a source may not tell, or tell by the day only. */
export const MomentIfKnown: FC<{ readonly moment: string | null }> = ({ moment }) => {
  const { t } = usePage();
  if (moment === null) return <span>{t("components.unknown")}</span>;
  return dateOnly.test(moment) ? <DateOf on={moment} /> : <DateTimeOf at={moment} />;
};

/** The deadline with the time in Brussels, and a note where that time was assumed. */
export const Deadline: FC<{ readonly call: Summary }> = ({ call }) => {
  const { t } = usePage();
  return (
    <>
      <MomentIfKnown moment={call.closesAt} />
      {call.isTimeAssumed && <> {t("calls.timeAssumed")}</>}
    </>
  );
};

/** The same as text, for one line of a card. */
export const deadlineText = ({ closesAt }: Pick<Summary, "closesAt">, { t, format }: PageContext): string => {
  if (closesAt === null) return t("components.unknown");
  return dateOnly.test(closesAt)
    ? format.date(closesAt)
    : `${format.dateTime(closesAt)} (${t("components.brusselsTime")})`;
};

export const budgetText = ({ budgetCents }: Summary, { t, format }: PageContext): string =>
  budgetCents === null ? t("components.unknown") : format.money(budgetCents);

type Range = { readonly minGrantCents: number | null; readonly maxGrantCents: number | null };

/** What one project can get. */
export const grantRangeText = ({ minGrantCents, maxGrantCents }: Range, { t, format }: PageContext): string => {
  if (minGrantCents === null && maxGrantCents === null) return t("components.unknown");
  if (minGrantCents === null) return t("calls.atMost", { max: format.money(maxGrantCents ?? 0) });
  if (maxGrantCents === null) return t("calls.atLeast", { min: format.money(minGrantCents) });
  return minGrantCents === maxGrantCents
    ? format.money(maxGrantCents)
    : t("calls.range", { min: format.money(minGrantCents), max: format.money(maxGrantCents) });
};
