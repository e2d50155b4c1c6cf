import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  seeOther,
  type Schemas,
} from "../../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../../area.ts";
import { Button } from "../../../components/button.tsx";
import { Form } from "../../../components/form.tsx";
import { Notification } from "../../../components/notification.tsx";
import { Pagination } from "../../../components/pagination.tsx";
import { Section } from "../../../components/section.tsx";
import { TextArea } from "../../../components/text-area.tsx";
import { fieldRules } from "../../../forms/field-rules.ts";
import { fieldsFor } from "../../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../../forms/refusal.ts";
import { showForm } from "../../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../../page/page-context.ts";
import type { Page } from "../../../page/page.ts";
import { CallTabs } from "../call-tabs.tsx";
import { isProgrammeOfficer } from "../officer.ts";
import { OwnQuestions, PublishedAnswers, WaitingQuestions } from "./question-list.tsx";

const questionCharactersMax = 2_000;

type Read = {
  readonly call: Schemas["PublicCall"];
  readonly answers: Schemas["AnswerList"];
  readonly own: readonly Schemas["OwnQuestion"][];
  readonly waiting: readonly Schemas["WaitingQuestion"][];
};
type Shown = Read & { readonly form: FormValues; readonly refusal: Refusal | null };

const fieldsOf = ({ t }: PageContext) => ({
  question: { label: t("callSite.questions.field"), rule: t("callSite.questions.fieldRule") },
});

const AskForm: FC<Shown> = ({ call, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Form action={href(`/calls/${call.summary.callId}/questions`)} hidden={hiddenKeys(form)}>
      <TextArea
        {...field("question", t("callSite.questions.askText"))}
        rows={4}
        charactersMax={questionCharactersMax}
        required
      />
      <Button>{t("callSite.questions.send")}</Button>
    </Form>
  );
};

/** Until when one may ask, and the form as long as one may. */
const Asking: FC<Shown> = (props) => {
  const { t, format, person, now } = usePage();
  const { call, answers } = props;
  const at = format.dateTime(answers.questionsCloseAt);
  const isNotYet = call.summary.opensAt !== null && now < call.summary.opensAt;
  return (
    <Section title={t("callSite.questions.ask")}>
      {isNotYet && <p>{t("callSite.questions.notYet")}</p>}
      <p>{t(now > answers.questionsCloseAt ? "callSite.questions.over" : "callSite.questions.until", { at })}</p>
      {answers.isOpenForQuestions && person === null && (
        <Button disabledBecause={t("callSite.questions.askSignIn")}>{t("callSite.questions.send")}</Button>
      )}
      {answers.isOpenForQuestions && person !== null && <AskForm {...props} />}
    </Section>
  );
};

const Sent: FC = () => {
  const { t } = usePage();
  return (
    <Notification kind="success" title={t("callSite.questions.sent")}>
      <p>{t("callSite.questions.sentText")}</p>
    </Notification>
  );
};

const questionsPage = (c: PortalContext, shown: Shown): Page => {
  const { t, href, query, person } = c.get("page");
  const { summary } = shown.call;
  const path = `/calls/${summary.callId}/questions`;
  const { next } = shown.answers;
  return {
    title: t("callSite.questions.title"),
    lead: t("callSite.questions.lead"),
    crumbs: [
      { label: t("calls.title"), path: "/calls" },
      { label: summary.title, path: `/calls/${summary.callId}` },
    ],
    head: { canonicalPath: path },
    content: (
      <>
        <CallTabs callId={summary.callId} here="questions" />
        {query.get("done") === "asked" && shown.refusal === null && <Sent />}
        {query.get("done") === "answered" && (
          <Notification kind="success" title={t("callSite.question.done")}></Notification>
        )}
        {isProgrammeOfficer(person) && (
          <Section title={t("callSite.questions.waiting")}>
            <WaitingQuestions questions={shown.waiting} />
          </Section>
        )}
        <PublishedAnswers answers={shown.answers.answers} />
        <Pagination
          nextHref={
            next === undefined ? undefined : href(`${path}?${new URLSearchParams({ cursor: next }).toString()}`)
          }
        />
        <OwnQuestions questions={shown.own} />
        <Asking {...shown} />
      </>
    ),
  };
};

const none = { ok: true, value: { questions: [] } } as const;

const readPage = async (c: PortalContext) => {
  const { person, query } = c.get("page");
  const api = apiOf(c);
  const path = { callId: c.req.param("callId") ?? "" };
  const cursor = query.get("cursor");
  const [call, answers, own, waiting] = await Promise.all([
    answerOf(api.GET("/v1/calls/{callId}", { params: { path } })),
    answerOf(api.GET("/v1/calls/{callId}/questions", { params: { path, query: cursor === null ? {} : { cursor } } })),
    person === null ? none : answerOf(api.GET("/v1/calls/{callId}/questions/mine", { params: { path } })),
    isProgrammeOfficer(person) ? answerOf(api.GET("/v1/calls/questions/waiting", { params: { query: path } })) : none,
  ]);
  if (!call.ok) return call;
  if (!answers.ok) return answers;
  if (!own.ok) return own;
  if (!waiting.ok) return waiting;
  return {
    ok: true,
    value: { call: call.value, answers: answers.value, own: own.value.questions, waiting: waiting.value.questions },
  } as const;
};

/** Questions about a call: what is answered, what the reader has asked, what waits for the Centre. */
export const showQuestions = async (c: PortalContext): Promise<Response> => {
  const read = await readPage(c);
  if (!read.ok) return showProblem(c, read.error, "/calls");
  return show(c, questionsPage(c, { ...read.value, form: formValues({}), refusal: null }));
};

export const askQuestion = async (c: PortalContext): Promise<Response> => {
  const page = c.get("page");
  const callId = c.req.param("callId") ?? "";
  const form = await readForm(c);
  const params = { path: { callId }, header: commandHeaders(form) };
  const body = { question: form.text("question") };
  const asked = await answerOf(apiOf(c).POST("/v1/calls/{callId}/questions", { params, body }));
  if (asked.ok) return seeOther(c, `/calls/${callId}/questions?done=asked`);
  const read = await readPage(c);
  if (!read.ok) return showProblem(c, read.error, "/calls");
  const refusal = refusalOf(asked.error, fieldRules(page.t, fieldsOf(page)));
  const shown = { ...read.value, form: formToRetry(form, asked.error), refusal };
  return showForm(c, questionsPage(c, shown), refusal);
};

/** All questions that wait, of all calls: where an officer begins. */
export const showWaitingQuestions = async (c: PortalContext): Promise<Response> => {
  const { t } = c.get("page");
  const waiting = await answerOf(apiOf(c).GET("/v1/calls/questions/waiting", { params: { query: {} } }));
  if (!waiting.ok) return showProblem(c, waiting.error, "/calls");
  return show(c, {
    title: t("callSite.questions.all"),
    crumbs: [{ label: t("calls.title"), path: "/calls" }],
    content: <WaitingQuestions questions={waiting.value.questions} />,
  });
};
