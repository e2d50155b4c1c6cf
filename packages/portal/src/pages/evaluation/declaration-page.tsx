import type { FC } from "hono/jsx";
import { answerOf, apiOf, commandHeaders, formToRetry, hiddenKeys, seeOther, type Schemas } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Radio } from "../../components/choices.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { Notification } from "../../components/notification.tsx";
import { Section } from "../../components/section.tsx";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import type { Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { usePage } from "../../page/page-context.ts";
import { assignmentsCrumb, proposalPath } from "./vocabulary.ts";

type MyDeclaration = Schemas["MyDeclaration"];
type Interest = Schemas["InterestToDeclare"]["interest"];

const interests: readonly Interest[] = ["NONE", "EMPLOYMENT", "FINANCIAL", "FAMILY", "COMPETITION", "ADVICE", "OTHER"];

const readDeclaration = (c: PortalContext) =>
  answerOf(
    apiOf(c).GET("/v1/evaluation/proposals/{proposalId}/declaration", {
      params: { path: { proposalId: c.req.param("proposalId") ?? "" } },
    }),
  );

type Shown = { readonly shown: MyDeclaration; readonly form: FormValues; readonly refusal: Refusal | null };

const DeclarationForm: FC<Shown> = ({ shown: { proposalId }, form, refusal }) => {
  const { t, href } = usePage();
  return (
    <Form action={href(`${proposalPath(proposalId)}/declaration`)} hidden={hiddenKeys(form)}>
      <RequiredNote />
      <Radio
        name="interest"
        label={t("evaluation.declaration.question")}
        help={t("evaluation.declaration.help")}
        choices={interests.map((value) => ({ value, label: t(`evaluation.declaration.interest.${value}`) }))}
        value={form.text("interest")}
        error={refusal?.errors["interest"]}
        required
      />
      <ButtonRow>
        <Button>{t("evaluation.declaration.submit")}</Button>
      </ButtonRow>
    </Form>
  );
};

const Declared: FC<{ shown: MyDeclaration; at: string }> = ({ shown: { acronym, proposalId }, at }) => {
  const { t, href, format } = usePage();
  return (
    <>
      <Notification kind="success" title={t("evaluation.declaration.doneTitle")}>
        <p>{t("evaluation.declaration.done", { at: format.dateTime(at) })}</p>
      </Notification>
      <ButtonRow>
        <ButtonLink href={href(`${proposalPath(proposalId)}/report`)}>
          {t("evaluation.toReport", { acronym })}
        </ButtonLink>
      </ButtonRow>
    </>
  );
};

const showDeclarationForm = (c: PortalContext, facts: Shown): Response => {
  const page = c.get("page");
  const { t } = page;
  const { acronym, title, partners, declared } = facts.shown;
  const content = (
    <>
      <Section title={t("evaluation.declaration.partners")}>
        <ul class="ecl-unordered-list">
          {partners.map((name, place) => (
            <li class="ecl-unordered-list__item">
              {place === 0 ? t("evaluation.declaration.coordinator", { name }) : name}
            </li>
          ))}
        </ul>
      </Section>
      {declared === undefined ? (
        <DeclarationForm {...facts} />
      ) : (
        <Declared shown={facts.shown} at={declared.declaredAt} />
      )}
    </>
  );
  const heading = t("evaluation.declaration.title", { acronym });
  const lead = t("evaluation.declaration.lead");
  return showForm(c, { title: heading, lead, crumbs: [assignmentsCrumb(page)], meta: [title], content }, facts.refusal);
};

/** Before a proposal opens: whose it is, and the question whether the expert is free to judge it. */
export const showDeclaration = async (c: PortalContext): Promise<Response> => {
  const read = await readDeclaration(c);
  return read.ok
    ? showDeclarationForm(c, { shown: read.value, form: formValues({}), refusal: null })
    : showProblem(c, read.error);
};

export const declareInterest = async (c: PortalContext): Promise<Response> => {
  const form = await readForm(c);
  const { t } = c.get("page");
  const proposalId = c.req.param("proposalId") ?? "";
  const interest = interests.find((one) => one === form.text("interest"));
  if (interest === undefined) {
    const read = await readDeclaration(c);
    if (!read.ok) return showProblem(c, read.error);
    const errors = { interest: t("evaluation.declaration.missing") };
    return showDeclarationForm(c, { shown: read.value, form, refusal: { status: 422, errors, problem: null } });
  }
  const params = { path: { proposalId }, header: commandHeaders(form) };
  const done = await answerOf(
    apiOf(c).POST("/v1/evaluation/proposals/{proposalId}/declaration", { params, body: { interest } }),
  );
  if (!done.ok) {
    const read = await readDeclaration(c);
    if (!read.ok) return showProblem(c, done.error);
    const refusal = { status: done.error.status, errors: {}, problem: done.error };
    return showDeclarationForm(c, { shown: read.value, form: formToRetry(form, done.error), refusal });
  }
  return seeOther(
    c,
    interest === "NONE" ? `${proposalPath(proposalId)}/report` : "/evaluation/assignments?done=conflict",
  );
};
