import type { FC } from "hono/jsx";
import {
  answerOf,
  apiOf,
  changeHeaders,
  commandHeaders,
  formToRetry,
  hiddenKeys,
  hiddenVersion,
  seeOther,
  type Schemas,
} from "../../api-client.ts";
import { show, showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { DescriptionList } from "../../components/description-list.tsx";
import { Form } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Paragraphs } from "../../components/paragraphs.tsx";
import { Section } from "../../components/section.tsx";
import { TextArea } from "../../components/text-area.tsx";
import { DateOf, DateTimeOf } from "../../components/time.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { namePeople } from "../../name-people.ts";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Page } from "../../page/page.ts";
import { sendPdf } from "../../send-pdf.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { personText } from "../registry/person-reference.tsx";
import { resultPath } from "../results/result-path.ts";
import { LetterText } from "./letter-text.tsx";

type Shown = Schemas["ShownLetter"];
type Sent = { readonly form: FormValues; readonly refusal: Refusal } | null;

/** Longest text that the API takes (core/letters). */
const answerMax = 5_000;
const letterPath = (letterId: string): string => `/letters/${letterId}`;
const letterIdOf = (c: PortalContext): string => c.req.param("letterId") ?? "";

const backPath = ({ letter, isReceiver }: Shown): string =>
  isReceiver ? `/letters/organisations/${letter.organisation}` : `/letters/about/${letter.about}`;

const labelsOf = ({ t }: PageContext): FieldLabels => ({
  text: { label: t("letters.answerField"), rule: t("letters.answerRule") },
});

const Dates: FC<{ shown: Shown }> = ({ shown: { letter, receipt, reply } }) => {
  const page = usePage();
  const { t, format } = page;
  const received =
    receipt === undefined
      ? t("letters.notReceived", { date: format.date(letter.presumedOn) })
      : t(`letters.how.${receipt.how}`, { date: format.date(receipt.receivedOn) });
  return (
    <Section title={t("letters.dates")}>
      <DescriptionList
        items={[
          { term: t("letters.sentAt"), detail: <DateTimeOf at={letter.sentAt} /> },
          {
            term: t("letters.openedAt"),
            detail:
              letter.state === "sent" ? (
                t("letters.notOpened")
              ) : (
                <>
                  <DateTimeOf at={letter.openedAt} />{" "}
                  {t("letters.openedBy", { name: personText(letter.openedBy, page) })}
                </>
              ),
          },
          { term: t("letters.received"), detail: received },
          ...(reply === undefined
            ? []
            : [
                {
                  term: t("letters.answerBy"),
                  detail: (
                    <>
                      <DateOf on={reply.legalDueOn} />
                      {reply.legalDueOn !== reply.dueOn && (
                        <>
                          <br />
                          {t("letters.arithmetic", { date: format.date(reply.dueOn) })}
                        </>
                      )}
                    </>
                  ),
                },
              ]),
        ]}
      />
    </Section>
  );
};

