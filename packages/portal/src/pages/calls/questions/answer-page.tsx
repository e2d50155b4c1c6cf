import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  formToRetry,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../../api-client.ts";
import { showProblem, type PortalContext } from "../../../area.ts";
import { Button } from "../../../components/button.tsx";
import { Select } from "../../../components/choices.tsx";
import { Form } from "../../../components/form.tsx";
import { Notification } from "../../../components/notification.tsx";
import { Paragraphs } from "../../../components/paragraphs.tsx";
import { Section } from "../../../components/section.tsx";
import { TextArea } from "../../../components/text-area.tsx";
import { fieldRules } from "../../../forms/field-rules.ts";
import { fieldsFor } from "../../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../../forms/refusal.ts";
import { showForm } from "../../../forms/show-form.tsx";
import { usePage, type PageContext } from "../../../page/page-context.ts";
import type { Problem } from "../../../problem.ts";
import { oneOf } from "../vocabulary.ts";

const questionCharactersMax = 2_000;
const answerCharactersMax = 4_000;
const reasons = [
  "ANSWERED_WITH_ANOTHER",
  "ANSWERED_IN_THE_CALL",
  "NOT_ABOUT_THE_CALL",
  "ABOUT_ONE_PROPOSAL",
] as const satisfies readonly Schemas["AsideReason"][];

type File = Schemas["QuestionFile"];
type Other = { readonly id: string; readonly words: string };
type Shown = {
  readonly file: File;
  readonly others: readonly Other[];
  readonly form: FormValues;
  readonly refusal: Refusal | null;
};

const fieldsOf = ({ t }: PageContext) => ({
  question: { label: t("callSite.question.field.question"), rule: t("callSite.question.field.questionRule") },
  answer: { label: t("callSite.question.field.answer"), rule: t("callSite.question.field.answerRule") },
  because: { label: t("callSite.question.field.because"), rule: t("callSite.question.field.becauseRule") },
  with: { label: t("callSite.question.field.with"), rule: t("callSite.question.field.withRule") },
});

const pathOf = ({ question: { callId, id } }: File): string => `/calls/${callId}/questions/${id}`;

const AnswerForm: FC<Shown> = ({ file, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("callSite.question.word")}>
      <Form action={href(`${pathOf(file)}/answer`)} hidden={hiddenVersion(file.version, form)}>
        <TextArea
          {...field("question", t("callSite.question.field.questionHelp"))}
          rows={3}
          charactersMax={questionCharactersMax}
          required
        />
        <TextArea {...field("answer")} rows={8} charactersMax={answerCharactersMax} required />
        <Button kind={file.question.state === "answered" ? "secondary" : "primary"}>
          {t("callSite.question.save")}
        </Button>
      </Form>
    </Section>
  );
};

const PublishForm: FC<{ file: File }> = ({ file }) => {
  const { t, href } = usePage();
  return (
    <Section title={t("callSite.question.publishTitle")}>
      <p>{t("callSite.question.publishText")}</p>
      <Form action={href(`${pathOf(file)}/publication`)} hidden={hiddenVersion(file.version)}>
        <Button>{t("callSite.question.publish")}</Button>
      </Form>
    </Section>
  );
};

const wordsShownMax = 90;

const AsideForm: FC<Shown> = ({ file, others, form, refusal }) => {
  const page = usePage();
  const { t, href } = page;
  const field = fieldsFor({ form, fields: fieldsOf(page), errors: refusal?.errors ?? {} });
  return (
    <Section title={t("callSite.question.asideTitle")}>
      <p>{t("callSite.question.asideText")}</p>
      <Form action={href(`${pathOf(file)}/setting-aside`)} hidden={hiddenVersion(file.version)}>
        <Select
          {...field("because")}
          choices={reasons.map((value) => ({ value, label: t(`callSite.questions.because.${value}`) }))}
          required
        />
        {others.length > 0 && (
          <Select
            {...field("with", t("callSite.question.field.withHelp"))}
            choices={others.map(({ id, words }) => ({ value: id, label: words.slice(0, wordsShownMax) }))}
          />
        )}
        <Button kind="secondary">{t("callSite.question.aside")}</Button>
      </Form>
    </Section>
  );
};

