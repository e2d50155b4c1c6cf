import type { FC } from "hono/jsx";
import { ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Section } from "../../components/section.tsx";
import { usePage } from "../../page/page-context.ts";
import type { PageHead } from "../../page/page.ts";
import type { Translate } from "../../words/translate.ts";
import { type CallFilter, filteredPath } from "./call-filter.ts";

export const feedPath = "/calls/feed.atom";
const calendarPath = "/calls/deadlines.ics";

/** The feed and the calendar of the same filter, for who looks into the head of the page. */
export const feedsOf = (filter: CallFilter, t: Translate): NonNullable<PageHead["feeds"]> => [
  { type: "application/atom+xml", title: t("callSite.feedTitle"), path: filteredPath(feedPath, filter) },
  { type: "text/calendar", title: t("callSite.followCalendar"), path: filteredPath(calendarPath, filter) },
];

/** Ways to hear of calls without coming back to look. */
export const FollowCalls: FC<{ readonly filter: CallFilter }> = ({ filter }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("callSite.followTitle")}>
      <p>{t("callSite.followText")}</p>
      <ButtonRow>
        <ButtonLink href={href(filteredPath("/subscriptions/new", filter))} kind="secondary">
          {t("callSite.followMail")}
        </ButtonLink>
        <ButtonLink href={href(filteredPath(feedPath, filter))} kind="secondary">
          {t("callSite.followFeed")}
        </ButtonLink>
        <ButtonLink href={href(filteredPath(calendarPath, filter))} kind="secondary">
          {t("callSite.followCalendar")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};

const callCalendarPath = (callId: string): string => `/calls/${callId}/deadline.ics`;

/** The deadline of one call, for who looks into the head of its page. */
export const calendarFeed = (callId: string, t: Translate) => ({
  type: "text/calendar",
  title: t("callSite.followCalendar"),
  path: callCalendarPath(callId),
});

/** Ways to hear of what becomes of one call. */
export const FollowCall: FC<{ readonly callId: string }> = ({ callId }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("callSite.followTitle")}>
      <p>{t("callSite.followText")}</p>
      <ButtonRow>
        <ButtonLink href={href(`/subscriptions/new?call=${callId}`)} kind="secondary">
          {t("callSite.followMail")}
        </ButtonLink>
        <ButtonLink href={href(callCalendarPath(callId))} kind="secondary">
          {t("callSite.followCalendar")}
        </ButtonLink>
      </ButtonRow>
    </Section>
  );
};