const Answer: FC<{ shown: Shown; sent: Sent }> = ({ shown, sent }) => {
  const page = usePage();
  const { t, href } = page;
  const { letter, answer, allowedActions } = shown;
  if (letter.state === "answered" && answer !== undefined)
    return (
      <Section title={t("letters.answered")}>
        <p>
          {t("letters.answeredAt")} <DateTimeOf at={letter.answeredAt} />
        </p>
        <Paragraphs text={answer} />
      </Section>
    );
  if (!isAllowed(allowedActions, "answerLetter") && sent === null) return null;
  const form = sent?.form ?? formValues({});
  const field = fieldsFor({ form, fields: labelsOf(page), errors: sent?.refusal.errors ?? {} });
  return (
    <Section title={t("letters.answer")}>
      <Form action={href(`${letterPath(letter.id)}/answer`)} hidden={hiddenVersion(shown.version, sent?.form ?? null)}>
        <TextArea {...field("text", t("letters.answerHelp"))} rows={10} charactersMax={answerMax} required />
        <ButtonRow>
          <Button>{t("letters.send")}</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
};

const pageOf = ({ t, query, href }: PageContext, shown: Shown, sent: Sent): Page => ({
  title: shown.title,
  crumbs: [{ label: t("letters.title"), path: backPath(shown) }],
  meta: [t(`letters.state.${shown.letter.state}`)],
  content: (
    <>
      {sent === null && query.get("done") === "answer" && (
        <Notification kind="success" title={t("letters.done.answer")}>
          <p>{t("letters.doneText")}</p>
        </Notification>
      )}
      <Dates shown={shown} />
      <Section title={t("letters.text")}>
        <LetterText shown={shown} />
        <ButtonRow>
          <ButtonLink kind="secondary" icon="download" href={href(`${letterPath(shown.letter.id)}/pdf`)}>
            {t("letters.pdf")}
          </ButtonLink>
          {tellsOfResult(shown.letter.template) && (
            <ButtonLink kind="primary" href={href(resultPath(shown.letter.about))}>
              {t("results.link")}
            </ButtonLink>
          )}
        </ButtonRow>
      </Section>
      <Answer shown={shown} sent={sent} />
    </>
  ),
});

/** Letters that a page of the result goes with. */
const tellsOfResult = (template: Schemas["LetterTemplate"]): boolean =>
  template === "EVALUATION_RESULT" || template === "REVIEW_OUTCOME";

/** A closed letter: what opening it does, and the button that does it. */
const showClosed = (c: PortalContext, letterId: string): Response => {
  const { t, href } = c.get("page");
  return show(c, {
    title: t("letters.openTitle"),
    lead: t("letters.openLead"),
    crumbs: [{ label: t("letters.title"), path: "/letters" }],
    content: (
      <Form action={href(`${letterPath(letterId)}/opening`)} hidden={hiddenKeys()}>
        <ButtonRow>
          <Button>{t("letters.open")}</Button>
        </ButtonRow>
      </Form>
    ),
  });
};

const showRead = async (c: PortalContext, sent: Sent): Promise<Response> => {
  const letterId = letterIdOf(c);
  const read = await answerOf(apiOf(c).GET("/v1/letters/{letterId}", { params: { path: { letterId } } }));
  if (!read.ok) return read.error.code === "LetterNotOpened" ? showClosed(c, letterId) : showProblem(c, read.error);
  await namePeople(c, read.value.letter);
  const page = pageOf(c.get("page"), read.value, sent);
  return sent === null ? show(c, page) : showForm(c, page, sent.refusal);
};

export const showLetter = (c: PortalContext): Promise<Response> => showRead(c, null);

export const openLetter = async (c: PortalContext): Promise<Response> => {
  const path = { letterId: letterIdOf(c) };
  const params = { path, header: commandHeaders(await readForm(c)) };
  const opened = await answerOf(apiOf(c).POST("/v1/letters/{letterId}/opening", { params }));
  return opened.ok ? seeOther(c, letterPath(path.letterId)) : showProblem(c, opened.error, "/letters");
};

export const answerLetter = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const path = { letterId: letterIdOf(c) };
  const params = { path, header: changeHeaders(form) };
  const body = { text: form.text("text") };
  const sent = await answerOf(apiOf(c).POST("/v1/letters/{letterId}/answer", { params, body }));
  if (sent.ok) return seeOther(c, `${letterPath(path.letterId)}?done=answer`);
  const page = c.get("page");
  const refusal = refusalOf(sent.error, fieldRules(page.t, labelsOf(page)));
  return showRead(c, { form: formToRetry(form, sent.error), refusal });
};

export const downloadLetter = async (c: PortalContext): Promise<Response> => {
  const path = { letterId: letterIdOf(c) };
  const file = await answerOf(apiOf(c).GET("/v1/documents/letters/{letterId}", { params: { path } }));
  if (!file.ok) return showProblem(c, file.error, letterPath(path.letterId));
  return sendPdf(c, file.value);
};