const Worked: FC<Shown> = (props) => {
  const { t } = usePage();
  const { file } = props;
  const { state } = file.question;
  return (
    <>
      <Section title={t("callSite.question.asked")}>
        <p>{t("callSite.question.askedText")}</p>
        <blockquote class="portal-quote">
          <Paragraphs text={file.words ?? t("callSite.questions.erased")} />
        </blockquote>
      </Section>
      {state === "published" && file.worded !== undefined && (
        <Section title={file.worded.question}>
          <Paragraphs text={file.worded.answer} />
        </Section>
      )}
      {(state === "asked" || state === "answered") && (
        <>
          <AnswerForm {...props} />
          {state === "answered" && <PublishForm file={file} />}
          <AsideForm {...props} />
        </>
      )}
    </>
  );
};

const placeOf = (c: PortalContext) => ({
  callId: c.req.param("callId") ?? "",
  questionId: c.req.param("questionId") ?? "",
});

const showFile = async (
  c: PortalContext,
  given: { readonly form: FormValues; readonly problem: Problem } | null,
): Promise<Response> => {
  const page = c.get("page");
  const { t, query } = page;
  const api = apiOf(c);
  const path = placeOf(c);
  const [file, waiting, answers] = await Promise.all([
    answerOf(api.GET("/v1/calls/{callId}/questions/{questionId}", { params: { path } })),
    answerOf(api.GET("/v1/calls/questions/waiting", { params: { query: { callId: path.callId } } })),
    answerOf(api.GET("/v1/calls/{callId}/questions", { params: { path, query: {} } })),
  ]);
  if (!file.ok) return showProblem(c, file.error, `/calls/${path.callId}/questions`);
  const others: readonly Other[] = [
    ...(answers.ok
      ? answers.value.answers.map(({ questionId, question }) => ({ id: questionId, words: question }))
      : []),
    ...(waiting.ok
      ? waiting.value.questions.map(({ questionId, words }) => ({ id: questionId, words: words ?? questionId }))
      : []),
  ].filter(({ id }) => id !== path.questionId);
  const stored = formValues({
    question: file.value.worded?.question ?? file.value.words ?? "",
    answer: file.value.worded?.answer ?? "",
  });
  const refusal = given === null ? null : refusalOf(given.problem, fieldRules(t, fieldsOf(page)));
  const shown = { file: file.value, others, form: given?.form ?? stored, refusal };
  const content = (
    <>
      {query.get("done") === "saved" && refusal === null && (
        <Notification kind="success" title={t("callSite.question.saved")}></Notification>
      )}
      <Worked {...shown} />
    </>
  );
  const crumbs = [
    { label: t("calls.title"), path: "/calls" },
    { label: t("callSite.questions.title"), path: `/calls/${path.callId}/questions` },
  ];
  return showForm(c, { title: t("callSite.question.title"), crumbs, content }, refusal);
};

export const showQuestion = (c: PortalContext): Promise<Response> => showFile(c, null);

export const saveAnswer = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = placeOf(c);
  const body = { question: form.text("question"), answer: form.text("answer") };
  const params = { path, header: changeHeaders(form) };
  const saved = await answerOf(apiOf(c).PUT("/v1/calls/{callId}/questions/{questionId}/answer", { params, body }));
  return saved.ok
    ? seeOther(c, `/calls/${path.callId}/questions/${path.questionId}?done=saved`)
    : showFile(c, { form: formToRetry(form, saved.error), problem: saved.error });
};

export const publishAnswer = async (c: PortalContext): Promise<Response> => {
  const path = placeOf(c);
  const params = { path, header: changeHeaders(await readForm(c)) };
  const done = await answerOf(apiOf(c).POST("/v1/calls/{callId}/questions/{questionId}/publication", { params }));
  return done.ok
    ? seeOther(c, `/calls/${path.callId}/questions#${path.questionId}`)
    : showProblem(c, done.error, `/calls/${path.callId}/questions/${path.questionId}`);
};

export const setAside = async (c: PortalContext): Promise<Response> => {
  const path = placeOf(c);
  const form = await readForm(c);
  const because = oneOf(reasons, form.text("because"));
  const other = form.text("with");
  if (because === undefined)
    return showFile(c, { form, problem: { status: 422, code: "InputInvalid", field: "because" } });
  const body = { because, ...(other === "" ? {} : { with: other }) };
  const params = { path, header: changeHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/calls/{callId}/questions/{questionId}/setting-aside", { params, body }),
  );
  return done.ok
    ? seeOther(c, `/calls/${path.callId}/questions?done=answered`)
    : showFile(c, { form, problem: done.error });
};
