import type { FC } from "hono/jsx";
import type { Schemas } from "../../api-client.ts";
import { Link } from "../../components/link.tsx";
import { usePage } from "../../page/page-context.ts";
import { choiceText } from "../calls/search-filters.tsx";

/** What a subscription tells of, in words. */
export const TopicWords: FC<{ readonly topic: Schemas["SubscriptionTopic"] }> = ({ topic }) => {
  const page = usePage();
  const { t, href } = page;
  if (topic.kind === "call") return <Link href={href(`/calls/${topic.callId}`)}>{t("callSite.subscribe.call")}</Link>;
  const { text, programme, actionType } = topic.search;
  const parts = [
    ...(text === undefined ? [] : [t("callSite.subscribe.words", { text })]),
    ...(programme === undefined ? [] : [choiceText("programme", programme, page)]),
    ...(actionType === undefined ? [] : [choiceText("actionType", actionType, page)]),
  ];
  return <>{parts.length === 0 ? t("callSite.subscribe.all") : parts.join(" · ")}</>;
};
