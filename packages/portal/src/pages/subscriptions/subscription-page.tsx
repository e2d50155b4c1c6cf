import type { FC } from "hono/jsx";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { usePage } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { TopicWords } from "./topic-words.tsx";

type Linked = Schemas["LinkedSubscription"];

const tokenOf = (c: PortalContext): string => c.req.param("token") ?? "";

/** A link that is cut off is a link that is none. */
const showLinkProblem = (c: PortalContext, problem: Problem): Response =>
  showProblem(c, problem.status === 400 ? { status: 404, code: "SubscriptionLinkInvalid" } : problem, "/calls");

const Topic: FC<{ linked: Linked }> = ({ linked: { topic } }) => {
  const { t } = usePage();
  return topic === undefined ? null : (
    <DescriptionList items={[{ term: t("callSite.subscribe.about"), detail: <TopicWords topic={topic} /> }]} />
  );
};

type Done = "callSite.subscription.confirmed" | "callSite.subscription.ended";

const showDone = (c: PortalContext, done: Done, linked: Linked): Response => {
  const { t, href } = c.get("page");
  return show(c, {
    title: t("callSite.subscribe.title"),
    head: { isUnlisted: true },
    content: (
      <>
        <Notification kind="success" title={t(`${done}Title`)}>
          <p>{t(`${done}Text`)}</p>
        </Notification>
        <Topic linked={linked} />
        <ButtonRow>
          <ButtonLink href={href("/calls")} kind="secondary">
            {t("callSite.subscription.toCalls")}
          </ButtonLink>
        </ButtonRow>
      </>
    ),
  });
};

/** What the link of a mail offers: a yes, or an end. Looking at it changes nothing: mail programs open links too. */
export const showSubscription = async (c: PortalContext): Promise<Response> => {
  const { t, href } = c.get("page");
  const token = tokenOf(c);
  const path = { token };
  const read = await answerOf(apiOf(c).GET("/v1/calls/subscriptions/links/{token}", { params: { path } }));
  if (!read.ok) return showLinkProblem(c, read.error);
  if (read.value.topic === undefined) return showDone(c, "callSite.subscription.ended", read.value);
  const isWish = read.value.kind === "wish";
  const below = isWish ? "confirmation" : "ending";
  return show(c, {
    title: t(isWish ? "callSite.subscription.confirmTitle" : "callSite.subscription.endTitle"),
    head: { isUnlisted: true },
    content: (
      <>
        <Topic linked={read.value} />
        <Form action={href(`/subscriptions/${token}/${below}`)}>
          <Button>{t(isWish ? "callSite.subscription.confirm" : "callSite.subscription.end")}</Button>
        </Form>
      </>
    ),
  });
};

export const confirmSubscription = async (c: PortalContext): Promise<Response> => {
  const path = { token: tokenOf(c) };
  const done = await answerOf(
    apiOf(c).POST("/v1/calls/subscriptions/links/{token}/confirmation", { params: { path } }),
  );
  return done.ok ? showDone(c, "callSite.subscription.confirmed", done.value) : showLinkProblem(c, done.error);
};

/** By the button of the page, or by a mail program without any page (RFC 8058). */
export const endSubscription = async (c: PortalContext): Promise<Response> => {
  const path = { token: tokenOf(c) };
  const done = await answerOf(apiOf(c).POST("/v1/calls/subscriptions/links/{token}/ending", { params: { path } }));
  return done.ok ? showDone(c, "callSite.subscription.ended", done.value) : showLinkProblem(c, done.error);
};
