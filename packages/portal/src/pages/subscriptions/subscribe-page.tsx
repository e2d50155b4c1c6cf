import { prefixedId } from "@grants/kernel/id";
import { answerOf, apiOf, type Schemas } from "../../api-client.ts";
import { show, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { TextInput } from "../../components/text-input.tsx";
import { fieldRules } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import type { PageContext } from "../../page/page-context.ts";
import { filterParameters, readFilter } from "../calls/call-filter.ts";
import { TopicWords } from "./topic-words.tsx";

type Topic = Schemas["SubscriptionTopic"];

const CallId = prefixedId("call");

/** What the address of the page, or the form that came from it, wants to be told of. */
const topicOf = (given: URLSearchParams): Topic => {
  const callId = CallId.safeParse(given.get("call"));
  if (callId.success) return { kind: "call", callId: callId.data };
  const { status: _status, closingWithinDays: _window, ...search } = readFilter(given);
  return { kind: "search", search };
};

const parametersOf = (topic: Topic): Readonly<Record<string, string>> =>
  topic.kind === "call" ? { call: topic.callId } : filterParameters(topic.search);

const fieldsOf = ({ t }: PageContext) => ({
  mail: { label: t("callSite.subscribe.mail"), rule: t("callSite.subscribe.mailRule") },
});

type Shown = { readonly topic: Topic; readonly form: FormValues; readonly refusal: Refusal | null };

const showSubscribeForm = (c: PortalContext, { topic, form, refusal }: Shown): Response => {
  const page = c.get("page");
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  const content = (
    <>
      <DescriptionList items={[{ term: t("callSite.subscribe.about"), detail: <TopicWords topic={topic} /> }]} />
      <Form action={href("/subscriptions/new")} hidden={parametersOf(topic)}>
        <TextInput {...field("mail", t("callSite.subscribe.mailHelp"))} type="email" autocomplete="email" required />
        <Button>{t("callSite.subscribe.send")}</Button>
      </Form>
    </>
  );
  const crumbs = [{ label: t("calls.title"), path: "/calls" }];
  const texts = { title: t("callSite.subscribe.title"), lead: t("callSite.subscribe.lead"), crumbs };
  return showForm(c, { ...texts, head: { isUnlisted: true }, content }, refusal);
};

export const showSubscribe = (c: PortalContext): Response =>
  showSubscribeForm(c, { topic: topicOf(c.get("page").query), form: formValues({}), refusal: null });

const givenIn = (form: FormValues): URLSearchParams =>
  new URLSearchParams(form.names.map((name) => [name, form.text(name)] as [string, string]));

/** The same answer for every address: nobody learns here who is subscribed. */
export const sendConfirmation = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const { t, href, language } = page;
  const form = await readForm(c);
  const topic = topicOf(givenIn(form));
  const body = { mail: form.text("mail").trim(), language, topic };
  const asked = await answerOf(apiOf(c).POST("/v1/calls/subscriptions", { body }));
  if (!asked.ok) {
    const refusal = refusalOf(asked.error, fieldRules(t, fieldsOf(page)));
    return showSubscribeForm(c, { topic, form, refusal });
  }
  const days = asked.value.confirmationDays;
  return show(c, {
    title: t("callSite.subscribe.title"),
    crumbs: [{ label: t("calls.title"), path: "/calls" }],
    head: { isUnlisted: true },
    content: (
      <>
        <Notification kind="success" title={t("callSite.subscribe.sentTitle")}>
          <p>{t("callSite.subscribe.sentText", { days })}</p>
        </Notification>
        <ButtonRow>
          <ButtonLink href={href("/calls")} kind="secondary">
            {t("callSite.subscription.toCalls")}
          </ButtonLink>
        </ButtonRow>
      </>
    ),
  });
};
