import type { Result } from "@grants/kernel/result";
import type { Child, FC } from "hono/jsx";
import { changeHeaders, formToRetry, hiddenVersion, seeOther } from "../../api-client.ts";
import { showProblem, type PortalContext } from "../../area.ts";
import { Button, ButtonLink, ButtonRow } from "../../components/button.tsx";
import { Form, RequiredNote } from "../../components/form.tsx";
import { fieldRules, type FieldLabels } from "../../forms/field-rules.ts";
import { type FieldOf, fieldsFor } from "../../forms/form-field.ts";
import { formValues, readForm, type FormValues } from "../../forms/form-values.ts";
import { refusalOf, type Refusal } from "../../forms/refusal.ts";
import { showForm } from "../../forms/show-form.tsx";
import { type PageContext, usePage } from "../../page/page-context.ts";
import type { Problem } from "../../problem.ts";
import { isAllowed } from "../cofunding/allowed-action.ts";
import { type AdmissibilityPage, proposalCrumbs, proposalPath, readAdmissibility } from "./vocabulary.ts";

type Params = { readonly path: { readonly proposalId: string }; readonly header: ReturnType<typeof changeHeaders> };

/** A step on one proposal that asks for something: its form, and what is sent. */
export type StepForm = {
  readonly action: string;
  /** Below the proposal's page; with what the address says beyond it. */
  readonly pathOf: (c: PortalContext) => string;
  readonly title: (page: PageContext, c: PortalContext) => string;
  readonly lead: (page: PageContext, shown: AdmissibilityPage, c: PortalContext) => string;
  readonly submit: (page: PageContext) => string;
  readonly labels: (page: PageContext) => FieldLabels;
  readonly fields: FC<{ field: FieldOf; shown: AdmissibilityPage; form: FormValues; about: string }>;
  /** What the address names: a check, a request. */
  readonly about: (c: PortalContext) => string;
  readonly send: (c: PortalContext, params: Params, form: FormValues) => Promise<Result<unknown, Problem>>;
};

type Shown = { readonly shown: AdmissibilityPage; readonly form: FormValues; readonly refusal: Refusal | null };

const Body: FC<{ step: StepForm; path: string; about: string; facts: Shown }> = ({ step, path, about, facts }) => {
  const page = usePage();
  const { t, href } = page;
  const { shown, form, refusal } = facts;
  const field = fieldsFor({ form, fields: step.labels(page), errors: refusal?.errors ?? {} });
  const Fields = step.fields;
  return (
    <Form action={href(`${proposalPath(shown.proposalId)}/${path}`)} hidden={hiddenVersion(shown.version, form)}>
      <RequiredNote />
      <Fields field={field} shown={shown} form={form} about={about} />
      <ButtonRow>
        <Button>{step.submit(page)}</Button>
        <ButtonLink href={href(proposalPath(shown.proposalId))} kind="secondary">
          {t("forms.cancel")}
        </ButtonLink>
      </ButtonRow>
    </Form>
  );
};

const showStep = (c: PortalContext, step: StepForm, facts: Shown): Response => {
  const page = c.get("page");
  const { shown } = facts;
  const content: Child = <Body step={step} path={step.pathOf(c)} about={step.about(c)} facts={facts} />;
  return showForm(
    c,
    {
      title: step.title(page, c),
      lead: step.lead(page, shown, c),
      crumbs: [
        ...proposalCrumbs(page, shown),
        {
          label: page.t("admissibility.proposalTitle", { acronym: shown.acronym }),
          path: proposalPath(shown.proposalId),
        },
      ],
      content,
    },
    facts.refusal,
  );
};

export const openStep =
  (step: StepForm) =>
  async (c: PortalContext): Promise<Response> => {
    const read = await readAdmissibility(c);
    if (!read.ok) return showProblem(c, read.error);
    if (!isAllowed(read.value.allowedActions, step.action)) {
      const code = read.value.allowedActions.find(({ action }) => action === step.action)?.because ?? "NotAllowed";
      const because = code === "ROLE" || code === "RELATION" ? "NotAllowed" : code;
      return showProblem(c, { status: because === "NotAllowed" ? 403 : 409, code: because });
    }
    return showStep(c, step, { shown: read.value, form: formValues({}), refusal: null });
  };

export const sendStep =
  (step: StepForm) =>
  async (c: PortalContext): Promise<Response> => {
    const proposalId = c.req.param("proposalId") ?? "";
    const form = await readForm(c);
    const sent = await step.send(c, { path: { proposalId }, header: changeHeaders(form) }, form);
    if (sent.ok) return seeOther(c, `${proposalPath(proposalId)}?done=yes`);
    const read = await readAdmissibility(c);
    if (!read.ok) return showProblem(c, sent.error);
    const page = c.get("page");
    const refusal = refusalOf(sent.error, fieldRules(page.t, step.labels(page)));
    return showStep(c, step, { shown: read.value, form: formToRetry(form, sent.error), refusal });
  };
